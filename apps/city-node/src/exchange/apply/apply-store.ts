import type { ErrorCode, SealStatement } from '#contracts';
import { rows, type Tx } from '../../db/database.js';
import type { Arrival } from './arrivals.js';
import type { ArrivedEvent } from './batch-opener.js';

/** An event that extends its lane; `keptReason` where it has no effect. */
export interface StoredArrival {
  arrival: Arrival;
  keptReason: ErrorCode | null;
}

/** Inserts events of other cities with the proof they came with; set-based, one seal row per city and root. */
export async function storeForeign(em: Tx, stored: readonly StoredArrival[], now: Date): Promise<void> {
  if (stored.length === 0) return;
  // One row per city and root: two signatures over the same root prove the same events.
  const seals = new Map<string, SealStatement & { signature: string }>();
  const rootOf = new Map<string, string>();
  for (const { arrival } of stored) {
    if (rootOf.has(arrival.sealSignature)) continue;
    const text = Buffer.from(arrival.sealSignature.split('.')[1] ?? '', 'base64url').toString('utf8');
    const statement = JSON.parse(text) as SealStatement;
    const key = `${statement.city} ${statement.root} ${statement.size}`;
    rootOf.set(arrival.sealSignature, key);
    seals.set(key, { ...statement, signature: arrival.sealSignature });
  }
  const statements = [...seals.values()];
  const ids = await rows<{ id: number; city: string; root: Buffer; size: number }>(
    em,
    `insert into seal (city, signature, root, size, sealed_at)
     select * from unnest($1::text[], $2::text[], $3::bytea[], $4::int[], $5::timestamptz[])
     on conflict (city, root, size) do update set root = excluded.root returning id, city, root, size`,
    [
      statements.map((s) => s.city),
      statements.map((s) => s.signature),
      statements.map((s) => Buffer.from(s.root, 'hex')),
      statements.map((s) => s.size),
      statements.map((s) => s.at),
    ],
  );
  const sealId = new Map(ids.map((row) => [`${row.city} ${row.root.toString('hex')} ${row.size}`, row.id]));
  await rows(
    em,
    `insert into event (lane, author, seq, hash, type, payload, data, at, stored_at, kept_reason, seal_id, leaf, path)
     select e.lane, e.author, e.seq, e.hash, e.type, e.payload, e.data, e.at, $1, e.kept, e.seal, e.leaf, e.path
     from unnest($2::text[], $3::text[], $4::int[], $5::bytea[], $6::text[], $7::text[], $8::text[], $9::timestamptz[],
       $10::text[], $11::bigint[], $12::int[], $13::bytea[])
       with ordinality as e (lane, author, seq, hash, type, payload, data, at, kept, seal, leaf, path, i) order by e.i`,
    [
      now,
      stored.map((s) => s.arrival.payload.lane),
      stored.map((s) => s.arrival.payload.author),
      stored.map((s) => s.arrival.payload.seq),
      stored.map((s) => s.arrival.hash),
      stored.map((s) => s.arrival.payload.type),
      stored.map((s) => s.arrival.payloadText),
      stored.map((s) => s.arrival.dataText),
      stored.map((s) => s.arrival.payload.at),
      stored.map((s) => s.keptReason),
      stored.map((s) => sealId.get(rootOf.get(s.arrival.sealSignature) ?? '') ?? null),
      stored.map((s) => s.arrival.leaf),
      stored.map((s) => s.arrival.path),
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
