import type { Socket } from 'node:net';
import type pg from 'pg';

/** Texts that differ without end (a list built from filters has few) must not fill the server's memory with plans. */
const MAX_PREPARED = 600;
const names = new Map<string, string>();

/** The statement by a name of its own, so that each connection parses it once. */
export function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  let name = names.get(text);
  if (name === undefined && names.size < MAX_PREPARED) names.set(text, (name = `t${names.size}`));
  return { ...(name === undefined ? {} : { name }), text, values: values as unknown[] };
}

/** The transaction had failed before this statement came to its turn. */
const isAborted = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '25P02';

/**
 * For a transaction whose every statement looks up by key. A plan made while a table was small reads all of it, and a
 * prepared one goes on doing so when the table has grown.
 */
export const BY_KEY = `select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
  set_config('enable_mergejoin', 'off', true)`;

/** One transaction under way. Statements go out at once and are answered in order, without waiting for each other. */
export class Tx {
  private readonly unread: Promise<unknown>[] = [];
  private savepoints = 0;
  private gathering = false;

  constructor(private readonly client: pg.PoolClient) {}

  /** Rows of one statement. */
  async query<T = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    const result = await this.send(text, values);
    return result.rows as T[];
  }

  /** Statements of one turn of the event loop leave in one write. */
  private send(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    const { stream } = (this.client as unknown as { connection: { stream: Socket } }).connection;
    if (!this.gathering) {
      this.gathering = true;
      stream.cork();
      process.nextTick(() => {
        this.gathering = false;
        stream.uncork();
      });
    }
    return this.client.query(prepared(text, values)).catch((error: unknown) => {
      // The log names the statement; its parameters stay out.
      if (typeof error === 'object' && error !== null && !isAborted(error)) Object.assign(error, { query: text });
      throw error;
    });
  }

  /**
   * Sends a statement whose answer nobody needs: the commit follows right behind it, and the commit fails where it
   * fails. `values` must not be changed afterwards; `meaning` says what its failure means.
   */
  later(text: string, values: readonly unknown[] = [], meaning?: (error: unknown) => unknown): void {
    const sent: Promise<unknown> = this.send(text, values);
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
    await this.client.query(`savepoint ${name}`);
    try {
      const result = await work();
      await this.allSent();
      await this.client.query(`release savepoint ${name}`);
      return result;
    } catch (error) {
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
  const begun = client.query('begin');
  begun.catch(() => undefined);
  try {
    const result = await work(tx);
    await begun;
    const commit = client.query('commit');
    commit.catch(() => undefined);
    // What can be prepared for afterwards is, while the database flushes.
    committing?.(result);
    await tx.allSent();
    // A statement that failed makes the server answer a commit by rolling back, politely.
    if ((await commit).command !== 'COMMIT') throw new Error('Connection lost the transaction before its commit');
    return result;
  } catch (error) {
    const cause = await tx.causeOf(error);
    await client.query('rollback').catch(() => undefined);
    throw cause;
  }
}
