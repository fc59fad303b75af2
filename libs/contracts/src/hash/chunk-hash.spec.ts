import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ATTACHMENT_CHUNK_BYTES,
  chunkHash,
  chunkLength,
  chunksOf,
  filesOfFact,
  MAX_ATTACHMENT_BYTES,
  MAX_ATTACHMENT_CHUNKS,
  MerkleTree,
  provesInclusion,
  type MaterialFile,
} from '../index.js';

const chunks = (bytes: Buffer): Buffer[] =>
  Array.from({ length: chunksOf(bytes.length) }, (_, i) =>
    bytes.subarray(i * ATTACHMENT_CHUNK_BYTES, (i + 1) * ATTACHMENT_CHUNK_BYTES),
  );

/** The files of an example, as the fact names them. */
function named(example: string): MaterialFile[] {
  const text = readFileSync(new URL(`../examples/${example}.v1.json`, import.meta.url), 'utf8');
  const { type, data } = JSON.parse(text) as { type: string; data: string };
  return filesOfFact(type, (JSON.parse(data) as { body: object }).body).map(({ file }) => file);
}

describe('the hashes of a file', () => {
  // Byte i of the n-th sample file is i times its factor, modulo 251: any city can make the same bytes.
  it.each([
    ['case.collected.files', 0, 1],
    ['case.collected.files', 1, 3],
    ['correction.supplied.files', 0, 5],
    ['deferred.supplied.files', 0, 7],
  ])('are those that %s names for its file %i', (example, index, factor) => {
    const file = named(example)[index]!;
    const bytes = Buffer.from(Uint8Array.from({ length: file.size }, (_, i) => (i * factor) % 251));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
    const tree = new MerkleTree(chunks(bytes).map(chunkHash));
    expect(tree.root.toString('hex')).toBe(file.root);
    for (const [i, chunk] of chunks(bytes).entries()) {
      expect(provesInclusion(chunkHash(chunk), i, tree.size, tree.path(i), tree.root)).toBe(true);
    }
  });

  it('are of chunks that make up the file, for every size there may be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_ATTACHMENT_BYTES }), (size) => {
        const count = chunksOf(size);
        expect(count).toBeLessThanOrEqual(MAX_ATTACHMENT_CHUNKS);
        const lengths = Array.from({ length: count }, (_, i) => chunkLength(size, i));
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(size);
        expect(lengths.slice(0, -1).every((length) => length === ATTACHMENT_CHUNK_BYTES)).toBe(true);
        expect(lengths.at(-1)).toBeGreaterThan(0);
      }),
    );
  });
});
