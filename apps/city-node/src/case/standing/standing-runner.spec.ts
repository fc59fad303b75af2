import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SELF } from '../../../../../test/bench/pieces/many-cases.js';
import { databaseOfMany, pagesOf, type DatabaseOfMany } from '../../../../../test/support/many-cases.js';
import { TO_ENLIST_SQL } from './standing-runner.js';

const CASES = 20_000;
const STANDING = `${SELF}-144`;
const STEP = 50;
let many: DatabaseOfMany;

beforeAll(async () => {
  many = await databaseOfMany('standing-runner', CASES);
  await many.client.query(
    `insert into service_item (home_city, item_code, version, name, definition, lane, seq, hash, effective_at)
     select '${SELF}', code, version, '示例', definition::jsonb, 'x', 1, '', now() from (values
       ('${STANDING}', 1, '{"standing":{}}'), ('${STANDING}', 2, '{"standing":{}}'), ('${SELF}-100', 1, '{}')
     ) as v (code, version, definition)`,
  );
  await many.client.query('analyze service_item');
}, 90_000);
afterAll(() => many?.close());

const toEnlist = async (): Promise<string[]> =>
  (await many.db.query<{ case_no: string }>(TO_ENLIST_SQL, [SELF, STEP])).map((row) => row.case_no);

describe('approved cases of items with standing terms', () => {
  it('are taken up once each, however many versions their item has had', async () => {
    const { rows: approved } = await many.client.query<{ case_no: string }>(
      `select case_no from case_file where item_code = $1 and home_city = $2
         and status in ('APPROVED', 'ISSUED', 'READY_FOR_PICKUP', 'PICKED_UP')`,
      [STANDING, SELF],
    );
    expect(approved.length).toBeGreaterThan(1);
    const enlisted: string[] = [];
    for (let fresh = await toEnlist(); fresh.length > 0; fresh = await toEnlist()) {
      enlisted.push(...fresh);
      await many.client.query('insert into standing_next (case_no) select unnest($1::text[])', [fresh]);
    }
    expect(enlisted.sort()).toEqual(approved.map((row) => row.case_no).sort());
  });

  it('are looked for among their own, not among all that the city decided', async () => {
    // One item that everybody wants, as in a city that has just begun.
    await many.client.query(
      `update case_file set item_code = '${SELF}-100', status = 'APPROVED' where item_code <> '${STANDING}'`,
    );
    await many.client.query('vacuum analyze case_file');
    await many.client.query('delete from standing_next');
    await many.client.query(
      `insert into standing_next (case_no) select case_no from case_file where item_code = '${STANDING}'`,
    );
    await many.client.query('vacuum analyze standing_next');
    const { rows } = await many.client.query<{ n: number }>(
      `select count(*)::int as n from case_file where item_code = '${STANDING}'`,
    );
    expect(await pagesOf(many.db, TO_ENLIST_SQL, [SELF, STEP])).toBeLessThan(100 + 8 * rows[0]!.n);
  });
});
