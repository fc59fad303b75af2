import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { piecesOf } from './upload-pieces.js';

async function* streamOf(parts: readonly Uint8Array[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield await Promise.resolve(Buffer.from(part));
}

describe('an upload on its way to the node', () => {
  it('is cut into chunks, whatever the network cut it into, and nothing is lost or doubled', async () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(parts, fc.integer({ min: 1, max: 64 }), async (given, length) => {
        const pieces: Buffer[] = [];
        for await (const piece of piecesOf(streamOf(given), length)) pieces.push(Buffer.from(piece));
        expect(Buffer.concat(pieces).equals(Buffer.concat(given))).toBe(true);
        for (const piece of pieces.slice(0, -1)) expect(piece.length).toBe(length);
        for (const piece of pieces.slice(-1)) expect(piece.length > 0 && piece.length <= length).toBe(true);
      }),
    );
  });
});
