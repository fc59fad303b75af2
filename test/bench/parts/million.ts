import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { CommandKey } from '#contracts';
import type { CostPerCase } from '../measure/counters.js';
import { measure, median } from '../measure/rounds.js';
import { CommandSender } from '../ours/command-sender.js';
import { COLLECTING_CITY, HOME_CITY, sampleCase } from '../ours/sample-case.js';
import { figure, type Table } from '../report.js';
import { caseNumbers, casesAPerson, putCases, whileFilling } from '../stand/many-cases.js';
import type { StandOptions } from '../stand/stand.js';
import { until } from '../../support/until.js';
import { ContestantProcess } from '../measure/contestant.js';
import { endAll, oursEntrant } from './contestants.js';
import type { PartContext } from './throughput.js';

/** What is asked again and again; times in ms. */
type Asked = Record<string, number>;

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

/** Questions are asked in rounds, so that what the machine does besides falls on all of them. */
const askedInRounds = 5;

/** Long enough to touch most pages of the indexes once. */
const touchingMs = 25_000;
const lookEveryMs = 1_000;
const restWithinMs = 300_000;

/**
 * As docs/operations.md advises for a city of this size: a checkpoint every few seconds, as the default makes it under
 * this load, would be all that is seen, and indexes that are fetched page by page from the system the rest.
 */
export const LARGE_CITY = {
  postgresSettings: { max_wal_size: '16GB', checkpoint_timeout: '30min', shared_buffers: '4GB' },
} satisfies Partial<StandOptions>;

/** Acceptance and lists with a million finished cases in both databases, against next to none. */
export async function million({ stand, counters, options, say }: PartContext): Promise<Table[]> {
  const nats = stand.gatewaySignIns();
  const citiesOf = {
    [COLLECTING_CITY]: await stand.database(`city_${COLLECTING_CITY}`),
    [HOME_CITY]: await stand.database(`city_${HOME_CITY}`),
  };
  const collect = await ContestantProcess.start('collect', {
    kind: 'ours',
    decider: 'rule',
    onlyCollect: true,
    nats,
    databases: citiesOf,
  });
  const travel = await oursEntrant(stand, 'rule');
  const desks = {
    [COLLECTING_CITY]: await CommandSender.signedIn(COLLECTING_CITY, nats[COLLECTING_CITY]!, 'clerk1'),
    [HOME_CITY]: await CommandSender.signedIn(HOME_CITY, nats[HOME_CITY]!, 'reviewer1'),
  };
  const load = { underWay: 32, warmMs: options.short ? 300 : 1_500, windowMs: options.short ? 700 : 4_000 };
  const look = async (): Promise<Asked> => {
    // New numbers fall all over the indexes: a page's first touch after a checkpoint is not what is asked here.
    await measure(travel, counters, { ...load, warmMs: options.short ? load.warmMs : touchingMs });
    const trips: number[] = [];
    const costs: CostPerCase[] = [];
    const accepted: number[] = [];
    for (let round = 1; round <= Math.min(3, options.rounds); round += 1) {
      const trip = await measure(travel, counters, load, { checkpoint: false });
      trips.push(trip.load.perSecond);
      costs.push(trip.cost);
      accepted.push((await collect.run(load, { begins: () => undefined, ends: () => undefined })).perSecond);
    }
    await atRest(Object.values(citiesOf));
    // Filling ends with it: what is asked of few cases must find its tables in the same order.
    await tidied(Object.values(citiesOf));
    return {
      'accepted/s': median(accepted),
      'round trips/s': median(trips),
      'a round trip, CPU ms': median(costs.map((cost) => cost.cpuMsTotal)),
      'a round trip, WAL KiB': median(costs.map((cost) => cost.walKiB)),
      'a round trip, whole pages in it': median(costs.map((cost) => cost.walPages)),
      ...(await askAll(desks, options.short ? 1 : 40)),
    };
  };
  try {
    const application = JSON.stringify(sampleCase('rule', applicant));
    for (let i = 0; i < casesOfApplicant; i += 1) {
      await desks[COLLECTING_CITY].send('collectCase', application, { creates: true });
    }
    // Once for the compiler: the second look must not gain by being the second.
    await look();
    const empty = await look();
    say('  measured with next to no cases; making more …');
    const numbers = caseNumbers(options.cases);
    await whileFilling(stand.postgres.url('postgres'), async () => {
      const fill = async (city: string): Promise<void> =>
        putCases(await stand.database(`city_${city}`), numbers, (line) => say(`  ${city}${line}`));
      await Promise.all([fill(COLLECTING_CITY), fill(HOME_CITY)]);
    });
    return [tableOf(options.cases, empty, await look())];
  } finally {
    await endAll([travel]);
    await collect.close();
    for (const desk of Object.values(desks)) await desk.close();
  }
}

/** Returns once nothing is on its way between these databases: a question then waits for nobody's work but its own. */
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
            'select exists (select 1 from pending) or exists (select 1 from link_out where settled_to < numbered_to) as some',
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

/** Medians of times in ms, each question so many times in a round, one after another. */
async function askAll(desks: Readonly<Record<string, CommandSender>>, times: number): Promise<Asked> {
  const asked: Asked = {};
  const page = await desks[COLLECTING_CITY]!.send('listCases', '{}', { creates: false });
  const caseNo = /"caseNo":"([^"]+)"/.exec(page)?.[1] ?? '';
  const took = new Map<string, number[]>(QUESTIONS.map(({ name }) => [name, []]));
  for (let round = 1; round <= askedInRounds; round += 1) {
    for (const { name, city, key, body } of QUESTIONS) {
      const text = JSON.stringify(body(caseNo));
      for (let i = 0; i < times; i += 1) {
        const from = performance.now();
        await desks[city]!.send(key, text, { creates: false });
        took.get(name)!.push(performance.now() - from);
      }
    }
  }
  for (const [name, all] of took) asked[`${name}, ms`] = median(all);
  return asked;
}

function tableOf(cases: number, empty: Asked, full: Asked): Table {
  return {
    title: `With ${cases} finished cases in both databases`,
    head: ['', 'next to none', 'with them', 'speed kept'],
    rows: Object.entries(empty).map(([name, before]) => {
      const after = full[name] ?? Number.NaN;
      // As speed in both kinds: 1.00 is as fast as with an empty database.
      return [name, figure(before), figure(after), figure(name.endsWith('/s') ? after / before : before / after)];
    }),
    notes: [
      'Times are medians of one question after another; pages of 20. The certificate is that of a person with ' +
        `${casesOfApplicant} cases, and nobody has more than ${casesAPerson} of the million. PostgreSQL with ` +
        '`max_wal_size` of 16 GB and `shared_buffers` of 4 GB; both databases vacuumed before the questions.',
    ],
  };
}
