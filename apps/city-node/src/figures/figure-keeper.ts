import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { rows, type Database, type Tx } from '../db/database.js';
import type { CaseCounting } from './case-counting.js';

/** Events looked at in one transaction. */
const STEP_EVENTS = 500;
const LOOK_MS = 500;
/** After each step the database is left alone so many times as long as the step took. */
const REST = 1;

export interface FigureKeeperDoors {
  db: Database;
  counting: Pick<CaseCounting, 'count'>;
  log: Logger;
  isLeading: () => boolean;
  /** First statement of each transaction; throws where another replica leads. */
  guard: (em: Tx) => Promise<void>;
}

/**
 * Counts cases into the figures, on the leading replica and well after they were written: it follows the events from a
 * mark, and what it did and how far it came are one transaction. Counting an event again changes nothing.
 */
export class FigureKeeper {
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;
  /** Every event up to here is committed. */
  private settledTo = 0;
  /** The newest event of an earlier look, and then the first transaction that began after it. */
  private waiting: { eventId: number; before: bigint | null } | null = null;

  constructor(private readonly doors: FigureKeeperDoors) {}

  start(): void {
    this.loop ??= this.run();
  }

  /** Lets the step in hand end. */
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
        else this.settledTo = 0;
      } catch (error) {
        this.doors.log.warn({ err: error }, 'cases are not counted now; going on later');
      }
      await this.rest(LOOK_MS);
    }
  }

  private async look(): Promise<void> {
    await this.settle();
    if (this.settledTo === 0) return;
    for (let more = true; more && !this.stopped;) more = await this.step();
  }

  /**
   * Finds up to which event nothing can come in between any more: ids are drawn before their transactions commit, so an
   * event counts as settled when every transaction that was under way after it was seen has ended.
   */
  private async settle(): Promise<void> {
    const [now] = await this.doors.db.query<{ newest: number; oldest: string; next: string }>(
      `select coalesce((select max(id) from event), 0)::bigint as newest,
         pg_snapshot_xmin(pg_current_snapshot())::text as oldest, pg_snapshot_xmax(pg_current_snapshot())::text as next`,
    );
    if (!now) return;
    // Another database than before, such as one brought back from a backup.
    if (now.newest < this.settledTo) [this.settledTo, this.waiting] = [0, null];
    if (this.waiting?.before === null) this.waiting.before = BigInt(now.next);
    else if (this.waiting && BigInt(now.oldest) >= this.waiting.before) {
      this.settledTo = this.waiting.eventId;
      this.waiting = null;
    }
    if (!this.waiting && now.newest > this.settledTo) this.waiting = { eventId: now.newest, before: null };
  }

  private async step(): Promise<boolean> {
    const startedAt = performance.now();
    const more = await this.doors.db.transaction(
      async (em) => {
        await this.doors.guard(em);
        return this.countNext(em);
      },
      // What a crash takes back is counted again.
      { flushed: false },
    );
    if (more) await this.rest(REST * (performance.now() - startedAt));
    return more;
  }

  private async countNext(em: Tx): Promise<boolean> {
    const [mark] = await rows<{ event_id: number }>(
      em,
      "select event_id from supervision_mark where name = 'counted' for update",
    );
    const from = mark?.event_id ?? 0;
    const events = await rows<{ id: number; lane: string }>(
      em,
      'select id, lane from event where id > $1 and id <= $2 order by id limit $3',
      [from, this.settledTo, STEP_EVENTS],
    );
    const last = events.at(-1);
    if (!last) return false;
    const cases = events.filter(({ lane }) => lane.startsWith('case/')).map(({ lane }) => lane.slice('case/'.length));
    if (cases.length > 0) await this.doors.counting.count(em, [...new Set(cases)]);
    em.later("update supervision_mark set event_id = $1 where name = 'counted'", [last.id]);
    return events.length === STEP_EVENTS;
  }

  private async rest(ms: number): Promise<void> {
    try {
      await pause(ms, undefined, { signal: this.stopping.signal, ref: false });
    } catch (error) {
      if (!this.stopped) throw error;
    }
  }
}

/**
 * 重新统计: forgets all figures, and counts every case anew from its lanes. Erased cases keep what they have added, for
 * it cannot be read again.
 */
export async function recount(em: Tx): Promise<void> {
  await rows(em, "select 1 from supervision_mark where name = 'counted' for update");
  await rows(em, 'delete from supervision_figure');
  await rows(
    em,
    'delete from supervision_counted c where not exists (select 1 from erasure e where e.case_no = c.case_no)',
  );
  await rows(
    em,
    `insert into supervision_figure (day, collecting_city, home_city, item_code, mode, window_id, counts)
     select day, collecting, home, item, mode, window_id, jsonb_object_agg(measure, n) from (
       select d.key::date as day, p->>'collecting' as collecting, p->>'home' as home, p->>'item' as item,
         p->>'mode' as mode, p->>'window' as window_id, m.key as measure, sum(m.value::bigint) as n
       from supervision_counted c cross join lateral (select c.cells->'place' as p) place
         cross join lateral jsonb_each(c.cells->'days') d cross join lateral jsonb_each_text(d.value) m
       group by 1, 2, 3, 4, 5, 6, 7) kept
     group by 1, 2, 3, 4, 5, 6`,
  );
  await rows(em, "update supervision_mark set event_id = 0 where name = 'counted'");
}
