import { TongbanError } from '#contracts';
import type { Clock } from '#runtime';
import { isTransient, type Database } from '../db/database.js';

/** What another replica ended is known here after so many milliseconds. */
const LOOK_EVERY_MS = 1000;
/** Clocks of replicas, and commits that take their time: what was ended is looked for so far back again. */
const LOOK_BACK_MS = 60_000;

/** A token as far as its end goes. */
export interface EndingToken {
  readonly user: { readonly username: string };
  readonly sessionId: string;
  readonly issuedMs: number;
}

/** Tokens that end before their time: of who was disabled, has another role or another password, or has signed out. */
export class EndedTokens {
  private from = new Map<string, number>();
  /** Sessions that people have ended, with the moment at which their last token would have ended by itself. */
  private readonly sessions = new Map<string, number>();
  private sessionsTo = new Date(0);
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | undefined;
  /** What was ended before this process began is known. */
  private hasLooked = false;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tokenMs: number,
  ) {}

  /**
   * Throws token_invalid where the tokens of this person that were issued then, or of this session, have ended, and
   * database_unavailable while a node that has just started cannot know it: a token that was ended must not come back
   * with a restart.
   */
  async mustNotHave({ user, sessionId, issuedMs }: EndingToken): Promise<void> {
    if (performance.now() - this.lookedAt > LOOK_EVERY_MS) await (this.looking ??= this.look());
    const from = this.from.get(user.username);
    if (from !== undefined && issuedMs < from) throw new TongbanError('token_invalid', { reason: 'ended' });
    if (this.sessions.has(sessionId)) throw new TongbanError('token_invalid', { reason: 'signed_out' });
  }

  /** Ends all tokens of a session; throws where that cannot be written down. */
  async endSession(id: string, now: Date): Promise<void> {
    const until = new Date(now.getTime() + this.tokenMs);
    await this.db.query(
      'insert into ended_session (id, ended_at, until) values ($1, $2, $3) on conflict (id) do nothing',
      [id, now, until],
    );
    this.sessions.set(id, until.getTime());
    await this.db.query('delete from ended_session where until < $1', [new Date(now.getTime() - LOOK_BACK_MS)]);
  }

  /** Few accounts change within the life of a token. While the database goes away, what was known stands. */
  private async look(): Promise<void> {
    try {
      const now = this.clock.now();
      const [accounts, sessions] = await Promise.all([
        this.db.query<{ username: string; tokens_from: Date }>(
          'select username, tokens_from from account where tokens_from > $1',
          [new Date(now.getTime() - this.tokenMs)],
        ),
        this.db.query<{ id: string; until: Date }>('select id, until from ended_session where ended_at >= $1', [
          this.sessionsTo,
        ]),
      ]);
      this.from = new Map(accounts.map((row) => [row.username, row.tokens_from.getTime()]));
      for (const { id, until } of sessions) this.sessions.set(id, until.getTime());
      for (const [id, until] of this.sessions) if (until < now.getTime() - LOOK_BACK_MS) this.sessions.delete(id);
      this.sessionsTo = new Date(now.getTime() - LOOK_BACK_MS);
      this.hasLooked = true;
    } catch (error) {
      const isAway = isTransient(error) || (error instanceof TongbanError && error.code === 'database_unavailable');
      if (!isAway || !this.hasLooked) throw error;
    } finally {
      if (this.hasLooked) this.lookedAt = performance.now();
      this.looking = undefined;
    }
  }
}
