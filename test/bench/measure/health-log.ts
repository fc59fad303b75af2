import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Stand } from '../stand/stand.js';
import { median } from './rounds.js';

/** One figure over the whole time, as medians (or lower quarters, where the name says so) of its thirds. */
export interface Trend {
  readonly name: string;
  readonly thirds: readonly [number, number, number];
}

/** From a node's metrics, by the name that tables show. */
const GAUGES: Readonly<Record<string, readonly [metric: string, unit: number]>> = {
  'RSS MiB': ['tongban_process_resident_memory_bytes', 2 ** 20],
  // Between two collections it grows by whatever is done: a low sample is nearer to what is held.
  'heap used, lower quarter MiB': ['tongban_nodejs_heap_size_used_bytes', 2 ** 20],
  'external memory MiB': ['tongban_nodejs_external_memory_bytes', 2 ** 20],
  'open handles': ['tongban_process_open_fds', 1],
  'event-loop delay p99 ms': ['tongban_nodejs_eventloop_lag_p99_seconds', 1e-3],
};

/** A row or two for each partner, changed with every batch. */
const SMALL_TABLES = ['lease', 'link_out', 'link_in', 'link_state'];
/** Rows come and go: room once taken by the largest backlog stays, and only what no backlog explains is bloat. */
const BACKLOG_TABLES = ['pending', 'parked_event'];
/** A row for each transaction: how many cases share one depends on how long they wait, so bytes a case tell nothing. */
const TRANSACTION_TABLES = ['seal', 'link_batch'];
const WORK_TABLES = [...SMALL_TABLES, ...BACKLOG_TABLES];
/** Below so many rows a backlog explains nothing: pages and indexes have their least size. */
const LEAST_BACKLOG = 2_000;
const SAMPLED_ROWS = 2_000;

/** Samples of what may not grow while a stand works. */
export class HealthLog {
  private readonly samples = new Map<string, { at: number; value: number }[]>();
  private readonly mostRows = new Map<string, number>();
  private readonly from = Date.now();

  constructor(private readonly stand: Stand) {}

  /** Samples every so often until `over`; a node that does not answer is left out of that sample. */
  async watch(everyMs: number, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      for (const [city, url] of this.stand.nodeUrls) await this.node(city, url);
      for (const city of this.stand.cities) await this.database(city);
      await pause(everyMs, undefined, { signal: over }).catch(() => undefined);
    }
  }

  /** Every figure sampled, in the order of the first sample. */
  trends(): Trend[] {
    const wholeMs = Date.now() - this.from;
    return [...this.samples].map(([name, samples]) => {
      const middle = name.includes('lower quarter') ? lowerQuarter : median;
      const third = (n: number): number =>
        middle(samples.filter(({ at }) => Math.min(2, Math.floor((at * 3) / wholeMs)) === n).map(({ value }) => value));
      return { name, thirds: [third(0), third(1), third(2)] };
    });
  }

  private note(name: string, value: number): void {
    const samples = this.samples.get(name) ?? [];
    samples.push({ at: Date.now() - this.from, value });
    this.samples.set(name, samples);
  }

  private async node(city: string, url: string): Promise<void> {
    let text: string;
    try {
      text = await (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(3_000) })).text();
    } catch {
      // Killed or frozen at the moment: that is what the nemesis is for.
      return;
    }
    for (const [name, [metric, unit]] of Object.entries(GAUGES)) {
      const value = new RegExp(`^${metric} (\\S+)$`, 'm').exec(text)?.[1];
      if (value !== undefined) this.note(`node ${city}: ${name}`, Number(value) / unit);
    }
  }

  private async database(city: string): Promise<void> {
    const client = new pg.Client({ connectionString: await this.stand.database(`city_${city}`) });
    await client.connect();
    try {
      const { rows } = await client.query<{ relname: string; bytes: string; dead: string; live: string }>(
        `select relname, pg_total_relation_size(relid)::text as bytes, n_dead_tup::text as dead, n_live_tup::text as live
         from pg_stat_user_tables where pg_total_relation_size(relid) > 100000 or relname = any($1) order by relname`,
        [WORK_TABLES],
      );
      const cases = Number(rows.find(({ relname }) => relname === 'case_file')?.live ?? 0);
      for (const { relname, bytes, dead, live } of rows) {
        const name = `${city} ${relname}`;
        if (WORK_TABLES.includes(relname)) this.note(`${name}: dead rows`, Number(dead));
        if (SMALL_TABLES.includes(relname)) this.note(`${name}: KiB`, Number(bytes) / 1024);
        else if (BACKLOG_TABLES.includes(relname)) await this.backlog(client, name, relname, Number(bytes));
        else if (TRANSACTION_TABLES.includes(relname)) {
          const own = Number(live) * (await meanRowBytes(client, relname, Number(live)));
          if (own > 0) this.note(`${name}: room to its rows’ bytes`, Number(bytes) / own);
        } else if (cases > 0) this.note(`${name}: bytes a case`, Number(bytes) / cases);
      }
      const whole = await client.query<{ bytes: string }>('select pg_database_size(current_database())::text as bytes');
      if (cases > 0) this.note(`${city} whole database: bytes a case`, Number(whole.rows[0]?.bytes) / cases);
    } finally {
      await client.end();
    }
  }

  private async backlog(client: pg.Client, name: string, table: string, bytes: number): Promise<void> {
    const { rows } = await client.query<{ n: string }>(`select count(*)::text as n from ${table}`);
    const most = Math.max(LEAST_BACKLOG, this.mostRows.get(name) ?? 0, Number(rows[0]?.n));
    this.mostRows.set(name, most);
    this.note(`${name}: bytes a row of its largest backlog`, bytes / most);
  }
}

function lowerQuarter(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN;
}

/** Bytes of a row on the average, from a sample: looking at all of them would be work that is not the node's. */
async function meanRowBytes(client: pg.Client, table: string, live: number): Promise<number> {
  const percent = Math.min(100, (100 * SAMPLED_ROWS) / Math.max(1, live));
  const { rows } = await client.query<{ bytes: string | null }>(
    `select avg(pg_column_size(t.*))::text as bytes from ${table} t tablesample system (${percent})`,
  );
  return Number(rows[0]?.bytes ?? 0);
}
