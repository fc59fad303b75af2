import type { DocumentRef, EventPayload, ServiceItemDefinition } from '#contracts';
import { rows, type Tx } from '../db/database.js';
import type { NoticeFact, NoticeSources } from './notice-input.js';

/** A fact of a case as stored, with what a later reader needs to know what it rested on. */
export interface StoredFact extends NoticeFact {
  readonly seq: number;
  readonly at: string;
  readonly hash: string;
  readonly seen: EventPayload['seen'];
  readonly document: DocumentRef | null;
}

/** All facts of a case that have effect here, in the order in which they came; needs no lock. */
export async function readStoredFacts(em: Tx, lane: string): Promise<StoredFact[]> {
  const found = await rows<{ payload: string; data: string | null; hash: Buffer }>(
    em,
    'select payload, data, hash from event where lane = $1 and kept_reason is null order by id',
    [lane],
  );
  return found.map(({ payload, data, hash }) => {
    const { type, act, author, seq, at, seen } = JSON.parse(payload) as EventPayload;
    const body = data === null ? null : (JSON.parse(data) as { body: Record<string, unknown> }).body;
    const document = (body?.document ?? null) as DocumentRef | null;
    return { type, act, author, seq, at, seen, body, document, hash: hash.toString('hex') };
  });
}

/** True where `fact` was stated in sight of `earlier`: what it could not know stands on no page of it. */
const saw = (fact: StoredFact, earlier: StoredFact): boolean =>
  earlier.author === fact.author
    ? earlier.seq < fact.seq
    : fact.seen.some(({ city, seq }) => city === earlier.author && seq >= earlier.seq);

/** What a stored fact rested on. */
export const factsBefore = (fact: StoredFact, all: readonly StoredFact[]): StoredFact[] =>
  all.filter((one) => saw(fact, one));

/** The item that a case stands under after these facts: as collected, or as the last home city took it over. */
async function readItem(em: Tx, facts: readonly NoticeFact[], home: string): Promise<ServiceItemDefinition | null> {
  const taken = facts.findLast(
    ({ type, body }) => (type === 'case.collected' || type === 'case.rerouted') && body !== null,
  )?.body;
  if (!taken) return null;
  const [row] = await rows<{ definition: ServiceItemDefinition }>(
    em,
    'select definition from service_item where home_city = $1 and item_code = $2 and version = $3',
    [taken.toCity ?? home, taken.itemCode, taken.itemVersion],
  );
  return row?.definition ?? null;
}

/**
 * What `documentFor` and `renderDocument` need, from facts at hand. `firstHome` is the city in the case number, which
 * stays when the case is rerouted.
 */
export async function noticeSources(
  em: Tx,
  caseNo: string,
  firstHome: string,
  facts: readonly NoticeFact[],
  nameOf: (city: string) => string,
): Promise<NoticeSources> {
  return { caseNo, facts, nameOf, item: await readItem(em, facts, firstHome) };
}
