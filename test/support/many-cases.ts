import pg from 'pg';
import type { DueView } from '#contracts';
import { createLogger } from '#runtime';
import { Database } from '../../apps/city-node/src/db/database.js';
import { fill } from '../bench/pieces/many-cases.js';
import { createTestDatabase } from './postgres.js';

/** A case for which nothing is due, as a calendar tells it that is not looked at. */
export const NO_DUE: DueView = {
  holder: null,
  holderZh: null,
  dueKind: null,
  dueKindZh: null,
  dueOn: null,
  dueState: 'NONE',
  provisional: false,
};

export interface DatabaseOfMany {
  db: Database;
  /** Changes and reads the cases as no product would. */
  client: pg.Client;
  close(): Promise<void>;
}

/** A city's database of its own with three years of so many cases in it. */
export async function databaseOfMany(name: string, cases: number, poolSize = 2): Promise<DatabaseOfMany> {
  const url = await createTestDatabase(name);
  const db = new Database({ url, poolSize, applicationName: 'test' }, createLogger({ level: 'silent', name: 'test' }));
  db.start();
  await db.started();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await fill(client, cases);
  return {
    db,
    client,
    close: async () => {
      await client.end();
      await db.stop();
    },
  };
}

/** Pages that a statement touches as the node asks it, read or found in memory. */
export async function pagesOf(db: Database, sql: string, parameters: readonly unknown[] = []): Promise<number> {
  const [row] = await db.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
    `explain (analyze, buffers, format json) ${sql}`,
    parameters,
  );
  const plan = row!['QUERY PLAN'][0].Plan;
  return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
}
