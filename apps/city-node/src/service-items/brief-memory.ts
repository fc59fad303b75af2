/** How long a window may work by a list that another replica has just renewed; the home city judges by its own. */
const FRESH_MS = 1000;
const MAX_KEPT = 5000;

/** Remembers for a moment what was read, so that a busy window asks the database once; never that nothing was found. */
export class BriefMemory<T> {
  private readonly kept = new Map<string, { value: Promise<T>; until: number }>();

  get(key: string, read: () => Promise<T>): Promise<T> {
    const now = performance.now();
    const found = this.kept.get(key);
    if (found && found.until > now) return found.value;
    const value = read();
    this.kept.set(key, { value, until: now + FRESH_MS });
    if (this.kept.size > MAX_KEPT) this.kept.delete(this.kept.keys().next().value as string);
    value.catch(() => this.kept.delete(key));
    return value;
  }
}
