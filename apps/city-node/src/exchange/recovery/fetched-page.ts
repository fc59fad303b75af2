import {
  eventHash,
  EventPayload,
  JWS_TYPES,
  linkHeads,
  MAX_EVENT_BYTES,
  provesInclusion,
  readCanonical,
  SealStatement,
  sha256,
  TongbanError,
  type FetchedEntry,
  type LinkFetchAnswer,
} from '#contracts';
import { readJws } from '../../envelope/strict-jose.rules.js';
import { verify } from '../../envelope/suite.js';
import { judgeSealKey } from '../../partners/directory.rules.js';
import type { Directory } from '../../partners/directory.rules.js';

/** One of our own events as a partner gave it back, proved to be ours. */
export interface FetchedEvent {
  n: number;
  hash: Buffer;
  payload: EventPayload;
  payloadText: string;
  dataText: string | null;
  sealSignature: string;
  sealRoot: Buffer;
  sealSize: number;
  sealedAt: string;
  leaf: number;
  path: Buffer;
}

/** A page that was checked as far as that goes without the database. */
export interface FetchedPage {
  events: FetchedEvent[];
  /** Head of the link after the last of them. */
  head: Buffer;
}

/**
 * Verifies a page number by number: nothing that we did not seal ourselves can get in, whatever the partner says.
 * Throws the code of the first fault: link_gap, link_conflict, predecessor_missing (it does not hold the event itself),
 * payload_invalid, not_entitled, data_invalid, signature_invalid, or why a key is not taken.
 */
export async function verifyPage(
  self: string,
  directory: Directory,
  now: Date,
  from: number,
  headBefore: Buffer,
  answer: LinkFetchAnswer,
): Promise<FetchedPage> {
  const seals = new Map<string, SealStatement>();
  const events: FetchedEvent[] = [];
  for (const [i, entry] of answer.entries.entries()) {
    const n = from + i;
    if (entry.n !== n || n > answer.upTo) throw new TongbanError('link_gap', { n: entry.n, expected: n });
    const signature = answer.seals[entry.seal] ?? '';
    let seal = seals.get(signature);
    if (!seal && entry.payload !== null) {
      seal = await readOwnSeal(signature, self, directory, now);
      seals.set(signature, seal);
    }
    events.push(readEntry(self, entry, signature, seal));
  }
  const heads = linkHeads(
    headBefore,
    from,
    events.map((event) => event.hash),
  );
  const head = heads.at(-1) ?? headBefore;
  if (events.at(-1)?.n === answer.upTo && head.toString('hex') !== answer.head) {
    throw new TongbanError('link_conflict', { n: answer.upTo });
  }
  return { events, head };
}

async function readOwnSeal(signature: string, self: string, directory: Directory, now: Date): Promise<SealStatement> {
  const jws = readJws(signature, JWS_TYPES.seal);
  const statement = readCanonical(SealStatement, jws.payloadText, 'payload_invalid');
  if (statement.city !== self) throw new TongbanError('not_entitled', { city: statement.city });
  const key = directory.key(self, jws.kid, 'sign');
  // Whoever stole a key that was revoked since could have sealed anything: such events do not come back.
  judgeSealKey(key, statement.at, now.toISOString());
  await verify(jws, key);
  return statement;
}

function readEntry(
  self: string,
  entry: FetchedEntry,
  signature: string,
  seal: SealStatement | undefined,
): FetchedEvent {
  const { n, payload: payloadText, data } = entry;
  if (payloadText === null || !seal) throw new TongbanError('predecessor_missing', { n });
  if (Buffer.byteLength(payloadText) + Buffer.byteLength(data ?? '') > MAX_EVENT_BYTES) {
    throw new TongbanError('event_too_large', { n });
  }
  const hash = eventHash(payloadText);
  if (hash.toString('hex') !== entry.hash) throw new TongbanError('payload_invalid', { n, reason: 'hash' });
  const payload = readCanonical(EventPayload, payloadText, 'payload_invalid');
  if (payload.author !== self) throw new TongbanError('not_entitled', { n, author: payload.author });
  if (data !== null && (sha256(data).toString('hex') !== payload.dataHash || data.includes('\0'))) {
    throw new TongbanError('data_invalid', { n });
  }
  const path = entry.path.map((hex) => Buffer.from(hex, 'hex'));
  if (!provesInclusion(hash, entry.leaf, seal.size, path, Buffer.from(seal.root, 'hex'))) {
    throw new TongbanError('signature_invalid', { n });
  }
  return {
    n,
    hash,
    payload,
    payloadText,
    dataText: data,
    sealSignature: signature,
    sealRoot: Buffer.from(seal.root, 'hex'),
    sealSize: seal.size,
    sealedAt: seal.at,
    leaf: entry.leaf,
    path: Buffer.concat(path),
  };
}
