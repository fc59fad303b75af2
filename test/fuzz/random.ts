import { createHash } from 'node:crypto';

/** Numbers that look random and are the same for the same words; each mutant has its own, so it can be made alone. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter: number;

  constructor(...words: readonly (string | number)[]) {
    const hash = createHash('sha256').update(words.join('/')).digest();
    [this.a, this.b, this.c, this.counter] = [0, 4, 8, 12].map((at) => hash.readInt32BE(at)) as [
      number,
      number,
      number,
      number,
    ];
  }

  /** The next 32 bits (sfc32). */
  private next(): number {
    const t = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + t) | 0;
    return t >>> 0;
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    return this.next() % Math.max(1, limit);
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[this.below(list.length)] as T;
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.next() & 255));
  }

  /** One of these, as often as its weight says. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let at = this.below(choices.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, choice] of choices) {
      if (at < weight) return choice;
      at -= weight;
    }
    throw new RangeError('no choices');
  }
}
