import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { codesWithin } from '#contracts';
import { bools, instants, texts } from '../db/arrays.js';
import { rows, type Database, type Tx } from '../db/database.js';
import { OPEN_STATUSES } from './card-settings.js';
import type { CardTimers, TimedFile } from './card-timers.js';
import { effectiveFacts } from './effective-facts.js';
import type { NextDue, NextDues } from './next-due.js';

/** Cases counted in one transaction. */
const STEP_CASES = 200;
/** Cases marked in one transaction. */
const MARKED_CASES = 5000;
const LOOK_MS = 1000;
/** After each step the database is left alone so many times as long as the step took. */
const REST = 3;

export interface DueKeeperDoors {
  db: Database;
  dues: NextDues;
  timers: CardTimers;
  log: Logger;
  isLeading: () => boolean;
  /** First statement of each transaction; throws where another replica leads. */
  guard: (em: Tx) => Promise<void>;
}

type Waiting = TimedFile & { ineffective: string[] };

/**
 * Counts, on the leading replica, what could not be counted while a case was written: cases out of the ordinary, and
 * all open cases of a city whose calendar has changed; and plans the cards that a case may come to. What waits is marked in the database and survives restarts.
 */
export class DueKeeper {
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;

  constructor(private readonly doors: DueKeeperDoors) {}

  start(): void {
    this.loop ??= this.run();
  }

  /** Lets the step in hand end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        if (this.doors.isLeading() && this.doors.db.ready) await this.look();
      } catch (error) {
        this.doors.log.warn({ err: error }, 'due dates are not counted now; going on later');
      }
      await this.rest(LOOK_MS);
    }
  }

  private async look(): Promise<void> {
    for (let more = true; more && !this.stopping.signal.aborted;) {
      more = (await this.step((em) => this.markNext(em))) === MARKED_CASES;
    }
    for (let more = true; more && !this.stopping.signal.aborted;) {
      more = (await this.step((em) => this.countNext(em))) === STEP_CASES;
    }
    await this.step(async (em) => {
      await this.doors.timers.stepBack(em);
      return 0;
    });
    for (let more = true; more && !this.stopping.signal.aborted;) {
      more = (await this.step(async (em) => ((await this.doors.timers.walk(em)) ? 1 : 0))) === 1;
    }
  }

  private async step(work: (em: Tx) => Promise<number>): Promise<number> {
    const startedAt = performance.now();
    const done = await this.doors.db.transaction(async (em) => {
      await this.doors.guard(em);
      return work(em);
    });
    if (done > 0) await this.rest(REST * (performance.now() - startedAt));
    return done;
  }

  /** Marks open cases that count by a calendar that has changed; found by status, so ended ones cost nothing. */
  private async markNext(em: Tx): Promise<number> {
    const [recount] = await rows<{ city: string }>(
      em,
      'select city from due_recount order by since limit 1 for update',
    );
    if (!recount) return 0;
    // A district or park without a calendar of its own counts by that of its prefecture.
    const [from, before] = codesWithin(recount.city);
    const counted = "next_due_at is not null and next_due_kind <> 'pending'";
    const marked = await rows(
      em,
      `update case_file set next_due_kind = 'pending' where case_no in (
         select case_no from (
           (select case_no from case_file where home_city >= $1 and home_city < $4 and status = any($2::text[])
              and ${counted})
           union (select case_no from case_file where collecting_city >= $1 and collecting_city < $4
              and status = 'COLLECTED' and ${counted})
         ) open limit $3) returning case_no`,
      [from, texts(OPEN_STATUSES), MARKED_CASES, before],
    );
    if (marked.length < MARKED_CASES) await rows(em, 'delete from due_recount where city = $1', [recount.city]);
    return marked.length;
  }

  private async countNext(em: Tx): Promise<number> {
    const waiting = await rows<Waiting>(
      em,
      `select case_no, collecting_city, home_city, item_code, item_version, status, state, changed_at,
         array(select jsonb_array_elements_text(state->'ineffective')) as ineffective
       from case_file where next_due_kind = 'pending' limit $1 for update skip locked`,
      [STEP_CASES],
    );
    if (waiting.length === 0) return 0;
    if (waiting.some((file) => this.doors.dues.limitsOf(file) === undefined)) await this.doors.dues.readLimits();
    const facts = await effectiveFacts(em, waiting);
    const counted = waiting.map((file) => {
      const limits = this.doors.dues.limitsOf(file) ?? null;
      return { caseNo: file.case_no, due: this.doors.dues.count(file, facts.get(file.case_no) ?? [], limits) };
    });
    save(em, counted);
    await this.doors.timers.plan(em, waiting, facts);
    return waiting.length;
  }

  private async rest(ms: number): Promise<void> {
    try {
      await pause(ms, undefined, { signal: this.stopping.signal, ref: false });
    } catch (error) {
      if (!this.stopping.signal.aborted) throw error;
    }
  }
}

function save(em: Tx, counted: readonly { caseNo: string; due: NextDue }[]): void {
  em.later(
    `update case_file c set next_due_at = n.at, next_due_kind = n.kind, next_due_provisional = n.provisional, holder = n.holder
     from unnest($1::text[], $2::timestamptz[], $3::text[], $4::boolean[], $5::text[]) as n (case_no, at, kind, provisional, holder)
     where c.case_no = n.case_no`,
    [
      texts(counted.map(({ caseNo }) => caseNo)),
      instants(counted.map(({ due }) => due.next_due_at)),
      texts(counted.map(({ due }) => due.next_due_kind)),
      bools(counted.map(({ due }) => due.next_due_provisional)),
      texts(counted.map(({ due }) => due.holder)),
    ],
  );
}
