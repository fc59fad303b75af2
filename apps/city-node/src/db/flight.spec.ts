import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '#runtime';
import { createTestDatabase } from '../../../../test/support/postgres.js';
import { Database } from './database.js';

const log = createLogger({ level: 'silent', name: 'test' });

/** On a real database and one connection: what is promised of it rests on the server's own answers. */
describe('statements that leave and are answered together', () => {
  let db: Database;

  beforeAll(async () => {
    db = new Database({ url: await createTestDatabase('flight'), poolSize: 1, applicationName: 'flight' }, log);
    db.start();
    await db.started();
    await db.query('create table told (n int primary key, word text)');
  });
  afterAll(() => db?.stop());

  const words = async (): Promise<unknown[]> => db.query('select n, word from told order by n');

  it('each gets its own rows, also a second time, and nobody gets rows that nobody reads', async () => {
    for (const n of [1, 2]) {
      const answers = await db.transaction(async (tx) => {
        tx.later("select 'unread'");
        const [one, none, two] = await Promise.all([
          tx.query('select $1::int as n, null as nothing', [n]),
          tx.query('select 1 as n where false'),
          tx.query("select $1::int8 as big, 'x' as word union all select 3, 'y'", [n]),
        ]);
        return { one, none, two };
      });
      expect(answers).toEqual({
        one: [{ n, nothing: null }],
        none: [],
        two: [
          { big: n, word: 'x' },
          { big: 3, word: 'y' },
        ],
      });
    }
  });

  it('what the server began with early is committed with the rest', async () => {
    await db.transaction((tx) => {
      tx.later('insert into told values ($1, $2)', [1, 'early']);
      tx.begin();
      tx.later('insert into told values ($1, $2)', [2, 'late']);
      return Promise.resolve();
    });
    expect(await words()).toEqual([
      { n: 1, word: 'early' },
      { n: 2, word: 'late' },
    ]);
  });

  it.each(['early', 'together'])(
    'the first failure is the one that is told, and nothing stays: sent %s',
    async (how) => {
      const work = db.transaction(async (tx) => {
        tx.later('insert into told values (3, $1)', ['before']);
        tx.later('insert into told values (1, $1)', ['twice']);
        if (how === 'early') tx.begin();
        // Never parsed here before: the server skips it with the rest.
        tx.later(`insert into told values (4, $1 || '${how}')`, ['behind']);
        await tx.query('select 1 / 0');
      });
      await expect(work).rejects.toMatchObject({ code: '23505', query: 'insert into told values (1, $1)' });
      expect((await words()).length).toBe(2);
      // On the same connection, what was skipped is parsed when it comes again.
      await db.transaction((tx) => {
        tx.later(`insert into told values (4, $1 || '${how}')`, ['again, ']);
        return Promise.resolve();
      });
      expect(await words()).toContainEqual({ n: 4, word: `again, ${how}` });
      await db.query('delete from told where n = 4');
    },
  );

  it('a value that cannot be written fails its own statement, and the connection goes on', async () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    const work = db.transaction(async (tx) => {
      tx.later('insert into told values (5, $1)', ['before']);
      await tx.query('select $1::text as circle', [circle]);
    });
    await expect(work).rejects.toThrow(/circular/i);
    expect((await words()).length).toBe(2);
  });

  it('what failed under a savepoint leaves what came before it', async () => {
    await db.transaction(async (tx) => {
      tx.later('insert into told values (6, $1)', ['kept']);
      const failing = tx.savepoint(() => {
        tx.later('insert into told values (6, $1)', ['twice']);
        return Promise.resolve();
      });
      await expect(failing).rejects.toMatchObject({ code: '23505' });
      tx.later('insert into told values (7, $1)', ['after']);
    });
    expect((await words()).slice(2)).toEqual([
      { n: 6, word: 'kept' },
      { n: 7, word: 'after' },
    ]);
  });
});
