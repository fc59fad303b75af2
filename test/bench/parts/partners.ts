import { setTimeout as pause } from 'node:timers/promises';
import { residentBytes } from '../measure/cpu.js';
import { Counters } from '../measure/counters.js';
import { measure, median } from '../measure/rounds.js';
import { COLLECTING_CITY, HOME_CITY } from '../ours/sample-case.js';
import type { BenchOptions } from '../options.js';
import { figure, type Table } from '../report.js';
import { Stand } from '../stand/stand.js';
import { endAll, oursEntrant } from './contestants.js';

interface Seen {
  rate: number[];
  cpuMs: number[];
  /** RSS in KiB of the collecting and the home city's node, before and after the load. */
  before: [number[], number[]];
  after: [number[], number[]];
}

const NODES = [COLLECTING_CITY, HOME_CITY] as const;

/** The same work where the directory names 3, 30 or 333 partners that have nothing to say, answering or unreachable. */
export async function partners(options: BenchOptions, say: (line: string) => void): Promise<Table[]> {
  const counts = options.short ? [3, 30] : [3, 30, 333];
  const kinds = [true, false].flatMap((answering) => counts.map((count) => ({ answering, count })));
  const all = kinds.map((kind) => ({
    ...kind,
    seen: { rate: [], cpuMs: [], before: [[], []], after: [[], []] } as Seen,
  }));
  const turns = options.short ? 1 : 2;
  for (let turn = 1; turn <= turns; turn += 1) {
    for (const { count, answering, seen } of all) {
      await look(options, count, answering, seen);
      say(
        `  turn ${turn}: ${nameOf(count, answering)}: ${figure(seen.rate.at(-1)!)}/s, RSS ${seen.before.map((kib) => Math.round(kib.at(-1)! / 1024)).join(' and ')} MiB`,
      );
    }
  }
  return [tableOf(all)];
}

/** One stand for each: the directory is read at the start. */
async function look(options: BenchOptions, count: number, answering: boolean, seen: Seen): Promise<void> {
  // The home city is a partner like any other.
  const stand = await Stand.start({ say: () => undefined, idle: { count: count - 1, answering } });
  try {
    await stand.startNodes();
    const counters = await Counters.open(stand.postgres);
    // Links agree within the first seconds, and what that took is collected.
    await pause(options.short ? 2_000 : 15_000);
    NODES.forEach((city, i) => seen.before[i]!.push(residentBytes(stand.nodes.get(city)!.pid!) / 1024));
    const entrant = await oursEntrant(stand, 'rule');
    const load = { underWay: 64, warmMs: options.short ? 500 : 4_000, windowMs: options.short ? 1_000 : 5_000 };
    try {
      await measure(entrant, counters, load);
      const { load: result, cost } = await measure(entrant, counters, load);
      seen.rate.push(result.perSecond);
      seen.cpuMs.push(cost.cpuMsTotal);
      NODES.forEach((city, i) => seen.after[i]!.push(residentBytes(stand.nodes.get(city)!.pid!) / 1024));
    } finally {
      await endAll([entrant]);
      await counters.close();
    }
  } finally {
    await stand.stop();
  }
}

const nameOf = (count: number, answering: boolean): string =>
  `${count} partners, the idle ones ${answering ? 'answering' : 'unreachable'}`;

function tableOf(all: readonly { count: number; answering: boolean; seen: Seen }[]): Table {
  const rows = all.map(({ count, answering, seen }) => {
    const few = all.find((one) => one.answering === answering)!;
    const per = (when: 'before' | 'after', i: 0 | 1): string =>
      count === few.count ? '–' : figure((median(seen[when][i]) - median(few.seen[when][i])) / (count - few.count));
    return [
      nameOf(count, answering),
      figure(median(seen.rate)),
      figure(median(seen.rate) / median(few.seen.rate)),
      figure(median(seen.cpuMs)),
      `${per('before', 0)} / ${per('before', 1)}`,
      `${per('after', 0)} / ${per('after', 1)}`,
    ];
  });
  return {
    title: 'Idle partners',
    head: ['', 'round trips/s', 'to the fewest', 'CPU ms', 'RSS KiB an idle partner, at rest', 'under load'],
    rows,
    notes: ['RSS of the collecting and of the home city’s node, from the difference to the fewest partners.'],
  };
}
