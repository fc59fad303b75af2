import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import { decodeJwt } from 'jose';
import type { Logger } from 'pino';
import { TongbanError, type SessionView } from '#contracts';
import type { Clock } from '#runtime';
import type { CityNodes } from '../city-nodes/city-nodes.service.js';
import { API_PREFIX, LIVE_PATH } from '../routes.js';
import { cookieOf } from './request-cookies.js';
import { SessionLeases, type SessionLease } from './session-leases.js';
import { SessionSeal, type BrowserSession } from './session-seal.js';

export const SESSION_COOKIE = 'tongban_session';
/** Readable by the page, which sends it back as {@link CSRF_HEADER}; another site's page cannot read it. */
export const CSRF_COOKIE = 'tongban_csrf';
export const CSRF_HEADER = 'X-Tongban-Csrf';
/** On requests that no person made: they do not put off the end of a session that nobody uses. */
export const BACKGROUND_HEADER = 'X-Tongban-Background';

/** A working day and a little; whoever uses it longer without a pause signs in once more. */
const LONGEST_MS = 12 * 3_600_000;
/** A use is written down this often at most, or at a fifteenth of the idle time if that is shorter. */
const NOTE_USE_AFTER_MS = 30_000;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface BrowserSessionsParts {
  /** Undefined: one of this process, and its sessions end with it. */
  readonly secret: string | undefined;
  readonly idleMs: number;
  readonly clock: Clock;
  readonly nodes: Pick<CityNodes, 'ask'>;
  readonly logger: Logger;
}

/** What the page is told of its session. */
export interface SessionTimes {
  readonly idleUntil: string;
  /** Until then, from this answer on; for machines whose own clock is off. */
  readonly idleLeftMs: number;
  readonly idleMs: number;
}

/** Sign-ins of the console: the token in a sealed cookie, an end after some time without use, and no acts by other sites. */
export class BrowserSessions {
  private readonly seal: SessionSeal;
  /** Signed out before their time, with the moment at which that time would have come. */
  private readonly ended = new Map<string, number>();
  private readonly leases = new SessionLeases();

  constructor(private readonly parts: BrowserSessionsParts) {
    this.seal = new SessionSeal(parts.secret ?? randomBytes(32).toString('hex'));
  }

  /** Gives a request that comes with a session cookie the bearer token it stands for. Others pass as they are. */
  readonly handler: RequestHandler = (request, response, next): void => {
    // Programs send a bearer token of their own and no cookie.
    if (request.headers.authorization !== undefined || cookieOf(request, SESSION_COOKIE) === undefined) next();
    else this.enter(request, response).then(() => next(), next);
  };

  private async enter(request: Request, response: Response): Promise<void> {
    const session = this.sessionOf(request);
    if (!session) {
      this.clear(request, response);
      return;
    }
    if (!SAFE_METHODS.has(request.method)) this.mustBeOurPage(request, session);
    const used = isBackground(request) ? session : await this.used(session, request, response);
    this.leases.seen(used);
    request.headers.authorization = `Bearer ${used.token}`;
  }

  /** The session that a request belongs to; null where there is none, or it has ended. */
  sessionOf(request: Request): BrowserSession | null {
    const cookie = cookieOf(request, SESSION_COOKIE);
    const session = cookie === undefined ? null : this.seal.open(cookie);
    return !session || this.isOver(session) ? null : session;
  }

  /** For an answer that stays open: it ends with its session, and is no use of it. */
  leaseOf(request: Request): SessionLease {
    const session = this.sessionOf(request);
    if (session) return this.leases.begin(session, (one) => this.isOver(one));
    const token = createHash('sha256').update(request.headers.authorization ?? '');
    // A program's token has no end but its own, which the node tells.
    return { key: token.digest('base64url'), isOver: () => false, release: () => undefined };
  }

  private isOver(session: BrowserSession): boolean {
    const now = this.parts.clock.now().getTime();
    if (now >= this.idleUntil(session) || now - session.startedAt >= LONGEST_MS) return true;
    return this.ended.has(session.id);
  }

  /** Begins a session for somebody who has just signed in, with a password or through a provider. */
  begin({ token }: SessionView, request: Request, response: Response, byProvider: boolean): SessionTimes {
    const now = this.parts.clock.now().getTime();
    const session = { id: randomBytes(16).toString('base64url'), token, startedAt: now, usedAt: now, byProvider };
    this.send(session, request, response);
    return this.timesOf(session);
  }

  /** Ends the session of this request; a copy of its cookie is of no use from now on. */
  end(request: Request, response: Response): void {
    const session = this.sessionOf(request);
    const now = this.parts.clock.now().getTime();
    for (const [id, until] of this.ended) if (until <= now) this.ended.delete(id);
    if (session) this.ended.set(session.id, session.startedAt + LONGEST_MS);
    this.clear(request, response);
  }

  /** When the session of this request ends unless it is used; null where there is none. */
  times(request: Request): SessionTimes | null {
    const session = this.sessionOf(request);
    const isUse = session !== null && !isBackground(request);
    return session && this.timesOf(isUse ? { ...session, usedAt: this.parts.clock.now().getTime() } : session);
  }

  /** Throws `csrf_refused` where the browser says that another site made the request. */
  mustBeSameOrigin(request: Request): void {
    const from = request.get('Sec-Fetch-Site');
    if (from !== undefined && from !== 'same-origin') throw new TongbanError('csrf_refused', { from });
  }

  private mustBeOurPage(request: Request, session: BrowserSession): void {
    this.mustBeSameOrigin(request);
    if (!this.seal.csrfFits(session, request.get(CSRF_HEADER))) throw new TongbanError('csrf_refused');
  }

  private async used(session: BrowserSession, request: Request, response: Response): Promise<BrowserSession> {
    const { clock, idleMs } = this.parts;
    const now = clock.now().getTime();
    if (now - session.usedAt < Math.min(NOTE_USE_AFTER_MS, idleMs / 15)) return session;
    const used = { ...session, usedAt: now, token: await this.lastingToken(session.token, now) };
    this.send(used, request, response);
    return used;
  }

  /** A token that outlives the next idle time; the one there is while the city cannot be asked. */
  private async lastingToken(token: string, now: number): Promise<string> {
    const { exp = 0, city } = decodeJwt(token);
    if (exp * 1000 - now > 2 * this.parts.idleMs || typeof city !== 'string') return token;
    const command = { token, commandId: null, ifMatch: null, requestId: randomUUID(), body: {} };
    try {
      return ((await this.parts.nodes.ask(city, 'refreshToken', command)).result as SessionView).token;
    } catch (error) {
      this.parts.logger.warn({ city, err: error }, 'the token of a console session was not renewed');
      return token;
    }
  }

  private idleUntil = (session: BrowserSession): number => session.usedAt + this.parts.idleMs;

  private timesOf = (session: BrowserSession): SessionTimes => ({
    idleUntil: new Date(this.idleUntil(session)).toISOString(),
    idleLeftMs: Math.max(0, this.idleUntil(session) - this.parts.clock.now().getTime()),
    idleMs: this.parts.idleMs,
  });

  private send(session: BrowserSession, request: Request, response: Response): void {
    response.cookie(SESSION_COOKIE, this.seal.seal(session), { ...placeOf(request), httpOnly: true });
    response.cookie(CSRF_COOKIE, this.seal.csrfOf(session), placeOf(request));
  }

  private clear(request: Request, response: Response): void {
    response.clearCookie(SESSION_COOKIE, { ...placeOf(request), httpOnly: true });
    response.clearCookie(CSRF_COOKIE, placeOf(request));
  }
}

/** A page that listens makes no use of its session: it would never end. */
const isBackground = (request: Request): boolean =>
  request.get(BACKGROUND_HEADER) !== undefined || request.originalUrl.split('?', 1)[0] === API_PREFIX + LIVE_PATH;

const placeOf = (request: Request): CookieOptions => ({ sameSite: 'strict', path: '/', secure: request.secure });
