import { setImmediate as othersFirst } from 'node:timers/promises';
import { CASE_STATUSES, type CaseStatus } from '#contracts';
import type { Clock } from '#runtime';
import { instants, texts } from '../db/arrays.js';
import { rows, type Tx } from '../db/database.js';
import { OPEN_STATUSES, readOutages, readThresholds } from './card-settings.js';
import { cardsOf, type Cards } from './cards.rules.js';
import { firstParties, type SlaFact } from './case-parties.rules.js';
import type { Calendars } from './calendars.js';
import { effectiveFacts } from './effective-facts.js';
import type { DueFile, NextDues } from './next-due.js';
import { mayBeStanding, plainCourse } from './plain-course.rules.js';

/** A case of which timers are planned. */
export interface TimedFile extends DueFile {
  status: CaseStatus;
  state: DueFile['state'] & { cards?: number; ineffective: string[] };
}

/** Cases of one status looked at in one step. */
const STEP_CASES = 100;
/** Cases counted without letting anything else of the process come between: a few milliseconds' work. */
const CASES_AT_ONCE = 16;
/** A case is looked at when it has rested so long: one that goes on at once never needs a timer, and what was written
 * under a transaction is committed by then. */
const RESTED_MS = 60_000;
const OPEN: ReadonlySet<CaseStatus> = new Set(OPEN_STATUSES);

/** Our part in the cases, each told from the parts before it, so that an index finds them in order of their change. */
const PARTS = {
  collecting: 'collecting_city = $1',
  home: 'home_city = $1 and collecting_city <> $1',
  pickup: 'pickup_city = $1 and collecting_city <> $1 and home_city <> $1',
} as const;
const WALK = (part: keyof typeof PARTS): string => `
  select s.status as walked, f.* from unnest($2::text[]) as s (status)
  left join case_timer_walk w on w.walk = '${part}/' || s.status
  cross join lateral (
    select case_no, collecting_city, home_city, item_code, item_version, status, state, changed_at from case_file
    where ${PARTS[part]} and status = s.status and changed_at < $3
      and changed_at >= coalesce(w.changed_at, '-infinity') and (changed_at, case_no) > (coalesce(w.changed_at, '-infinity'), coalesce(w.case_no, ''))
    order by changed_at, case_no limit ${STEP_CASES}) f`;

/**
 * Plans when this city has to card itself. Nothing is written while a case is: cases that have changed are found by the
 * order of their last change in each list, every change once, so closed cases cost nothing any more.
 */
export class CardTimers {
  constructor(
    private readonly self: string,
    private readonly dues: Pick<NextDues, 'limitsOf' | 'readLimits'>,
    private readonly calendars: Pick<Calendars, 'of'>,
    private readonly clock: Clock,
  ) {}

  /** The cards of this city in some cases, of which all effective facts are given. */
  async count(
    em: Tx,
    files: readonly TimedFile[],
    facts: ReadonlyMap<string, readonly SlaFact[]>,
  ): Promise<Map<string, Cards>> {
    if (files.some((file) => this.dues.limitsOf(file) === undefined)) await this.dues.readLimits();
    const now = this.clock.now();
    const [thresholds, outages] = await Promise.all([readThresholds(em), readOutages(em, now)]);
    const counted = new Map<string, Cards>();
    for (const [i, file] of files.entries()) {
      // People's acts and batches that arrive meanwhile come first.
      if (i % CASES_AT_ONCE === CASES_AT_ONCE - 1) await othersFirst();
      const asked = {
        self: this.self,
        facts: facts.get(file.case_no) ?? [],
        // The first home city stands in the number.
        first: firstParties(file.collecting_city, file.case_no.slice(2, 8)),
        limits: this.dues.limitsOf(file) ?? null,
        calendarOf: this.calendars.of,
        thresholds,
        outages,
        nowMs: now.getTime(),
      };
      counted.set(file.case_no, cardsOf(asked));
    }
    return counted;
  }

  /** Replaces the timers of some cases by what their facts say now. */
  async plan(
    em: Tx,
    files: readonly TimedFile[],
    facts: ReadonlyMap<string, readonly SlaFact[]>,
  ): Promise<Map<string, Cards>> {
    const counted = await this.count(em, files, facts);
    const timers = [...counted].flatMap(([caseNo, { due, coming }]) =>
      [...due, ...coming].map(({ cardId, level, firesAt }) => ({ caseNo, cardId, level, firesAt })),
    );
    em.later('delete from case_timer where case_no = any($1::text[])', [texts([...counted.keys()])]);
    for (const [caseNo, { passed }] of counted) {
      for (const { city, cardId } of passed) {
        em.later(
          "update case_card set state = 'PASSED' where case_no = $1 and city = $2 and card_id = $3 and state = 'OPEN'",
          [caseNo, city, cardId],
        );
      }
    }
    if (timers.length === 0) return counted;
    em.later(
      `insert into case_timer (case_no, card_id, level, fires_at)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])`,
      [
        texts(timers.map(({ caseNo }) => caseNo)),
        texts(timers.map(({ cardId }) => cardId)),
        texts(timers.map(({ level }) => level)),
        instants(timers.map(({ firesAt }) => firesAt)),
      ],
    );
    return counted;
  }

  /**
   * Goes back to where a clock that was set back can have left cases behind: before the first step of each look. The
   * machine's own time counts too, because a rehearsal's clock may go back and on between two looks. Nothing is written
   * while the clock only goes on.
   */
  async stepBack(em: Tx): Promise<void> {
    const earliest = Math.min(this.clock.now().getTime(), Date.now());
    await rows(em, "update case_timer_walk set changed_at = $1, case_no = '' where changed_at > $1", [
      new Date(earliest - RESTED_MS),
    ]);
  }

  /** The next cases that have changed since they were last looked at; returns whether there may be more. */
  async walk(em: Tx): Promise<boolean> {
    const rested = new Date(this.clock.now().getTime() - RESTED_MS);
    let more = false;
    for (const part of Object.keys(PARTS) as (keyof typeof PARTS)[]) {
      const found = await rows<TimedFile & { walked: string; changed_at: string | Date }>(em, WALK(part), [
        this.self,
        texts(CASE_STATUSES),
        rested,
      ]);
      if (found.length === 0) continue;
      await this.look(em, found);
      more ||= found.length >= STEP_CASES;
      const last = new Map(found.map((file) => [`${part}/${file.walked}`, file]));
      em.later(
        `insert into case_timer_walk (walk, changed_at, case_no)
         select * from unnest($1::text[], $2::timestamptz[], $3::text[])
         on conflict (walk) do update set changed_at = excluded.changed_at, case_no = excluded.case_no`,
        [
          texts([...last.keys()]),
          instants([...last.values()].map(({ changed_at }) => changed_at)),
          texts([...last.values()].map(({ case_no }) => case_no)),
        ],
      );
    }
    return more;
  }

  private async look(em: Tx, found: readonly TimedFile[]): Promise<void> {
    const [clocked, ended] = [found.filter(hasClocks), found.filter((file) => !hasClocks(file))];
    // What the end forestalled; a timer that was due by then stays, and is judged by the facts.
    em.later(
      `delete from case_timer t using unnest($1::text[], $2::timestamptz[]) as e (case_no, ended_at)
       where t.case_no = e.case_no and t.fires_at > e.ended_at`,
      [texts(ended.map(({ case_no }) => case_no)), instants(ended.map(({ changed_at }) => changed_at))],
    );
    if (clocked.length > 0) await this.plan(em, clocked, await this.factsOf(em, clocked));
  }

  /** A plain case without cards is counted from its file; any other from its events. */
  private async factsOf(em: Tx, files: readonly TimedFile[]): Promise<Map<string, readonly SlaFact[]>> {
    const facts = new Map<string, readonly SlaFact[]>();
    for (const file of files) {
      const { times, roles, mode, cards } = file.state;
      const mayStand = mayBeStanding(this.dues.limitsOf(file));
      const plain = cards ? null : plainCourse({ times, roles, mode, shelfUntil: null, mayStand });
      if (plain) facts.set(file.case_no, plain);
    }
    const others = files.filter(({ case_no }) => !facts.has(case_no));
    if (others.length === 0) return facts;
    const read = await effectiveFacts(
      em,
      others.map(({ case_no, state }) => ({ case_no, ineffective: state.ineffective })),
    );
    return new Map([...facts, ...read]);
  }
}

const hasClocks = ({ status, state }: TimedFile): boolean => OPEN.has(status) || state.cards !== undefined;
