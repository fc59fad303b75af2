import { measure } from '../measure/rounds.js';
import { median } from '../measure/rounds.js';
import { COLLECTING_CITY, HOME_CITY } from '../ours/sample-case.js';
import { figure, type Table } from '../report.js';
import { endAll, oursEntrant } from './contestants.js';
import type { PartContext } from './throughput.js';

/** Two replicas of each node against one, in turn. */
export async function replicas({ stand, counters, options, say }: PartContext): Promise<Table[]> {
  const entrant = await oursEntrant(stand, 'rule');
  const load = { underWay: 64, warmMs: options.short ? 500 : 2_000, windowMs: options.short ? 1_000 : 4_000 };
  const rates: Record<'one' | 'two', number[]> = { one: [], two: [] };
  try {
    await measure(entrant, counters, load);
    for (let round = 1; round <= options.rounds; round += 1) {
      rates.one.push((await measure(entrant, counters, load)).load.perSecond);
      const second = [await stand.startNode(HOME_CITY, 'b'), await stand.startNode(COLLECTING_CITY, 'b')];
      // The compiler has to get to know the new ones too.
      await measure(entrant, counters, load);
      rates.two.push((await measure(entrant, counters, load)).load.perSecond);
      await Promise.all(second.map((node) => node.stop()));
      say(`  round ${round}: one ${figure(rates.one.at(-1)!)}/s, two ${figure(rates.two.at(-1)!)}/s`);
    }
  } finally {
    await endAll([entrant]);
  }
  const ratio = median(rates.two.map((rate, i) => rate / rates.one[i]!));
  return [
    {
      title: 'Two replicas of each node on the same machine, 64 cases under way',
      head: ['', 'round trips/s', 'to one'],
      rows: [
        ['one replica', figure(median(rates.one)), '1.00'],
        ['two replicas', figure(median(rates.two)), figure(ratio)],
      ],
    },
  ];
}
