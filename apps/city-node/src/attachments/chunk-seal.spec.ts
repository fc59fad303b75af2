import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newFileKey, openChunk, SEAL_OVERHEAD, sealChunk, type ChunkPlace } from './chunk-seal.js';

const place = fc.record({ index: fc.nat(0xffff_ffff), last: fc.boolean() });
const bytes = fc.uint8Array({ minLength: 1, maxLength: 2000 });
const damaged = expect.objectContaining({ code: 'attachment_damaged' });

describe('a sealed chunk', () => {
  it('opens at its place with its key, and is longer by a fixed measure', () => {
    fc.assert(
      fc.property(place, bytes, (where, plain) => {
        const key = newFileKey();
        const sealed = sealChunk(key, where, plain);
        expect(sealed.length).toBe(plain.length + SEAL_OVERHEAD);
        expect(openChunk(key, where, sealed).equals(plain)).toBe(true);
      }),
    );
  });

  it('opens at no other place, not as the end where it is none, and with no other key', () => {
    fc.assert(
      fc.property(place, place, bytes, (where, other, plain) => {
        const key = newFileKey();
        const sealed = sealChunk(key, where, plain);
        const elsewhere: ChunkPlace[] = [{ ...where, last: !where.last }];
        if (other.index !== where.index) elsewhere.push({ ...where, index: other.index });
        for (const wrong of elsewhere) expect(() => openChunk(key, wrong, sealed)).toThrow(damaged);
        expect(() => openChunk(newFileKey(), where, sealed)).toThrow(damaged);
      }),
    );
  });

  it('does not open with any bit changed, nor shorter, nor longer', () => {
    fc.assert(
      fc.property(place, bytes, fc.nat(), fc.nat(7), (where, plain, at, bit) => {
        const key = newFileKey();
        const sealed = sealChunk(key, where, plain);
        const changed = Buffer.from(sealed);
        const byte = at % changed.length;
        changed[byte] = (changed[byte] as number) ^ (1 << bit);
        for (const wrong of [
          changed,
          sealed.subarray(0, at % sealed.length),
          Buffer.concat([sealed, Buffer.alloc(1)]),
        ]) {
          expect(() => openChunk(key, where, wrong)).toThrow(damaged);
        }
      }),
    );
  });

  it('is never sealed twice alike: what is written again after a fault meets another nonce', () => {
    const key = newFileKey();
    const twice = [1, 2].map(() => sealChunk(key, { index: 3, last: false }, Buffer.from('样本')).toString('hex'));
    expect(new Set(twice.map((sealed) => sealed.slice(0, 14))).size).toBe(2);
  });
});
