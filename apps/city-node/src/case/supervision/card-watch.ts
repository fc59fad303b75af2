import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { sha256, TongbanError, type CardLevel, type ErrorCode, type SupervisionCarded } from '#contracts';
import type { Clock } from '#runtime';
import { texts } from '../../db/arrays.js';
import { isTransient, type Database } from '../../db/database.js';
import type { CardTimers, TimedFile } from '../../sla/card-timers.js';
import type { CardPlan } from '../../sla/cards.rules.js';
import type { Calendars } from '../../sla/calendars.js';
import { chinaDay, chinaDayAt } from '../../sla/china-day.rules.js';
import { effectiveFacts } from '../../sla/effective-facts.js';
import type { CaseDesk, OpenCase } from '../case-desk.service.js';
import type { CaseFact } from '../case-facts.js';

const LOOK_MS = 1000;
/** Timers taken up together: their cards share a transaction. */
const STEP_TIMERS = 100;
const ACTIONS: Record<CardLevel, string> = { WARNING: 'warn', YELLOW: 'yellow-card', RED: 'red-card' };
/** Refusals that time does not mend: the card can never be given, so its timer goes. */
const FOR_GOOD: ReadonlySet<ErrorCode> = new Set([
  'case_not_found',
  'not_our_part',
  'action_not_allowed',
  'case_frozen',
]);

export interface CardWatchDoors {
  db: Database;
  desk: CaseDesk;
  timers: CardTimers;
  calendars: Pick<Calendars, 'of'>;
  clock: Clock;
  log: Logger;
  isLeading: () => boolean;
}

interface Timer {
  case_no: string;
  card_id: string;
  level: CardLevel;
}

/**
 * 电子监察: gives this city its cards when they are due, on the leading replica. A card is judged once more by the facts
 * of the locked case; its command id is the card's, so it is given once, also over a kill or a restore.
 */
export class CardWatch {
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;

  constructor(private readonly doors: CardWatchDoors) {}

  start(): void {
    this.loop ??= this.run();
  }

  /** Lets the cards in hand be given. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        if (this.doors.isLeading() && this.doors.db.ready) await this.look();
      } catch (error) {
        this.doors.log.warn({ err: error }, 'cards are not given now; going on later');
      }
      await this.rest();
    }
  }

  private async look(): Promise<void> {
    // Those that cannot be given now (a partner is still recovering) must not stand before the others.
    const later: string[] = [];
    for (let more = true; more && !this.stopped;) {
      const due = await this.doors.db.query<Timer>(
        `select case_no, card_id, level from case_timer where fires_at <= $1 and case_no <> all($2::text[])
         order by fires_at limit $3`,
        [this.doors.clock.now(), texts(later), STEP_TIMERS],
      );
      const given = await Promise.all(due.map((timer) => this.give(timer)));
      later.push(...due.filter((_, i) => !given[i]).map(({ case_no }) => case_no));
      more = due.length === STEP_TIMERS;
    }
  }

  /** True if the timer is done with. */
  private async give(timer: Timer): Promise<boolean> {
    const { case_no: caseNo, card_id: cardId, level } = timer;
    const commandId = `card/${caseNo}/${cardId}`;
    const context = {
      user: { username: 'node', displayName: '', role: 'supervisor', windowId: null },
      commandId,
      commandHash: sha256(commandId),
      ifMatch: null,
      requestId: 'card',
    } as const;
    try {
      const done = await this.doors.desk.act(context, caseNo, ACTIONS[level], (open) => this.card(open, timer));
      if (done.repeated) await this.drop(timer);
      return true;
    } catch (error) {
      if (error instanceof TongbanError && FOR_GOOD.has(error.code)) {
        await this.drop(timer);
        return true;
      }
      if (!(error instanceof TongbanError || isTransient(error))) throw error;
      return false;
    }
  }

  private drop({ case_no, card_id }: Timer): Promise<unknown> {
    return this.doors.db.query('delete from case_timer where case_no = $1 and card_id = $2', [case_no, card_id]);
  }

  /** The card, where the facts still ask for it; the timers of the case are then those of its facts. */
  private async card({ em, file }: OpenCase, { card_id }: Timer): Promise<CaseFact[]> {
    const timed: TimedFile = file;
    const facts = await effectiveFacts(em, [{ case_no: file.case_no, ineffective: file.state.ineffective }]);
    const cards = await this.doors.timers.plan(em, [timed], facts);
    const plan = cards.get(file.case_no)?.due.find(({ cardId }) => cardId === card_id);
    if (!plan) return [];
    em.later('delete from case_timer where case_no = $1 and card_id = $2', [file.case_no, card_id]);
    const body = this.bodyOf(plan, file.home_city);
    return [{ type: 'supervision.carded', act: plan.level, body, actor: { role: 'node', id: 'node' } }];
  }

  private bodyOf({ cardId, ground, clock, dueOn, level }: CardPlan, homeCity: string): SupervisionCarded {
    const today = chinaDayAt(this.doors.clock.now().getTime());
    const over = dueOn === null ? 0 : this.doors.calendars.of(homeCity).workingDaysBetween(chinaDay(dueOn), today);
    return {
      city: this.doors.desk.self,
      ground,
      ...(clock ? { clock } : {}),
      ...(dueOn ? { dueOn } : {}),
      overdueWorkingDays: level === 'WARNING' ? 0 : Math.max(0, over),
      cardId,
    };
  }

  private async rest(): Promise<void> {
    try {
      await pause(LOOK_MS, undefined, { signal: this.stopping.signal, ref: false });
    } catch (error) {
      if (!this.stopped) throw error;
    }
  }
}
