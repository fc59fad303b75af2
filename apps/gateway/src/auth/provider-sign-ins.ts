import { randomUUID, timingSafeEqual } from 'node:crypto';
import * as oidc from 'openid-client';
import type { CookieOptions } from 'express';
import { TongbanError, type CommandKey, type ErrorCode, type ProviderNonceView, type SessionView } from '#contracts';
import type { Clock } from '#runtime';
import type { CityNodes } from '../city-nodes/city-nodes.service.js';
import { API_PREFIX, BROWSER_SESSION_PATH } from '../routes.js';
import { CookieSeal } from './cookie-seal.js';
import { Provider, type SignInTies } from './provider.js';
import type { ProviderSettings } from './provider-settings.js';

/** A sign-in that is under way at one browser. */
export interface SignInUnderWay extends SignInTies {
  readonly city: string;
  /** Path of ours to land on. */
  readonly back: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Why a sign-in failed, kept for the sign-in page. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly requestId: string;
}

/** Who was at the provider of a city from this browser, and has not signed out. Null: no id token, or one too large. */
interface Hint {
  readonly city: string;
  readonly idToken: string | null;
}

export const HINT_COOKIE = 'tongban_provider';
/** As long as the longest session; Strict, since only our own page signs out and begins anew. */
export const HINT_PLACE = {
  httpOnly: true,
  sameSite: 'strict',
  path: API_PREFIX + BROWSER_SESSION_PATH,
  maxAge: 12 * 3_600_000,
} as const satisfies CookieOptions;
/** A larger id token is not kept for the way out: browsers take cookies of 4096 bytes. */
const MAX_HINT_CHARACTERS = 2600;

export interface ProviderSignInsParts {
  readonly providers: readonly ProviderSettings[];
  readonly secret: string;
  readonly clock: Clock;
  readonly nodes: Pick<CityNodes, 'ask'>;
}

/**
 * Sign-ins through a provider, as far as the gateway goes: out with state, nonce and PKCE, back with a code, which it
 * changes for an id token. Whom that lets in is for the city's node to say.
 */
export class ProviderSignIns {
  private readonly byCity: ReadonlyMap<string, Provider>;
  private readonly underWay: CookieSeal<SignInUnderWay>;
  private readonly hints: CookieSeal<Hint>;
  private readonly refusals: CookieSeal<Refusal>;

  constructor(private readonly parts: ProviderSignInsParts) {
    this.byCity = new Map(
      parts.providers.flatMap((settings) => {
        const provider = new Provider(settings);
        return settings.cities.map((city) => [city, provider] as const);
      }),
    );
    this.underWay = new CookieSeal(parts.secret, 'tongban sign-in under way');
    this.hints = new CookieSeal(parts.secret, 'tongban provider hint');
    this.refusals = new CookieSeal(parts.secret, 'tongban sign-in refusal');
  }

  /** Words of the way in for the people of a city; null where there is none. */
  labelOf = (city: string): string | null => this.byCity.get(city)?.settings.label ?? null;

  /**
   * Where to send the browser, and what to keep in its cookie until it is back. Throws provider_not_offered,
   * provider_unreachable, and what the node may say.
   */
  async begin(city: string, back: string, again: boolean, requestId: string): Promise<{ to: string; cookie: string }> {
    const provider = this.byCity.get(city);
    if (!provider) throw new TongbanError('provider_not_offered', { city });
    const { nonce, expiresAt, issuer, clientId } = (await this.ask(
      city,
      'beginProviderSignIn',
      {},
      requestId,
    )) as ProviderNonceView;
    const { settings } = provider;
    if (issuer !== settings.issuer || clientId !== settings.clientId) {
      // The node would refuse whatever came back: better told before somebody types a password.
      throw new TongbanError('provider_not_offered', { city, reason: 'settings_differ' });
    }
    const ties = { state: oidc.randomState(), nonce, verifier: oidc.randomPKCECodeVerifier() };
    const to = await provider.wayOut(ties, again);
    const kept = { ...ties, city, back, until: Date.parse(expiresAt) };
    return { to: to.href, cookie: this.underWay.seal(kept) };
  }

  /** The sign-in that a browser is on; throws provider_state_unknown where there is none, it is over, or of another state. */
  underWayIn(cookie: string | undefined, state: unknown): SignInUnderWay {
    const kept = cookie === undefined ? null : this.underWay.open(cookie);
    const refused = (reason: string): TongbanError => new TongbanError('provider_state_unknown', { reason });
    if (!kept) throw refused('none');
    if (typeof state !== 'string' || !isSame(state, kept.state)) throw refused('state');
    if (kept.until <= this.parts.clock.now().getTime()) throw refused('expired');
    return kept;
  }

  /** City and landing of a sign-in that failed, for the sign-in page; null where the cookie tells nothing. */
  whereOf(cookie: string | undefined): Pick<SignInUnderWay, 'city' | 'back'> | null {
    return cookie === undefined ? null : this.underWay.open(cookie);
  }

  /** The node's session for what the provider sent back. Throws the codes of the provider and of the node. */
  async finish(
    kept: SignInUnderWay,
    query: string,
    requestId: string,
  ): Promise<{ session: SessionView; hint: string }> {
    const provider = this.byCity.get(kept.city);
    if (!provider) throw new TongbanError('provider_not_offered', { city: kept.city });
    const idToken = await provider.idTokenFor(query, kept);
    const session = (await this.ask(kept.city, 'signInByProvider', { idToken }, requestId)) as SessionView;
    return { session, hint: this.hintOf(kept.city, idToken) };
  }

  /** A note that somebody was at the provider from this browser; with the id token, where it is not too large. */
  hintOf = (city: string, idToken: string | null = null): string =>
    this.hints.seal({ city, idToken: (idToken?.length ?? 0) > MAX_HINT_CHARACTERS ? null : idToken });

  /** Where somebody who came through the provider of this city ends that session too; null where nowhere. */
  async wayToEnd(city: string, hint: string | undefined): Promise<string | null> {
    const opened = hint === undefined ? null : this.hints.open(hint);
    return (await this.byCity.get(city)?.wayToEnd(opened?.city === city ? opened.idToken : null)) ?? null;
  }

  refusalFor = (code: ErrorCode, requestId: string): string => this.refusals.seal({ code, requestId });

  refusalIn = (cookie: string | undefined): Refusal | null =>
    cookie === undefined ? null : this.refusals.open(cookie);

  private async ask(city: string, key: CommandKey, body: object, requestId: string): Promise<unknown> {
    const command = { token: null, commandId: null, ifMatch: null, requestId: requestId || randomUUID(), body };
    return (await this.parts.nodes.ask(city, key, command)).result;
  }
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A path of the console and nothing else: an address with another host in it would lead away from here. */
export function pathOfOurs(given: unknown): string {
  if (typeof given !== 'string' || given.length > 500 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(given)) return '/';
  const here = new URL('http://here.invalid');
  const read = new URL(given, here);
  // Dots may leave two slashes in front, and those begin a host again.
  const isOurs = read.origin === here.origin && !/^\/(?:\/|api\/)/.test(read.pathname);
  return isOurs ? read.pathname + read.search : '/';
}
