import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** One sign-in at a browser; times are milliseconds since 1970. */
export interface BrowserSession {
  /** Random; what the session's CSRF value is bound to. */
  readonly id: string;
  /** Of the city's node. The browser holds it sealed and cannot read it. */
  readonly token: string;
  readonly startedAt: number;
  /** When a person last did something; asking in the background is no use. */
  readonly usedAt: number;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const MAX_COOKIE_CHARACTERS = 6000;

/** Seals sessions into cookies: whoever has the cookie neither reads the token nor can make the session last longer. */
export class SessionSeal {
  private readonly sealKey: Buffer;
  private readonly csrfKey: Buffer;

  /** `secret`: the same for all gateways of one address, or a sign-in holds at one of them only. */
  constructor(secret: string) {
    this.sealKey = keyOf(secret, 'tongban console session');
    this.csrfKey = keyOf(secret, 'tongban console csrf');
  }

  seal(session: BrowserSession): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.sealKey, iv);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(session), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** The session in a cookie; null for anything that was not sealed here. */
  open(cookie: string): BrowserSession | null {
    if (cookie.length > MAX_COOKIE_CHARACTERS) return null;
    const bytes = Buffer.from(cookie, 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv(ALGORITHM, this.sealKey, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const opened = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
      return JSON.parse(opened.toString('utf8')) as BrowserSession;
    } catch {
      // Forged, cut short, or sealed with a secret of before: all are the same to who must sign in again.
      return null;
    }
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

const keyOf = (secret: string, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
