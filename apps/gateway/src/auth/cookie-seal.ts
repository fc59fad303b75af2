import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const MAX_COOKIE_CHARACTERS = 6000;

/** Seals values into cookies of one purpose: whoever has the cookie neither reads nor changes what is in it. */
export class CookieSeal<T> {
  private readonly key: Buffer;

  constructor(secret: string, purpose: string) {
    this.key = keyOf(secret, purpose);
  }

  seal(value: T): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, iv);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** The value in a cookie; null for anything that was not sealed here for this purpose. */
  open(cookie: string): T | null {
    if (cookie.length > MAX_COOKIE_CHARACTERS) return null;
    const bytes = Buffer.from(cookie, 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv(ALGORITHM, this.key, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const opened = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
      return JSON.parse(opened.toString('utf8')) as T;
    } catch {
      // Forged, cut short, or sealed with a secret of before: all are the same to who must sign in again.
      return null;
    }
  }
}

/** A key for one purpose, drawn from the secret of all. */
export const keyOf = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
