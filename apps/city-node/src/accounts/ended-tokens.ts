import { TongbanError } from '#contracts';
import type { Clock } from '#runtime';
import { isTransient, type Database } from '../db/database.js';

/** What another replica ended is known here after so many milliseconds. */
const LOOK_EVERY_MS = 1000;

/** Tokens that end before their time: of who was disabled, has another role, or another password. */
export class EndedTokens {
  private from = new Map<string, number>();
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tokenMs: number,
  ) {}

  /** Throws token_invalid where the tokens of this person that were issued then have ended. */
  async mustNotHave(username: string, issuedMs: number): Promise<void> {
    if (performance.now() - this.lookedAt > LOOK_EVERY_MS) await (this.looking ??= this.look());
    const from = this.from.get(username);
    if (from !== undefined && issuedMs < from) throw new TongbanError('token_invalid', { reason: 'ended' });
  }

  /** Few accounts change within the life of a token. While the database is away, what was known stands. */
  private async look(): Promise<void> {
    try {
      const since = new Date(this.clock.now().getTime() - this.tokenMs);
      const found = await this.db.query<{ username: string; tokens_from: Date }>(
        'select username, tokens_from from account where tokens_from > $1',
        [since],
      );
      this.from = new Map(found.map((row) => [row.username, row.tokens_from.getTime()]));
    } catch (error) {
      const isAway = isTransient(error) || (error instanceof TongbanError && error.code === 'database_unavailable');
      if (!isAway) throw error;
    } finally {
      this.lookedAt = performance.now();
      this.looking = undefined;
    }
  }
}
