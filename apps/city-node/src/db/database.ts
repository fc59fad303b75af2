import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import type { Logger } from 'pino';
import { TongbanError } from '#contracts';
import { Spine1763700000000 } from './migrations/1763700000000-spine.js';
import { Recovery1763810000000 } from './migrations/1763810000000-recovery.js';
import { ListsAndRetention1763820000000 } from './migrations/1763820000000-lists-and-retention.js';
import { Retention1763830000000 } from './migrations/1763830000000-retention.js';
import { SmallHotTables1763841000000 } from './migrations/1763841000000-small-hot-tables.js';
import { WorkCalendar1763910000000 } from './migrations/1763910000000-work-calendar.js';
import { NextDue1763911000000 } from './migrations/1763911000000-next-due.js';
import { Delegations1763930000000 } from './migrations/1763930000000-delegations.js';
import { ReviewDesk1763920000000 } from './migrations/1763920000000-review-desk.js';
import { Supervision1763940000000 } from './migrations/1763940000000-supervision.js';
import { StandingNext1763941000000 } from './migrations/1763941000000-standing-next.js';
import { JointDue1764040000000 } from './migrations/1764040000000-joint-due.js';
import { Attachments1764055000000 } from './migrations/1764055000000-attachments.js';
import { Drafts1764060000000 } from './migrations/1764060000000-drafts.js';
import { People1764061000000 } from './migrations/1764061000000-people.js';
import { Reasons1764064000000 } from './migrations/1764064000000-reasons.js';
import { DeskLists1764062000000 } from './migrations/1764062000000-desk-lists.js';
import { Figures1764071000000 } from './migrations/1764071000000-figures.js';
import { Operations1764150000000 } from './migrations/1764150000000-operations.js';
import { ProviderSignIn1764162000000 } from './migrations/1764162000000-provider-sign-in.js';
import { EndedSessions1764171000000 } from './migrations/1764171000000-ended-sessions.js';
import { PickupSearch1764073000000 } from './migrations/1764073000000-pickup-search.js';
import { LinkHolds1764160000000 } from './migrations/1764160000000-link-holds.js';
import { PickupSearchCodes1764161000000 } from './migrations/1764161000000-pickup-search-codes.js';
import { ReviewQueue1764170000000 } from './migrations/1764170000000-review-queue.js';
import { inTransaction, prepared, type Tx } from './tx.js';

export type { Tx } from './tx.js';

// Link numbers and ids stay far below 2^53; as strings they would compare wrongly.
pg.types.setTypeParser(20, Number);
const INT8_ARRAY = 1016 as Parameters<typeof pg.types.getTypeParser>[0];
const textArray = pg.types.getTypeParser(INT8_ARRAY) as (text: string) => (string | null)[];
pg.types.setTypeParser(INT8_ARRAY, (text: string) => textArray(text).map(Number));

export type Row = Record<string, unknown>;

/** Errors of the connection or of contention: the same work may simply be done again. */
export function isTransient(error: unknown): boolean {
  const code = (error as { code?: unknown; driverError?: { code?: unknown } } | null)?.code;
  const text = error instanceof Error ? error.message : '';
  if (typeof code === 'string') {
    if (/^(08|40|53|55P03|57P0|57014|25P03)/.test(code)) return true;
    if (isStalePlan(error)) return true;
    if (['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'].includes(code)) return true;
  }
  return /Connection terminated|timeout exceeded when trying to connect|not yet initialized|Connection with|Connection lost|Client has encountered a connection error|Query read timeout|not queryable|driver is not connected|connection is closed|database_unavailable/i.test(
    text,
  );
}

/** Another replica has migrated a table meanwhile: the connection with its prepared statements is of no more use. */
function isStalePlan(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === '0A000' && typeof message === 'string' && message.includes('cached plan');
}

/** Rows of a statement inside a transaction. */
export function rows<T = Row>(tx: Tx, sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
  return tx.query<T>(sql, parameters);
}

const SESSION =
  '-c lock_timeout=8s -c statement_timeout=30s -c idle_in_transaction_session_timeout=8s -c timezone=UTC -c enable_seqscan=off';
// What looks up by key has one good plan: left to choose, the server plans most of it anew at each call.
const KEYED = ' -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan';

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  applicationName: string;
  /** Further migrations, of a newer version than this. */
  migrations?: Migrations;
}

type Migrations = (new () => MigrationInterface)[];
const MIGRATIONS: Migrations = [
  Spine1763700000000,
  Recovery1763810000000,
  ListsAndRetention1763820000000,
  Retention1763830000000,
  SmallHotTables1763841000000,
  WorkCalendar1763910000000,
  NextDue1763911000000,
  Delegations1763930000000,
  ReviewDesk1763920000000,
  Supervision1763940000000,
  StandingNext1763941000000,
  JointDue1764040000000,
  Attachments1764055000000,
  Drafts1764060000000,
  People1764061000000,
  DeskLists1764062000000,
  Reasons1764064000000,
  Figures1764071000000,
  Operations1764150000000,
  PickupSearch1764073000000,
  LinkHolds1764160000000,
  PickupSearchCodes1764161000000,
  ProviderSignIn1764162000000,
  ReviewQueue1764170000000,
  EndedSessions1764171000000,
];

/**
 * The city's PostgreSQL. Starting never fails: it keeps trying to connect and to migrate in the background, so that
 * a node started before its database becomes ready by itself.
 */
export class Database {
  private readonly pool: pg.Pool;
  /** Connections whose plans look up by key, see `byKey`. */
  private readonly keyed: pg.Pool;
  private up = false;
  private stopped = false;
  private retry: NodeJS.Timeout | undefined;
  private connecting: Promise<void> | undefined;
  private readonly whenUp: (() => void)[] = [];

  constructor(
    private readonly options: DatabaseOptions,
    private readonly log: Logger,
  ) {
    const keyed = Math.max(1, Math.min(4, Math.floor(options.poolSize / 4)));
    this.pool = this.newPool(Math.max(1, options.poolSize - keyed), '');
    this.keyed = this.newPool(keyed, KEYED);
  }

  private newPool(max: number, settings: string): pg.Pool {
    const { options } = this;
    const pool = new pg.Pool({
      connectionString: options.url,
      max,
      application_name: options.applicationName,
      connectionTimeoutMillis: 4000,
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      // Statements that do not wait for each other's answers share a round trip.
      pipeline: true,
      // A stopped or stuck process must not hold a case for ever, and a command must answer.
      // Nearly all looks up by key: a plan prepared while a table was empty must not go on reading the whole of it.
      options: `${SESSION}${settings}`,
      // A host that vanished silently answers nothing, not even a time-out of the server.
      query_timeout: 40_000,
    });
    // A dropped idle connection is no reason for a crash: the pool opens another.
    pool.on('error', (error) => this.log.warn({ err: error }, 'database connection lost'));
    // One in use tells its statements of the loss; its own event must have a listener all the same.
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  }

  /** True once connected and migrated. */
  get ready(): boolean {
    return this.up;
  }

  start(): void {
    this.connecting ??= this.connect();
  }

  private async connect(): Promise<void> {
    try {
      await this.migrate();
      this.up = true;
      this.log.info('database ready');
      for (const call of this.whenUp.splice(0)) call();
    } catch (error) {
      if (this.stopped) return;
      this.log.warn({ err: error }, 'database not reachable yet; trying again');
      this.retry = setTimeout(() => {
        this.connecting = this.connect();
      }, 1000);
    }
  }

  /** TypeORM keeps the schema; its connection is given up again. Replicas that start together migrate in turn. */
  private async migrate(): Promise<void> {
    const source = new DataSource({
      type: 'postgres',
      url: this.options.url,
      poolSize: 2,
      applicationName: this.options.applicationName,
      migrations: [...MIGRATIONS, ...(this.options.migrations ?? [])],
      migrationsTableName: 'schema_migration',
      connectTimeoutMS: 4000,
      poolErrorHandler: (error: Error) => this.log.warn({ err: error }, 'database connection lost'),
    });
    try {
      await source.initialize();
      const runner = source.createQueryRunner();
      await runner.query('select pg_advisory_lock(720261121)');
      try {
        await source.runMigrations({ transaction: 'each' });
      } finally {
        await runner.query('select pg_advisory_unlock(720261121)');
        await runner.release();
      }
    } finally {
      if (source.isInitialized) await source.destroy();
    }
  }

  /** Resolves when the database was reached for the first time. */
  started(): Promise<void> {
    return this.up ? Promise.resolve() : new Promise((resolve) => this.whenUp.push(resolve));
  }

  /**
   * One transaction; connection faults become `database_unavailable`. `committing` runs once the commit is on its way.
   * `flushed: false` returns before the commit is on disk: only for what may be lost without harm. `byKey`: every
   * statement looks up by key; a plan made while a table was small would read all of it, and a prepared one go on so.
   */
  async transaction<T>(
    work: (tx: Tx) => Promise<T>,
    options: { committing?: (result: T) => void; flushed?: boolean; byKey?: boolean } = {},
  ): Promise<T> {
    if (!this.up) throw new TongbanError('database_unavailable');
    try {
      const client = await (options.byKey ? this.keyed : this.pool).connect();
      try {
        const all = async (tx: Tx): Promise<T> => {
          if (options.flushed === false) tx.later('set local synchronous_commit = off');
          return work(tx);
        };
        const result = await inTransaction(client, all, options.committing);
        client.release();
        return result;
      } catch (error) {
        // A connection that failed is not to be trusted with the next transaction.
        client.release(isTransient(error));
        throw error;
      }
    } catch (error) {
      throw this.translate(error);
    }
  }

  /** Reads outside a transaction. */
  query<T = Row>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return this.read<T>(prepared(sql, parameters));
  }

  /**
   * The same for a statement whose best plan depends on its values, or whose texts are many: it is planned at each
   * call and kept by no connection.
   */
  queryPlanned<T = Row>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return this.read<T>({ text: sql, values: parameters as unknown[] });
  }

  private async read<T>(statement: pg.QueryConfig): Promise<T[]> {
    if (!this.up) throw new TongbanError('database_unavailable');
    try {
      const client = await this.pool.connect();
      try {
        const result = await client.query(statement);
        client.release();
        return result.rows as T[];
      } catch (error) {
        client.release(isTransient(error));
        throw error;
      }
    } catch (error) {
      throw this.translate(error);
    }
  }

  private translate(error: unknown): unknown {
    if (error instanceof TongbanError || !isTransient(error)) return error;
    return new TongbanError('database_unavailable', {}, { cause: error });
  }

  async check(): Promise<{ ok: boolean; detail?: string }> {
    if (!this.up) return { ok: false, detail: 'not connected yet' };
    await this.pool.query('select 1');
    return { ok: true };
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.connecting;
    this.up = false;
    await Promise.all([this.pool.end(), this.keyed.end()]);
  }
}
