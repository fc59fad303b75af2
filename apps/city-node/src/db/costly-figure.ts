/** A figure that was read at less cost than this is read anew each time. */
const CHEAP_MS = 20;
/** A figure stands this many times as long as reading it took: reading never takes more than a hundredth of the time. */
const STANDS = 100;

/**
 * A figure whose cost grows with the database, for screens and metrics. Askers at the same time share one reading; a
 * costly one stands for a while. A reading that fails is not kept.
 */
export class CostlyFigure<T> {
  private reading: Promise<T> | undefined;
  private standsUntil = -Infinity;

  constructor(
    private readonly read: () => Promise<T>,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  value(): Promise<T> {
    if (this.reading === undefined || this.nowMs() >= this.standsUntil) this.reading = this.readNow();
    return this.reading;
  }

  private async readNow(): Promise<T> {
    const startedAt = this.nowMs();
    this.standsUntil = Infinity;
    try {
      const value = await this.read();
      const tookMs = this.nowMs() - startedAt;
      this.standsUntil = tookMs < CHEAP_MS ? -Infinity : this.nowMs() + STANDS * tookMs;
      return value;
    } catch (error) {
      this.standsUntil = -Infinity;
      throw error;
    }
  }
}
