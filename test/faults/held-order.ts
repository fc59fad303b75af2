import type { Findings } from './findings.js';
import type { Stand } from './stand.js';

/** A case that waits in a city's database for a partner that is away. */
export interface HeldCase {
  readonly from: string;
  readonly to: string;
  readonly lane: string;
  readonly urgent: boolean;
  readonly since: number;
}

/** What waits for this partner without a number now, in the order in which it has to leave: urgent ones first, then the oldest. */
export async function heldFor(stand: Stand, from: string, to: string): Promise<HeldCase[]> {
  const rows = await stand.sql<{ lane: string; urgent: boolean; since: Date }>(
    from,
    `select lane, bool_or(urgent) as urgent, min(case_since) as since from pending
     where recipient = $1 and lane like 'case/%' group by lane order by 2 desc, 3, 1`,
    [to],
  );
  return rows.map((row) => ({ from, to, lane: row.lane, urgent: row.urgent, since: row.since.getTime() }));
}

/** Reads the numbers that held cases were given and says which one overtook another. */
export async function checkOrder(stand: Stand, held: readonly HeldCase[], findings: Findings): Promise<void> {
  for (const link of new Set(held.map((one) => `${one.from}/${one.to}`))) {
    const [from = '', to = ''] = link.split('/');
    const mine = held.filter((one) => one.from === from && one.to === to);
    const rows = await stand.sql<{ lane: string; n: string }>(
      from,
      `select e.lane, min(b.first + u.place - 1) as n from link_batch b
       cross join lateral unnest(b.event_ids) with ordinality u (id, place)
       join event e on e.id = u.id
       where b.partner = $1 and b.direction = 'out' and e.lane = any($2) group by e.lane`,
      [to, mine.map((one) => one.lane)],
    );
    const numbers = new Map(rows.map((row) => [row.lane, Number(row.n)]));
    for (const [i, one] of mine.entries()) {
      const n = numbers.get(one.lane);
      const next = mine[i + 1];
      if (n === undefined) findings.lost(one.lane.slice(5), `held in ${from} for ${to} and never numbered`);
      else if (next && one.since !== next.since && n > (numbers.get(next.lane) ?? Infinity)) {
        findings.refused(next.lane.slice(5), `overtook an ${one.urgent ? 'urgent' : 'older'} case on the way to ${to}`);
      }
    }
  }
}
