import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '#runtime';
import { sampleItem } from '../../../../test/support/notice-samples.js';
import { createTestDatabase } from '../../../../test/support/postgres.js';
import { Database } from '../db/database.js';
import { savePublished } from './catalogue.handler.js';
import { ItemVersions, type ItemVersion } from './item-versions.js';

const HOME = '430100';
const CODE = 'CS-YB-001';

describe('a published version of an item', () => {
  let db: Database;
  let versions: ItemVersions;
  let asked: number[] = [];

  beforeAll(async () => {
    const log = createLogger({ level: 'silent', name: 'test' });
    db = new Database({ url: await createTestDatabase('item-versions'), poolSize: 1, applicationName: 'test' }, log);
    db.start();
    await db.started();
    for (const version of [1, 2, 3]) await publish(version);
  });
  afterAll(() => db?.stop());
  beforeEach(() => {
    versions = new ItemVersions(2);
    asked = [];
  });

  const publish = (version: number): Promise<void> =>
    db.transaction((tx) => {
      const body = sampleItem(CODE, { version, name: `第${version}版` });
      const hash = Buffer.alloc(32, version);
      return savePublished(tx, [
        { type: 'catalogue.item.published', lane: `catalogue/${HOME}`, seq: version, hash, body },
      ]);
    });
  /** The name of a version; notes that the database was asked for it. */
  const nameOf = async (version: number): Promise<string | undefined> => {
    const wanted: ItemVersion = { homeCity: HOME, itemCode: CODE, version };
    const where = {
      query: <T>(sql: string, values: readonly unknown[]): Promise<T[]> => {
        asked.push(version);
        return db.query<T>(sql, values);
      },
    };
    return (await versions.of(where, wanted))?.name;
  };

  it('is read once', async () => {
    expect([await nameOf(1), await nameOf(1), await nameOf(2)]).toEqual(['第1版', '第1版', '第2版']);
    expect(asked).toEqual([1, 2]);
  });

  it('that has not come yet is asked for again, and found when it has', async () => {
    expect(await nameOf(4)).toBeUndefined();
    await publish(4);
    expect(await nameOf(4)).toBe('第4版');
  });

  it('makes room by forgetting the one that was used longest ago', async () => {
    for (const version of [1, 2, 1, 3, 1, 2]) await nameOf(version);
    expect(asked).toEqual([1, 2, 3, 2]);
  });
});
