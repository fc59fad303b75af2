import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { TongbanError } from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';

/** A sign-in through the provider takes no longer than this. */
export const SIGN_IN_MS = 10 * 60_000;
const NONCE = /^([A-Za-z0-9_-]{22})\.(\d{10,13})\.([A-Za-z0-9_-]{43})$/;

/**
 * Nonces of sign-ins through the provider. The node draws them and takes back only its own, each once: an id token that
 * was made for another city, on another occasion or before signs nobody in, whoever sends it.
 */
export class ProviderNonces {
  constructor(
    private readonly city: string,
    private readonly tokenSecret: string,
    private readonly db: Pick<Database, 'query'>,
    private readonly clock: Clock,
  ) {}

  make(): { nonce: string; expiresAt: Date } {
    const expiresAt = new Date(this.clock.now().getTime() + SIGN_IN_MS);
    const body = `${randomBytes(16).toString('base64url')}.${Math.floor(expiresAt.getTime() / 1000)}`;
    return { nonce: `${body}.${this.sealOf(body).toString('base64url')}`, expiresAt };
  }

  /** Throws provider_token_invalid for what was not drawn here, provider_state_unknown where its time is over. */
  check(nonce: unknown): asserts nonce is string {
    const [, random, until, seal] = (typeof nonce === 'string' && NONCE.exec(nonce)) || [];
    const wanted = this.sealOf(`${random}.${until}`);
    const given = Buffer.from(seal ?? '', 'base64url');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      throw new TongbanError('provider_token_invalid', { reason: 'nonce' });
    }
    if (Number(until) * 1000 <= this.clock.now().getTime()) {
      throw new TongbanError('provider_state_unknown', { reason: 'expired' });
    }
  }

  /** Takes a nonce as used, at all replicas; throws provider_state_unknown where it was used before. */
  async spend(nonce: string): Promise<void> {
    const now = this.clock.now();
    const until = new Date(Number(nonce.split('.')[1]) * 1000);
    const hash = createHash('sha256').update(nonce).digest();
    const spent = await this.db.query(
      `insert into spent_nonce (hash, until) values ($1, $2) on conflict do nothing returning hash`,
      [hash, until],
    );
    if (spent.length === 0) throw new TongbanError('provider_state_unknown', { reason: 'used' });
    // Past their end they are refused without a look here.
    await this.db.query('delete from spent_nonce where until < $1', [new Date(now.getTime() - SIGN_IN_MS)]);
  }

  private sealOf(body: string): Buffer {
    return createHmac('sha256', this.tokenSecret).update(`provider-nonce/${this.city}/${body}`).digest();
  }
}
