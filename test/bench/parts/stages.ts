import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { putLoad } from '../measure/load.js';
import { measure, median } from '../measure/rounds.js';
import { NodeDriver } from '../ours/node-driver.js';
import { COLLECTING_CITY, HOME_CITY } from '../ours/sample-case.js';
import { figure, type Table } from '../report.js';
import type { StandOptions } from '../stand/stand.js';
import { endAll, floorEntrant } from './contestants.js';
import type { PartContext } from './throughput.js';

const NOBODY = { begins: () => undefined, ends: () => undefined };
const stageFile = (dir: string, name: string): string => join(dir, 'stages', name);

/** What the stand of this part has beside the plain one. */
export const MARKED: Partial<StandOptions> = {
  nodeArgs: (name, dir) => {
    mkdirSync(join(dir, 'stages'), { recursive: true });
    const log = new URL('../stand/stage-log.js', import.meta.url);
    log.searchParams.set('to', stageFile(dir, name));
    return [`--import=${log.href}`];
  },
};

const hop = (first: readonly string[], last: readonly string[]): readonly string[] => [
  ...first,
  'hop.turn',
  'hop.begun',
  'hop.read',
  'hop.written',
  'hop.committed',
  ...last,
];
/** The way of one case, in order: where, and which mark. */
const WAY: readonly (readonly [string, string])[] = [
  ...hop(['command.arrived', 'command.checked', 'act.ready'], ['batch.sent']).map(at(COLLECTING_CITY)),
  ...hop(['batch.arrived', 'batch.opened'], ['batch.sent']).map(at(HOME_CITY)),
  ...hop(['batch.arrived', 'batch.opened'], ['live.told']).map(at(COLLECTING_CITY)),
];
/** Marks up to which a case was only on its way between processes, or only waited for the database. */
const TRANSPORT: ReadonlySet<string> = new Set(['command.arrived', 'batch.arrived']);
const DATABASE: ReadonlySet<string> = new Set(['hop.read', 'hop.committed']);
/** What happens beside it: from one mark to another of the same node. */
const BESIDE: readonly (readonly [string, string, string])[] = [
  [COLLECTING_CITY, 'hop.committed', 'command.answered'],
  [COLLECTING_CITY, 'batch.sent', 'batch.acked'],
  [COLLECTING_CITY, 'receipt.arrived', 'settle.turn'],
  [COLLECTING_CITY, 'settle.turn', 'settle.done'],
];

function at(city: string): (stage: string) => readonly [string, string] {
  return (stage) => [city, stage];
}

interface Seen {
  readonly sentAt: number;
  readonly decidedAt: number;
}

/** Where the time of a single case goes: one after another, with rests, and every mark on its way. */
export async function stages(context: PartContext): Promise<Table[]> {
  const { stand, options, say } = context;
  const cases = options.short ? 150 : 600;
  const databases = { [COLLECTING_CITY]: await stand.database(`city_${COLLECTING_CITY}`) };
  const driver = await NodeDriver.start({ decider: 'rule', nats: stand.gatewaySignIns(), databases });
  const seen: Seen[] = [];
  try {
    // The first seconds of a process are its compiler's.
    await putLoad(driver, { underWay: 32, warmMs: 0, windowMs: options.short ? 2_000 : 6_000 }, NOBODY);
    for (let i = 0; i < cases; i += 1) {
      const sentAt = now();
      await driver.roundTrip();
      seen.push({ sentAt, decidedAt: now() });
      await pause(8);
    }
  } finally {
    await driver.close();
  }
  const floorMs = await floorOneByOne(context);
  // Marks are written down when a node ends.
  await Promise.all([...stand.nodes.values()].map((node) => node.stop()));
  const marks = new Map([COLLECTING_CITY, HOME_CITY].map((city) => [city, readMarks(stageFile(stand.dir, city))]));
  const walked = seen.map((one) => walk(one, marks)).filter((way) => way !== null);
  say(`  ${walked.length} of ${seen.length} cases were marked all along`);
  return [wayTable(walked), kindsTable(walked, floorMs), besideTable(marks)];
}

/** The same case from the plain floor, as seldom: one at a time, in ms. */
async function floorOneByOne({ stand, counters, options }: PartContext): Promise<number> {
  const floor = await floorEntrant(stand, 'rule', 'row');
  try {
    await measure(floor, counters, { underWay: 32, warmMs: 0, windowMs: options.short ? 1_000 : 6_000 });
    const seldom = { perSecond: 45, warmMs: 500, windowMs: options.short ? 1_000 : 8_000 };
    return (await measure(floor, counters, seldom, { checkpoint: false })).load.p50Ms;
  } finally {
    await endAll([floor]);
  }
}

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

type Marks = ReadonlyMap<string, readonly number[]>;

function readMarks(file: string): Marks {
  const marks = new Map<string, number[]>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [at = '', stage = ''] = line.split(' ');
    const times = marks.get(stage) ?? [];
    times.push(Number(at) / 1e6);
    marks.set(stage, times);
  }
  return marks;
}

/** The times of the case's marks, with its sending before and its decision behind them; null where one is missing. */
function walk({ sentAt, decidedAt }: Seen, marks: ReadonlyMap<string, Marks>): number[] | null {
  const times = [sentAt];
  for (const [city, stage] of WAY) {
    const next = nextAt(marks.get(city)?.get(stage), times.at(-1) as number);
    if (next > decidedAt) return null;
    times.push(next);
  }
  return [...times, decidedAt];
}

/** The first of these sorted times that is not before `from`. */
function nextAt(times: readonly number[] | undefined, from: number): number {
  let low = 0;
  let high = times?.length ?? 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times?.[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  return times?.[low] ?? Number.POSITIVE_INFINITY;
}

function wayTable(walked: readonly (readonly number[])[]): Table {
  const names = [...WAY.map(([city, stage]) => `${city} ${stage}`), 'the driver knows'];
  const of = (from: number, to: number): string[] => {
    const times = walked.map((way) => (way[to] as number) - (way[from] as number)).sort((a, b) => a - b);
    return [0.1, 0.5, 0.9].map((share) => figure(times[Math.floor(times.length * share)] ?? Number.NaN));
  };
  return {
    title: 'One case at a time: from one mark to the next',
    head: ['until', 'p10 ms', 'median ms', 'p90 ms', 'since it was sent, p10 ms', 'median ms'],
    rows: names.map((name, i) => [name, ...of(i, i + 1), ...of(0, i + 1).slice(0, 2)]),
  };
}

/** Where the time of a case goes by kind: what no code of ours can shorten stands first. */
function kindsTable(walked: readonly (readonly number[])[], floorMs: number): Table {
  const last = WAY.length + 1;
  const kindOf = (i: number): number => {
    const stage = WAY[i - 1]?.[1];
    if (i === last || (stage !== undefined && TRANSPORT.has(stage))) return 0;
    return stage !== undefined && DATABASE.has(stage) ? 1 : 2;
  };
  const sums = walked.map((way) => {
    const kinds = [0, 0, 0];
    for (let i = 1; i <= last; i += 1) kinds[kindOf(i)]! += (way[i] as number) - (way[i - 1] as number);
    return kinds;
  });
  const row = (name: string, ms: number): string[] => [name, figure(ms), figure(ms / floorMs)];
  return {
    title: 'One case at a time: by kind',
    head: ['', 'median ms', 'to the plain floor'],
    rows: [
      row('on the way between processes', median(sums.map((kinds) => kinds[0]!))),
      row('waiting for the database', median(sums.map((kinds) => kinds[1]!))),
      row('the work of the nodes', median(sums.map((kinds) => kinds[2]!))),
      row('the whole way', median(walked.map((way) => way[last]! - way[0]!))),
      row('the plain floor, as seldom', floorMs),
    ],
    notes: ['The floor is one process: its cases are on no way between processes.'],
  };
}

function besideTable(marks: ReadonlyMap<string, Marks>): Table {
  return {
    title: 'Beside it',
    head: ['', 'median ms'],
    rows: BESIDE.map(([city, from, to]) => {
      const ends = marks.get(city)?.get(to);
      const times = (marks.get(city)?.get(from) ?? []).map((time) => nextAt(ends, time) - time);
      return [`${city} ${from} – ${to}`, figure(median(times.filter(Number.isFinite)))];
    }),
  };
}
