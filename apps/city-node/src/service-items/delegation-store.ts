import type { Delegation } from '#contracts';
import { rows, type Tx } from '../db/database.js';
import type { PublishedFact } from '../exchange/state/own-lane.js';

/** Writes what was published of delegations into the table that desks read. */
export async function saveDelegations(em: Tx, facts: readonly PublishedFact[]): Promise<void> {
  for (const fact of facts) {
    if (fact.type !== 'delegation.published') continue;
    const delegation = fact.body as Delegation;
    await rows(
      em,
      `insert into delegation (from_city, seq, id, to_city, definition, lane, hash) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict do nothing`,
      [delegation.from, fact.seq, delegation.id, delegation.to, JSON.stringify(delegation), fact.lane, fact.hash],
    );
  }
}
