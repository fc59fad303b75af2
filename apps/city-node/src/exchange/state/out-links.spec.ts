import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createLogger } from '#runtime';
import { pagesOf } from '../../../../../test/support/many-cases.js';
import { createTestDatabase } from '../../../../../test/support/postgres.js';
import { Database } from '../../db/database.js';
import { hasBacklog } from './out-links.js';

const PARTNER = '430300';
const HELD = 20_000;
let db: Database;
let client: pg.Client;
/** Somebody who reads for a while: what goes meanwhile cannot be cleared away. */
let reader: pg.Client;

beforeAll(async () => {
  const url = await createTestDatabase('out-links');
  db = new Database({ url, poolSize: 2, applicationName: 'test' }, createLogger({ level: 'silent', name: 'test' }));
  db.start();
  await db.started();
  [client, reader] = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })];
  await Promise.all([client.connect(), reader.connect()]);
  await client.query(`insert into pending (recipient, event_id, lane, with_data, urgent, case_since)
    select '${PARTNER}', n, 'case/' || n, true, false, now() from generate_series(1, ${HELD}) as n;
    insert into link_out (partner, head) values ('${PARTNER}', sha256(''))`);
  await client.query('vacuum analyze pending');
  await reader.query('begin isolation level repeatable read');
  await reader.query('select 1');
});
afterAll(async () => {
  await reader?.end();
  await client?.end();
  await db?.stop();
});

describe('a backlog', () => {
  const sql = `select ${hasBacklog('l.partner')} as backlog from link_out l`;

  it('is seen without stepping over all that has left already', async () => {
    await client.query('delete from pending where event_id <= $1', [HELD - 10]);
    expect(await db.query(sql)).toEqual([{ backlog: true }]);
    expect(await pagesOf(db, sql)).toBeLessThan(50);
  });

  it('is none once the last of it has left', async () => {
    await client.query('delete from pending');
    expect(await db.query(sql)).toEqual([{ backlog: false }]);
  });
});
