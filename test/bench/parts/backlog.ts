import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { until } from '../../support/until.js';
import { ContestantProcess } from '../measure/contestant.js';
import { costPerCase, DRIVER } from '../measure/counters.js';
import type { LoadResult } from '../measure/load.js';
import { measure } from '../measure/rounds.js';
import { COLLECTING_CITY, HOME_CITY, OTHER_HOME_CITY } from '../ours/sample-case.js';
import { figure, type Table } from '../report.js';
import type { Stand } from '../stand/stand.js';
import type { PartContext } from './throughput.js';

const nobody = { begins: () => undefined, ends: () => undefined };
const drainWithinMs = 600_000;
/** Looking costs the same database: rarely enough not to be what is measured. */
const lookEveryMs = 250;

/** A home city is away while cases are collected for it; then it comes back. Another home city works all the time. */
export async function backlog({ stand, counters, options, say }: PartContext): Promise<Table[]> {
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
    const pids = (): Record<string, number[]> => ({ ...stand.pids(), [DRIVER]: processes.map(({ pid }) => pid) });
    const before = await measure({ process: steady, pids }, counters, load);
    const rate = before.load.perSecond;
    // A rate that leaves room: whether it is kept is the question, not how much the machine can do at all.
    const perSecond = Math.max(5, Math.round(rate * 0.1));
    const open = { perSecond, warmMs: 500, windowMs: load.windowMs };
    await other.run(open, nobody);
    const others = await other.run(open, nobody);
    say(`  steady ${figure(rate)}/s; to the other city ${perSecond}/s, p50 ${figure(others.p50Ms)} ms`);

    await stand.nodes.get(HOME_CITY)!.stop();
    const held = await hold(city, collect, options.held, say);
    await stand.startNode(HOME_CITY);
    const from = await counters.read(pids());
    // Most of the time that it takes, not only its beginning.
    const windowMs = Math.max(open.windowMs, Math.round((held / rate) * 600));
    const during = other.run({ ...open, windowMs }, nobody);
    const drained = async (): Promise<boolean> => {
      await pause(lookEveryMs);
      return !(await someWait(city));
    };
    await until('the backlog is drained', drained, drainWithinMs);
    const to = await counters.read(pids());
    const seconds = (to.atMs - from.atMs) / 1000;
    const meanwhile = await during;
    // The other partner's cases were carried for the length of their window.
    const { cpuMsTotal } = costPerCase(from, to, held + perSecond * Math.min(seconds, windowMs / 1000));
    const rows = [
      row('cases/s with the partner that was away', rate, held / seconds),
      row('CPU ms a case', before.cost.cpuMsTotal, cpuMsTotal),
      ...rowsOfOther(others, meanwhile),
    ];
    return [
      {
        title: `A backlog of ${held} held cases drains, while another partner is served`,
        head: ['', 'before', 'while it drains', 'ratio'],
        rows,
        notes: [`Drained in ${figure(seconds)} s from the moment the partner was ready.`],
      },
    ];
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

const NOT_DECIDED = "home_city = $1 and status in ('COLLECTED', 'FORWARDED', 'RECEIVED', 'ACCEPTED')";

async function waiting(city: pg.Client): Promise<number> {
  const { rows } = await city.query<{ n: string }>(`select count(*) as n from case_file where ${NOT_DECIDED}`, [
    HOME_CITY,
  ]);
  return Number(rows[0]?.n);
}

async function someWait(city: pg.Client): Promise<boolean> {
  const { rows } = await city.query<{ some: boolean }>(
    `select exists (select 1 from case_file where ${NOT_DECIDED}) as some`,
    [HOME_CITY],
  );
  return rows[0]?.some ?? false;
}

const row = (name: string, before: number, during: number): string[] => [
  name,
  figure(before),
  figure(during),
  figure(during / before),
];

function rowsOfOther(before: LoadResult, during: LoadResult): string[][] {
  return [
    row('cases/s with the other partner', before.perSecond, during.perSecond),
    row('their p50 ms', before.p50Ms, during.p50Ms),
    row('their p99 ms', before.p99Ms, during.p99Ms),
  ];
}

/** A third city, for the partner that stays. */
export const THREE_CITIES = { cities: [COLLECTING_CITY, HOME_CITY, OTHER_HOME_CITY] } satisfies Partial<
  Parameters<typeof Stand.start>[0]
>;
