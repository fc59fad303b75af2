import { isRegionCode, TongbanError, USER_ROLES, type CommandRule, type UserRole } from '#contracts';
import { decodeJwt } from 'jose';
import type { Clock } from '#runtime';

/** What a token says of the person who sent it, unverified: good for the way to the city, never for granting. */
export interface Bearer {
  readonly token: string;
  readonly city: string;
  readonly role: UserRole;
}

interface Claims extends Bearer {
  /** Seconds since 1970. */
  readonly exp: number;
}

/** Tokens whose claims are kept: a window sends the same one all morning. */
const MAX_READ = 1000;
/** The gateway's clock may run ahead of the node's; the node has the last word on the minute that is left out. */
const CLOCK_TOLERANCE_SECONDS = 60;
const MAX_TOKEN_CHARACTERS = 4096;

/**
 * Reads who is calling. The token is issued and verified by the city's node; the gateway holds no secret and looks at
 * the claims only to find the city and to answer early what the node would refuse anyway.
 *
 * It is the same for who came through a provider: the node gave that token too, for an id token (`ProviderSignIns`).
 */
export class IdentityDoor {
  private readonly read = new Map<string, Claims>();

  constructor(
    private readonly served: ReadonlySet<string>,
    private readonly clock: Clock,
  ) {}

  /** The caller; throws `token_missing`, `token_invalid`, `token_expired` or `role_not_allowed`. */
  bearerFor(rule: CommandRule, authorization: string | undefined): Bearer {
    const { token, city, role, exp } = this.claimsIn(authorization);
    if (!this.served.has(city)) throw new TongbanError('token_invalid', { reason: 'city_not_served' });
    if (exp + CLOCK_TOLERANCE_SECONDS <= this.clock.now().getTime() / 1000) throw new TongbanError('token_expired');
    if (!rule.roles.includes(role)) throw new TongbanError('role_not_allowed', { role, allowed: rule.roles });
    return { token, city, role };
  }

  private claimsIn(authorization: string | undefined): Claims {
    if (authorization === undefined || authorization.trim() === '') throw new TongbanError('token_missing');
    let claims = this.read.get(authorization);
    if (!claims) {
      claims = readClaims(authorization);
      this.read.set(authorization, claims);
      if (this.read.size > MAX_READ) this.read.delete(this.read.keys().next().value as string);
    }
    return claims;
  }

  /** Throws `city_not_served` for a city whose node this gateway cannot reach. */
  mustServe(city: string): void {
    if (!this.served.has(city)) throw new TongbanError('city_not_served', { city, served: [...this.served] });
  }
}

function readClaims(authorization: string): Claims {
  const token = /^Bearer +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i.exec(authorization)?.[1];
  if (!token || token.length > MAX_TOKEN_CHARACTERS) throw new TongbanError('token_invalid', { reason: 'malformed' });
  const { city, role, exp } = claimsOf(token);
  if (typeof exp !== 'number' || !isRegionCode(city) || !isRole(role)) {
    throw new TongbanError('token_invalid', { reason: 'claims' });
  }
  return { token, city, role, exp };
}

function claimsOf(token: string): Record<string, unknown> {
  try {
    return decodeJwt(token);
  } catch (cause) {
    throw new TongbanError('token_invalid', { reason: 'malformed' }, { cause });
  }
}

function isRole(value: unknown): value is UserRole {
  return USER_ROLES.includes(value as UserRole);
}
