import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DURATION_ERROR, type DurationView, type FigureView, type FiguresView } from '#contracts';
import { createLogger, FakeClock } from '#runtime';
import { sampleYear } from '../../deploy/local/year/sample-year.js';
import { writeYear, YearDatabase } from '../../deploy/local/year/write-year.js';
import { DIFFERENCES, RECOUNT } from '../support/figures-recounted.js';
import { CHANGSHA, CITIES, threeCities, ZHUZHOU, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

const log = createLogger({ level: 'silent', name: 'test' });
/** A whole year before this day; figures of it stay as they are whenever this runs. */
const clock = new FakeClock('2026-11-20T08:00:00.000Z');
const RANGE = { from: '2025-10-01', to: '2026-11-30' };

let cities: ThreeCities;
let supervisor: Desk;
let session: pg.Client;
let written: { cases: number; events: number };

beforeAll(async () => {
  cities = await threeCities('year', { clock });
  supervisor = await cities.signIn(CHANGSHA, 'supervisor1');
  await until('长沙 has the lists of all', async () => {
    const [row] = await cities.sql<{ lists: number }>(
      CHANGSHA,
      `select least((select count(distinct home_city) from service_item), (select count(distinct city) from work_calendar),
         (select count(distinct city) from pickup_point))::int as lists`,
    );
    return row?.lists === CITIES.length;
  });
  // Nobody gives cards to the sample's open cases meanwhile: what is counted stands still.
  await cities.sql(
    CHANGSHA,
    `create function no_timer() returns trigger language plpgsql as 'begin return null; end';
     create trigger no_timer before insert on case_timer for each row execute function no_timer()`,
  );
  const databases = new Map<string, YearDatabase>();
  for (const city of CITIES) {
    databases.set(city, await YearDatabase.open(city, cities.databaseUrl(city), log, clock));
  }
  const offers = await Promise.all([...databases.values()].map((db) => db.city()));
  const plan = { cities: offers, around: CHANGSHA, untilMs: clock.now().getTime(), casesPerDay: 108, seed: 7 };
  const year = sampleYear({ ...plan, bad: { city: ZHUZHOU, monthsAgo: 3 } });
  const own = new Map([...databases].filter(([city]) => city === CHANGSHA));
  written = await writeYear(year, own, () => undefined);
  await Promise.all([...databases.values()].map((db) => db.close()));
  await counted();
  session = new pg.Client({ connectionString: cities.databaseUrl(CHANGSHA) });
  await session.connect();
  await session.query('set work_mem = $$64MB$$');
  await session.query(RECOUNT);
}, 240_000);
afterAll(async () => {
  await session?.end();
  await cities?.close();
});

const counted = (): Promise<unknown> =>
  until(
    'all of it is counted',
    async () => {
      const [row] = await cities.sql<{ done: boolean }>(
        CHANGSHA,
        "select (select max(id) from event) = (select event_id from supervision_mark where name = 'counted') as done",
      );
      return row?.done;
    },
    120_000,
  );
const figures = (by: string, more: object = {}): Promise<FiguresView> =>
  supervisor.ask<FiguresView>('listFigures', { ...RANGE, by, ...more });
const volume = (row: FigureView, kind: string): number => row.volumes.find((one) => one.kind === kind)?.count ?? 0;

describe('the figures of a year', () => {
  it('are of more than two hundred thousand events', () => {
    expect(written.events).toBeGreaterThan(200_000);
  });

  it('are, in every cell, what SQL counts from the events alone', async () => {
    const [cells] = (
      await session.query<{ cells: number; n: number }>(
        'select count(*)::int as cells, sum(n)::int as n from recounted',
      )
    ).rows;
    expect(cells?.n).toBeGreaterThan(300_000);
    expect((await session.query(DIFFERENCES)).rows).toEqual([]);
  });

  it('are told by pair, item, mode, window and month as the cells add up', async () => {
    const groups = {
      pair: 'collecting, home',
      item: 'item',
      mode: 'mode',
      desk: 'collecting, desk',
      month: "to_char(day, 'YYYY-MM')",
    };
    for (const [by, columns] of Object.entries(groups)) {
      const { rows } = await session.query<{
        key: string;
        collected: number;
        met: number;
        missed: number;
        cards: number;
      }>(
        `select concat_ws('/', ${columns}) as key, coalesce(sum(n) filter (where measure = 'collected'), 0)::int as collected,
           coalesce(sum(n) filter (where measure = 'met:promise'), 0)::int as met,
           coalesce(sum(n) filter (where measure = 'missed:promise'), 0)::int as missed,
           coalesce(sum(n) filter (where measure like 'card:%'), 0)::int as cards
         from recounted group by 1 order by 1`,
      );
      const told = (await figures(by)).rows.map((row) => ({
        key: [row.period ?? row.itemCode ?? row.mode ?? row.collecting, row.home ?? row.windowId]
          .filter(Boolean)
          .join('/'),
        collected: volume(row, 'collected'),
        met: row.clocks.find(({ kind }) => kind === 'promise')?.met ?? 0,
        missed: row.clocks.find(({ kind }) => kind === 'promise')?.missed ?? 0,
        cards: row.cards.reduce((sum, { count }) => sum + count, 0),
      }));
      expect([by, told]).toEqual([by, rows]);
      expect(told.length).toBeGreaterThan(1);
    }
  });

  it('tell median and 95th percentile of every pair and holder to within the stated error', async () => {
    const { rows } = await session.query<{ pair: string; holder: string; median: string; p95: string }>(
      `select collecting || '/' || home as pair, holder,
         percentile_disc(0.5) within group (order by floor(extract(epoch from until - since))) as median,
         percentile_disc(0.95) within group (order by floor(extract(epoch from until - since))) as p95
       from span join told using (case_no) group by 1, 2`,
    );
    const told = new Map<string, DurationView>(
      (await figures('pair')).rows.flatMap((row) =>
        [{ holder: 'handling', ...row.handling }, ...row.holders].map(
          (one) => [`${row.collecting}/${row.home} ${one.holder}`, one] as const,
        ),
      ),
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { pair, holder, median, p95 } of rows) {
      const one = told.get(`${pair} ${holder}`);
      expect(Math.abs((one?.medianSeconds ?? 0) - Number(median))).toBeLessThanOrEqual(Number(median) * DURATION_ERROR);
      expect(Math.abs((one?.p95Seconds ?? 0) - Number(p95))).toBeLessThanOrEqual(Number(p95) * DURATION_ERROR);
    }
  });

  it('show the bad month of one city, and nobody else having it', async () => {
    const share = async (home: string): Promise<Map<string | null, number | null>> =>
      new Map((await figures('month', { home })).rows.map(({ period, onTimeShare }) => [period, onTimeShare]));
    const [bad, good] = await Promise.all([share(ZHUZHOU), share(CHANGSHA)]);
    expect(bad.get('2026-09')).toBeLessThan(0.85);
    expect(good.get('2026-09')).toBeGreaterThan(0.9);
  });

  // From the first event on they are counted anew in the story of a few cases; here it would take as long as the rest.
  it('come out the same when tens of thousands of events are counted once more', async () => {
    const before = await figures('pair');
    const back = await cities.sql(
      CHANGSHA,
      "update supervision_mark set event_id = event_id - 40000 where name = 'counted' and event_id > 200000 returning 1",
    );
    expect(back).toHaveLength(1);
    await counted();
    expect((await figures('pair')).rows).toEqual(before.rows);
    expect((await session.query(DIFFERENCES)).rows).toEqual([]);
  }, 150_000);
});
