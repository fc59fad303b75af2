import { randomBytes } from 'node:crypto';
import { ensureDatabase } from '../../deploy/local/postgres.js';

/**
 * Makes an empty database of its own on the test run's PostgreSQL and returns its address; `name` (any text) is kept in
 * the database's name, so that a kept one can be told from the others. It goes when the run ends.
 */
export async function createTestDatabase(name: string): Promise<string> {
  const server = process.env.TEST_POSTGRES_URL;
  if (!server) throw new Error('TEST_POSTGRES_URL is not set: run the tests with `npm test -- <file>`');
  // PostgreSQL cuts names after 63 bytes, which would cut off the part that makes them different.
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 40);
  return ensureDatabase(server, `${readable}_${randomBytes(4).toString('hex')}`);
}
