import type { Nemesis, NemesisKind, Scene } from '../nemesis.js';
import type { Random } from '../random.js';

/** Strikes of several nemeses, one or two at a time, drawn at random. */
class Mixed implements Nemesis {
  readonly name = 'mixed';
  readonly holdMs = 5_000;
  readonly restMs = 4_000;
  readonly leastStrikes = 8;
  private readonly members: readonly Nemesis[];
  private acting: Nemesis[] = [];

  constructor(kinds: readonly NemesisKind[], random: Random) {
    this.members = kinds.map((kind) => kind.make(random));
  }

  async before(scene: Scene): Promise<void> {
    for (const member of this.members) await member.before?.(scene);
  }

  async strike(scene: Scene): Promise<void> {
    const first = scene.random.pick(this.members);
    const second = scene.random.pick(this.members);
    this.acting = scene.random.next() < 0.6 && second !== first ? [first, second] : [first];
    for (const member of this.acting) await member.strike(scene);
  }

  async heal(scene: Scene): Promise<void> {
    for (const member of this.acting.reverse()) await member.heal(scene);
    this.acting = [];
  }

  async after(scene: Scene): Promise<void> {
    for (const member of this.members) await member.after?.(scene);
  }
}

/** All these mixed at random; each must be able to act beside any other. */
export function mixedKind(kinds: readonly NemesisKind[]): NemesisKind {
  return {
    name: 'mixed',
    about: 'one or two of the others at a time, at random',
    make: (random) => new Mixed(kinds, random),
  };
}
