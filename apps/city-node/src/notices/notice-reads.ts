import type { CaseCollected, CaseRerouted, DocumentRef, EventPayload, ServiceItemDefinition } from '#contracts';
import { texts } from '../db/arrays.js';
import { rows, type Tx } from '../db/database.js';
import type { ItemVersions } from '../service-items/item-versions.js';
import type { NoticeFact, NoticeSources } from './notice-input.js';
import { PAGE_FACTS } from './notice-kinds.js';

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
  const found = await rows<FactRow>(
    em,
    'select payload, data, hash from event where lane = $1 and kept_reason is null order by id',
    [lane],
  );
  return found.map(storedFact);
}

/** Those facts of some cases that a page may rest on, by lane; their lanes must be locked. */
export async function readPageFacts(em: Tx, lanes: readonly string[]): Promise<Map<string, StoredFact[]>> {
  const byLane = new Map<string, StoredFact[]>(lanes.map((lane) => [lane, []]));
  if (lanes.length === 0) return byLane;
  const found = await rows<FactRow & { lane: string }>(
    em,
    `select lane, payload, data, hash from event where lane = any($1::text[]) and kept_reason is null
       and type = any($2::text[]) order by id`,
    [texts(lanes), texts(PAGE_FACTS)],
  );
  for (const row of found) byLane.get(row.lane)?.push(storedFact(row));
  return byLane;
}

interface FactRow {
  payload: string;
  data: string | null;
  hash: Buffer;
}

function storedFact({ payload, data, hash }: FactRow): StoredFact {
  const { type, act, author, seq, at, seen } = JSON.parse(payload) as EventPayload;
  const body = data === null ? null : (JSON.parse(data) as { body: Record<string, unknown> }).body;
  const document = (body?.document ?? null) as DocumentRef | null;
  return { type, act, author, seq, at, seen, body, document, hash: hash.toString('hex') };
}

/** True where `fact` was stated in sight of `earlier`: what it could not know stands on no page of it. */
const saw = (fact: StoredFact, earlier: StoredFact): boolean =>
  earlier.author === fact.author
    ? earlier.seq < fact.seq
    : fact.seen.some(({ city, seq }) => city === earlier.author && seq >= earlier.seq);

/** What a stored fact rested on. */
export const factsBefore = (fact: StoredFact, all: readonly StoredFact[]): StoredFact[] =>
  all.filter((one) => saw(fact, one));

type ItemTaken = Pick<CaseCollected, 'itemCode' | 'itemVersion'>;

/** The item that a case stands under after these facts: as collected, or as the last home city took it over. */
async function readItem(
  em: Tx,
  versions: ItemVersions,
  facts: readonly NoticeFact[],
  home: string,
): Promise<ServiceItemDefinition | null> {
  const taken = facts.findLast(
    ({ type, body }) => (type === 'case.collected' || type === 'case.rerouted') && body !== null,
  )?.body;
  if (!taken) return null;
  const { toCity, itemCode, itemVersion } = taken as Partial<CaseRerouted> & ItemTaken;
  return versions.of(em, { homeCity: toCity ?? home, itemCode, version: itemVersion });
}

/**
 * What `documentFor` and `renderDocument` need, from facts at hand. `firstHome` is the city in the case number, which
 * stays when the case is rerouted.
 */
export async function noticeSources(
  em: Tx,
  versions: ItemVersions,
  caseNo: string,
  firstHome: string,
  facts: readonly NoticeFact[],
  nameOf: (city: string) => string,
): Promise<NoticeSources> {
  return { caseNo, facts, nameOf, item: await readItem(em, versions, facts, firstHome) };
}
