import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { CommandKey } from '#contracts';
import { Counters, type CostPerCase } from '../measure/counters.js';
import type { Load } from '../measure/load.js';
import { measure, median, type Entrant } from '../measure/rounds.js';
import { CommandSender } from '../ours/command-sender.js';
import { COLLECTING_CITY, HOME_CITY, sampleCase } from '../ours/sample-case.js';
import { figure, type Table } from '../report.js';
import { caseNumbers, casesAPerson, putCases, whileFilling } from '../stand/many-cases.js';
import { Stand, type StandOptions } from '../stand/stand.js';
import { until } from '../../support/until.js';
import { ContestantProcess } from '../measure/contestant.js';
import { endAll, oursEntrant } from './contestants.js';
import type { PartContext } from './throughput.js';
import type { BenchOptions } from '../options.js';

/** Two cities with their databases and desks, and what drives them. */
interface Pair {
  readonly stand: Stand;
  readonly counters: Counters;
  readonly databases: readonly string[];
  readonly collect: ContestantProcess;
  readonly travel: Entrant;
  readonly desks: Readonly<Record<string, CommandSender>>;
}

/** The same figure with next to no cases and with all of them, pair by pair. */
type Compared = [few: number, many: number][];

interface Question {
  readonly name: string;
  readonly city: string;
  readonly key: CommandKey;
  readonly body: (caseNo: string) => object;
}

/** Somebody who hands in nothing while it is measured: what is found stays the same. */
const applicant = 600;
const casesOfApplicant = 12;
const { certificateNo } = sampleCase('rule', applicant).application.applicant;
const QUESTIONS: readonly Question[] = [
  { name: 'list at the window', city: COLLECTING_CITY, key: 'listCases', body: () => ({}) },
  { name: 'list, by status', city: COLLECTING_CITY, key: 'listCases', body: () => ({ status: 'APPROVED' }) },
  { name: 'list, our collecting', city: COLLECTING_CITY, key: 'listCases', body: () => ({ role: 'collecting' }) },
  { name: 'list, by item', city: COLLECTING_CITY, key: 'listCases', body: () => ({ itemCode: 'CS-BENCH-001' }) },
  { name: 'list, by certificate', city: COLLECTING_CITY, key: 'searchCases', body: () => ({ certificateNo }) },
  { name: 'list, third page', city: COLLECTING_CITY, key: 'listCases', body: () => ({ page: 3 }) },
  { name: 'one case', city: COLLECTING_CITY, key: 'getCase', body: (caseNo) => ({ caseNo }) },
  { name: 'its timeline', city: COLLECTING_CITY, key: 'caseTimeline', body: (caseNo) => ({ caseNo }) },
  { name: 'list at the review desk', city: HOME_CITY, key: 'listCases', body: () => ({ role: 'home' }) },
  {
    name: 'review desk, by status',
    city: HOME_CITY,
    key: 'listCases',
    body: () => ({ status: 'APPROVED', role: 'home' }),
  },
];

const COSTS: readonly [name: string, of: (cost: CostPerCase) => number][] = [
  ['a round trip, CPU ms', (cost) => cost.cpuMsTotal],
  ['a round trip, WAL KiB', (cost) => cost.walKiB],
  ['a round trip, whole pages in it', (cost) => cost.walPages],
];

/** Long enough to touch most pages of the indexes once. */
const touchingMs = 25_000;
const lookEveryMs = 1_000;
const restWithinMs = 300_000;
/** Cases are looked through for timers when they have rested for a minute. */
const timersAfterMs = 75_000;

/**
 * As docs/operations.md advises for a city of this size: a checkpoint every few seconds, as the default makes it under
 * this load, would be all that is seen, and indexes that are fetched page by page from the system the rest.
 */
export const LARGE_CITY = {
  postgresSettings: { max_wal_size: '16GB', checkpoint_timeout: '30min', shared_buffers: '4GB' },
} satisfies Partial<StandOptions>;

/**
 * Acceptance and lists with a million finished cases in both databases, beside the same cities with next to none: two
 * stands at once and in turn, so that a machine that becomes slower meanwhile is no slower for one of them.
 */
export async function million({ stand, counters, options, say }: PartContext): Promise<Table[]> {
  const beside = await Stand.start({ ...LARGE_CITY, say: () => undefined, folder: 'bench-beside' });
  const few = { stand: beside, counters: await Counters.open(beside.postgres) };
  const pairs: Pair[] = [];
  try {
    await beside.startNodes();
    pairs.push(await pairOn(few.stand, few.counters));
    pairs.push(await pairOn(stand, counters));
    const load = loadOf(options);
    // Finished cases to be copied; and the first seconds of a process are its compiler's.
    for (const pair of pairs) await measure(pair.travel, pair.counters, touching(load));
    await pause(options.short ? 1_000 : timersAfterMs);
    for (const { databases } of pairs) await atRest(databases);
    say('  making cases in one of two stands …');
    const numbers = caseNumbers(options.cases);
    await whileFilling(stand.postgres.url('postgres'), async () => {
      const fill = async (city: string): Promise<void> =>
        putCases(await stand.database(`city_${city}`), numbers, (line) => say(`  ${city}${line}`));
      await Promise.all([fill(COLLECTING_CITY), fill(HOME_CITY)]);
    });
    return [tableOf(options.cases, await compare(pairs, options, say))];
  } finally {
    for (const pair of pairs) {
      await endAll([pair.travel]);
      await pair.collect.close();
      for (const desk of Object.values(pair.desks)) await desk.close();
    }
    await few.counters.close();
    await beside.stop();
  }
}

const loadOf = ({ short }: BenchOptions): Load => ({
  underWay: 32,
  warmMs: short ? 300 : 1_500,
  windowMs: short ? 700 : 4_000,
});
const touching = (load: Load): Load => ({ ...load, warmMs: load.windowMs < 1_000 ? load.warmMs : touchingMs });

async function pairOn(stand: Stand, counters: Counters): Promise<Pair> {
  const nats = stand.gatewaySignIns();
  const citiesOf = {
    [COLLECTING_CITY]: await stand.database(`city_${COLLECTING_CITY}`),
    [HOME_CITY]: await stand.database(`city_${HOME_CITY}`),
  };
  const driven = { kind: 'ours', decider: 'rule', onlyCollect: true, nats, databases: citiesOf } as const;
  const desks = {
    [COLLECTING_CITY]: await CommandSender.signedIn(COLLECTING_CITY, nats[COLLECTING_CITY]!, 'clerk1'),
    [HOME_CITY]: await CommandSender.signedIn(HOME_CITY, nats[HOME_CITY]!, 'reviewer1'),
  };
  // It waits for the items of the home city.
  const travel = await oursEntrant(stand, 'rule');
  const application = JSON.stringify(sampleCase('rule', applicant));
  for (let i = 0; i < casesOfApplicant; i += 1) {
    await desks[COLLECTING_CITY].send('collectCase', application, { creates: true });
  }
  return {
    stand,
    counters,
    databases: Object.values(citiesOf),
    collect: await ContestantProcess.start('collect', driven),
    travel,
    desks,
  };
}

async function compare(
  pairs: readonly Pair[],
  options: BenchOptions,
  say: (line: string) => void,
): Promise<Map<string, Compared>> {
  const seen = new Map<string, Compared>();
  const note = (name: string, values: readonly number[]): void => {
    seen.set(name, [...(seen.get(name) ?? []), [values[0] ?? Number.NaN, values[1] ?? Number.NaN]]);
  };
  const load = loadOf(options);
  // New numbers fall all over the indexes: a page's first touch after a checkpoint is not what is asked here.
  for (const { travel, counters } of pairs) await measure(travel, counters, touching(load));
  for (let round = 1; round <= options.rounds; round += 1) {
    const trips: { perSecond: number; cost: CostPerCase }[] = [];
    const accepted: number[] = [];
    for (const [at, { travel, collect, counters }] of inTurn(pairs, round)) {
      const trip = await measure(travel, counters, load, { checkpoint: false });
      trips[at] = { perSecond: trip.load.perSecond, cost: trip.cost };
      accepted[at] = (await collect.run(load, { begins: () => undefined, ends: () => undefined })).perSecond;
    }
    say(
      `  round ${round}: accepted/s ${accepted.map(figure).join(', ')}; round trips/s ${trips.map((trip) => figure(trip.perSecond)).join(', ')}`,
    );
    note('accepted/s', accepted);
    note(
      'round trips/s',
      trips.map((trip) => trip.perSecond),
    );
    for (const [name, of] of COSTS) {
      note(
        name,
        trips.map(({ cost }) => of(cost)),
      );
    }
  }
  for (const { databases } of pairs) {
    await atRest(databases);
    // Filling ends with it: what is asked of few cases must find its tables in the same order.
    await tidied(databases);
  }
  await askAll(pairs, options.short ? 5 : 200, note);
  return seen;
}

/** The first one first and the last one first, by turns: neither gains by coming after the other. */
function inTurn<T>(all: readonly T[], turn: number): [number, T][] {
  return turn % 2 === 0 ? [...all.entries()] : [...all.entries()].reverse();
}

/** Returns once nothing is on its way or left to be counted: a question then waits for nobody's work but its own. */
async function atRest(databases: readonly string[]): Promise<void> {
  for (const connectionString of databases) {
    const city = new pg.Client({ connectionString });
    await city.connect();
    try {
      await until(
        'nothing is on its way',
        async () => {
          await pause(lookEveryMs);
          const { rows } = await city.query<{ some: boolean }>(
            `select exists (select 1 from pending) or exists (select 1 from link_out where settled_to < numbered_to)
               or exists (select 1 from event where id > (select event_id from supervision_mark where name = 'counted'))
               as some`,
          );
          return rows[0]?.some === false;
        },
        restWithinMs,
      );
    } finally {
      await city.end();
    }
  }
}

async function tidied(databases: readonly string[]): Promise<void> {
  for (const connectionString of databases) {
    const city = new pg.Client({ connectionString });
    await city.connect();
    try {
      await city.query('vacuum analyze');
    } finally {
      await city.end();
    }
  }
}

/** Asks every pair the same, one question after another and each so many times. */
async function askAll(
  pairs: readonly Pair[],
  times: number,
  note: (name: string, values: readonly number[]) => void,
): Promise<void> {
  const caseNos: string[] = [];
  for (const { desks } of pairs) {
    const page = await desks[COLLECTING_CITY]!.send('listCases', '{}', { creates: false });
    caseNos.push(/"caseNo":"([^"]+)"/.exec(page)?.[1] ?? '');
  }
  for (let i = 0; i < times; i += 1) {
    for (const { name, city, key, body } of QUESTIONS) {
      const took: number[] = [];
      for (const [at, { desks }] of inTurn(pairs, i)) {
        const text = JSON.stringify(body(caseNos[at] ?? ''));
        const from = performance.now();
        await desks[city]!.send(key, text, { creates: false });
        took[at] = performance.now() - from;
      }
      note(`${name}, ms`, took);
    }
  }
}

function tableOf(cases: number, seen: ReadonlyMap<string, Compared>): Table {
  return {
    title: `With ${cases} finished cases in both databases`,
    head: ['', 'next to none', 'with them', 'speed kept'],
    rows: [...seen].map(([name, pairs]) => {
      const [few, many] = [median(pairs.map(([one]) => one)), median(pairs.map(([, other]) => other))];
      // As speed in both kinds: 1.00 is as fast as with an empty database.
      return [name, figure(few), figure(many), figure(name.endsWith('/s') ? many / few : few / many)];
    }),
    notes: [
      'Both pairs of cities stand side by side and are measured in turn, question by question; medians. Pages of 20. The ' +
        `certificate is that of a person with ${casesOfApplicant} cases, and nobody has more than ${casesAPerson} of ` +
        'the million. PostgreSQL with `max_wal_size` of 16 GB and `shared_buffers` of 4 GB; all databases vacuumed ' +
        'before the questions.',
    ],
  };
}
