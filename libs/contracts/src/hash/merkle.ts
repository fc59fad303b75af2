import { sha256 } from './event-hash.js';

/**
 * Merkle tree of RFC 9162 section 2.1 over leaves that are already hashed (an eventHash is its own leaf hash),
 * so one signature over the root speaks for every event of a round and each event can be proved alone.
 */
/** 0x01, left, right; written anew for each node. */
const NODE = Buffer.alloc(65, 1);

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  NODE.set(left, 1);
  NODE.set(right, 33);
  return sha256(NODE);
}

/** All levels at once: pairs are hashed, an odd last node moves up unchanged, which gives exactly the RFC's tree. */
export class MerkleTree {
  private readonly levels: Uint8Array[][];

  /** Needs at least one leaf hash of 32 bytes. */
  constructor(leaves: readonly Uint8Array[]) {
    if (leaves.length === 0) throw new RangeError('a Merkle tree needs a leaf');
    this.levels = [[...leaves]];
    for (let level = this.levels[0] as Uint8Array[]; level.length > 1;) {
      const above: Uint8Array[] = [];
      for (let i = 0; i < level.length; i += 2) {
        const left = level[i] as Uint8Array;
        const right = level[i + 1];
        above.push(right ? nodeHash(left, right) : left);
      }
      this.levels.push(above);
      level = above;
    }
  }

  get size(): number {
    return (this.levels[0] as Uint8Array[]).length;
  }

  get root(): Buffer {
    return Buffer.from((this.levels.at(-1) as Uint8Array[])[0] as Uint8Array);
  }

  /** Inclusion path of leaf `index`, lowest level first. */
  path(index: number): Buffer[] {
    if (index < 0 || index >= this.size) throw new RangeError('no such leaf');
    const path: Buffer[] = [];
    let at = index;
    for (const level of this.levels.slice(0, -1)) {
      const sibling = level[at ^ 1];
      if (sibling) path.push(Buffer.from(sibling));
      at >>= 1;
    }
    return path;
  }
}

/** True if `leaf` at `index` of a tree of `size` leaves leads to `root` along `path` (RFC 9162 2.1.3.2). */
export function provesInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let r: Uint8Array = leaf;
  for (const p of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      r = nodeHash(r, p);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && Buffer.from(r).equals(root);
}

/** Tree levels by position; a round has at most 65,536 leaves. */
const place = (level: number, index: number): number => level * 131_072 + index;

/**
 * Many proofs of one tree: says the same as provesInclusion, and hashes what several leaves have in common only once.
 */
export class InclusionProofs {
  /** Nodes that were proved to lie where they lie. */
  private readonly proved = new Map<number, Uint8Array>();

  constructor(
    private readonly size: number,
    private readonly root: Uint8Array,
  ) {}

  proves(leaf: Uint8Array, index: number, path: readonly Uint8Array[]): boolean {
    const { size, root } = this;
    if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
    const passed: [number, Uint8Array][] = [];
    let [node, at, width, level, used] = [leaf, index, size, 0, 0];
    for (; width > 1; level += 1, at >>= 1, width = Math.ceil(width / 2)) {
      const known = this.proved.get(place(level, at));
      if (known) {
        if (Buffer.compare(known, node) !== 0 || !this.goesOn(path, used, level, at, width)) return false;
        break;
      }
      passed.push([place(level, at), node]);
      // An odd last node moves up as it is.
      if ((at ^ 1) >= width) continue;
      const sibling = path[used++];
      if (!sibling) return false;
      passed.push([place(level, at ^ 1), sibling]);
      node = at % 2 === 1 ? nodeHash(sibling, node) : nodeHash(node, sibling);
    }
    if (width === 1 && (Buffer.compare(node, root) !== 0 || used !== path.length)) return false;
    for (const [where, one] of passed) this.proved.set(where, one);
    return true;
  }

  /** The rest of a path, above a node that was proved: each step must be the very sibling that was proved with it. */
  private goesOn(path: readonly Uint8Array[], from: number, level: number, at: number, width: number): boolean {
    let used = from;
    for (let w = width; w > 1; level += 1, at >>= 1, w = Math.ceil(w / 2)) {
      if ((at ^ 1) >= w) continue;
      const [step, sibling] = [path[used++], this.proved.get(place(level, at ^ 1))];
      if (!step || !sibling || Buffer.compare(step, sibling) !== 0) return false;
    }
    return used === path.length;
  }
}
