import { isUtf8 } from 'node:buffer';
import {
  BatchBody,
  BatchStatement,
  EventPayload,
  hashedPayload,
  InclusionProofs,
  JWE_TYPES,
  JWS_TYPES,
  linkHeads,
  MAX_CLOCK_AHEAD_MS,
  MAX_EVENT_BYTES,
  readCanonical,
  SealStatement,
  sha256Hex,
  TongbanError,
  type BatchEntry,
  type ErrorCode,
} from '#contracts';
import type { Clock } from '#runtime';
import { unpackFrame } from '../../envelope/batch-frame.rules.js';
import { readJwe, readJws, type StrictJwe } from '../../envelope/strict-jose.rules.js';
import { open, verify } from '../../envelope/suite.js';
import { judgeKey, judgeSealKey } from '../../partners/directory.rules.js';
import type { DirectoryService } from '../../partners/directory.service.js';

/** One numbered event of a batch, checked as far as that goes without the database. */
export interface ArrivedEvent {
  n: number;
  hash: Buffer;
  payloadText: string;
  dataText: string | null;
  /** The same as UTF-8: encoded once for hash, limit and database. */
  payloadBytes: Buffer;
  dataBytes: Buffer | null;
  /** Null where the payload is not of the agreed shape; `fault` then says so. */
  payload: EventPayload | null;
  /** Why it is broken whatever the lane says: shape or signature. */
  fault: ErrorCode | null;
  sealSignature: string;
  sealRoot: Buffer | null;
  sealSize: number;
  sealedAt: string | null;
  leaf: number;
  path: Buffer;
}

export interface OpenedBatch {
  statement: BatchStatement;
  events: ArrivedEvent[];
}

/** Reads the outside of a sealed batch: enough to drop a repeat before any key is used. */
export function readBatchAddress(
  bytes: Uint8Array,
  self: string,
  from: string,
): StrictJwe & { first: number; last: number } {
  const jwe = readJwe(Buffer.from(bytes).toString('latin1'), JWE_TYPES.batch, true);
  if (jwe.to !== self) throw new TongbanError('wrong_recipient', { to: jwe.to });
  if (jwe.from !== from) throw new TongbanError('wrong_sender', { from: jwe.from });
  return jwe as StrictJwe & { first: number; last: number };
}

const KEPT_SEALS = 256;

/** What an entry says of its seal: the statement or why it is none, its signature, and all proofs of that round. */
interface EntryProof {
  seal: SealStatement | ErrorCode | undefined;
  signature: string;
  all: InclusionProofs | null | undefined;
}

/** Opens and verifies batches; touches no database. */
export class BatchOpener {
  /** Seals whose signature was verified with that very key: one round is often cut into several batches. */
  private readonly verified = new Set<string>();

  constructor(
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
  ) {}

  /**
   * Decrypts and verifies a whole batch. Throws a code where the batch as such is broken (it is then answered as a
   * gap) or `clock_ahead`; a broken single event is marked on the event.
   */
  async open(jwe: StrictJwe & { first: number; last: number }): Promise<OpenedBatch> {
    const frame = unpackFrame(await open(jwe, this.directory.openingKey(jwe.kid)));
    const jws = readJws(frame.statement, JWS_TYPES.batch);
    const now = this.clock.now();
    const key = this.directory.current.key(jwe.from, jws.kid, 'sign');
    judgeKey(key, now.toISOString());
    await verify(jws, key);
    const statement = readCanonical(BatchStatement, jws.payloadText, 'envelope_malformed');
    if (statement.to !== jwe.to) throw new TongbanError('wrong_recipient', { to: statement.to });
    if (statement.from !== jwe.from) throw new TongbanError('wrong_sender', { from: statement.from });
    if (statement.first !== jwe.first || statement.last !== jwe.last) {
      throw new TongbanError('envelope_malformed', { reason: 'numbers' });
    }
    if (sha256Hex(frame.body) !== statement.bodyHash) {
      throw new TongbanError('envelope_malformed', { reason: 'body_hash' });
    }
    // What is no UTF-8 would be replaced in silence: the signed bytes would not be the text that is read.
    if (!isUtf8(frame.body)) throw new TongbanError('envelope_malformed', { reason: 'utf8' });
    const body = readCanonical(BatchBody, frame.body.toString('utf8'), 'envelope_malformed');
    if (body.entries.length !== statement.last - statement.first + 1) {
      throw new TongbanError('envelope_malformed', { reason: 'count' });
    }
    this.checkTime(statement.at, now);
    const seals = await Promise.all(body.seals.map((signature) => this.readSeal(signature, now)));
    const proofs = seals.map((seal) =>
      typeof seal === 'object' ? new InclusionProofs(seal.size, Buffer.from(seal.root, 'hex')) : null,
    );
    const events = body.entries.map((entry, i) => {
      if (entry.n !== statement.first + i) throw new TongbanError('envelope_malformed', { reason: 'numbers' });
      const proof = { seal: seals[entry.seal], signature: body.seals[entry.seal] ?? '', all: proofs[entry.seal] };
      return this.readEntry(entry, proof, now);
    });
    const head = linkHeads(
      Buffer.from(statement.prevHead, 'hex'),
      statement.first,
      events.map((e) => e.hash),
    ).at(-1);
    if (head?.toString('hex') !== statement.head) throw new TongbanError('envelope_malformed', { reason: 'head' });
    return { statement, events };
  }

  private checkTime(at: string, now: Date): void {
    const aheadMs = Date.parse(at) - now.getTime();
    if (aheadMs > MAX_CLOCK_AHEAD_MS) throw new TongbanError('clock_ahead', { aheadMs });
  }

  private async readSeal(signature: string, now: Date): Promise<SealStatement | ErrorCode> {
    try {
      const jws = readJws(signature, JWS_TYPES.seal);
      const statement = readCanonical(SealStatement, jws.payloadText, 'payload_invalid');
      const key = this.directory.current.key(statement.city, jws.kid, 'sign');
      judgeSealKey(key, statement.at, now.toISOString());
      const known = `${key.kid} ${key.x} ${signature}`;
      if (!this.verified.has(known)) {
        await verify(jws, key);
        this.verified.add(known);
        if (this.verified.size > KEPT_SEALS) this.verified.delete(this.verified.values().next().value as string);
      }
      return statement;
    } catch (error) {
      // A newer directory may know the key: the whole batch waits for it instead of breaking its events for ever.
      if (error instanceof TongbanError && error.code === 'key_unknown') throw error;
      return error instanceof TongbanError ? error.code : 'signature_invalid';
    }
  }

  private readEntry(entry: BatchEntry, proof: EntryProof, now: Date): ArrivedEvent {
    const { hash, bytes: payloadBytes } = hashedPayload(entry.payload);
    const dataBytes = entry.data === null ? null : Buffer.from(entry.data);
    const path = Buffer.from(entry.path.join(''), 'hex');
    const { seal } = proof;
    const sealed = typeof seal === 'object' ? seal : null;
    const event: ArrivedEvent = {
      n: entry.n,
      hash,
      payloadText: entry.payload,
      dataText: entry.data,
      payloadBytes,
      dataBytes,
      payload: null,
      fault: null,
      sealSignature: proof.signature,
      sealRoot: sealed ? Buffer.from(sealed.root, 'hex') : null,
      sealSize: sealed?.size ?? 0,
      sealedAt: sealed?.at ?? null,
      leaf: entry.leaf,
      path,
    };
    if (payloadBytes.length + (dataBytes?.length ?? 0) > MAX_EVENT_BYTES) {
      return { ...event, fault: 'event_too_large' };
    }
    try {
      event.payload = readCanonical(EventPayload, entry.payload, 'payload_invalid');
    } catch {
      return { ...event, fault: 'payload_invalid' };
    }
    // Time far ahead stops the link, it never breaks an event: the partner may put its clock right.
    this.checkTime(event.payload.at, now);
    if (!sealed) return { ...event, fault: typeof seal === 'string' ? seal : 'signature_invalid' };
    this.checkTime(sealed.at, now);
    const steps = entry.path.map((_, i) => path.subarray(32 * i, 32 * i + 32));
    const proved = proof.all?.proves(hash, entry.leaf, steps) ?? false;
    if (!proved || sealed.city !== event.payload.author) return { ...event, fault: 'signature_invalid' };
    return event;
  }
}
