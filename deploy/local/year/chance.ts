/** Chance that comes out the same for the same seed, so that a sample year can be told again (mulberry32). */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0 up to, and without, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** True in so many of a hundred. */
  of100(percent: number): boolean {
    return this.next() * 100 < percent;
  }

  /** One of these. */
  one<T>(values: readonly T[]): T {
    const value = values[Math.floor(this.next() * values.length)];
    if (value === undefined) throw new RangeError('nothing to choose from');
    return value;
  }

  /** One of these, more often where its weight is greater. */
  weighted<T>(values: readonly (readonly [T, number])[]): T {
    const sum = values.reduce((all, [, weight]) => all + weight, 0);
    let at = this.next() * sum;
    for (const [value, weight] of values) if ((at -= weight) < 0) return value;
    return this.one(values)[0];
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.between(0, 255));
  }
}
