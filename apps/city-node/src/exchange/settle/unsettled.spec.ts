import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseOfMany, pagesOf, type DatabaseOfMany } from '../../../../../test/support/many-cases.js';
import { keptCases, oldestKept } from './unsettled.js';

const CASES = 10_000;
const PARTNER = '430101';
/** As many batches as a city has sent within a few weeks. */
const SETTLED = 60_000;
const FIRST = 1_000_000;
const KEPT = 3;
let many: DatabaseOfMany;

beforeAll(async () => {
  many = await databaseOfMany('unsettled', CASES);
  const { client } = many;
  // A city that works with this one partner alone: what the planner expects of one is then the most.
  await client.query('delete from link_batch');
  const batch = `insert into link_batch (partner, direction, first, last, hashes, head, event_ids, seal_ids, with_data, at)
    select '${PARTNER}', 'out', n, n, sha256(int8send(n)), sha256(int8send(n)), array[e.id, e.id + 1], array[1, 1], array[true, true], e.at`;
  await client.query(
    `${batch} from generate_series(${FIRST}, ${FIRST + SETTLED - 1}) as n join event e on e.id = 1 + n % ${CASES}`,
  );
  // Three cases are on their way and a fourth waits for a number, the third of them twice.
  const to = FIRST + SETTLED;
  await client.query(
    `${batch} from generate_series(${to}, ${to + KEPT - 1}) as n
     join (select id, at, row_number() over (order by id) as i from event where seq = 1) e on e.i = n - ${to} + 1`,
  );
  await client.query(
    `insert into pending (recipient, event_id, lane, with_data, urgent, case_since)
     select '${PARTNER}', id, lane, true, false, at
     from (select id, lane, at, row_number() over (order by id) as i from event where seq = 1) e
     where i in (${KEPT}, ${KEPT + 1})`,
  );
  await client.query(`update link_out set numbered_to = $1, settled_to = $2 where partner = '${PARTNER}'`, [
    to + KEPT - 1,
    to - 1,
  ]);
  await client.query('analyze');
}, 120_000);
afterAll(() => many?.close());

describe('cases kept for a partner', () => {
  it('are told once each', async () => {
    const [row] = await many.db.query<{ held: number }>(`select ${keptCases('$1')}::int as held`, [PARTNER]);
    expect(row?.held).toBe(KEPT + 1);
  });

  it.each([
    ['their number', keptCases],
    ['the oldest of them', oldestKept],
  ])('%s is found from the few that are kept, however many events and batches a city holds', async (_, figure) => {
    const touched = await pagesOf(
      many.db,
      `select ${figure('c.partner')} from unnest(array['${PARTNER}']) as c (partner)`,
    );
    expect(touched).toBeLessThan(100);
  });
});
