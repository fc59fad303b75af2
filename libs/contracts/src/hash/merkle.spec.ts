import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InclusionProofs, MerkleTree, provesInclusion } from './merkle.js';

type Bytes = Uint8Array;
const sha = (...parts: Bytes[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** Largest power of two below n. */
function half(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** MTH of RFC 9162 section 2.1.1, word for word, over hashed leaves. */
function rootOf(leaves: readonly Bytes[]): Bytes {
  if (leaves.length === 1) return leaves[0] as Bytes;
  const k = half(leaves.length);
  return sha(Buffer.from([1]), rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

/** PATH of RFC 9162 section 2.1.3.1, word for word. */
function pathOf(m: number, leaves: readonly Bytes[]): Bytes[] {
  if (leaves.length === 1) return [];
  const k = half(leaves.length);
  return m < k
    ? [...pathOf(m, leaves.slice(0, k)), rootOf(leaves.slice(k))]
    : [...pathOf(m - k, leaves.slice(k)), rootOf(leaves.slice(0, k))];
}

/** On which side the siblings of leaf m stand, lowest first. */
function sidesOf(m: number, n: number): string {
  if (n === 1) return '';
  const k = half(n);
  return m < k ? `${sidesOf(m, k)}R` : `${sidesOf(m - k, n - k)}L`;
}

const hex = (all: readonly Bytes[]): string[] => all.map((one) => Buffer.from(one).toString('hex'));
const leaf = (i: number): Buffer => sha(Buffer.from([0]), Buffer.from(`event ${i}`));
const leavesOf = (n: number): Buffer[] => Array.from({ length: n }, (_, i) => leaf(i));

/** A tree of 1–300 leaves and one of them. */
const anyPlace = fc
  .integer({ min: 1, max: 300 })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));
const anyProof = anyPlace.map(({ size, index }) => {
  const tree = new MerkleTree(leavesOf(size));
  return { size, index, leaf: leaf(index), path: tree.path(index), root: tree.root };
});
const flipped = (bytes: Bytes, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return copy;
};
const anyBit = fc.nat(255);
const runs = { numRuns: 500 };

describe('the root over the events of a round', () => {
  it('is that of RFC 9162 for every number of events up to 70', () => {
    for (let n = 1; n <= 70; n += 1) {
      const tree = new MerkleTree(leavesOf(n));
      expect(tree.size).toBe(n);
      expect(hex([tree.root])).toEqual(hex([rootOf(leavesOf(n))]));
      for (let m = 0; m < n; m += 1) expect(hex(tree.path(m))).toEqual(hex(pathOf(m, leavesOf(n))));
    }
  });

  it('is that of RFC 9162 for large rounds too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 71, max: 3000 }), fc.nat(), (n, some) => {
        const leaves = leavesOf(n);
        const tree = new MerkleTree(leaves);
        expect(hex([tree.root])).toEqual(hex([rootOf(leaves)]));
        expect(hex(tree.path(some % n))).toEqual(hex(pathOf(some % n, leaves)));
      }),
      { numRuns: 15 },
    );
  });

  it('changes with any two events that change places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(), (n, a, b) => {
        fc.pre(a % n !== b % n);
        const leaves = leavesOf(n);
        const swapped = leaves.map((one, i) => (i === a % n ? leaf(b % n) : i === b % n ? leaf(a % n) : one));
        expect(new MerkleTree(swapped).root.equals(new MerkleTree(leaves).root)).toBe(false);
      }),
      runs,
    );
  });

  it('needs an event, and knows no path of one that is not in it', () => {
    expect(() => new MerkleTree([])).toThrow(RangeError);
    expect(() => new MerkleTree(leavesOf(3)).path(3)).toThrow(RangeError);
    expect(() => new MerkleTree(leavesOf(3)).path(-1)).toThrow(RangeError);
  });
});

describe('the proof that an event was sealed', () => {
  it('holds for every event of every round up to 70', () => {
    for (let n = 1; n <= 70; n += 1) {
      const tree = new MerkleTree(leavesOf(n));
      for (let m = 0; m < n; m += 1) expect(provesInclusion(leaf(m), m, n, tree.path(m), tree.root)).toBe(true);
    }
  });

  it('fails with any one bit of the event, the root or a step changed', () => {
    fc.assert(
      fc.property(anyProof, anyBit, fc.nat(), ({ leaf: event, index, size, path, root }, bit, some) => {
        expect(provesInclusion(flipped(event, bit), index, size, path, root)).toBe(false);
        expect(provesInclusion(event, index, size, path, flipped(root, bit))).toBe(false);
        fc.pre(path.length > 0);
        const at = some % path.length;
        const bent = path.map((step, i) => (i === at ? flipped(step, bit) : step));
        expect(provesInclusion(event, index, size, bent, root)).toBe(false);
      }),
      runs,
    );
  });

  it('fails at every other place of the round', () => {
    fc.assert(
      fc.property(anyProof, ({ leaf: event, index, size, path, root }) => {
        for (let other = 0; other < size; other += 1) {
          expect(provesInclusion(event, other, size, path, root)).toBe(other === index);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('holds with another size exactly where the same steps lead there: the size itself is bound by the signature', () => {
    fc.assert(
      fc.property(anyProof, fc.integer({ min: 1, max: 700 }), ({ leaf: event, index, size, path, root }, other) => {
        const same = index < other && sidesOf(index, other) === sidesOf(index, size);
        expect(provesInclusion(event, index, other, path, root)).toBe(same);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(anyProof, anyPlace, ({ leaf: event, index, size, path, root }, claim) => {
        const same = sidesOf(claim.index, claim.size) === sidesOf(index, size);
        expect(provesInclusion(event, claim.index, claim.size, path, root)).toBe(same);
      }),
      { numRuns: 2000 },
    );
    const two = new MerkleTree(leavesOf(2));
    expect(provesInclusion(leaf(1), 0, 1, two.path(1), two.root)).toBe(false);
    // The first of three and the first of four go up alike; the last of three and of four do not.
    const three = new MerkleTree(leavesOf(3));
    expect(provesInclusion(leaf(0), 0, 4, three.path(0), three.root)).toBe(true);
    expect(provesInclusion(leaf(2), 2, 4, three.path(2), three.root)).toBe(false);
  });

  it('fails with a step too many, too few, doubled or out of order', () => {
    fc.assert(
      fc.property(anyProof, fc.nat(), ({ leaf: event, index, size, path, root }, some) => {
        expect(provesInclusion(event, index, size, [...path, root], root)).toBe(false);
        expect(provesInclusion(event, index, size, [event, ...path], root)).toBe(false);
        fc.pre(path.length > 1);
        const at = some % path.length;
        expect(provesInclusion(event, index, size, path.toSpliced(at, 1), root)).toBe(false);
        expect(provesInclusion(event, index, size, path.toSpliced(at, 0, path[at] as Buffer), root)).toBe(false);
        expect(provesInclusion(event, index, size, path.toReversed(), root)).toBe(false);
      }),
      runs,
    );
  });

  it('fails for an inner node that is passed off as an event', () => {
    const tree = new MerkleTree(leavesOf(4));
    const inner = sha(Buffer.from([1]), leaf(0), leaf(1));
    // The bytes of a node are told from those of an event by their first byte, whatever size is claimed.
    const asEvent = sha(Buffer.from([0]), leaf(0), leaf(1));
    for (const size of [1, 2, 3, 4]) {
      expect(provesInclusion(asEvent, 0, size, tree.path(0).slice(1), tree.root)).toBe(false);
      expect(provesInclusion(inner, 0, 4, tree.path(0).slice(1), tree.root)).toBe(false);
    }
  });

  it('fails at places and sizes that are none', () => {
    const { root } = new MerkleTree([leaf(0)]);
    expect(provesInclusion(leaf(0), 0, 1, [], root)).toBe(true);
    for (const [index, size] of [
      [-1, 1],
      [1, 1],
      [0, 0],
      [0.5, 1],
      [0, 1.5],
      [Number.NaN, 1],
      [0, Number.POSITIVE_INFINITY],
      [0, 2 ** 53],
    ] as const) {
      expect(provesInclusion(leaf(0), index, size, [], root)).toBe(false);
    }
  });
});

describe('many proofs of one round', () => {
  const changes = fc.record({
    index: fc.nat(),
    claimed: fc.nat(),
    bit: anyBit,
    at: fc.nat(),
    how: fc.constantFrom('none', 'leaf', 'place', 'step', 'missing', 'extra'),
  });

  it('say of each leaf what one proof says, in any order and whatever was bent before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.array(changes, { minLength: 1, maxLength: 60 }), (n, tries) => {
        const leaves = leavesOf(n);
        const tree = new MerkleTree(leaves);
        const proofs = new InclusionProofs(n, tree.root);
        for (const { index, claimed, bit, at, how } of tries) {
          const i = index % n;
          const path = tree.path(i);
          const step = path.length > 0 ? at % path.length : 0;
          const bent =
            how === 'step'
              ? path.map((one, k) => (k === step ? flipped(one, bit) : one))
              : how === 'missing'
                ? path.toSpliced(step, 1)
                : how === 'extra'
                  ? path.toSpliced(step, 0, leaf(at % 1000))
                  : path;
          const one = how === 'leaf' ? flipped(leaf(i), bit) : leaf(i);
          const where = how === 'place' ? claimed % (n + 2) : i;
          expect([how, proofs.proves(one, where, bent)]).toEqual([
            how,
            provesInclusion(one, where, n, bent, tree.root),
          ]);
        }
      }),
      runs,
    );
  });

  it('hold for no place or size that is none', () => {
    for (const size of [0, 1.5, Number.NaN])
      expect(new InclusionProofs(size, leaf(0)).proves(leaf(0), 0, [])).toBe(false);
    expect(new InclusionProofs(1, leaf(0)).proves(leaf(0), -1, [])).toBe(false);
    expect(new InclusionProofs(1, leaf(0)).proves(leaf(0), 0, [])).toBe(true);
  });
});
