import { MAX_BATCH_EVENTS, MAX_FETCH_BYTES, MAX_FETCH_ENTRY_BYTES, type FetchedEntry } from '#contracts';
import { rows, type Tx } from '../../db/database.js';
import { splitHashes } from '../send/batch-packer.js';

/** An event was stored in the transaction of its batch; clocks of replicas may differ by this much. */
const STORED_NEAR_MS = 60_000;

interface HeldEvent {
  hash: Buffer;
  payload: string;
  data: string | null;
  signature: string;
  leaf: number;
  path: Buffer;
}

/** One page of what we hold of a partner's numbers, `from` on: as many entries as fit into one answer. */
export async function heldEntries(
  em: Tx,
  partner: string,
  from: number,
): Promise<{ entries: FetchedEntry[]; seals: string[] }> {
  const batches = await rows<{ first: number; last: number; hashes: Buffer; at: Date }>(
    em,
    `select first, last, hashes, at from link_batch where partner = $1 and direction = 'in' and last >= $2
     order by first limit 64`,
    [partner, from],
  );
  const numbered = batches
    .flatMap(({ first, hashes, at }) => splitHashes(hashes).map((hash, i) => ({ n: first + i, hash, at })))
    .filter(({ n }) => n >= from)
    .slice(0, MAX_BATCH_EVENTS);
  if (numbered.length === 0) return { entries: [], seals: [] };
  const held = await heldEvents(em, partner, numbered);
  const entries: FetchedEntry[] = [];
  const seals: string[] = [];
  let bytes = 0;
  for (const { n, hash } of numbered) {
    const entry = entryOf(n, hash, held.get(hash.toString('hex')), seals);
    bytes += Buffer.byteLength(JSON.stringify(entry));
    if (entries.length > 0 && bytes > MAX_FETCH_BYTES) break;
    entries.push(entry);
  }
  return { entries, seals: seals.slice(0, Math.max(...entries.map((entry) => entry.seal)) + 1) };
}

function entryOf(n: number, hash: Buffer, event: HeldEvent | undefined, seals: string[]): FetchedEntry {
  const missing = { n, hash: hash.toString('hex'), payload: null, data: null, seal: 0, leaf: 0, path: [] };
  if (!event) return missing;
  let seal = seals.indexOf(event.signature);
  if (seal < 0) seal = seals.push(event.signature) - 1;
  const path = splitHashes(event.path).map((step) => step.toString('hex'));
  const entry = { ...missing, payload: event.payload, data: event.data, seal, leaf: event.leaf, path };
  // What no message could carry is told without its data; the chain verifies all the same.
  return Buffer.byteLength(JSON.stringify(entry)) > MAX_FETCH_ENTRY_BYTES ? { ...entry, data: null } : entry;
}

/** The events behind some numbers: stored with their batch, later when they were freed, or still parked. */
async function heldEvents(
  em: Tx,
  partner: string,
  numbered: readonly { n: number; hash: Buffer; at: Date }[],
): Promise<Map<string, HeldEvent>> {
  const hashes = numbered.map(({ hash }) => hash);
  const numbers = numbered.map(({ n }) => n);
  const times = numbered.map(({ at }) => at.getTime());
  const stored = await rows<HeldEvent>(
    em,
    `select e.hash, e.payload, e.data, s.signature, e.leaf, e.path
     from (select * from event where stored_at between $3 and $4 and author = $1 and hash = any($2)
       union select e.* from event e join link_outcome o on o.lane = e.lane
         where o.partner = $1 and o.direction = 'in' and o.n = any($5) and e.author = $1 and e.hash = any($2)) e
     join seal s on s.id = e.seal_id where e.leaf is not null and e.path is not null`,
    [
      partner,
      hashes,
      new Date(Math.min(...times) - STORED_NEAR_MS),
      new Date(Math.max(...times) + STORED_NEAR_MS),
      numbers,
    ],
  );
  const parked = await rows<HeldEvent>(
    em,
    `select hash, payload, data, seal_signature as signature, leaf, path from parked_event
     where partner = $1 and n = any($2) and author = $1`,
    [partner, numbers],
  );
  return new Map([...parked, ...stored].map((event) => [event.hash.toString('hex'), event]));
}
