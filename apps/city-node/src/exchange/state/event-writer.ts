import { randomBytes } from 'node:crypto';
import {
  checkShape,
  eventHash,
  EventPayload,
  MAX_EVENT_BYTES,
  PROTOCOL_VERSION,
  sha256,
  TongbanError,
  type Actor,
  type Assignment,
  type Basis,
} from '#contracts';
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
  hash: Buffer;
  body: object;
  recipients: Recipient[];
  precedence: Precedence;
  command?: { id: string; hash: Buffer } | undefined;
}

/**
 * Writes the next event of our own lane in memory: seq, prev and seen come from the locked lane, time never runs
 * back. Throws event_too_large, or case_frozen where our lane was frozen by a fork.
 */
export function stage(self: string, lane: Lane, draft: Draft, precedence: Precedence, now: Date): Staged {
  if (lane.frozen.includes(self)) throw new TongbanError('case_frozen');
  const head = lane.heads[self];
  const seq = (head?.seq ?? 0) + 1;
  const dataText = JSON.stringify({ salt: randomBytes(16).toString('base64url'), body: draft.body });
  const at = new Date(Math.max(now.getTime(), head?.at ? Date.parse(head.at) : 0)).toISOString();
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
    dataHash: sha256(dataText).toString('hex'),
  };
  checkShape(EventPayload, payload, 'payload_invalid');
  const payloadText = JSON.stringify(payload);
  if (Buffer.byteLength(payloadText) + Buffer.byteLength(dataText) > MAX_EVENT_BYTES) {
    throw new TongbanError('event_too_large', { limitBytes: MAX_EVENT_BYTES });
  }
  const hash = eventHash(payloadText);
  lane.heads[self] = { seq, hash: hash.toString('hex'), at };
  lane.changed = true;
  const { recipients, command, body } = draft;
  return { lane: lane.lane, payload, payloadText, dataText, hash, body, recipients, precedence, command };
}

/**
 * Inserts staged events and one `pending` row per recipient, set-based; an event for nobody waits for its seal under
 * our own code. Must run in the transaction that holds the lanes; a repeated command id violates event_command.
 */
export async function insertStaged(em: Tx, self: string, staged: Staged[], now: Date): Promise<void> {
  if (staged.length === 0) return;
  const inserted = await rows<{ id: number }>(
    em,
    `insert into event (lane, author, seq, hash, type, payload, data, at, stored_at, command_id, command_hash)
     select e.lane, $1, e.seq, e.hash, e.type, e.payload, e.data, e.at, $2, e.command_id, e.command_hash
     from unnest($3::text[], $4::int[], $5::bytea[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::text[],
       $11::bytea[]) with ordinality as e (lane, seq, hash, type, payload, data, at, command_id, command_hash, i)
     order by e.i returning id`,
    [
      self,
      now,
      staged.map((s) => s.lane),
      staged.map((s) => s.payload.seq),
      staged.map((s) => s.hash),
      staged.map((s) => s.payload.type),
      staged.map((s) => s.payloadText),
      staged.map((s) => s.dataText),
      staged.map((s) => s.payload.at),
      staged.map((s) => s.command?.id ?? null),
      staged.map((s) => s.command?.hash ?? null),
    ],
  );
  const waiting = staged.flatMap((event, i) => {
    const recipients = event.recipients.length > 0 ? event.recipients : [{ city: self, withData: false }];
    return recipients.map((recipient) => ({ id: (inserted[i] as { id: number }).id, event, recipient }));
  });
  await insertPending(
    em,
    waiting.map(({ id, event, recipient }) => ({
      eventId: id,
      lane: event.lane,
      recipient: recipient.city,
      withData: recipient.withData,
      ...event.precedence,
    })),
  );
}

export interface PendingRow extends Precedence {
  eventId: number;
  lane: string;
  recipient: string;
  withData: boolean;
}

const SEAL_OF_EVENT = `coalesce((select e.seal_id from event e where e.id = p.event_id),
  (select s.id from seal s where s.event_ids is not null and s.last_event_id >= p.event_id
   and s.first_event_id <= p.event_id and p.event_id = any(s.event_ids) limit 1))`;
/** What a partner gave back to us after a restore it has. */
const NOT_RECOVERED = `where not exists (select 1 from recovered_number r
  where r.partner = p.recipient and r.event_id = p.event_id)`;

/**
 * Inserts pending rows; one that is there already stays. `sealed`: the events are older and may have their seal, which
 * then serves every later recipient too.
 */
export async function insertPending(em: Tx, pending: PendingRow[], sealed = false): Promise<void> {
  if (pending.length === 0) return;
  await rows(
    em,
    `insert into pending (event_id, lane, recipient, with_data, urgent, case_since, seal_id)
     select p.*, ${sealed ? SEAL_OF_EVENT : 'null'}
     from unnest($1::bigint[], $2::text[], $3::text[], $4::boolean[], $5::boolean[], $6::timestamptz[])
       as p (event_id, lane, recipient, with_data, urgent, case_since)
     ${sealed ? NOT_RECOVERED : ''} on conflict do nothing`,
    [
      pending.map((p) => p.eventId),
      pending.map((p) => p.lane),
      pending.map((p) => p.recipient),
      pending.map((p) => p.withData),
      pending.map((p) => p.urgent),
      pending.map((p) => p.since),
    ],
  );
}
