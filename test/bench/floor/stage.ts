/**
 * One step of the work for whatever waits for it: takes all that is there, carries it out as one batch, and looks again.
 * Batches grow under load by themselves; nobody waits for a timer.
 */
export class Stage<T> {
  private waiting: T[] = [];
  private running = 0;

  constructor(
    private readonly work: (batch: T[]) => Promise<void>,
    private readonly failed: (batch: T[], error: unknown) => void,
    private readonly loops = 1,
    private readonly largest = 256,
  ) {}

  add(...items: T[]): void {
    for (const item of items) this.waiting.push(item);
    if (this.running < this.loops) void this.run();
  }

  private async run(): Promise<void> {
    this.running += 1;
    // What arrives in the same turn of the event loop belongs to the same batch.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.largest);
      try {
        await this.work(batch);
      } catch (error) {
        this.failed(batch, error);
      }
    }
    this.running -= 1;
  }
}
