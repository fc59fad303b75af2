/** Questions asked of the database in one statement at most. */
const MAX_TOGETHER = 500;

interface Round<T> {
  readonly keys: string[];
  readonly found: Promise<ReadonlyMap<string, T>>;
}

/**
 * Reads of one turn of the event loop, asked in one go: the acts of a group are all answered in the same turn, and
 * statements for each of their answers would cost more than the acts.
 */
export class GatheredReads<T> {
  private round: Round<T> | null = null;

  /** `read` must give something for every key; it runs after the key was asked for, never before. */
  constructor(private readonly read: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>) {}

  /** What `read` gives for `key`; rejects as it does, for all of the turn. */
  async of(key: string): Promise<T> {
    const { keys, found } = (this.round ??= this.begin());
    keys.push(key);
    if (keys.length >= MAX_TOGETHER) this.round = null;
    const answer = (await found).get(key);
    if (answer === undefined) throw new Error('a read that gives nothing for its key');
    return answer;
  }

  private begin(): Round<T> {
    const keys: string[] = [];
    const turn = new Promise<void>((resolve) => process.nextTick(resolve));
    const found = turn.then(() => {
      if (this.round?.keys === keys) this.round = null;
      return this.read(keys);
    });
    return { keys, found };
  }
}
