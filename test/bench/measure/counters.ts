import pg from 'pg';
import type { Postgres } from '../../../deploy/local/postgres.js';
import { cpuMsOfTree } from './cpu.js';

/** Counters of PostgreSQL since its start; all of them only rise. */
interface DatabaseCounters {
  /** Transactions that wrote. Exact, other than the statistics' own count. */
  readonly writes: number;
  readonly walBytes: number;
  readonly walSyncs: number;
  /** Whole pages in the WAL: what is touched for the first time after a checkpoint. */
  readonly walPages: number;
  readonly rowsIn: number;
  readonly rowsChanged: number;
  readonly rowsGone: number;
}

/** All counters at one moment. */
export interface Reading {
  readonly atMs: number;
  readonly cpuMs: Readonly<Record<string, number>>;
  readonly database: DatabaseCounters;
}

/** What one case cost between two readings. */
export interface CostPerCase {
  readonly cpuMs: Readonly<Record<string, number>>;
  /** Without the driver, which is nobody's product. */
  readonly cpuMsTotal: number;
  readonly writes: number;
  readonly walKiB: number;
  readonly walSyncs: number;
  /** Whole pages in the WAL: what is touched for the first time after a checkpoint. */
  readonly walPages: number;
  readonly rowsIn: number;
  readonly rowsChanged: number;
  readonly rowsGone: number;
}

export const DRIVER = 'driver';

/** Reads the counters of PostgreSQL and of the processes named. */
export class Counters {
  private readonly client: pg.Client;

  private constructor(postgres: Postgres) {
    this.client = new pg.Client({ connectionString: postgres.url('postgres') });
  }

  static async open(postgres: Postgres): Promise<Counters> {
    const counters = new Counters(postgres);
    await counters.client.connect();
    return counters;
  }

  async read(pids: Readonly<Record<string, readonly number[]>>): Promise<Reading> {
    const cpuMs = Object.fromEntries(
      Object.entries(pids).map(([name, all]) => [name, all.reduce((sum, pid) => sum + cpuMsOfTree(pid), 0)]),
    );
    const database = await this.client.query<Record<keyof DatabaseCounters, string>>(`
      select pg_snapshot_xmax(pg_current_snapshot())::text as writes,
        pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::text as "walBytes",
        (select wal_fpi from pg_stat_wal)::text as "walPages",
        (select coalesce(sum(fsyncs), 0) from pg_stat_io where object = 'wal')::text as "walSyncs",
        sum(tup_inserted)::text as "rowsIn", sum(tup_updated)::text as "rowsChanged", sum(tup_deleted)::text as "rowsGone"
      from pg_stat_database`);
    const row = database.rows[0]!;
    const number = (key: keyof DatabaseCounters): number => Number(row[key]);
    return {
      atMs: performance.now(),
      cpuMs,
      database: {
        writes: number('writes'),
        walBytes: number('walBytes'),
        walSyncs: number('walSyncs'),
        walPages: number('walPages'),
        rowsIn: number('rowsIn'),
        rowsChanged: number('rowsChanged'),
        rowsGone: number('rowsGone'),
      },
    };
  }

  /** Starts every measurement with the same distance to the next checkpoint. */
  async checkpoint(): Promise<void> {
    await this.client.query('checkpoint');
  }

  close(): Promise<void> {
    return this.client.end();
  }
}

/** Difference of two readings, divided by the cases carried in between. */
export function costPerCase(from: Reading, to: Reading, cases: number): CostPerCase {
  const each = (difference: number): number => difference / Math.max(1, cases);
  const of = (key: keyof DatabaseCounters): number => each(to.database[key] - from.database[key]);
  const cpuMs = Object.fromEntries(
    Object.entries(to.cpuMs).map(([name, ms]) => [name, each(ms - (from.cpuMs[name] ?? 0))]),
  );
  const cpuMsTotal = Object.entries(cpuMs).reduce((sum, [name, ms]) => sum + (name === DRIVER ? 0 : ms), 0);
  return {
    cpuMs,
    cpuMsTotal,
    writes: of('writes'),
    walKiB: of('walBytes') / 1024,
    walSyncs: of('walSyncs'),
    walPages: of('walPages'),
    rowsIn: of('rowsIn'),
    rowsChanged: of('rowsChanged'),
    rowsGone: of('rowsGone'),
  };
}
