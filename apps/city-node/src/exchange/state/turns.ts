/**
 * Work that seals and numbers on the leading replica, one transaction after another. While one is flushed, whatever
 * arrives gathers for the next: batches grow under load by themselves, and no two transactions wait for one link.
 */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs `work` after everything that was asked for before it; its failure is its own. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }
}
