import type { Table } from '../report.js';
import { figure } from '../report.js';
import type { BenchOptions } from '../options.js';
import type { Counters } from '../measure/counters.js';
import { bestUnderWay, failures, measure, median, type Entrant, type Measured } from '../measure/rounds.js';
import type { Stand } from '../stand/stand.js';
import { NOT_TOLD } from '../ours/node-driver.js';
import { endAll, floorEntrant, oursEntrant } from './contestants.js';

/** What the parts share. */
export interface PartContext {
  readonly stand: Stand;
  readonly counters: Counters;
  readonly options: BenchOptions;
  readonly say: (line: string) => void;
}

/** All windows of one contestant; ratios are taken round by round to the contestants named as its floors. */
export interface Series {
  readonly entrant: Entrant;
  readonly floors: readonly Series[];
  readonly seen: Measured[];
  underWay: number;
}

export const seriesOf = (entrant: Entrant, floors: readonly Series[] = []): Series => ({
  entrant,
  floors,
  seen: [],
  underWay: 0,
});

/** Round trips a second at each contestant's best number of cases under way, driven at the node's command. */
export async function throughput(context: PartContext): Promise<Table[]> {
  const { stand } = context;
  const all: Series[] = [];
  try {
    for (const decider of ['rule', 'person'] as const) {
      const row = seriesOf(await floorEntrant(stand, decider, 'row'));
      all.push(row);
      const set = seriesOf(await floorEntrant(stand, decider, 'set'));
      all.push(set);

      const ours = await oursEntrant(stand, decider).catch((error: unknown) => {
        if (decider === 'rule' || !String(error).includes(NOT_TOLD)) throw error;
        context.say(`  left out: ${NOT_TOLD}`);
      });
      if (ours) all.push(seriesOf(ours, [row, set]));
    }
    await runRounds(context, all);
  } finally {
    await endAll(all.map((one) => one.entrant));
  }
  return [rateTable('Throughput, driven at the command of the node', all), costTable('Cost of a case', all)];
}

/** The first seconds of a process are its compiler's, and a server runs for weeks: all begin with so many under load. */
export async function warmUp(entrant: Entrant, counters: Counters, { short }: BenchOptions): Promise<void> {
  await measure(entrant, counters, { warmMs: short ? 500 : 20_000, windowMs: 500, underWay: 64 });
}

/** Finds the best number of cases under way for each, then measures all in turn, round after round. */
export async function runRounds({ counters, options, say }: PartContext, all: readonly Series[]): Promise<void> {
  const { short, rounds } = options;
  const window = short ? { warmMs: 500, windowMs: 1_500 } : { warmMs: 1_500, windowMs: 2_500 };
  const trial = short ? { warmMs: 300, windowMs: 700 } : { warmMs: 700, windowMs: 800 };
  const candidates = short ? [32] : [16, 64, 128, 256, 512];
  for (const { entrant } of all) await warmUp(entrant, counters, options);
  for (const one of all) {
    one.underWay = options.underWay ?? (await bestUnderWay(one.entrant, counters, candidates, trial, say));
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const one of all) {
      const measured = await measure(one.entrant, counters, { ...window, underWay: one.underWay });
      one.seen.push(measured);
      const { load, cost } = measured;
      const per = `${figure(cost.cpuMsTotal)} ms CPU, ${figure(load.p50Ms)} ms p50`;
      say(`  round ${round}: ${one.entrant.process.name}: ${figure(load.perSecond)}/s, ${per}${failures(load)}`);
    }
  }
}

/** Rates, spread and ratios. */
export function rateTable(title: string, all: readonly Series[]): Table {
  const rows = all.map(({ entrant, floors, seen, underWay }) => {
    const rates = seen.map((one) => one.load.perSecond);
    const ratios = floors.map((floor) => median(rates.map((rate, i) => rate / floor.seen[i]!.load.perSecond)));
    const failed = seen.reduce((sum, one) => sum + one.load.failed, 0);
    return [
      entrant.process.name,
      figure(median(rates)),
      `${figure(Math.min(...rates))}–${figure(Math.max(...rates))}`,
      String(underWay),
      figure(median(seen.map((one) => one.load.p50Ms))),
      ratios[0] === undefined ? '–' : figure(ratios[0]),
      ratios[1] === undefined ? '–' : figure(ratios[1]),
      String(failed),
    ];
  });
  return {
    title,
    head: [
      '',
      'round trips/s',
      'least–most',
      'under way',
      'p50 ms',
      'to the plain floor',
      'to the grouped floor',
      'failed',
    ],
    rows,
  };
}

/** What a case costs, by process and in the database. */
export function costTable(title: string, all: readonly Series[]): Table {
  const names = [...new Set(all.flatMap(({ seen }) => seen.flatMap((one) => Object.keys(one.cost.cpuMs))))];
  const rows = all.map(({ entrant, seen }) => {
    const of = (pick: (one: Measured) => number): string => figure(median(seen.map(pick)));
    return [
      entrant.process.name,
      of(({ cost }) => cost.cpuMsTotal),
      ...names.map((name) =>
        seen.some(({ cost }) => name in cost.cpuMs) ? of(({ cost }) => cost.cpuMs[name] ?? 0) : '–',
      ),
      of(({ cost }) => cost.writes),
      of(({ cost }) => cost.walSyncs),
      of(({ cost }) => cost.walKiB),
      of(({ cost }) => cost.walPages),
      `${of(({ cost }) => cost.rowsIn)} / ${of(({ cost }) => cost.rowsChanged)} / ${of(({ cost }) => cost.rowsGone)}`,
    ];
  });
  return {
    title,
    head: [
      '',
      'CPU ms',
      ...names.map((name) => name),
      'commits',
      'WAL syncs',
      'WAL KiB',
      'of it pages',
      'rows in / changed / gone',
    ],
    rows,
    notes: ['The driver is nobody’s product: it is shown and not in the sum. Commits are of transactions that write.'],
  };
}
