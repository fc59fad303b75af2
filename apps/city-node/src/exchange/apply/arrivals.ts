import type { EventPayload } from '#contracts';
import { int4s, texts } from '../../db/arrays.js';
import { rows, type Tx } from '../../db/database.js';
import type { ArrivedEvent } from './batch-opener.js';
import type { HashAt } from './placement.rules.js';

/** An event to be placed: from the batch in hand, or parked earlier. */
export interface Arrival {
  partner: string;
  n: number;
  hash: Buffer;
  payloadText: string;
  dataText: string | null;
  /** The same as UTF-8, where it came in the batch in hand. */
  payloadBytes?: Buffer;
  dataBytes?: Buffer | null;
  payload: EventPayload;
  sealSignature: string;
  leaf: number;
  path: Buffer;
  /** Row of parked_event where it waited; null for one of the batch in hand. */
  parkedId: number | null;
}

export function arrivalOf(partner: string, event: ArrivedEvent & { payload: EventPayload }): Arrival {
  const { n, hash, payloadText, payloadBytes, payload, sealSignature, leaf, path } = event;
  // PostgreSQL cannot store a zero byte, and it stands in no JSON: such data counts as not sent.
  const dataText = event.dataText?.includes('\0') ? null : event.dataText;
  const dataBytes = dataText === null ? null : event.dataBytes;
  return {
    partner,
    n,
    hash,
    payloadText,
    dataText,
    payloadBytes,
    dataBytes,
    payload,
    sealSignature,
    leaf,
    path,
    parkedId: null,
  };
}

interface ParkedRow {
  id: number;
  partner: string;
  n: number;
  hash: Buffer;
  payload: string;
  data: string | null;
  seal_signature: string;
  leaf: number;
  path: Buffer;
}

/** Parked events that growth of these lanes may free, with those that they in turn may free. */
export async function parkedFor(em: Tx, lanes: ReadonlySet<string>): Promise<Arrival[]> {
  const found = new Map<number, Arrival>();
  let ask = [...lanes];
  while (ask.length > 0) {
    const parked = await rows<ParkedRow>(
      em,
      `select id, partner, n, hash, payload, data, seal_signature, leaf, path from parked_event
       where waits_lane = any($1::text[]) order by id limit 5000`,
      [texts(ask)],
    );
    const asked = new Set([...lanes, ...ask]);
    const next = new Set<string>();
    for (const row of parked) {
      if (found.has(row.id)) continue;
      const payload = JSON.parse(row.payload) as EventPayload;
      found.set(row.id, {
        partner: row.partner,
        n: row.n,
        hash: row.hash,
        payloadText: row.payload,
        dataText: row.data,
        payload,
        sealSignature: row.seal_signature,
        leaf: row.leaf,
        path: row.path,
        parkedId: row.id,
      });
      if (!asked.has(payload.lane)) next.add(payload.lane);
    }
    ask = [...next];
  }
  return [...found.values()];
}

const key = (lane: string, author: string, seq: number): string => `${lane} ${author} ${seq}`;

/** Stored hashes of every place that the arrivals name: their own, what they saw, and what they rest on. */
export class StoredHashes {
  private readonly known = new Map<string, string>();

  static async load(em: Tx, arrivals: readonly Arrival[]): Promise<StoredHashes> {
    const places = new Map<string, [string, string, number]>();
    const want = (lane: string, author: string, seq: number): void => {
      places.set(key(lane, author, seq), [lane, author, seq]);
    };
    for (const { payload } of arrivals) {
      want(payload.lane, payload.author, payload.seq);
      for (const seen of payload.seen) want(payload.lane, seen.city, seen.seq);
      if (payload.basis) want(payload.basis.lane, payload.basis.city, payload.basis.seq);
    }
    const list = [...places.values()];
    const hashes = new StoredHashes();
    const found = await rows<{ lane: string; author: string; seq: number; hash: Buffer }>(
      em,
      `select e.lane, e.author, e.seq, e.hash from event e
       join unnest($1::text[], $2::text[], $3::int[]) as p (lane, author, seq) using (lane, author, seq)`,
      [texts(list.map((p) => p[0])), texts(list.map((p) => p[1])), int4s(list.map((p) => p[2]))],
    );
    for (const row of found) hashes.add(row.lane, row.author, row.seq, row.hash.toString('hex'));
    return hashes;
  }

  add(lane: string, author: string, seq: number, hash: string): void {
    this.known.set(key(lane, author, seq), hash);
  }

  readonly at: HashAt = (lane, author, seq) => this.known.get(key(lane, author, seq));
}
