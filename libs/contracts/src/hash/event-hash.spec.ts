import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventHash, linkHeads, LINK_GENESIS, nextLinkHead, sha256 } from './event-hash.js';

const anyHash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const anyHashes = fc.array(anyHash, { minLength: 1, maxLength: 40 });
const hexOf = (all: readonly Uint8Array[]): string[] => all.map((one) => Buffer.from(one).toString('hex'));

describe('the hash of an event', () => {
  it('is SHA-256 over a zero byte and the payload as it is stored', () => {
    // Known answers of RFC 6962/9162 implementations for the empty leaf.
    expect(eventHash('').toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = Buffer.concat([Buffer.from([0]), Buffer.from(text, 'utf8')]);
        expect(eventHash(text).equals(createHash('sha256').update(bytes).digest())).toBe(true);
        expect(eventHash(Buffer.from(text, 'utf8')).equals(eventHash(text))).toBe(true);
        expect(eventHash(text).equals(sha256(text))).toBe(false);
      }),
    );
  });
});

describe('the head of a link', () => {
  it('chains the number and the hash of every event to the head before', () => {
    fc.assert(
      fc.property(anyHash, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), anyHash, (before, n, hash) => {
        const number = Buffer.from(n.toString(16).padStart(16, '0'), 'hex');
        const wanted = createHash('sha256')
          .update(Buffer.concat([before, number, hash]))
          .digest();
        expect(nextLinkHead(before, n, hash).equals(wanted)).toBe(true);
      }),
    );
  });

  it('begins with 32 zero bytes', () => {
    expect(LINK_GENESIS.toString('hex')).toBe('0'.repeat(64));
  });

  it('is the same however the events are cut into batches', () => {
    fc.assert(
      fc.property(anyHashes, fc.nat(), fc.nat(1_000_000), (hashes, some, start) => {
        const cut = some % (hashes.length + 1);
        const whole = linkHeads(LINK_GENESIS, start + 1, hashes);
        const first = linkHeads(LINK_GENESIS, start + 1, hashes.slice(0, cut));
        const second = linkHeads(first.at(-1) ?? LINK_GENESIS, start + 1 + cut, hashes.slice(cut));
        expect(hexOf([...first, ...second])).toEqual(hexOf(whole));
      }),
    );
  });

  it('differs from the first changed, left out, added, moved or renumbered event on, for ever', () => {
    fc.assert(
      fc.property(anyHashes, fc.nat(), fc.nat(255), (hashes, some, bit) => {
        const at = some % hashes.length;
        const honest = hexOf(linkHeads(LINK_GENESIS, 1, hashes));
        const bent = hashes.map((hash, i) => {
          const copy = Buffer.from(hash);
          if (i === at) copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
          return copy;
        });
        const heads = hexOf(linkHeads(LINK_GENESIS, 1, bent));
        expect(heads.slice(0, at)).toEqual(honest.slice(0, at));
        for (let i = at; i < hashes.length; i += 1) expect(heads[i]).not.toBe(honest[i]);
        const last = honest.at(-1);
        expect(hexOf(linkHeads(LINK_GENESIS, 1, hashes.toSpliced(at, 1))).at(-1)).not.toBe(last);
        expect(hexOf(linkHeads(LINK_GENESIS, 1, [...hashes, hashes[at] as Uint8Array])).at(-1)).not.toBe(last);
        expect(hexOf(linkHeads(LINK_GENESIS, 2, hashes)).at(-1)).not.toBe(last);
      }),
    );
  });

  it('has no events, no new head', () => {
    expect(linkHeads(LINK_GENESIS, 1, [])).toEqual([]);
  });
});
