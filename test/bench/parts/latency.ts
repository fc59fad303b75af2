import { figure, type Table } from '../report.js';
import { failures, measure, median } from '../measure/rounds.js';
import { endAll, floorEntrant, oursEntrant } from './contestants.js';
import { seriesOf, warmUp, type PartContext, type Series } from './throughput.js';

const perSecond = 100;

/** Time from the moment a case was due to its decision back at the collecting city, at 100 cases a second. */
export async function latency({ stand, counters, options, say }: PartContext): Promise<Table[]> {
  const all: Series[] = [];
  const load = { perSecond, warmMs: options.short ? 500 : 2_000, windowMs: options.short ? 1_500 : 8_000 };
  try {
    const row = seriesOf(await floorEntrant(stand, 'rule', 'row'));
    all.push(row);
    const set = seriesOf(await floorEntrant(stand, 'rule', 'set'));
    all.push(set);
    all.push(seriesOf(await oursEntrant(stand, 'rule'), [row, set]));
    for (const { entrant } of all) await warmUp(entrant, counters, options);
    for (let round = 1; round <= options.rounds; round += 1) {
      for (const one of all) {
        const measured = await measure(one.entrant, counters, load);
        one.seen.push(measured);
        const { p50Ms, p99Ms } = measured.load;
        const cpu = Object.entries(measured.cost.cpuMs)
          .map(([name, ms]) => `${name} ${figure(ms)}`)
          .join(', ');
        say(
          `  round ${round}: ${one.entrant.process.name}: p50 ${figure(p50Ms)} p99 ${figure(p99Ms)} ms, CPU ms: ${cpu}${failures(measured.load)}`,
        );
      }
    }
  } finally {
    await endAll(all.map((one) => one.entrant));
  }
  return [latencyTable(all)];
}

function latencyTable(all: readonly Series[]): Table {
  const rows = all.map(({ entrant, seen, floors }) => {
    const p50 = median(seen.map(({ load }) => load.p50Ms));
    const p99 = median(seen.map(({ load }) => load.p99Ms));
    const ratio = (pick: 'p50Ms' | 'p99Ms'): string =>
      floors
        .map((floor) => figure(median(seen.map(({ load }, i) => load[pick] / floor.seen[i]!.load[pick]))))
        .join(' / ');
    const answer = median(seen.map(({ load }) => load.answerP50Ms));
    const ratios = floors.length === 0 ? ['–', '–'] : [ratio('p50Ms'), ratio('p99Ms')];
    return [entrant.process.name, figure(answer), figure(p50), figure(p99), ...ratios];
  });
  return {
    title: `Latency at ${perSecond} cases a second, sent at fixed times`,
    head: [
      '',
      'answered p50 ms',
      'decided p50 ms',
      'p99 ms',
      'p50 to floors plain / grouped',
      'p99 to floors plain / grouped',
    ],
    rows,
  };
}
