import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#runtime';
import { SELF } from '../../../../test/bench/pieces/many-cases.js';
import { databaseOfMany, type DatabaseOfMany } from '../../../../test/support/many-cases.js';
import { CardTimers } from './card-timers.js';
import type { ItemLimits } from './clocks.rules.js';
import { WorkCalendar } from './working-calendar.rules.js';

/** Three years of cases, nearly all of them over. */
const CASES = 20_000;
const clock = new FakeClock('2026-11-23T02:00:00.000Z');
const LIMITS: ItemLimits = {
  legalLimit: { amount: 20, unit: 'WORKING_DAY' },
  promiseLimit: { amount: 5, unit: 'WORKING_DAY' },
  acceptWithinWorkingDays: 5,
};
const DUE = 'select case_no, card_id, level from case_timer where fires_at <= $1 order by fires_at limit 100';

let many: DatabaseOfMany;
let db: DatabaseOfMany['db'];
let client: DatabaseOfMany['client'];
let timers: CardTimers;

beforeAll(async () => {
  many = await databaseOfMany('card-timers', CASES, 4);
  ({ db, client } = many);
  // What ended before is behind, as the migration leaves it in a database that has cases.
  await client.query(`insert into case_timer_walk (walk, changed_at, case_no)
    select part || '/' || status, max(changed_at), 'Z' from case_file, unnest(array['collecting', 'home', 'pickup']) part
    where status in ('NOT_ACCEPTED', 'NOT_REQUIRED', 'REJECTED', 'PICKED_UP') group by 1`);
  await client.query('analyze');
  const calendar = new WorkCalendar([]);
  timers = new CardTimers(
    SELF,
    { limitsOf: () => LIMITS, readLimits: () => Promise.resolve() },
    { of: () => calendar },
    clock,
  );
}, 90_000);
afterAll(() => many?.close());

const count = async (sql: string): Promise<number> =>
  Number((await client.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]?.n);
async function walk(): Promise<void> {
  while (await db.transaction((em) => timers.walk(em)));
}
/** Pages that a statement touches, read or found in memory. */
async function pages(sql: string, values: unknown[] = []): Promise<number> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
    `explain (analyze, buffers, format json) ${sql}`,
    values,
  );
  const plan = rows[0]!['QUERY PLAN'][0].Plan;
  return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
}

describe('timers of cards', () => {
  it('are there for open cases of our own legs, and for no others', async () => {
    await walk();
    const open =
      "status in ('COLLECTED', 'FORWARDED', 'RECEIVED', 'ACCEPTED', 'APPROVED', 'ISSUED', 'READY_FOR_PICKUP')";
    expect(await count('case_timer')).toBeGreaterThan(0);
    expect(await count(`case_timer t join case_file f using (case_no) where not (${open})`)).toBe(0);
    // Who may be carded for a review is the city that reviews.
    const reviewed = "(t.card_id like 'acceptance-%' or t.card_id like 'promise-%')";
    expect(
      await count(`case_timer t join case_file f using (case_no) where ${reviewed} and home_city <> '${SELF}'`),
    ).toBe(0);
  });

  it('go when their clock has ended', async () => {
    const [one] = (
      await client.query<{ case_no: string }>(
        'select case_no from case_timer group by case_no having min(fires_at) > $1 order by case_no limit 1',
        [clock.now()],
      )
    ).rows;
    const sql = `case_timer where case_no = '${one!.case_no}'`;
    expect(await count(sql)).toBeGreaterThan(0);
    await client.query("update case_file set status = 'REJECTED', changed_at = $2 where case_no = $1", [
      one!.case_no,
      clock.now(),
    ]);
    clock.advanceMs(2 * 60_000);
    await walk();
    expect(await count(sql)).toBe(0);
  });

  it('are there for a case of today although the clock was days ahead meanwhile', async () => {
    const open = `select case_no from case_file where home_city = '${SELF}' and status = 'RECEIVED' order by case_no limit 2`;
    const [ahead, today] = (await client.query<{ case_no: string }>(open)).rows.map(({ case_no }) => case_no);
    const machine = Date.now();
    const change = async (caseNo: string | undefined): Promise<void> => {
      await client.query('update case_file set changed_at = $2 where case_no = $1', [caseNo, clock.now()]);
    };
    const look = async (): Promise<void> => {
      await db.transaction((em) => timers.stepBack(em));
      await walk();
    };
    clock.set(new Date(machine + 9 * 24 * 3600_000));
    await change(ahead);
    clock.advanceMs(2 * 60_000);
    await look();
    clock.set(new Date(machine));
    await change(today);
    await client.query('delete from case_timer where case_no = $1', [today]);
    // On again before anybody looked.
    clock.advanceMs(8 * 24 * 3600_000);
    await look();
    expect(await count(`case_timer where case_no = '${today}'`)).toBeGreaterThan(0);
  });

  it('cost the same to look at, however many cases have been closed', async () => {
    await walk();
    const walked = await pages(
      `select 1 from case_file where home_city = $1 and status = 'PICKED_UP' and changed_at < $2
       and changed_at >= (select changed_at from case_timer_walk where walk = 'home/PICKED_UP')`,
      [SELF, clock.now()],
    );
    const due = await pages(DUE, [clock.now()]);
    const [few, some] = [await count('case_file'), await count('case_timer')];
    await client.query(
      `insert into case_file (case_no, collecting_city, home_city, pickup_city, our_roles, status, item_code, item_version,
         item_name, mode, urgency, window_id, receipt_no, applicant_masked, certificate_hash, point_id, state, collected_at,
         accepted_at, decided_at, changed_at)
       select 'C' || k || substr(case_no, 3), collecting_city, home_city, pickup_city, our_roles, 'PICKED_UP', item_code,
         item_version, item_name, mode, urgency, window_id, receipt_no, applicant_masked, certificate_hash, point_id, state,
         collected_at, accepted_at, decided_at, '2024-01-01'
       from case_file, generate_series(1, 4) k`,
    );
    await client.query('analyze case_file');
    expect(await count('case_file')).toBe(5 * few);
    expect(await count('case_timer')).toBe(some);
    expect(await pages(DUE, [clock.now()])).toBeLessThanOrEqual(due);
    const again = await pages(
      `select 1 from case_file where home_city = $1 and status = 'PICKED_UP' and changed_at < $2
       and changed_at >= (select changed_at from case_timer_walk where walk = 'home/PICKED_UP')`,
      [SELF, clock.now()],
    );
    // A tree of five times as many entries may be one page higher.
    expect(again).toBeLessThanOrEqual(walked + 2);
  }, 60_000);
});
