import { TongbanError } from '#contracts';
import { rows, type Tx } from '../../db/database.js';
import type { FetchedEvent } from './fetched-page.js';

/** A place in one of our own lanes that is already taken here. */
interface OwnPlace {
  id: number;
  hash: Buffer;
  prev: string | null;
  hasData: boolean;
  sealId: number | null;
}

export interface StoredBack {
  event: FetchedEvent;
  id: number;
  sealId: number;
  /** We had lost it. */
  isNew: boolean;
  /** We held it without its data, which came now. */
  dataCame: boolean;
}

export type OwnPlaces = ReadonlyMap<string, OwnPlace>;

const key = (lane: string, seq: number): string => `${lane} ${seq}`;

/** What we hold at the places of these events and beside them. */
export async function ownPlaces(em: Tx, self: string, events: readonly FetchedEvent[]): Promise<OwnPlaces> {
  const places = events.flatMap(({ payload: { lane, seq } }) => [-1, 0, 1].map((step) => ({ lane, seq: seq + step })));
  const found = await rows<OwnPlace & { lane: string; seq: number }>(
    em,
    `select e.id, e.lane, e.seq, e.hash, e.payload::jsonb->>'prev' as prev, e.data is not null as "hasData",
       e.seal_id as "sealId"
     from event e join (select distinct * from unnest($1::text[], $2::int[])) p (lane, seq) using (lane, seq)
     where e.author = $3`,
    [places.map(({ lane }) => lane), places.map(({ seq }) => seq), self],
  );
  return new Map(found.map((row) => [key(row.lane, row.seq), row]));
}

/** Throws fork where we stated something else at this place, chain_broken where its neighbours do not fit. */
function checkChain({ payload, hash, n }: FetchedEvent, places: OwnPlaces): void {
  const { lane, seq, prev } = payload;
  const here = places.get(key(lane, seq));
  if (here && !here.hash.equals(hash)) throw new TongbanError('fork', { n, lane, seq });
  const before = places.get(key(lane, seq - 1));
  if (before ? before.hash.toString('hex') !== prev : seq === 1 && prev !== null) {
    throw new TongbanError('chain_broken', { n, lane, seq });
  }
  const after = places.get(key(lane, seq + 1));
  if (after && after.prev !== hash.toString('hex')) throw new TongbanError('chain_broken', { n, lane, seq });
}

/** Stores what we had lost and completes what we hold without data or proof; set-based but for what is completed. */
export async function storeBack(
  em: Tx,
  self: string,
  events: readonly FetchedEvent[],
  known: OwnPlaces,
  now: Date,
): Promise<StoredBack[]> {
  const places = new Map(known);
  const fresh: FetchedEvent[] = [];
  for (const event of events) {
    checkChain(event, places);
    const { lane, seq, prev } = event.payload;
    if (places.has(key(lane, seq))) continue;
    fresh.push(event);
    places.set(key(lane, seq), { id: 0, hash: event.hash, prev, hasData: event.dataText !== null, sealId: null });
  }
  const sealIds = await storeSeals(em, self, events);
  const sealOf = (event: FetchedEvent): number => sealIds.get(event.sealSignature) as number;
  const ids = await insertEvents(em, self, fresh, sealOf, now);
  const stored: StoredBack[] = [];
  for (const event of events) {
    const at = key(event.payload.lane, event.payload.seq);
    const before = known.get(at);
    const isNew = !before && !stored.some((other) => other.event.hash.equals(event.hash));
    const dataCame = before !== undefined && !before.hasData && event.dataText !== null;
    if (before) await complete(em, before, event, sealOf(event), dataCame);
    const id = before?.id ?? (ids.get(event.hash.toString('hex')) as number);
    stored.push({ event, id, sealId: before?.sealId ?? sealOf(event), isNew, dataCame });
  }
  return stored;
}

/** Seals of ours without their tree: each event keeps its own leaf and path. */
async function storeSeals(em: Tx, self: string, events: readonly FetchedEvent[]): Promise<Map<string, number>> {
  const seals = [...new Map(events.map((event) => [event.sealSignature, event])).values()];
  const byRoot = new Map(seals.map((seal) => [`${seal.sealRoot.toString('hex')} ${seal.sealSize}`, seal]));
  const wanted = [...byRoot.values()];
  const found = await rows<{ id: number; root: Buffer; size: number }>(
    em,
    `insert into seal (city, signature, root, size, sealed_at)
     select $1, * from unnest($2::text[], $3::bytea[], $4::int[], $5::timestamptz[])
     on conflict (city, root, size) do update set root = excluded.root returning id, root, size`,
    [
      self,
      wanted.map((seal) => seal.sealSignature),
      wanted.map((seal) => seal.sealRoot),
      wanted.map((seal) => seal.sealSize),
      wanted.map((seal) => seal.sealedAt),
    ],
  );
  const idOf = new Map(found.map((row) => [`${row.root.toString('hex')} ${row.size}`, row.id]));
  return new Map(
    seals.map((seal) => [seal.sealSignature, idOf.get(`${seal.sealRoot.toString('hex')} ${seal.sealSize}`) as number]),
  );
}

async function insertEvents(
  em: Tx,
  self: string,
  events: readonly FetchedEvent[],
  sealOf: (event: FetchedEvent) => number,
  now: Date,
): Promise<Map<string, number>> {
  if (events.length === 0) return new Map();
  const inserted = await rows<{ id: number; hash: Buffer }>(
    em,
    `insert into event (lane, author, seq, hash, type, payload, data, at, stored_at, seal_id, leaf, path)
     select e.lane, $1, e.seq, e.hash, e.type, e.payload, e.data, e.at, $2, e.seal, e.leaf, e.path
     from unnest($3::text[], $4::int[], $5::bytea[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::bigint[],
       $11::int[], $12::bytea[]) with ordinality as e (lane, seq, hash, type, payload, data, at, seal, leaf, path, i)
     order by e.i returning id, hash`,
    [
      self,
      now,
      events.map((event) => event.payload.lane),
      events.map((event) => event.payload.seq),
      events.map((event) => event.hash),
      events.map((event) => event.payload.type),
      events.map((event) => event.payloadText),
      events.map((event) => event.dataText),
      events.map((event) => event.payload.at),
      events.map(sealOf),
      events.map((event) => event.leaf),
      events.map((event) => event.path),
    ],
  );
  return new Map(inserted.map(({ id, hash }) => [hash.toString('hex'), id]));
}

/** An event that we still hold: its data may have come back only now, its proof was lost with the seal's own row. */
async function complete(
  em: Tx,
  before: OwnPlace,
  event: FetchedEvent,
  sealId: number,
  dataCame: boolean,
): Promise<void> {
  if (dataCame) await rows(em, 'update event set data = $2 where id = $1', [before.id, event.dataText]);
  if (before.sealId !== null) return;
  await rows(em, 'update event set seal_id = $2, leaf = $3, path = $4 where id = $1', [
    before.id,
    sealId,
    event.leaf,
    event.path,
  ]);
  before.sealId = sealId;
}
