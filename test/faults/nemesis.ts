import type { Random } from './random.js';
import type { Load } from './load.js';
import type { Stand, StandOptions } from './stand.js';

/** What a nemesis works with. */
export interface Scene {
  readonly stand: Stand;
  readonly load: Load;
  readonly random: Random;
  /** A line for the person who watches. */
  readonly say: (line: string) => void;
}

/**
 * Somebody who makes trouble. `strike` begins it and `heal` ends it; they are called in turn, as often as the load lasts.
 * After `heal` the stand must be as it was, and all processes must run.
 */
export interface Nemesis {
  /** What it is called on the command line and in the table. */
  readonly name: string;
  /** How long a strike lasts, and how long the stand has rest before the next; milliseconds. */
  readonly holdMs: number;
  readonly restMs: number;
  /** So many strikes at least, where the plan's number is too small to do everything once. */
  readonly leastStrikes?: number;
  /** Prepares the scene once, before the load. */
  before?(scene: Scene): Promise<void>;
  strike(scene: Scene): Promise<void>;
  heal(scene: Scene): Promise<void>;
  /** Puts away what `before` made, after everything has drained. */
  after?(scene: Scene): Promise<void>;
  /** Something to be true at the end beside what the checker says; throws with a sentence where it is not. */
  verdict?(scene: Scene): Promise<void>;
}

/** How a nemesis is made, and the stand it needs. */
export interface NemesisKind {
  readonly name: string;
  /** One sentence for people. */
  readonly about: string;
  readonly stand?: Omit<StandOptions, 'cities'>;
  /** It changes the stand for good, so that the next one gets a new stand. */
  readonly usesUp?: boolean;
  /** Why it cannot run on this machine; null where it can. */
  readonly notHere?: () => string | null;
  /** Why it is known to fail for now: shown, and does not fail the run. */
  readonly expectedToFail?: string;
  make(random: Random): Nemesis;
}
