import { MerkleTree } from '#contracts';
import { header, jweHeader, NOW, READER, WRITER, type KeyRing } from './fuzzed-federation.js';
import type { Random } from './random.js';
import { headAfter, leafOf, sha256Hex } from './reference-reader.js';
import { base64Url, makeKeyOf, writeJwe, writeJws, type MadeKey } from './wire-writer.js';

/** Every layer of a batch, innermost first; a mutation changes one before the next is made of it. */
export const BATCH_LAYERS = [
  'payload value',
  'payload text',
  'data text',
  'seal value',
  'seal text',
  'seal header',
  'seal compact',
  'body value',
  'body text',
  'body bytes',
  'statement value',
  'statement text',
  'statement header',
  'statement compact',
  'frame bytes',
  'batch header',
  'batch header text',
  'batch compact',
  'batch bytes',
] as const;
export type BatchLayer = (typeof BATCH_LAYERS)[number];

/** Changes what a layer holds, or gives it back as it is. */
export type Change = <T>(layer: BatchLayer, value: T) => T;

export interface BatchKeys {
  batch: MadeKey;
  seal: MadeKey;
  /** Its kid is named and its public key sealed to. */
  recipient: MadeKey;
}

/** Genuine events of a batch and where it stands in the link. */
export interface BatchPlan {
  events: { payload: Record<string, unknown>; data: string | null }[];
  first: number;
  prevHead: string;
  /** Leaves of the sealing round that are not in this batch. */
  strangers: number;
  /** When it is sealed and sent. */
  at: string;
}

const CASE_NO = 'KY4301004302002026112000000000';
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Some genuine events of the writing city, as they would follow each other. */
export function aPlan(random: Random): BatchPlan {
  const lane = `case/${CASE_NO.slice(0, 22)}${Array.from({ length: 9 }, () => random.pick([...ALPHABET])).join('')}`;
  const events: BatchPlan['events'] = [];
  let prev: string | null = null;
  const many = random.weighted([
    [6, 1 + random.below(4)],
    [1, 5 + random.below(12)],
  ] as const);
  for (let seq = 1; seq <= many; seq += 1) {
    const data = JSON.stringify({ salt: base64Url(random.bytes(16)), body: { note: `样例${random.below(1000)}` } });
    const hash = base64Url(random.bytes(3));
    const payload: Record<string, unknown> = {
      v: 1,
      id: `${lane}/${WRITER}/${seq}/${hash}`,
      lane,
      author: WRITER,
      seq,
      prev,
      seen: random.once(2) ? [{ city: READER, seq: 1 + random.below(9), hash: random.bytes(32).toString('hex') }] : [],
      basis: random.once(3) ? { lane: `catalogue/${READER}`, city: READER, seq: 1, hash: sha256Hex(lane) } : null,
      type: random.pick(['case.collected', 'case.submitted', 'pickup.ready', 'case.unheard-of']),
      typeVersion: 1,
      act: random.once(3) ? 'APPROVED' : null,
      assigns: seq === 1 ? [{ role: 'collecting', city: WRITER }] : [],
      at: NOW,
      actor: { role: 'clerk', id: `u-${random.below(99)}` },
      dataHash: sha256Hex(data),
    };
    prev = leafOf(JSON.stringify(payload)).toString('hex');
    events.push({ payload, data: random.once(8) ? null : data });
  }
  const first = 1 + random.below(2000);
  return { events, first, prevHead: random.bytes(32).toString('hex'), strangers: random.below(9), at: NOW };
}

const ephemeralKeys = Array.from({ length: 6 }, (_, i) => makeKeyOf(`ephemeral-${i}`, 'seal', 'fuzz', NOW, NOW));
export const ephemeral = (random: Random): MadeKey => random.pick(ephemeralKeys);

export function batchKeys(federation: KeyRing): BatchKeys {
  return {
    batch: federation.key(WRITER, 'sign'),
    seal: federation.key(WRITER, 'sign'),
    recipient: federation.key(READER, 'seal'),
  };
}

interface Entry {
  n: number;
  payload: string;
  data: string | null;
  seal: number;
  leaf: number;
  path: string[];
}

/** Seals events: the seal, and an entry for each with its proof. */
function sealed(random: Random, plan: BatchPlan, key: MadeKey, change: Change): { seal: string; entries: Entry[] } {
  const texts = plan.events.map(({ payload, data }) => ({
    payload: change('payload text', JSON.stringify(change('payload value', payload))),
    data: data === null ? null : change('data text', data),
  }));
  const leaves = texts.map(({ payload }) => leafOf(payload));
  const strangers = Array.from({ length: plan.strangers }, () => random.bytes(32));
  const tree = new MerkleTree([...strangers, ...leaves]);
  const statement = { v: 1, city: WRITER, size: tree.size, root: tree.root.toString('hex'), at: plan.at };
  const text = change('seal text', JSON.stringify(change('seal value', statement)));
  const head = change('seal header', header('tongban-seal+jws', key.kid));
  const entries = texts.map(({ payload, data }, i) => {
    const leaf = strangers.length + i;
    const path = tree.path(leaf).map((hash) => hash.toString('hex'));
    return { n: plan.first + i, payload, data, seal: 0, leaf, path };
  });
  return { seal: change('seal compact', writeJws(head, text, key)), entries };
}

/** The bytes of a batch; what a change makes of an inner layer is carried outwards with honest hashes and signatures. */
export function writeBatch(random: Random, plan: BatchPlan, keys: BatchKeys, change: Change): Buffer {
  const { seal, entries } = sealed(random, plan, keys.seal, change);
  const body = change('body value', { seals: [seal], entries });
  const bodyBytes = change('body bytes', Buffer.from(change('body text', JSON.stringify(body))));
  const last = plan.first + plan.events.length - 1;
  const statement = {
    v: 1,
    from: WRITER,
    to: READER,
    first: plan.first,
    last,
    prevHead: plan.prevHead,
    head: headAfter(plan.prevHead, plan.first, payloadsOf(body, entries).map(leafOf)),
    settledTo: random.below(50),
    outcomesTo: 0,
    directory: 1,
    at: plan.at,
    bodyHash: sha256Hex(bodyBytes),
  };
  const text = change('statement text', JSON.stringify(change('statement value', statement)));
  const head = change('statement header', header('tongban-batch+jws', keys.batch.kid));
  const signed = Buffer.from(change('statement compact', writeJws(head, text, keys.batch)), 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(signed.length);
  const frame = change('frame bytes', Buffer.concat([length, signed, bodyBytes]));
  const epk = ephemeral(random);
  const outside = jweHeader(
    'tongban-batch+jwe',
    keys.recipient.kid,
    { from: WRITER, to: READER, first: plan.first, last },
    epk,
  );
  const outsideText = change('batch header text', JSON.stringify(change('batch header', outside)));
  const compact = writeJwe(outsideText, frame, keys.recipient, epk, random.bytes(12));
  return change('batch bytes', Buffer.from(change('batch compact', compact), 'latin1'));
}

/** Payloads as the changed body has them: a mutant whose hashes all fit gets further than one whose do not. */
function payloadsOf(body: { entries: unknown }, entries: readonly Entry[]): string[] {
  const found = Array.isArray(body.entries) ? (body.entries as (Partial<Entry> | null)[]) : [];
  const texts = found.map((entry) => (typeof entry === 'object' ? entry?.payload : undefined));
  return texts.every((text) => typeof text === 'string') ? (texts as string[]) : entries.map((entry) => entry.payload);
}
