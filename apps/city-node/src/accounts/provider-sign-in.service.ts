import { decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { TongbanError, type ProviderNonceView, type SessionView, type SignInByProvider } from '#contracts';
import type { Clock } from '#runtime';
import type { AccountsService } from './accounts.service.js';
import type { ProviderNonces } from './provider-nonces.js';
import { SIGN_IN_MS } from './provider-nonces.js';

/** Clocks of provider and node may differ by this. */
const TOLERANCE_SECONDS = 60;
/** With a public key alone: a shared secret would let whoever has it sign anybody in. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const SUBJECT = /^[\x21-\x7e]{1,200}$/;

/** The provider this node trusts. */
export interface TrustedProvider {
  readonly issuer: string;
  readonly clientId: string;
  /** Claim that names the person. */
  readonly claim: string;
  readonly keyFor: JWTVerifyGetKey;
}

/** 统一身份认证: the node decides who signs in, by the provider's signature and not by the gateway's word. */
export class ProviderSignIn {
  constructor(
    private readonly provider: TrustedProvider | null,
    private readonly nonces: ProviderNonces,
    private readonly accounts: Pick<AccountsService, 'sessionOfSubject'>,
    private readonly clock: Clock,
  ) {}

  /** Throws provider_not_offered. */
  begin(): ProviderNonceView {
    const { issuer, clientId } = this.trusted();
    const { nonce, expiresAt } = this.nonces.make();
    return { nonce, expiresAt: expiresAt.toISOString(), issuer, clientId };
  }

  /**
   * A session for the person whom the id token names. Throws provider_not_offered, provider_token_invalid,
   * provider_token_expired, provider_state_unknown, provider_unreachable, subject_unknown, account_disabled.
   */
  async signIn({ idToken }: SignInByProvider): Promise<SessionView> {
    const { issuer, claim } = this.trusted();
    // Looked at before anything is fetched: only who began a sign-in here can make the node ask the provider.
    this.nonces.check(nonceIn(idToken));
    const payload = await this.verified(idToken);
    const subject = payload[claim];
    if (typeof subject !== 'string' || !SUBJECT.test(subject)) {
      throw new TongbanError('provider_token_invalid', { reason: 'claim', claim });
    }
    await this.nonces.spend(String(payload.nonce));
    return this.accounts.sessionOfSubject(issuer, subject);
  }

  private async verified(idToken: string): Promise<JWTPayload> {
    const { issuer, clientId, keyFor } = this.trusted();
    try {
      const { payload } = await jwtVerify(idToken, keyFor, {
        issuer,
        audience: clientId,
        algorithms: ALGORITHMS,
        clockTolerance: TOLERANCE_SECONDS,
        currentDate: this.clock.now(),
        maxTokenAge: SIGN_IN_MS / 1000,
        requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
      });
      const parties = Array.isArray(payload.aud) ? payload.aud.length : 1;
      const meant = payload.azp === undefined ? parties === 1 : payload.azp === clientId;
      if (!meant) throw new TongbanError('provider_token_invalid', { reason: 'azp' });
      return payload;
    } catch (error) {
      throw codedOf(error);
    }
  }

  private trusted(): TrustedProvider {
    if (!this.provider) throw new TongbanError('provider_not_offered');
    return this.provider;
  }
}

function nonceIn(idToken: string): unknown {
  try {
    return decodeJwt(idToken).nonce;
  } catch (cause) {
    throw new TongbanError('provider_token_invalid', { reason: 'malformed' }, { cause });
  }
}

/** Which check failed, in a word; never a value of the token. */
function codedOf(error: unknown): TongbanError {
  if (error instanceof TongbanError) return error;
  const refused = (reason: string): TongbanError =>
    new TongbanError('provider_token_invalid', { reason }, { cause: error });
  if (error instanceof errors.JWTExpired) {
    return new TongbanError('provider_token_expired', { claim: error.claim }, { cause: error });
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const isEarly = ['iat', 'nbf'].includes(error.claim) && error.reason === 'check_failed';
    if (isEarly) return new TongbanError('provider_token_expired', { claim: error.claim }, { cause: error });
    return refused(error.claim);
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return refused('signature');
  if (error instanceof errors.JWKSNoMatchingKey) return refused('key_unknown');
  if (error instanceof errors.JOSEAlgNotAllowed) return refused('algorithm');
  return refused('malformed');
}
