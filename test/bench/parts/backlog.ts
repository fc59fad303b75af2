import pg from 'pg';
import { until } from '../../support/until.js';
import { ContestantProcess } from '../measure/contestant.js';
import type { LoadResult } from '../measure/load.js';
import { COLLECTING_CITY, HOME_CITY, OTHER_HOME_CITY } from '../ours/sample-case.js';
import { figure, type Table } from '../report.js';
import type { Stand } from '../stand/stand.js';
import type { PartContext } from './throughput.js';

const nobody = { begins: () => undefined, ends: () => undefined };
const drainWithinMs = 600_000;

/** A home city is away while cases are collected for it; then it comes back. Another home city works all the time. */
export async function backlog({ stand, options, say }: PartContext): Promise<Table[]> {
  const city = new pg.Client({ connectionString: await stand.database(`city_${COLLECTING_CITY}`) });
  const processes: ContestantProcess[] = [];
  const driver = async (name: string, homeCity: string, onlyCollect = false): Promise<ContestantProcess> => {
    const started = await ContestantProcess.start(name, {
      kind: 'ours',
      decider: 'rule',
      homeCity,
      onlyCollect,
      nats: stand.gatewaySignIns(),
      databases: { [COLLECTING_CITY]: await stand.database(`city_${COLLECTING_CITY}`) },
    });
    processes.push(started);
    return started;
  };
  await city.connect();
  try {
    const steady = await driver('to the home city', HOME_CITY);
    const other = await driver('to the other city', OTHER_HOME_CITY);
    const collect = await driver('held for the home city', HOME_CITY, true);
    const load = { underWay: 128, warmMs: options.short ? 500 : 2_000, windowMs: options.short ? 1_000 : 6_000 };
    await steady.run(load, nobody);
    const rate = (await steady.run(load, nobody)).perSecond;
    // A rate that leaves room: whether it is kept is the question, not how much the machine can do at all.
    const perSecond = Math.max(5, Math.round(rate * 0.1));
    const open = { perSecond, warmMs: 500, windowMs: load.windowMs };
    await other.run(open, nobody);
    const before = await other.run(open, nobody);
    say(`  steady ${figure(rate)}/s; to the other city ${perSecond}/s, p50 ${figure(before.p50Ms)} ms`);

    await stand.nodes.get(HOME_CITY)!.stop();
    const held = await hold(city, collect, options.held, say);
    await stand.startNode(HOME_CITY);
    const from = performance.now();
    const during = other.run(open, nobody);
    await until('the backlog is drained', async () => (await waiting(city)) === 0, drainWithinMs);
    const seconds = (performance.now() - from) / 1000;
    return [tableOf(rate, held / seconds, held, seconds, before, await during)];
  } finally {
    for (const one of processes) await one.close();
    await city.end();
  }
}

/** Collects until so many cases wait for the home city. */
async function hold(
  city: pg.Client,
  collect: ContestantProcess,
  count: number,
  say: (line: string) => void,
): Promise<number> {
  let held = await waiting(city);
  while (held < count) {
    const { perSecond } = await collect.run(
      { underWay: 128, warmMs: 0, windowMs: count > 5_000 ? 5_000 : 500 },
      nobody,
    );
    held = await waiting(city);
    say(`  ${held} held, collected at ${figure(perSecond)}/s`);
  }
  return held;
}

async function waiting(city: pg.Client): Promise<number> {
  const { rows } = await city.query<{ n: string }>(
    "select count(*) as n from case_file where home_city = $1 and status in ('COLLECTED', 'FORWARDED', 'RECEIVED', 'ACCEPTED')",
    [HOME_CITY],
  );
  return Number(rows[0]?.n);
}

function tableOf(
  steady: number,
  drain: number,
  held: number,
  seconds: number,
  before: LoadResult,
  during: LoadResult,
): Table {
  return {
    title: `A backlog of ${held} held cases drains, while another partner is served`,
    head: ['', 'before', 'while it drains', 'ratio'],
    rows: [
      ['cases/s with the partner that was away', figure(steady), figure(drain), figure(drain / steady)],
      [
        'cases/s with the other partner',
        figure(before.perSecond),
        figure(during.perSecond),
        figure(during.perSecond / before.perSecond),
      ],
      ['their p50 ms', figure(before.p50Ms), figure(during.p50Ms), figure(during.p50Ms / before.p50Ms)],
      ['their p99 ms', figure(before.p99Ms), figure(during.p99Ms), figure(during.p99Ms / before.p99Ms)],
    ],
    notes: [`Drained in ${figure(seconds)} s from the moment the partner was ready.`],
  };
}

/** A third city, for the partner that stays. */
export const THREE_CITIES = { cities: [COLLECTING_CITY, HOME_CITY, OTHER_HOME_CITY] } satisfies Partial<
  Parameters<typeof Stand.start>[0]
>;
