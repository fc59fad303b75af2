import type { ErrorCode, SealStatement } from '#contracts';
import { byteas, instants, int4s, texts } from '../../db/arrays.js';
import { rows, type Tx } from '../../db/database.js';
import type { Arrival } from './arrivals.js';
import type { ArrivedEvent } from './batch-opener.js';

/** An event that extends its lane; `keptReason` where it has no effect. */
export interface StoredArrival {
  arrival: Arrival;
  keptReason: ErrorCode | null;
}

/** Inserts events of other cities with the proof they came with; set-based, one seal row per city, root and size. */
export function storeForeign(tx: Tx, stored: readonly StoredArrival[], now: Date): void {
  if (stored.length === 0) return;
  // Two signatures over the same root prove the same events.
  const seals = new Map<string, { city: string; root: Buffer; size: number; at: string; signature: string }>();
  const sealOf = new Map<string, { city: string; root: Buffer; size: number }>();
  for (const { arrival } of stored) {
    if (sealOf.has(arrival.sealSignature)) continue;
    const text = Buffer.from(arrival.sealSignature.split('.')[1] ?? '', 'base64url').toString('utf8');
    const { city, root, size, at } = JSON.parse(text) as SealStatement;
    const seal = { city, root: Buffer.from(root, 'hex'), size, at, signature: arrival.sealSignature };
    sealOf.set(arrival.sealSignature, seal);
    seals.set(`${city} ${root} ${size}`, seal);
  }
  const statements = [...seals.values()];
  const own = stored.map(({ arrival }) => sealOf.get(arrival.sealSignature) as { root: Buffer; size: number });
  tx.later(
    `with s as (
       insert into seal (city, signature, root, size, sealed_at)
       select * from unnest($1::text[], $2::text[], $3::bytea[], $4::int[], $5::timestamptz[])
       on conflict (city, root, size) do update set root = excluded.root returning id, city, root, size)
     insert into event (lane, author, seq, hash, type, payload, data, at, stored_at, kept_reason, seal_id, leaf, path)
     select e.lane, e.author, e.seq, e.hash, e.type, e.payload, e.data, e.at, $6, e.kept, s.id, e.leaf, e.path
     from unnest($7::text[], $8::text[], $9::int[], $10::bytea[], $11::text[], $12::text[], $13::text[],
       $14::timestamptz[], $15::text[], $16::bytea[], $17::int[], $18::int[], $19::bytea[])
       with ordinality as e (lane, author, seq, hash, type, payload, data, at, kept, root, size, leaf, path, i)
     join s on s.city = e.author and s.root = e.root and s.size = e.size order by e.i`,
    [
      texts(statements.map((s) => s.city)),
      texts(statements.map((s) => s.signature)),
      byteas(statements.map((s) => s.root)),
      int4s(statements.map((s) => s.size)),
      instants(statements.map((s) => s.at)),
      now,
      texts(stored.map((s) => s.arrival.payload.lane)),
      texts(stored.map((s) => s.arrival.payload.author)),
      int4s(stored.map((s) => s.arrival.payload.seq)),
      byteas(stored.map((s) => s.arrival.hash)),
      texts(stored.map((s) => s.arrival.payload.type)),
      texts(stored.map((s) => s.arrival.payloadBytes ?? s.arrival.payloadText)),
      texts(stored.map((s) => s.arrival.dataBytes ?? s.arrival.dataText)),
      instants(stored.map((s) => s.arrival.payload.at)),
      texts(stored.map((s) => s.keptReason)),
      byteas(own.map((s) => s.root)),
      int4s(own.map((s) => s.size)),
      int4s(stored.map((s) => s.arrival.leaf)),
      byteas(stored.map((s) => s.arrival.path)),
    ],
  );
}

/** Keeps an event until what it waits for is there. */
export async function storeParked(
  em: Tx,
  arrival: Arrival,
  reason: string,
  waitsLane: string,
  now: Date,
): Promise<void> {
  const { payload } = arrival;
  await rows(
    em,
    `insert into parked_event (partner, n, lane, author, seq, hash, payload, data, seal_signature, leaf, path,
       waits_for, waits_lane, parked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
    [
      arrival.partner,
      arrival.n,
      payload.lane,
      payload.author,
      payload.seq,
      arrival.hash,
      arrival.payloadText,
      arrival.dataText,
      arrival.sealSignature,
      arrival.leaf,
      arrival.path,
      reason,
      waitsLane,
      now,
    ],
  );
}

/** Stores a broken event apart, as it came: it extends nothing, and people can look at it. */
export async function storeBroken(
  em: Tx,
  refused: { arrival: Arrival | ArrivedEvent; partner: string; reason: ErrorCode },
  now: Date,
): Promise<void> {
  const { arrival, partner, reason } = refused;
  await rows(
    em,
    `insert into broken_event (partner, n, reason, hash, lane, author, seq, payload, data, seal_signature, refused_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      partner,
      arrival.n,
      reason,
      arrival.hash,
      arrival.payload?.lane ?? null,
      arrival.payload?.author ?? null,
      arrival.payload?.seq ?? null,
      arrival.payloadText.replaceAll('\u0000', ''),
      arrival.dataText?.replaceAll('\u0000', '') ?? null,
      arrival.sealSignature,
      now,
    ],
  );
}
