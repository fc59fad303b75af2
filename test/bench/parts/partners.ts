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
  /** Of the collecting and the home city's node after the load, in KiB: what is alive, and what the process holds. */
  live: [number[], number[]];
  resident: [number[], number[]];
}

const NODES = [COLLECTING_CITY, HOME_CITY] as const;

/** The same work where the directory names 3, 30 or 333 partners that have nothing to say, answering or unreachable. */
export async function partners(options: BenchOptions, say: (line: string) => void): Promise<Table[]> {
  const counts = options.short ? [3, 30] : [3, 30, 333];
  const kinds = [true, false].flatMap((answering) => counts.map((count) => ({ answering, count })));
  const all = kinds.map((kind) => ({
    ...kind,
    seen: { rate: [], cpuMs: [], live: [[], []], resident: [[], []] } as Seen,
  }));
  const turns = Math.min(2, options.rounds);
  for (let turn = 1; turn <= turns; turn += 1) {
    for (const { count, answering, seen } of all) {
      await look(options, count, answering, seen);
      say(
        `  turn ${turn}: ${nameOf(count, answering)}: ${figure(seen.rate.at(-1)!)}/s, alive ${seen.live.map((kib) => Math.round(kib.at(-1)! / 1024)).join(' and ')} MiB`,
      );
    }
  }
  return [tableOf(all)];
}

/** One stand for each: the directory is read at the start. */
async function look(options: BenchOptions, count: number, answering: boolean, seen: Seen): Promise<void> {
  // The home city is a partner like any other.
  const stand = await Stand.start({
    say: () => undefined,
    idle: { count: count - 1, answering },
    nodeArgs: (_name, dir) => ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${dir}`],
  });
  try {
    await stand.startNodes();
    const counters = await Counters.open(stand.postgres);
    // Links agree within the first seconds, and what that took is collected.
    await pause(options.short ? 2_000 : 15_000);
    const entrant = await oursEntrant(stand, 'rule');
    const load = { underWay: 64, warmMs: options.short ? 500 : 4_000, windowMs: options.short ? 1_000 : 5_000 };
    try {
      await measure(entrant, counters, load);
      const { load: result, cost } = await measure(entrant, counters, load);
      seen.rate.push(result.perSecond);
      seen.cpuMs.push(cost.cpuMsTotal);
      for (const [i, city] of NODES.entries()) {
        seen.resident[i]!.push(residentBytes(stand.nodes.get(city)!.pid!) / 1024);
        seen.live[i]!.push((await liveBytes(stand, city)) / 1024);
      }
    } finally {
      await endAll([entrant]);
      await counters.close();
    }
  } finally {
    await stand.stop();
  }
}

/** Heap and external memory that a full collection leaves: writing a heap snapshot makes one. */
async function liveBytes(stand: Stand, city: string): Promise<number> {
  const gauge = async (): Promise<number> => {
    const text = await (await fetch(`${stand.nodeUrls.get(city)!}/metrics`)).text();
    const of = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    return of('tongban_nodejs_heap_size_used_bytes') + of('tongban_nodejs_external_memory_bytes');
  };
  process.kill(stand.nodes.get(city)!.pid!, 'SIGUSR2');
  // The node answers nobody until the snapshot is written; the least of what follows is what is alive.
  const seen: number[] = [];
  for (let i = 0; i < 10; i += 1) {
    seen.push(await gauge());
    await pause(100);
  }
  return Math.min(...seen);
}

const nameOf = (count: number, answering: boolean): string =>
  `${count} partners, the idle ones ${answering ? 'answering' : 'unreachable'}`;

function tableOf(all: readonly { count: number; answering: boolean; seen: Seen }[]): Table {
  const rows = all.map(({ count, answering, seen }) => {
    const few = all.find((one) => one.answering === answering)!;
    const per = (when: 'live' | 'resident', i: 0 | 1): string =>
      count === few.count ? '–' : figure((median(seen[when][i]) - median(few.seen[when][i])) / (count - few.count));
    return [
      nameOf(count, answering),
      figure(median(seen.rate)),
      figure(median(seen.rate) / median(few.seen.rate)),
      figure(median(seen.cpuMs)),
      `${per('live', 0)} / ${per('live', 1)}`,
      `${per('resident', 0)} / ${per('resident', 1)}`,
    ];
  });
  return {
    title: 'Idle partners',
    head: ['', 'round trips/s', 'to the fewest', 'CPU ms', 'KiB alive an idle partner', 'RSS KiB'],
    rows,
    notes: [
      'Memory of the collecting and of the home city’s node after the load, from the difference to the fewest partners. ' +
        'Alive is what a full collection leaves; RSS is what the process holds, within some ten MiB of chance.',
    ],
  };
}
