import { createHash } from 'node:crypto';

/** SHA-256 of bytes or UTF-8 text. */
export function sha256(bytes: Uint8Array | string): Buffer {
  return createHash('sha256').update(bytes).digest();
}

const LEAF = Buffer.from([0]);

/** eventHash = SHA-256(0x00 ‖ payload bytes): at the same time the RFC 9162 leaf hash of the payload. */
export function eventHash(payload: Uint8Array | string): Buffer {
  return createHash('sha256').update(LEAF).update(payload).digest();
}

/** h(0) of every link: 32 zero bytes. */
export const LINK_GENESIS: Buffer = Buffer.alloc(32);

/** h(n) = SHA-256(h(n−1) ‖ n as 8 bytes big-endian ‖ eventHash). */
export function nextLinkHead(previous: Uint8Array, number: number, hash: Uint8Array): Buffer {
  const numberBytes = Buffer.alloc(8);
  numberBytes.writeBigUInt64BE(BigInt(number));
  return createHash('sha256').update(previous).update(numberBytes).update(hash).digest();
}

/** The heads after each of `hashes`, the first of which has number `first`. */
export function linkHeads(previous: Uint8Array, first: number, hashes: readonly Uint8Array[]): Buffer[] {
  let head: Uint8Array = previous;
  return hashes.map((hash, i) => (head = nextLinkHead(head, first + i, hash)) as Buffer);
}
