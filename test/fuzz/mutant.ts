import type { Random } from './random.js';
import type { Meaning } from './reference-reader.js';

/** One changed envelope: what the nodes make of it, and what the reference makes of it. */
export interface Mutant {
  /** Where it was changed. */
  layer: string;
  /** As it travels, for the one who replays it. */
  bytes: Uint8Array;
  /** Not changed at all: it has to be accepted, or nothing else that is refused proves anything. */
  genuine: boolean;
  /** True where the protocol leaves it to the reader how strict to be: refusing is never a fault. */
  refusable?: boolean;
  /** What it says by the protocol; undefined where it has to be refused. */
  expected: () => Meaning | undefined | Promise<Meaning | undefined>;
  /** What the node makes of it; throws where it refuses. */
  read: () => Promise<unknown>;
}

export interface MutantSource {
  readonly name: string;
  /** Mutants of a hundred that this source makes. */
  readonly weight: number;
  make(random: Random): Mutant | Promise<Mutant>;
}
