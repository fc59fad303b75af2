/** Pauses that can be ended early: each by whoever is given its end, all of them for good when work stops. */
export class Pauses {
  private readonly under = new Set<() => void>();
  private ended = false;

  pause(ms: number, wakeable?: (wake: () => void) => void): Promise<void> {
    if (this.ended) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.under.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.under.add(end);
      wakeable?.(end);
    });
  }

  endAll(): void {
    this.ended = true;
    for (const end of [...this.under]) end();
  }
}
