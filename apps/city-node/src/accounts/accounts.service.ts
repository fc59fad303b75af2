import { randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT, errors } from 'jose';
import {
  TongbanError,
  USER_ROLES,
  type ChangePassword,
  type EndedSessionView,
  type SessionView,
  type SignIn,
  type UserRole,
  type UserView,
} from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database } from '../db/database.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { passwordIsStrong } from '../administration/temporary-password.js';
import { EndedTokens } from './ended-tokens.js';
import { hashPassword, passwordFits } from './passwords.js';

/** Wrong passwords in a row before an account is locked, and for how long. */
export const MAX_WRONG_PASSWORDS = 5;
const USERNAME = /^[A-Za-z0-9._-]{1,40}$/;
const LOCK_MS = 15 * 60_000;
const ISSUER = 'tongban';
const MAX_VERIFIED = 5000;

interface Account {
  username: string;
  display_name: string;
  role: UserRole;
  window_id: string | null;
  /** Null: signs in through the provider alone. */
  password_hash: string | null;
  failed_attempts: number;
  must_change: boolean;
  disabled_at: Date | null;
  locked_until: Date | null;
}

export interface NewAccount {
  username: string;
  displayName: string;
  role: string;
  windowId: string | null;
  password: string;
}

const newSessionId = (): string => randomBytes(16).toString('base64url');

/** Who has shown a token, and of which session it is. */
export interface Signed {
  readonly user: UserView;
  /** The same in all tokens of one sign-in; '' in tokens of versions before there were sessions to end. */
  readonly sessionId: string;
}

interface Verified extends Signed {
  readonly issuedMs: number;
  readonly until: number;
}

/** People of this city: sign-in with a password, short-lived tokens that only this city's nodes accept. */
export class AccountsService {
  private readonly secret: Uint8Array;
  /** Tokens whose signature was verified here, until they expire: a window sends the same one all morning. */
  private readonly verified = new Map<string, Verified & { since: number }>();
  private readonly ended: EndedTokens;
  /** Compared against when the user is unknown, so that unknown and wrong take the same time. */
  private readonly nobody = hashPassword('nobody');

  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
    tokenSecret: string,
    private readonly tokenMinutes: number,
  ) {
    this.secret = new TextEncoder().encode(tokenSecret);
    this.ended = new EndedTokens(db, clock, tokenMinutes * 60_000);
  }

  /** Throws sign_in_failed or sign_in_locked. A wrong password counts even though nothing is returned. */
  async signIn(input: SignIn): Promise<SessionView> {
    const now = this.clock.now();
    // Counted before the password is looked at, so that guesses made side by side are counted too. The row is held
    // first: a guess that waited for the one before it must see the lock which that one has set.
    const [account] = await this.db.query<Account>(
      `with held as (select * from account where username = $1 for update),
       counted as (
         update account a set failed_attempts = case when h.locked_until <= $2 then 1 else h.failed_attempts + 1 end,
           locked_until = null
         from held h
         where a.username = h.username and h.password_hash is not null
           and (h.locked_until is null or h.locked_until <= $2) returning a.*
       )
       select * from counted union all
       select * from held where not exists (select 1 from counted)`,
      [input.username, now],
    );
    if (account?.locked_until && account.locked_until > now) throw new TongbanError('sign_in_locked');
    const fits = await passwordFits(input.password, account?.password_hash ?? (await this.nobody));
    if (!account || account.password_hash === null) throw new TongbanError('sign_in_failed');
    const spent = account.failed_attempts > MAX_WRONG_PASSWORDS;
    if (spent || (!fits && account.failed_attempts === MAX_WRONG_PASSWORDS)) {
      await this.db.query('update account set locked_until = $2 where username = $1', [
        account.username,
        new Date(now.getTime() + LOCK_MS),
      ]);
      throw new TongbanError('sign_in_locked');
    }
    if (!fits) throw new TongbanError('sign_in_failed');
    if (account.disabled_at) throw new TongbanError('account_disabled');
    await this.db.query('update account set failed_attempts = 0, locked_until = null where username = $1', [
      account.username,
    ]);
    return this.session(this.userOf(account));
  }

  /**
   * Changes one's own password; tokens of before end, and the answer has a new one. Throws password_wrong (which counts
   * as a wrong sign-in), password_weak, sign_in_locked.
   */
  async changePassword(user: UserView, { current, next }: ChangePassword): Promise<SessionView> {
    if (next === current || !passwordIsStrong(next, user.username)) throw new TongbanError('password_weak');
    try {
      await this.signIn({ username: user.username, password: current });
    } catch (error) {
      if (error instanceof TongbanError && error.code === 'sign_in_failed') {
        throw new TongbanError('password_wrong', {}, { cause: error });
      }
      throw error;
    }
    const hash = await hashPassword(next);
    const now = this.clock.now();
    await this.db.query(
      'update account set password_hash = $2, must_change = false, tokens_from = $3, changed_at = $3 where username = $1',
      [user.username, hash, now],
    );
    return this.session({ ...user, mustChangePassword: false });
  }

  /**
   * A session for the person whom a provider has named; the caller has verified that it did. Wrong passwords lock nobody
   * out of this way. Throws subject_unknown, account_disabled.
   */
  async sessionOfSubject(issuer: string, subject: string): Promise<SessionView> {
    const [account] = await this.db.query<Account>(
      'select * from account where subject = $2 and (subject_issuer is null or subject_issuer = $1)',
      [issuer, subject],
    );
    if (!account) throw new TongbanError('subject_unknown');
    if (account.disabled_at) throw new TongbanError('account_disabled');
    // A temporary password was not used, so it need not be changed first.
    return this.session({ ...this.userOf(account), mustChangePassword: false });
  }

  private userOf(account: Account): UserView {
    return {
      city: this.self,
      cityName: this.directory.current.nameOf(this.self),
      username: account.username,
      displayName: account.display_name,
      role: account.role,
      windowId: account.window_id,
      mustChangePassword: account.must_change,
    };
  }

  private async session(user: UserView, sessionId = newSessionId()): Promise<SessionView> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + this.tokenMinutes * 60_000);
    const token = await new SignJWT({
      city: user.city,
      name: user.displayName,
      role: user.role,
      windowId: user.windowId,
      ...(user.mustChangePassword ? { mustChange: true } : {}),
      at: now.getTime(),
      ...(sessionId === '' ? {} : { sid: sessionId }),
    })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(this.self)
      .setSubject(user.username)
      .setIssuedAt(Math.floor(now.getTime() / 1000))
      .setExpirationTime(Math.floor(expiresAt.getTime() / 1000))
      .sign(this.secret);
    return { token, expiresAt: expiresAt.toISOString(), user };
  }

  /**
   * A new token for a valid one; the account must still be there and not disabled. A lock by wrong passwords is no
   * matter here: whoever guesses at a name would sign its owner out in the middle of work. Throws token_invalid.
   */
  async refresh(user: UserView, sessionId: string): Promise<SessionView> {
    const [account] = await this.db.query<Account>('select * from account where username = $1', [user.username]);
    if (!account || account.disabled_at) throw new TongbanError('token_invalid');
    const current = this.userOf(account);
    // Who came through the provider has used no temporary password.
    const mustChangePassword = current.mustChangePassword && user.mustChangePassword;
    return this.session({ ...current, mustChangePassword }, sessionId);
  }

  /** 退出: all tokens of this sign-in are worth nothing from now on, at this replica at once and at others in a second. */
  async endSession(sessionId: string): Promise<EndedSessionView> {
    const now = this.clock.now();
    if (sessionId !== '') await this.ended.endSession(sessionId, now);
    return { endedAt: now.toISOString() };
  }

  /** The person behind a token; throws token_missing, token_expired or token_invalid (also for another city's). */
  async whoIs(token: string | null): Promise<Signed> {
    if (token === null) throw new TongbanError('token_missing');
    const known = this.verified.get(token);
    const nowMs = this.clock.now().getTime();
    if (known && nowMs < known.until && nowMs >= known.since) {
      await this.ended.mustNotHave(known);
      return known;
    }
    const signed = await this.verify(token);
    await this.ended.mustNotHave(signed);
    this.verified.set(token, { ...signed, since: nowMs });
    if (this.verified.size > MAX_VERIFIED) this.verified.delete(this.verified.keys().next().value as string);
    return signed;
  }

  private async verify(token: string): Promise<Verified> {
    try {
      const { payload } = await jwtVerify(token, this.secret, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: this.self,
        currentDate: this.clock.now(),
        requiredClaims: ['sub', 'exp', 'iat'],
      });
      const role = payload.role as UserRole;
      if (payload.city !== this.self || !USER_ROLES.includes(role)) throw new TongbanError('token_invalid');
      // The library asks that there is a subject, not that it is a name which a row can have.
      if (typeof payload.sub !== 'string' || !USERNAME.test(payload.sub)) throw new TongbanError('token_invalid');
      const user = {
        city: this.self,
        cityName: this.directory.current.nameOf(this.self),
        username: payload.sub,
        displayName: String(payload.name),
        role,
        windowId: typeof payload.windowId === 'string' ? payload.windowId : null,
        mustChangePassword: payload.mustChange === true,
      };
      const issuedMs = typeof payload.at === 'number' ? payload.at : (payload.iat ?? 0) * 1000;
      const sessionId = typeof payload.sid === 'string' ? payload.sid : '';
      return { user, sessionId, issuedMs, until: (payload.exp ?? 0) * 1000 };
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) throw new TongbanError('token_expired', {}, { cause });
      throw new TongbanError('token_invalid', {}, { cause });
    }
  }

  /** Makes halls, windows and accounts that are not there yet. */
  async importPeople(
    halls: readonly { id: string; name: string }[],
    windows: readonly { id: string; hallId: string; name: string; kind: string }[],
    accounts: readonly NewAccount[],
  ): Promise<void> {
    const hashes = await Promise.all(accounts.map((account) => hashPassword(account.password)));
    await this.db.transaction(async (em) => {
      for (const hall of halls) {
        await rows(em, 'insert into hall (id, name) values ($1, $2) on conflict do nothing', [hall.id, hall.name]);
      }
      for (const w of windows) {
        await rows(
          em,
          'insert into service_window (id, hall_id, name, kind) values ($1, $2, $3, $4) on conflict do nothing',
          [w.id, w.hallId, w.name, w.kind],
        );
      }
      for (const [i, a] of accounts.entries()) {
        await rows(
          em,
          `insert into account (username, display_name, role, window_id, password_hash) values ($1, $2, $3, $4, $5)
           on conflict do nothing`,
          [a.username, a.displayName, a.role, a.windowId, hashes[i]],
        );
      }
    });
  }
}
