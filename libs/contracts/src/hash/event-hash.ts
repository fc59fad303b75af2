import { hash } from 'node:crypto';

/**
 * SHA-256 of bytes or UTF-8 text. Asked for as text and copied: a digest that Node gives as a buffer has memory of its own,
 * which costs six times the hashing of a short input; a case takes some sixty digests.
 */
export function sha256(bytes: Uint8Array | string): Buffer {
  const digest = Buffer.allocUnsafe(32);
  digest.write(hash('sha256', bytes, 'binary'), 0, 32, 'latin1');
  return digest;
}

/** SHA-256 of bytes or UTF-8 text, in lower-case hex. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex');
}

/** A payload as bytes, with its eventHash. */
export interface HashedPayload {
  hash: Buffer;
  bytes: Buffer;
}

/** eventHash = SHA-256(0x00 ‖ payload bytes): at the same time the RFC 9162 leaf hash of the payload. */
export function eventHash(payload: Uint8Array | string): Buffer {
  return hashedPayload(payload).hash;
}

/** The same, with the bytes that it was taken of. */
export function hashedPayload(payload: Uint8Array | string): HashedPayload {
  const length = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length;
  const prefixed = Buffer.allocUnsafe(1 + length);
  prefixed[0] = 0;
  if (typeof payload === 'string') prefixed.write(payload, 1);
  else prefixed.set(payload, 1);
  return { hash: sha256(prefixed), bytes: prefixed.subarray(1) };
}

/** h(0) of every link: 32 zero bytes. */
export const LINK_GENESIS: Buffer = Buffer.alloc(32);

/** Written anew for each step: nothing waits between filling and hashing it. */
const LINK_STEP = Buffer.alloc(72);

/** h(n) = SHA-256(h(n−1) ‖ n as 8 bytes big-endian ‖ eventHash). */
export function nextLinkHead(previous: Uint8Array, number: number, eventHash: Uint8Array): Buffer {
  LINK_STEP.set(previous, 0);
  LINK_STEP.writeBigUInt64BE(BigInt(number), 32);
  LINK_STEP.set(eventHash, 40);
  return sha256(LINK_STEP);
}

/** The heads after each of `hashes`, the first of which has number `first`. */
export function linkHeads(previous: Uint8Array, first: number, hashes: readonly Uint8Array[]): Buffer[] {
  let head: Uint8Array = previous;
  return hashes.map((hash, i) => (head = nextLinkHead(head, first + i, hash)) as Buffer);
}
