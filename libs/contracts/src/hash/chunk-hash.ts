import { hash } from 'node:crypto';

/** Leaf of a chunk in the tree of its file: SHA-256(0x00 ‖ chunk), as RFC 9162 has it. */
export function chunkHash(chunk: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(1 + chunk.length);
  bytes[0] = 0;
  bytes.set(chunk, 1);
  return hash('sha256', bytes, 'buffer');
}
