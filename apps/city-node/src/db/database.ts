import pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import type { Logger } from 'pino';
import { TongbanError } from '#contracts';
import { Spine1763700000000 } from './migrations/1763700000000-spine.js';

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
    if (['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'].includes(code)) return true;
  }
  return /Connection terminated|timeout exceeded when trying to connect|not yet initialized|Connection with|Client has encountered a connection error|not queryable|driver is not connected|connection is closed|database_unavailable/i.test(
    text,
  );
}

/** Rows of a query, whatever shape TypeORM gives the command (`UPDATE … RETURNING` comes as [rows, count]). */
export async function rows<T = Row>(em: EntityManager, sql: string, parameters: unknown[] = []): Promise<T[]> {
  const result: unknown = await em.query(sql, parameters);
  if (Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number') {
    return result[0] as T[];
  }
  return Array.isArray(result) ? (result as T[]) : [];
}

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  applicationName: string;
}

/**
 * The city's PostgreSQL. Starting never fails: it keeps trying to connect and to migrate in the background, so that
 * a node started before its database becomes ready by itself.
 */
export class Database {
  readonly source: DataSource;
  private up = false;
  private stopped = false;
  private retry: NodeJS.Timeout | undefined;
  private connecting: Promise<void> | undefined;
  private readonly whenUp: (() => void)[] = [];

  constructor(
    options: DatabaseOptions,
    private readonly log: Logger,
  ) {
    this.source = new DataSource({
      type: 'postgres',
      url: options.url,
      poolSize: options.poolSize,
      applicationName: options.applicationName,
      migrations: [Spine1763700000000],
      migrationsTableName: 'schema_migration',
      connectTimeoutMS: 4000,
      extra: {
        // A stopped or stuck process must not hold a case for ever, and a command must answer.
        options:
          '-c lock_timeout=8s -c statement_timeout=30s -c idle_in_transaction_session_timeout=8s -c timezone=UTC',
        keepAlive: true,
        // A host that vanished silently answers nothing, not even a time-out of the server.
        query_timeout: 40_000,
      },
      // A dropped idle connection is no reason for a crash: the pool opens another.
      poolErrorHandler: (error: Error) => this.log.warn({ err: error }, 'database connection lost'),
    });
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
      if (!this.source.isInitialized) await this.source.initialize();
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

  /** Replicas that start together migrate one after the other. */
  private async migrate(): Promise<void> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.query('select pg_advisory_lock(720261121)');
      try {
        await this.source.runMigrations({ transaction: 'each' });
      } finally {
        await runner.query('select pg_advisory_unlock(720261121)');
      }
    } finally {
      await runner.release();
    }
  }

  /** Resolves when the database was reached for the first time. */
  started(): Promise<void> {
    return this.up ? Promise.resolve() : new Promise((resolve) => this.whenUp.push(resolve));
  }

  /** One transaction; connection faults become `database_unavailable`. */
  async transaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    if (!this.up) throw new TongbanError('database_unavailable');
    try {
      return await this.source.transaction(work);
    } catch (error) {
      throw this.translate(error);
    }
  }

  /** Reads outside a transaction. */
  async query<T = Row>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    if (!this.up) throw new TongbanError('database_unavailable');
    try {
      return await rows<T>(this.source.manager, sql, parameters);
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
    await this.source.query('select 1');
    return { ok: true };
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.connecting;
    if (this.source.isInitialized) await this.source.destroy();
    this.up = false;
  }
}
