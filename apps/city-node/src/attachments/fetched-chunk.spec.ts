import { describe, expect, it } from '@jest/globals';
import { ATTACHMENT_CHUNK_BYTES, chunkHash, chunkLength, chunksOf, MerkleTree } from '#contracts';
import fc from 'fast-check';
import { provenChunk } from './fetched-chunk.js';

const size = 3 * ATTACHMENT_CHUNK_BYTES + 777;
const file = Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 11) % 251));
const chunks = Array.from({ length: chunksOf(size) }, (_, i) =>
  file.subarray(i * ATTACHMENT_CHUNK_BYTES, i * ATTACHMENT_CHUNK_BYTES + chunkLength(size, i)),
);
const tree = new MerkleTree(chunks.map(chunkHash));
const answerOf = (index: number) => ({
  index,
  bytes: chunks[index]!.toString('base64url'),
  path: tree.path(index).map((hash) => hash.toString('hex')),
});
const damaged = expect.objectContaining({ code: 'attachment_damaged' });

describe('a chunk that a partner gives', () => {
  it('is taken where it is the one that was asked for, of the file that the event names', () => {
    for (const [i, chunk] of chunks.entries())
      expect(provenChunk(answerOf(i), i, size, tree.root).equals(chunk)).toBe(true);
  });

  it('is refused where it is another one, or of another file', () => {
    for (const i of chunks.keys()) {
      const other = (i + 1) % chunks.length;
      expect(() => provenChunk(answerOf(other), i, size, tree.root)).toThrow(damaged);
      expect(() => provenChunk({ ...answerOf(other), index: i }, i, size, tree.root)).toThrow(damaged);
      expect(() => provenChunk(answerOf(i), i, size, chunkHash(tree.root))).toThrow(damaged);
    }
  });

  it('is refused with any byte changed, shorter, longer, or with another path', () => {
    const { bytes, path } = answerOf(3);
    const plain = Buffer.from(bytes, 'base64url');
    fc.assert(
      fc.property(fc.nat(plain.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(plain);
        changed[at] = (changed[at] as number) ^ by;
        for (const wrong of [changed, plain.subarray(0, at), Buffer.concat([plain, Buffer.of(by)])]) {
          const answer = { index: 3, bytes: wrong.toString('base64url'), path };
          expect(() => provenChunk(answer, 3, size, tree.root)).toThrow(damaged);
        }
      }),
    );
    for (const wrong of [path.slice(1), [...path, path[0]!], path.toReversed()]) {
      expect(() => provenChunk({ index: 3, bytes, path: wrong }, 3, size, tree.root)).toThrow(damaged);
    }
  });
});
