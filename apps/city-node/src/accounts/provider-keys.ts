import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { TongbanError } from '#contracts';
import { isSafe } from './sign-in-settings.js';

/** Where the keys lie is asked anew after so many milliseconds. */
const DISCOVERY_MS = 3_600_000;
const MAX_DISCOVERY_CHARACTERS = 200_000;

export interface ProviderKeysTimes {
  /** A key that is not known makes the keys be fetched again, this often at most; milliseconds. */
  readonly cooldownMs: number;
  /** For one fetch; milliseconds. */
  readonly timeoutMs: number;
}

/** The provider's public keys: discovered and fetched by the node itself, kept, and fetched again for a new key. */
export class ProviderKeys {
  private found: { readonly keys: JWTVerifyGetKey; readonly at: number } | undefined;
  private finding: Promise<JWTVerifyGetKey> | undefined;

  constructor(
    private readonly issuer: string,
    private readonly times: ProviderKeysTimes = { cooldownMs: 15_000, timeoutMs: 4_000 },
  ) {}

  /** The key that a token names; throws provider_unreachable, and jose's errors where there is no such key. */
  readonly keyFor: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.keySet();
    try {
      return await keys(header, token);
    } catch (error) {
      // The set is there and has not this one key: that is for the token to answer for, not for the line.
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw new TongbanError('provider_unreachable', { what: 'keys' }, { cause: error });
    }
  };

  private async keySet(): Promise<JWTVerifyGetKey> {
    if (this.found && performance.now() - this.found.at < DISCOVERY_MS) return this.found.keys;
    try {
      return await (this.finding ??= this.discover());
    } catch (error) {
      // Keys seldom move: those of before are good while the provider says nothing new.
      if (this.found) return this.found.keys;
      throw new TongbanError('provider_unreachable', { what: 'discovery' }, { cause: error });
    } finally {
      this.finding = undefined;
    }
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const address = `${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(this.times.timeoutMs) });
    const text = await answer.text();
    if (!answer.ok || text.length > MAX_DISCOVERY_CHARACTERS) throw new Error(`discovery answered ${answer.status}`);
    const { issuer, jwks_uri: at } = JSON.parse(text) as { issuer?: unknown; jwks_uri?: unknown };
    if (issuer !== this.issuer) throw new Error('discovery names another issuer');
    if (typeof at !== 'string' || !URL.canParse(at) || !isSafe(new URL(at))) throw new Error('discovery names no keys');
    const { cooldownMs: cooldownDuration, timeoutMs: timeoutDuration } = this.times;
    const keys = createRemoteJWKSet(new URL(at), { cooldownDuration, timeoutDuration });
    this.found = { keys, at: performance.now() };
    return keys;
  }
}
