import { createHmac, timingSafeEqual } from 'node:crypto';
import { CookieSeal, keyOf } from './cookie-seal.js';

/** One sign-in at a browser; times are milliseconds since 1970. */
export interface BrowserSession {
  /** Random; what the session's CSRF value is bound to. */
  readonly id: string;
  /** Of the city's node. The browser holds it sealed and cannot read it. */
  readonly token: string;
  readonly startedAt: number;
  /** When a person last did something; asking in the background is no use. */
  readonly usedAt: number;
  /** True where the person came through a provider: it is there that they sign in again. */
  readonly byProvider: boolean;
}

/** Seals sessions into cookies: whoever has the cookie neither reads the token nor can make the session last longer. */
export class SessionSeal extends CookieSeal<BrowserSession> {
  private readonly csrfKey: Buffer;

  /** `secret`: the same for all gateways of one address, or a sign-in holds at one of them only. */
  constructor(secret: string) {
    super(secret, 'tongban console session');
    this.csrfKey = keyOf(secret, 'tongban console csrf');
  }

  /** What an unsafe request of this session has to show beside the cookie. */
  csrfOf(session: BrowserSession): string {
    return createHmac('sha256', this.csrfKey).update(session.id).digest('base64url');
  }

  csrfFits(session: BrowserSession, shown: string | undefined): boolean {
    const wanted = Buffer.from(this.csrfOf(session));
    const given = Buffer.from(shown ?? '');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}
