import type { Basis, CaseCollected, EventPayload } from '#contracts';
import { texts } from '../db/arrays.js';
import { rows, type Tx } from '../db/database.js';
import type { FoldFact } from './case-fold.rules.js';

/** What a window took in, as the home city needs it for a rule: the data, and the publication it rests on. */
export interface Collected {
  body: CaseCollected;
  basis: Basis | null;
}

/** Applications that came without being submitted yet. */
export async function loadCollected(em: Tx, lanes: readonly string[]): Promise<Map<string, Collected>> {
  if (lanes.length === 0) return new Map();
  const found = await rows<{ lane: string; payload: string; data: string | null }>(
    em,
    "select lane, payload, data from event where lane = any($1::text[]) and type = 'case.collected' and kept_reason is null",
    [texts(lanes)],
  );
  return new Map(
    found.flatMap(({ lane, payload, data }) => {
      if (data === null) return [];
      const { body } = JSON.parse(data) as { body: CaseCollected };
      return [[lane, { body, basis: (JSON.parse(payload) as EventPayload).basis }]];
    }),
  );
}

/** All facts of a case that have effect, for folding. */
export async function loadFacts(em: Tx, lane: string): Promise<FoldFact[]> {
  const found = await rows<{ payload: string; hash: Buffer }>(
    em,
    'select payload, hash from event where lane = $1 and kept_reason is null',
    [lane],
  );
  return found.map(({ payload, hash }) => ({
    payload: JSON.parse(payload) as EventPayload,
    hash: hash.toString('hex'),
  }));
}
