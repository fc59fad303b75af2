import { CLOCK_NAMES, HOLDER_NAMES, type CaseTimesView, type ClockView, type HolderView } from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import type { DirectoryService } from '../partners/directory.service.js';
import type { ItemVersion, ItemVersions } from '../service-items/item-versions.js';
import type { Calendars } from './calendars.js';
import { firstParties, type SlaFact } from './case-parties.rules.js';
import { clocksOf } from './clocks.rules.js';
import type { CaseClock } from './countdown.rules.js';
import { holderSpans, holderTotals, timedSpans } from './holders.rules.js';

/** The case whose times are told; its item is unknown in a city that only hands the result over. */
export interface TimedCase {
  collecting: string;
  /** The first home city, as the case number names it. */
  home: string;
  item: ItemVersion | null;
}

/** 时限与责任时钟 of one case, as its timeline shows them. */
export class CaseTimes {
  constructor(
    private readonly db: Database,
    private readonly versions: ItemVersions,
    private readonly directory: DirectoryService,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  /** All clocks and holders of a case, from those of its facts that had effect, in causal order. */
  async of(facts: readonly SlaFact[], { collecting, home, item }: TimedCase): Promise<CaseTimesView> {
    const limits = item && (await this.versions.of(this.db, item));
    const nowMs = this.clock.now().getTime();
    const parties = firstParties(collecting, home);
    const spans = holderSpans(facts, parties);
    const { clocks, deemedAcceptedAt } = clocksOf(facts, parties, limits, this.calendars.of, nowMs, spans);
    const timed = timedSpans(spans, this.calendars.of, nowMs);
    const last = spans.at(-1);
    return {
      holder: last ? this.holderView(last.holder, last.city) : null,
      clocks: clocks.map((clock) => this.clockView(clock)),
      holders: {
        spans: timed.map(({ holder, city, from, to, workingMinutes }) => ({
          ...this.holderView(holder, city),
          from,
          to,
          workingMinutes,
        })),
        totals: holderTotals(timed).map((total) => ({ ...total, holderZh: HOLDER_NAMES[total.holder] })),
      },
      deemedAcceptedAt,
    };
  }

  private holderView(holder: HolderView['holder'], city: string | null): HolderView {
    const cityName = city === null ? null : this.directory.current.nameOf(city);
    return { holder, holderZh: HOLDER_NAMES[holder], city, cityName };
  }

  private clockView({ kind, leg, ...clock }: CaseClock): ClockView {
    return { kind, kindZh: CLOCK_NAMES[kind], ...clock, leg: this.holderView(leg.holder, leg.city) };
  }
}
