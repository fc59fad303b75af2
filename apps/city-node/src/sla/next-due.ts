import { CLOCK_NAMES, HOLDER_NAMES, type ClockKind, type DueView, type Holder } from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import type { Calendars } from './calendars.js';
import { firstParties, type SlaFact } from './case-parties.rules.js';
import { chinaDayAt, dayText, endOfDay } from './china-day.rules.js';
import { nextDue, type ItemLimits } from './clocks.rules.js';
import { holderSpans } from './holders.rules.js';
import { mayBeStanding, plainCourse, type CourseKnown } from './plain-course.rules.js';

/** What a case file says of its times, for lists; `pending` is counted from the events soon. */
export interface NextDue {
  next_due_at: string | null;
  next_due_kind: ClockKind | 'pending' | null;
  next_due_provisional: boolean;
  holder: Holder | null;
}

/** The part of a case file that times are counted from. */
export interface DueFile {
  case_no: string;
  collecting_city: string;
  home_city: string;
  item_code: string | null;
  item_version: number | null;
  state: Omit<CourseKnown, 'shelfUntil' | 'mayStand'>;
  changed_at: string;
  shelf_until?: string;
}

export const COUNTED_LATER: NextDue = {
  next_due_at: null,
  next_due_kind: 'pending',
  next_due_provisional: false,
  holder: null,
};

/** Answers kept: of one item on one day there are only a few. */
const MAX_KEPT = 20_000;

/** 下一时限: what is due next in a case and who has it, counted while the case is written. */
export class NextDues {
  private readonly limits = new Map<string, ItemLimits>();
  /** Cases of one item that went the same way on the same days are due on the same day. */
  private readonly kept = new Map<string, NextDue>();

  constructor(
    private readonly db: Database,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {
    calendars.changed.push(() => this.kept.clear());
  }

  /** Counts from what the file knows; a case out of the ordinary, or of an item not read yet, is counted later. */
  readonly of = (file: DueFile): NextDue => {
    const limits = this.limitsOf(file);
    if (limits === undefined) return COUNTED_LATER;
    const key = this.keyOf(file, limits);
    const kept = key === null ? undefined : this.kept.get(key);
    if (kept) return kept;
    const { times, roles, mode } = file.state;
    const mayStand = mayBeStanding(limits);
    const facts = plainCourse({ times, roles, mode, shelfUntil: file.shelf_until ?? null, mayStand });
    if (facts === null) return COUNTED_LATER;
    const next = this.count(file, facts, limits);
    if (key !== null) {
      if (this.kept.size >= MAX_KEPT) this.kept.clear();
      this.kept.set(key, next);
    }
    return next;
  };

  /**
   * All that the answer depends on where terms are in days: the item, the cities, and the day of each fact, in their
   * order. Null where an instant counts: on the shelf, and where a limit is in hours.
   */
  private keyOf(file: DueFile, limits: ItemLimits | null): string | null {
    const { times, roles, mode } = file.state;
    if (limits?.promiseLimit.unit === 'HOUR' || limits?.legalLimit.unit === 'HOUR') return null;
    if ('pickup.ready' in times) return null;
    let key = `${chinaDayAt(this.clock.now().getTime())} ${file.collecting_city} ${file.case_no.slice(2, 8)} ${roles.home} `;
    key += `${roles.pickup ?? ''} ${mode ?? ''} ${file.item_code ?? ''}@${file.item_version ?? ''}`;
    // A day in China begins at 16:00 UTC: instants are cut to the hour, which is always inside one day.
    for (const fact in times) key += ` ${fact}${times[fact]?.slice(0, 13) ?? ''}`;
    return key;
  }

  /** Counts from all effective facts of a case. */
  count(file: DueFile, facts: readonly SlaFact[], limits: ItemLimits | null): NextDue {
    const parties = firstParties(file.collecting_city, homeOf(file.case_no));
    const spans = holderSpans(facts, parties);
    const nowMs = this.clock.now().getTime();
    const due = nextDue(facts, parties, limits, this.calendars.of, nowMs);
    return {
      next_due_at: due?.dueAt ?? null,
      next_due_kind: due?.kind ?? null,
      next_due_provisional: due?.provisional ?? false,
      holder: spans.at(-1)?.holder ?? null,
    };
  }

  /** Limits of the item a case was opened under; undefined where they are not read yet, null where it has none here. */
  limitsOf({ home_city, item_code, item_version }: DueFile): ItemLimits | null | undefined {
    if (item_code === null || item_version === null) return null;
    return this.limits.get(`${home_city}/${item_code}@${item_version}`);
  }

  /** Reads the limits of all published items; there are some hundreds. */
  async readLimits(): Promise<void> {
    const found = await this.db.query<{ key: string; limits: ItemLimits }>(
      `select home_city || '/' || item_code || '@' || version as key, definition as limits from service_item`,
    );
    for (const { key, limits } of found) {
      const { legalLimit, promiseLimit, acceptWithinWorkingDays, deliverWithinWorkingDays, standing } = limits;
      this.limits.set(key, {
        legalLimit,
        promiseLimit,
        acceptWithinWorkingDays,
        ...(deliverWithinWorkingDays === undefined ? {} : { deliverWithinWorkingDays }),
        ...(standing ? { standing } : {}),
      });
    }
  }

  /** The columns in words, as they are at this moment. */
  view(file: NextDue & { home_city: string }): DueView {
    const { next_due_at: dueAt, next_due_kind: kind, holder } = file;
    const isCounted = kind !== 'pending';
    return {
      holder,
      holderZh: holder && HOLDER_NAMES[holder],
      dueKind: isCounted ? kind : null,
      dueKindZh: isCounted && kind ? CLOCK_NAMES[kind] : null,
      // An end at 24:00 belongs to the day before.
      dueOn: dueAt === null ? null : dayText(chinaDayAt(Date.parse(dueAt) - 1)),
      dueState: isCounted ? this.stateOf(file) : 'COUNTING',
      provisional: file.next_due_provisional,
    };
  }

  /** Between which instants terms of a state end, by our own calendar: after the first, not after the second. */
  bounds(self: string, state: 'OVERDUE' | 'DUE_SOON' | 'RUNNING'): { after: string | null; until: string } {
    const nowMs = this.clock.now().getTime();
    const now = new Date(nowMs).toISOString();
    if (state === 'OVERDUE') return { after: null, until: now };
    // Days off behind the next working day are as near as it.
    const dayAfterSoon = this.calendars.of(self).addWorkingDays(chinaDayAt(nowMs), 2);
    const soon = new Date(endOfDay(dayAfterSoon - 1)).toISOString();
    return state === 'DUE_SOON' ? { after: now, until: soon } : { after: soon, until: 'infinity' };
  }

  private stateOf({ next_due_at, next_due_kind, home_city }: NextDue & { home_city: string }): DueView['dueState'] {
    if (next_due_at === null) return 'NONE';
    const [nowMs, dueMs] = [this.clock.now().getTime(), Date.parse(next_due_at)];
    if (dueMs <= nowMs) return 'OVERDUE';
    if (next_due_kind === 'procedure') return 'PAUSED';
    const left = this.calendars.of(home_city).workingDaysBetween(chinaDayAt(nowMs), chinaDayAt(dueMs - 1));
    return left <= 1 ? 'DUE_SOON' : 'RUNNING';
  }
}

/** The first home city stands in the number. */
const homeOf = (caseNo: string): string => caseNo.slice(2, 8);
