import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '#runtime';
import { createTestDatabase } from '../../../../test/support/postgres.js';
import { until } from '../../../../test/support/until.js';
import { Database } from '../db/database.js';
import { Lease, LeaseLost } from './lease.js';

const LIFE_MS = 300;
const log = createLogger({ level: 'silent', name: 'test' });

/** On a real database: the promise rests on PostgreSQL's row locks. */
describe('the lease of the replica that seals and applies', () => {
  let db: Database;
  let first: Lease;
  let second: Lease;

  beforeAll(async () => {
    db = new Database({ url: await createTestDatabase('lease'), poolSize: 6, applicationName: 'lease' }, log);
    db.start();
    await db.started();
  });
  beforeEach(async () => {
    await db.query('delete from lease');
    first = new Lease(db, 'first', LIFE_MS);
    second = new Lease(db, 'second', LIFE_MS);
  });
  afterAll(() => db?.stop());

  const write = (lease: Lease, during: () => Promise<void> = () => Promise.resolve()): Promise<string> =>
    db.transaction(async (em) => {
      await lease.guard(em);
      await during();
      return 'written';
    });

  it('belongs to one at a time, and to the same for as long as it renews', async () => {
    expect(await first.keep()).toBe(true);
    expect(await second.keep()).toBe(false);
    expect(await first.keep()).toBe(true);
    expect(await write(first)).toBe('written');
    await expect(write(second)).rejects.toThrow(LeaseLost);
  });

  it('goes to the other when it was not renewed, and the first writes nothing any more', async () => {
    await first.keep();
    await until('the other has it', () => second.keep());
    await expect(write(first)).rejects.toThrow(LeaseLost);
    expect(first.held).toBe(false);
    expect(await write(second)).toBe('written');
  });

  it('that ran out lets nothing be written, even before anybody took it', async () => {
    await first.keep();
    await until('it ran out', async () => {
      const [row] = await db.query<{ over: boolean }>('select expires_at < clock_timestamp() as over from lease');
      return row?.over;
    });
    await expect(write(first)).rejects.toThrow(LeaseLost);
  });

  it('taken back by the one that lost it is a new one: what was begun under the old is void', async () => {
    await first.keep();
    await until('the other has it', () => second.keep());
    const stale = Object.create(Lease.prototype, Object.getOwnPropertyDescriptors(first)) as Lease;
    await second.release();
    expect(await first.keep()).toBe(true);
    await expect(write(stale)).rejects.toThrow(LeaseLost);
    expect(await write(first)).toBe('written');
  });

  it('taken anew stays taken when the refusal of an old transaction comes in', async () => {
    await first.keep();
    const old = db.transaction(async (tx) => {
      tx.later('select pg_sleep(1)');
      first.guardLater(tx);
      tx.begin();
      await until('the other has it', () => second.keep());
      await second.release();
      await until('it is taken anew', () => first.keep());
      return 'written';
    });
    await expect(old).rejects.toThrow(LeaseLost);
    expect(first.held).toBe(true);
  });

  it('is not taken over in the middle of a transaction that holds it', async () => {
    await first.keep();
    let taken: Promise<boolean> | undefined;
    let tookOver = false;
    await write(first, async () => {
      await until('it ran out', async () => {
        const [row] = await db.query<{ over: boolean }>('select expires_at < clock_timestamp() as over from lease');
        return row?.over;
      });
      taken = second.keep().then((held) => (tookOver = held));
      await until('the other waits for the row', async () => {
        const [row] = await db.query<{ waiting: number }>('select count(*) as waiting from pg_locks where not granted');
        return Number(row?.waiting) > 0;
      });
      expect(tookOver).toBe(false);
    });
    expect(await taken).toBe(true);
  });

  it('given back at a clean stop is free at once', async () => {
    await first.keep();
    await first.release();
    expect(await second.keep()).toBe(true);
  });
});
