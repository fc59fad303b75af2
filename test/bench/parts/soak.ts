import { setTimeout as pause } from 'node:timers/promises';
import { measure } from '../measure/rounds.js';
import { ContestantProcess } from '../measure/contestant.js';
import { HealthLog, type Trend } from '../measure/health-log.js';
import type { LoadResult } from '../measure/load.js';
import { UndecidedLog, type StrikeEffect } from '../measure/undecided-log.js';
import { COLLECTING_CITY, HOME_CITY } from '../ours/sample-case.js';
import { figure, type Table } from '../report.js';
import type { Stand } from '../stand/stand.js';
import { endAll, oursEntrant } from './contestants.js';
import type { PartContext } from './throughput.js';

const nemesisEveryMs = 40_000;
/** What is left after the load must be decided within this time, or the run says that it was not. */
const drainWithinMs = 600_000;
// A third of the time to see growth between the last two thirds of it.
const grownBy = 1.15;
/** Differences that the moment of a sample makes: a collection, a vacuum, a reconnection. By the end of the name. */
const CHANCE = [
  ['MiB', 16],
  ['open handles', 8],
  ['ms', 20],
  ['KiB', 1024],
  ['dead rows', 5_000],
  ['bytes a case', 64],
  ['largest backlog', 512],
  ['rows’ bytes', 0.25],
] as const;

/** Half the best rate for a long time while things break; what grows is told. */
export async function soak({ stand, counters, options, say }: PartContext): Promise<Table[]> {
  const entrant = await oursEntrant(stand, 'rule');
  let best: number;
  try {
    const load = { underWay: 64, warmMs: options.short ? 500 : 3_000, windowMs: options.short ? 1_000 : 6_000 };
    await measure(entrant, counters, load);
    best = (await measure(entrant, counters, load)).load.perSecond;
  } finally {
    await endAll([entrant]);
  }
  const perSecond = Math.max(5, Math.floor(best / 2));
  const windowMs = options.minutes * 60_000;
  say(`  ${perSecond} cases a second for ${options.minutes} minutes, half of ${figure(best)}/s`);
  const driver = await ContestantProcess.start('soak', {
    kind: 'ours',
    decider: 'rule',
    // What a killed node did not tell is found in its database.
    look: true,
    nats: stand.gatewaySignIns(),
    databases: { [COLLECTING_CITY]: await stand.database(`city_${COLLECTING_CITY}`) },
  });
  const log = new HealthLog(stand);
  const undecided = new UndecidedLog(await stand.database(`city_${COLLECTING_CITY}`), HOME_CITY, perSecond);
  const over = new AbortController();
  try {
    const everyMs = Math.min(15_000, windowMs / 12);
    const watching = [log.watch(everyMs, over.signal), undecided.watch(1_000, over.signal)];
    const told = (name: string): void => {
      say(`  ${new Date().toISOString().slice(11, 19)} ${undecided.now} undecided; ${name}`);
      undecided.struck(name);
    };
    const breaking = breakThings(stand, windowMs, over.signal, told);
    const result = await driver.run(
      { perSecond, warmMs: 0, windowMs, drainWithinMs },
      { begins: () => undefined, ends: () => undefined },
    );
    over.abort();
    await breaking;
    await Promise.all(watching);
    return [trendTable(log.trends()), strikeTable(undecided.effects()), workTable(result, perSecond)];
  } finally {
    over.abort();
    await driver.close();
  }
}

/** Kills, freezes and cuts in turn, with time to recover in between and at the end; tells each before it falls. */
async function breakThings(
  stand: Stand,
  forMs: number,
  over: AbortSignal,
  told: (name: string) => void,
): Promise<void> {
  const kill = async (city: string): Promise<void> => {
    const node = stand.nodes.get(city)!;
    await node.kill();
    await node.start();
  };
  const freeze = async (city: string): Promise<void> => {
    const pid = stand.nodes.get(city)!.pid!;
    process.kill(pid, 'SIGSTOP');
    await pause(5_000);
    process.kill(pid, 'SIGCONT');
  };
  const cut = async (city: string): Promise<void> => {
    await stand.nats.leaf(city).kill();
    await pause(3_000);
    await stand.nats.leaf(city).start();
  };
  // The collecting city's node lives through all of it: what a process gathers over hours would go with a kill.
  const nemeses = [
    ['kill the home city’s node', () => kill(HOME_CITY)],
    ['freeze the collecting city’s node', () => freeze(COLLECTING_CITY)],
    ['kill the home city’s nats-server', () => cut(HOME_CITY)],
    ['kill the collecting city’s nats-server', () => cut(COLLECTING_CITY)],
    ['freeze the home city’s node', () => freeze(HOME_CITY)],
  ] as const;
  const everyMs = Math.min(nemesisEveryMs, forMs / 4);
  const endAt = Date.now() + forMs - everyMs;
  let count = 0;
  while (Date.now() + everyMs < endAt) {
    await pause(everyMs, undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) break;
    const [name, act] = nemeses[count % nemeses.length]!;
    told(name);
    await act();
    count += 1;
  }
}

function trendTable(trends: readonly Trend[]): Table {
  return {
    title: 'What could grow: medians of each third of the time',
    head: ['', 'first third', 'second', 'last', 'last to second', ''],
    rows: trends.map(({ name, thirds }) => {
      const [first, second, last] = thirds;
      const ratio = last / second;
      const grows = ratio > grownBy && last - second > (CHANCE.find(([unit]) => name.endsWith(unit))?.[1] ?? 0);
      return [name, figure(first), figure(second), figure(last), figure(ratio), grows ? 'GROWS' : 'flat'];
    }),
    notes: [
      'Cases stay, so the tables that hold them grow with every case: they are given in bytes a case. Tables with a row for ' +
        'each transaction are given as room for each byte of their rows, those whose rows come and go as room for each row of ' +
        'the largest backlog so far, those with a row for each partner as they are.',
    ],
  };
}

function strikeTable(effects: readonly StrikeEffect[]): Table {
  return {
    title: 'What each blow did: cases undecided, and how long until they were as few as before',
    head: ['', 'times', 'most undecided', 'at worst', 'caught up after s', 'at worst', 'next blow came first'],
    rows: effects.map((one) => [
      one.name,
      String(one.times),
      figure(one.most),
      figure(one.mostEver),
      figure(one.caughtUpSeconds),
      figure(one.longestSeconds),
      String(one.notCaughtUp),
    ]),
  };
}

function workTable(result: LoadResult, perSecond: number): Table {
  return {
    title: 'The work meanwhile',
    head: ['', ''],
    rows: [
      ['cases a second asked for', figure(perSecond)],
      ['round trips completed', String(result.completed)],
      ['refused at the window', String(result.failed)],
      ['p50 / p99 / longest, ms', `${figure(result.p50Ms)} / ${figure(result.p99Ms)} / ${figure(result.maxMs)}`],
      ['under way when the load ended', String(result.underWayAtEnd)],
      ['all decided after s', result.undecided === 0 ? figure(result.drainMs / 1000) : 'NEVER'],
      ['undecided at the end', String(result.undecided)],
    ],
    notes: result.firstFailure === undefined ? [] : [`First refusal: ${result.firstFailure.slice(0, 160)}`],
  };
}
