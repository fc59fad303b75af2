import { randomFillSync } from 'node:crypto';
import {
  checkParsed,
  EventPayload,
  hashedPayload,
  MAX_EVENT_BYTES,
  PROTOCOL_VERSION,
  sha256Hex,
  TongbanError,
  type Actor,
  type Assignment,
  type Basis,
} from '#contracts';
import { bools, byteas, instants, int4s, int8s, texts } from '../../db/arrays.js';
import { rows, type Tx } from '../../db/database.js';
import { seenBy, type Lane } from './lanes.js';

/** One party that gets an event; `withData` by the fact table. */
export interface Recipient {
  city: string;
  withData: boolean;
}

/** A fact we want to state. */
export interface Draft {
  type: string;
  typeVersion: number;
  act?: string;
  assigns?: Assignment[];
  basis?: Basis | null;
  actor: Actor;
  body: object;
  recipients: Recipient[];
  /** The command that caused it, and the hash of its body, so that a repeat is told from a reuse. */
  command?: { id: string; hash: Buffer };
}

/** How the link treats the events of one lane: urgent first, then the oldest case. */
export interface Precedence {
  urgent: boolean;
  since: Date;
}

/** An event written in memory and not yet inserted. */
export interface Staged {
  lane: string;
  payload: EventPayload;
  payloadText: string;
  dataText: string;
  /** The same as UTF-8: encoded once for hash, database and limit. */
  payloadBytes: Buffer;
  dataBytes: Buffer;
  hash: Buffer;
  body: object;
  recipients: Recipient[];
  precedence: Precedence;
  command?: { id: string; hash: Buffer } | undefined;
}

const SALT_BYTES = 16;
const salts = Buffer.alloc(SALT_BYTES * 256);
let saltsUsed = salts.length;

/** 128 random bits; drawn for many events at once, each given out once and wiped. */
function newSalt(): string {
  if (saltsUsed === salts.length) {
    randomFillSync(salts);
    saltsUsed = 0;
  }
  const salt = salts.subarray(saltsUsed, (saltsUsed += SALT_BYTES));
  const text = salt.toString('base64url');
  salt.fill(0);
  return text;
}

/** The instant that our next event in a lane will state: never before that of the one before it. */
export function timeOfNext(self: string, lane: Lane, now: Date): string {
  // Both are written by toISOString, whose texts stand in the order of time.
  const [at, before] = [now.toISOString(), lane.heads[self]?.at ?? ''];
  return before > at ? before : at;
}

/**
 * Writes the next event of our own lane in memory: seq, prev and seen come from the locked lane, time never runs
 * back. Throws event_too_large, or case_frozen where our lane was frozen by a fork.
 */
export function stage(self: string, lane: Lane, draft: Draft, precedence: Precedence, now: Date): Staged {
  if (lane.frozen.includes(self)) throw new TongbanError('case_frozen');
  const head = lane.heads[self];
  const seq = (head?.seq ?? 0) + 1;
  const dataText = JSON.stringify({ salt: newSalt(), body: draft.body });
  const dataBytes = Buffer.from(dataText);
  const at = timeOfNext(self, lane, now);
  const payload: EventPayload = {
    v: PROTOCOL_VERSION,
    id: `${lane.lane}/${self}/${seq}`,
    lane: lane.lane,
    author: self,
    seq,
    prev: head?.hash ?? null,
    seen: seenBy(self, lane),
    basis: draft.basis ?? null,
    type: draft.type,
    typeVersion: draft.typeVersion,
    act: draft.act ?? null,
    assigns: draft.assigns ?? [],
    at,
    actor: draft.actor,
    dataHash: sha256Hex(dataBytes),
  };
  checkParsed(EventPayload, payload, 'payload_invalid');
  const payloadText = JSON.stringify(payload);
  const { hash, bytes: payloadBytes } = hashedPayload(payloadText);
  if (payloadBytes.length + dataBytes.length > MAX_EVENT_BYTES) {
    throw new TongbanError('event_too_large', { limitBytes: MAX_EVENT_BYTES });
  }
  lane.heads[self] = { seq, hash: hash.toString('hex'), at };
  lane.changed = true;
  const { recipients, command, body } = draft;
  return {
    lane: lane.lane,
    payload,
    payloadText,
    dataText,
    payloadBytes,
    dataBytes,
    hash,
    body,
    recipients,
    precedence,
    command,
  };
}

export interface DrawnIds {
  events: number[];
  seal: number;
}

/** Draws event ids (and one for a seal) under the lane locks, so that the events of a case have ids in their order. */
export async function drawIds(tx: Tx, count: number): Promise<DrawnIds> {
  const [drawn] = await rows<{ ids: number[]; seal: number }>(
    tx,
    `select array_agg(nextval('event_id_seq')) as ids, nextval('seal_id_seq') as seal from generate_series(1, $1::int)`,
    [Math.max(1, count)],
  );
  return { events: drawn?.ids ?? [], seal: drawn?.seal ?? 0 };
}

/** Inserts staged events under drawn ids; a repeated command id violates event_command. */
export function insertEvents(tx: Tx, self: string, staged: readonly Staged[], ids: readonly number[], now: Date): void {
  if (staged.length === 0) return;
  tx.later(
    `insert into event (id, lane, author, seq, hash, type, payload, data, at, stored_at, command_id, command_hash)
     overriding system value
     select e.id, e.lane, $1, e.seq, e.hash, e.type, e.payload, e.data, e.at, $2, e.command_id, e.command_hash
     from unnest($3::bigint[], $4::text[], $5::int[], $6::bytea[], $7::text[], $8::text[], $9::text[], $10::timestamptz[],
       $11::text[], $12::bytea[]) as e (id, lane, seq, hash, type, payload, data, at, command_id, command_hash)`,
    [
      self,
      now,
      int8s(staged.map((_, i) => ids[i] as number)),
      texts(staged.map((s) => s.lane)),
      int4s(staged.map((s) => s.payload.seq)),
      byteas(staged.map((s) => s.hash)),
      texts(staged.map((s) => s.payload.type)),
      texts(staged.map((s) => s.payloadBytes)),
      texts(staged.map((s) => s.dataBytes)),
      instants(staged.map((s) => s.payload.at)),
      texts(staged.map((s) => s.command?.id ?? null)),
      byteas(staged.map((s) => s.command?.hash ?? null)),
    ],
  );
}

/**
 * The general path: inserts staged events and one `pending` row per recipient, for the sealer to seal and number; an
 * event for nobody waits for its seal under our own code. Must run in the transaction that holds the lanes.
 */
export async function insertStaged(tx: Tx, self: string, staged: readonly Staged[], now: Date): Promise<void> {
  if (staged.length === 0) return;
  const { events } = await drawIds(tx, staged.length);
  insertEvents(tx, self, staged, events, now);
  insertPending(
    tx,
    staged.flatMap((event, i) => pendingRows(self, event, events[i] as number)),
  );
}

/** Rows that an event waits under, one per recipient. */
export function pendingRows(self: string, event: Staged, eventId: number): PendingRow[] {
  const recipients = event.recipients.length > 0 ? event.recipients : [{ city: self, withData: false }];
  return recipients.map(({ city, withData }) => ({
    eventId,
    lane: event.lane,
    recipient: city,
    withData,
    ...event.precedence,
  }));
}

export interface PendingRow extends Precedence {
  eventId: number;
  lane: string;
  recipient: string;
  withData: boolean;
}

const SEAL_OF_EVENT = `coalesce((select e.seal_id from event e where e.id = p.event_id),
  (select s.id from seal s where s.event_ids is not null and s.last_event_id >= p.event_id
   and s.first_event_id <= p.event_id and p.event_id = any(s.event_ids) order by s.last_event_id limit 1))`;
/** What a partner gave back to us after a restore it has. */
const NOT_RECOVERED = `where not exists (select 1 from recovered_number r
  where r.partner = p.recipient and r.event_id = p.event_id)`;

/**
 * Inserts pending rows; one that is there already stays. `sealed`: the seal they have, or `look` where they are older
 * and may have one, which then serves every later recipient too.
 */
export function insertPending(tx: Tx, pending: readonly PendingRow[], sealed: number | 'look' | null = null): void {
  if (pending.length === 0) return;
  tx.later(
    `insert into pending (event_id, lane, recipient, with_data, urgent, case_since, seal_id)
     select p.*, ${sealed === 'look' ? SEAL_OF_EVENT : '$7::bigint'}
     from unnest($1::bigint[], $2::text[], $3::text[], $4::boolean[], $5::boolean[], $6::timestamptz[])
       as p (event_id, lane, recipient, with_data, urgent, case_since)
     ${sealed === 'look' ? NOT_RECOVERED : ''} on conflict do nothing`,
    [
      int8s(pending.map((p) => p.eventId)),
      texts(pending.map((p) => p.lane)),
      texts(pending.map((p) => p.recipient)),
      bools(pending.map((p) => p.withData)),
      bools(pending.map((p) => p.urgent)),
      instants(pending.map((p) => p.since)),
      ...(sealed === 'look' ? [] : [sealed]),
    ],
  );
}
