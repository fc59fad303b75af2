import * as oidc from 'openid-client';
import { TongbanError } from '#contracts';
import { isHere, type ProviderSettings } from './provider-settings.js';

/** What the provider says of itself is asked anew after so many milliseconds. */
const DISCOVERY_MS = 3_600_000;
const TIMEOUT_SECONDS = 5;
const TOLERANCE_SECONDS = 60;

/** What one sign-in is tied together by, from its way out to its way back. */
export interface SignInTies {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE. */
  readonly verifier: string;
}

/** One provider (OpenID Connect, authorization code with PKCE): its addresses, and the exchange of a code for an id token. */
export class Provider {
  private found: { readonly config: oidc.Configuration; readonly at: number } | undefined;
  private finding: Promise<oidc.Configuration> | undefined;

  constructor(readonly settings: ProviderSettings) {}

  /** Where to send the browser; `again`: even who is signed in there has to show who they are. Throws provider_unreachable. */
  async wayOut({ state, nonce, verifier }: SignInTies, again: boolean): Promise<URL> {
    const config = await this.configuration();
    return oidc.buildAuthorizationUrl(config, {
      redirect_uri: this.settings.redirectUri,
      scope: this.settings.scopes,
      response_type: 'code',
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ui_locales: 'zh-CN',
      ...(again ? { prompt: 'login' } : {}),
    });
  }

  /**
   * The id token for what the provider sent back with the browser. Throws provider_refused, provider_unreachable,
   * provider_token_invalid, provider_token_expired.
   */
  async idTokenFor(query: string, { state, nonce, verifier }: SignInTies): Promise<string> {
    const config = await this.configuration();
    // As the provider knows us: behind a proxy the request itself tells another host.
    const back = new URL(this.settings.redirectUri);
    back.search = query;
    try {
      const tokens = await oidc.authorizationCodeGrant(config, back, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      return tokens.id_token ?? '';
    } catch (error) {
      throw codedOf(error);
    }
  }

  /** Where to end the session at the provider too, and to come back from; null where it has no such address or is away. */
  async wayToEnd(idToken: string | null): Promise<string | null> {
    const config = await this.configuration().catch(() => null);
    if (!config?.serverMetadata().end_session_endpoint) return null;
    const back = new URL('/sign-in', this.settings.redirectUri).href;
    const hint: Record<string, string> = idToken === null ? {} : { id_token_hint: idToken };
    return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: back, ...hint }).href;
  }

  private async configuration(): Promise<oidc.Configuration> {
    if (this.found && performance.now() - this.found.at < DISCOVERY_MS) return this.found.config;
    try {
      return await (this.finding ??= this.discover());
    } catch (error) {
      // Addresses seldom change: those of before are good while the provider says nothing new.
      if (this.found) return this.found.config;
      throw new TongbanError('provider_unreachable', { what: 'discovery' }, { cause: error });
    } finally {
      this.finding = undefined;
    }
  }

  private async discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret, clientAuth } = this.settings;
    const server = new URL(issuer);
    const shown = clientAuth === 'post' ? oidc.ClientSecretPost : oidc.ClientSecretBasic;
    const auth = clientSecret === undefined ? oidc.None() : shown(clientSecret);
    const config = await oidc.discovery(server, clientId, { [oidc.clockTolerance]: TOLERANCE_SECONDS }, auth, {
      timeout: TIMEOUT_SECONDS,
      ...(isHere(server) ? { execute: [oidc.allowInsecureRequests] } : {}),
    });
    this.found = { config, at: performance.now() };
    return config;
  }
}

/** Codes of openid-client that tell of a token that does not hold what it should. */
const TOKEN_CODES = new Set([
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_KEY_SELECTION_FAILED',
]);

/** The provider's own code is told if it is one of the standard's kind; its description may hold anything. */
function codedOf(error: unknown): TongbanError {
  const refused = (code: string): TongbanError =>
    new TongbanError('provider_refused', { error: /^[a-z_]{1,60}$/.test(code) ? code : 'other' }, { cause: error });
  if (error instanceof oidc.AuthorizationResponseError) return refused(error.error);
  if (error instanceof oidc.ResponseBodyError && error.status < 500) return refused(error.error);
  if (error instanceof oidc.WWWAuthenticateChallengeError) return refused('invalid_client');
  const code = error instanceof oidc.ClientError ? error.code : undefined;
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') {
    return new TongbanError('provider_token_expired', { claim: 'exp' }, { cause: error });
  }
  if (code !== undefined && TOKEN_CODES.has(code)) {
    return new TongbanError('provider_token_invalid', { reason: 'answer' }, { cause: error });
  }
  return new TongbanError('provider_unreachable', { what: 'token' }, { cause: error });
}
