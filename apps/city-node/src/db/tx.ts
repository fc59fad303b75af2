import type pg from 'pg';
import { ABORTED, Flight } from './flight.js';

/** Texts that differ without end (a list built from filters has few) must not fill the server's memory with plans. */
const MAX_PREPARED = 600;
const names = new Map<string, string>();

/** The statement by a name of its own, so that each connection parses it once. */
export function prepared(text: string, values: readonly unknown[]): pg.QueryConfig & { values: unknown[] } {
  let name = names.get(text);
  if (name === undefined && names.size < MAX_PREPARED) names.set(text, (name = `t${names.size}`));
  return { ...(name === undefined ? {} : { name }), text, values: values as unknown[] };
}

const isAborted = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === ABORTED;

/**
 * For a transaction whose every statement looks up by key. A plan made while a table was small reads all of it, and a
 * prepared one goes on doing so when the table has grown.
 */
export const BY_KEY = `select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
  set_config('enable_mergejoin', 'off', true)`;

/** One transaction under way. Statements of one turn of the event loop leave together, in order. */
export class Tx {
  private readonly unread: Promise<unknown>[] = [];
  private savepoints = 0;
  private flight: Flight | null = null;

  constructor(private readonly client: pg.PoolClient) {}

  /** Rows of one statement. */
  query<T = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return this.send(text, values, true) as Promise<T[]>;
  }

  private send(text: string, values: readonly unknown[], reads: boolean): Promise<Record<string, unknown>[]> {
    if (!this.flight) {
      const flight = (this.flight = new Flight());
      process.nextTick(() => {
        if (this.flight === flight) this.leave();
      });
    }
    return this.flight.add(prepared(text, values), reads);
  }

  /** Sends what was gathered, to be answered; nothing where nothing was. */
  leave(): Flight | null {
    const { flight } = this;
    this.flight = null;
    flight?.close();
    if (flight && !flight.given) this.client.query(flight as unknown as pg.Submittable);
    return flight;
  }

  /** The server begins with what was gathered while the rest of the same turn is still being made. */
  begin(): void {
    if (!this.flight || this.flight.given) return;
    this.client.query(this.flight as unknown as pg.Submittable);
  }

  /**
   * Sends the commit right behind all that was sent before, at once. Rejects with the first failure of what was sent by
   * `later`, or where the server did not commit.
   */
  commit(): Promise<void> {
    const committed = this.send('commit', [], false);
    committed.catch(() => undefined);
    const flight = this.leave();
    return (async () => {
      await this.allSent();
      await committed;
      // A statement that failed makes the server answer a commit by rolling back, politely.
      if (flight?.lastTag !== 'COMMIT') throw new Error('Connection lost the transaction before its commit');
    })();
  }

  /**
   * Sends a statement whose answer nobody needs: the commit follows right behind it, and the commit fails where it
   * fails. `values` must not be changed afterwards; `meaning` says what its failure means.
   */
  later(text: string, values: readonly unknown[] = [], meaning?: (error: unknown) => unknown): void {
    const sent: Promise<unknown> = this.send(text, values, false);
    const answer = meaning
      ? sent.catch((error: unknown) => {
          throw isAborted(error) ? error : meaning(error);
        })
      : sent;
    // Looked at when the transaction ends; until then a failure is nobody's unhandled rejection.
    answer.catch(() => undefined);
    this.unread.push(answer);
  }

  /** The failure that made all that was sent behind it fail too; the given one where it came first. */
  async causeOf(error: unknown): Promise<unknown> {
    if (!isAborted(error)) return error;
    for (const answer of await Promise.allSettled(this.unread.splice(0))) {
      if (answer.status === 'rejected' && !isAborted(answer.reason)) return answer.reason as unknown;
    }
    return error;
  }

  /** Work that may fail without failing the whole transaction. */
  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const name = `s${(this.savepoints += 1)}`;
    this.leave();
    await this.client.query(`savepoint ${name}`);
    try {
      const result = await work();
      await this.allSent();
      this.leave();
      await this.client.query(`release savepoint ${name}`);
      return result;
    } catch (error) {
      this.leave();
      const cause = await this.causeOf(error);
      this.unread.length = 0;
      await this.client.query(`rollback to savepoint ${name}`);
      throw cause;
    }
  }

  /** Rejects with the first failure of what was sent by `later`. */
  async allSent(): Promise<void> {
    for (const answer of this.unread.splice(0)) await answer;
  }
}

/**
 * Runs `work` between begin and commit on one connection. Begin and commit wait for no answer of their own: the whole
 * transaction takes as many round trips as `work` waits for answers, and one for the commit.
 */
export async function inTransaction<T>(
  client: pg.PoolClient,
  work: (tx: Tx) => Promise<T>,
  committing?: (result: T) => void,
): Promise<T> {
  const tx = new Tx(client);
  tx.later('begin');
  try {
    const result = await work(tx);
    const committed = tx.commit();
    committed.catch(() => undefined);
    // What can be prepared for afterwards is, while the database flushes.
    committing?.(result);
    await committed;
    return result;
  } catch (error) {
    tx.leave();
    const cause = await tx.causeOf(error);
    await client.query('rollback').catch(() => undefined);
    throw cause;
  }
}
