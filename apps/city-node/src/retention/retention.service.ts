import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock, Metrics } from '#runtime';
import type { Database, Tx } from '../db/database.js';
import { eraseOldDrafts } from '../drafts/drafts.service.js';
import { ERASED_STATUSES, eraseNext, eraseOldCopies, eraseWaiting, STEP_CASES, WALKS } from './erase-step.js';

const DAY_MS = 24 * 3_600_000;
/** Between looks for cases whose term has ended. */
const LOOK_MS = 600_000;
/** Until this replica leads, or after a fault. */
const AGAIN_MS = 1000;
/** After each step the database is left alone so many times as long as the step took. */
const REST = 4;

export interface RetentionDoors {
  self: string;
  db: Database;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
  /** Days after its end for which a case keeps its personal data. */
  days: number;
  /** Days after its last change for which a draft is kept. */
  draftDays: number;
  isLeading: () => boolean;
  /** First statement of each transaction; throws where another replica leads. */
  guard: (em: Tx) => Promise<void>;
}

/**
 * Erases the personal data of cases whose term has ended, on the leading replica, in small steps. Each step is one
 * transaction with its progress, so it goes on after a stop where it was.
 */
export class Retention {
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;
  private readonly erasedTotal;

  constructor(private readonly doors: RetentionDoors) {
    const { metrics, db } = doors;
    this.erasedTotal = metrics.counter(
      'tongban_cases_erased_total',
      'Cases whose personal data was erased at the end of its term.',
    );
    const help =
      'Cases past their term whose erasing waits: a partner has still to get something of them, or a month may be executed.';
    const waiting = metrics.gauge('tongban_cases_waiting_for_erasure', help, [], async () => {
      if (!db.ready) return;
      const [row] = await db.query<{ waiting: number }>('select count(*) as waiting from retention_waiting');
      waiting.set({}, Number(row?.waiting ?? 0));
    });
  }

  start(): void {
    this.loop ??= this.run();
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      let restMs = AGAIN_MS;
      if (this.doors.isLeading() && this.doors.db.ready) {
        try {
          await this.look();
          restMs = LOOK_MS;
        } catch (error) {
          this.doors.log.warn({ err: error }, 'erasing of ended cases stops; going on later');
        }
      }
      await this.rest(restMs);
    }
  }

  /** One pass over everything whose term has ended by now. */
  private async look(): Promise<void> {
    const cutoff = new Date(this.doors.clock.now().getTime() - this.doors.days * DAY_MS);
    let erased = 0;
    for (let after = '', more = true; more && !this.stopped;) {
      const step = await this.step((em, now) => eraseWaiting(em, after, cutoff, now));
      erased += step.erased;
      after = step.last;
      more = step.looked === STEP_CASES;
    }
    for (const walk of Object.keys(WALKS) as (keyof typeof WALKS)[]) {
      for (const status of ERASED_STATUSES) {
        for (let more = true; more && !this.stopped;) {
          const step = await this.step((em, now) => eraseNext(em, this.doors.self, walk, status, cutoff, now));
          erased += step.erased;
          more = step.looked === STEP_CASES;
        }
      }
    }
    if (!this.stopped) await this.step((em) => eraseOldCopies(em, cutoff));
    const untouchedSince = new Date(this.doors.clock.now().getTime() - this.doors.draftDays * DAY_MS);
    if (!this.stopped) await this.step((em) => eraseOldDrafts(em, untouchedSince));
    if (erased > 0)
      this.doors.log.info({ erased, before: cutoff.toISOString() }, 'personal data of ended cases erased');
  }

  private async step<T>(work: (em: Tx, now: Date) => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const result = await this.doors.db.transaction(async (em) => {
      await this.doors.guard(em);
      return work(em, this.doors.clock.now());
    });
    const { erased } = (result ?? {}) as { erased?: number };
    if (erased) this.erasedTotal.inc({}, erased);
    await this.rest(REST * (performance.now() - startedAt));
    return result;
  }

  private async rest(ms: number): Promise<void> {
    try {
      await pause(ms, undefined, { signal: this.stopping.signal, ref: false });
    } catch (error) {
      if (!this.stopped) throw error;
    }
  }

  /** Lets the step in hand end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }
}
