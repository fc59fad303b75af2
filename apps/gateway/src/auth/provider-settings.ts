import { isRegionCode } from '#contracts';
import { API_PREFIX, PROVIDER_CALLBACK_PATH } from '../routes.js';

/** One provider of sign-ins (统一身份认证, OpenID Connect) and the cities whose people it knows. */
export interface ProviderSettings {
  readonly cities: readonly string[];
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined: a public client, which PKCE alone protects. */
  readonly clientSecret: string | undefined;
  /** How the secret is shown to the provider. */
  readonly clientAuth: 'basic' | 'post';
  readonly scopes: string;
  /** Words of the way in on the sign-in page. */
  readonly label: string;
  /** Where the provider sends people back to: this gateway as browsers know it. */
  readonly redirectUri: string;
}

export const DEFAULT_LABEL = '使用统一身份认证登录';
const DEFAULT_SCOPES = 'openid profile';

/** Messages name the entry and the field, never the value: it may be a secret. */
export function readProviders(value: unknown): readonly ProviderSettings[] {
  if (!Array.isArray(value)) throw new Error('is not a list');
  const providers = value.map((entry: unknown, index) => readProvider(entry, `entry ${index + 1}`));
  const cities = providers.flatMap((one) => one.cities);
  if (new Set(cities).size < cities.length) throw new Error('names a city twice');
  return providers;
}

function readProvider(entry: unknown, where: string): ProviderSettings {
  const fields = new Map(Object.entries(typeof entry === 'object' && entry !== null ? entry : {}));
  const given = (key: string): string | undefined => {
    const value: unknown = fields.get(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string' || value === '') throw new Error(`has no text in "${key}" of ${where}`);
    return value;
  };
  const text = (key: string): string => {
    const value = given(key);
    if (value === undefined) throw new Error(`lacks "${key}" in ${where}`);
    return value;
  };
  const scopes = given('scopes') ?? DEFAULT_SCOPES;
  if (!scopes.split(' ').includes('openid')) throw new Error(`lacks openid in "scopes" of ${where}`);
  const clientAuth = given('clientAuth') ?? 'basic';
  if (clientAuth !== 'basic' && clientAuth !== 'post')
    throw new Error(`has no basic or post in "clientAuth" of ${where}`);
  const redirectUri = safeAddress(text('redirectUri'), 'redirectUri', where);
  if (new URL(redirectUri).pathname !== API_PREFIX + PROVIDER_CALLBACK_PATH) {
    throw new Error(`does not end with ${API_PREFIX + PROVIDER_CALLBACK_PATH} in "redirectUri" of ${where}`);
  }
  const label = given('label') ?? DEFAULT_LABEL;
  if ([...label].length > 20) throw new Error(`has more than 20 characters in "label" of ${where}`);
  return {
    cities: readCities(fields.get('cities'), where),
    issuer: safeAddress(text('issuer'), 'issuer', where),
    clientId: text('clientId'),
    clientSecret: given('clientSecret'),
    clientAuth,
    scopes,
    label,
    redirectUri,
  };
}

function readCities(value: unknown, where: string): string[] {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isRegionCode)) {
    throw new Error(`has no list of region codes in "cities" of ${where}`);
  }
  return value;
}

/** An address of which nothing can be read or changed on the way: https, or http that does not leave the machine. */
function safeAddress(value: string, key: string, where: string): string {
  const address = URL.canParse(value) ? new URL(value) : undefined;
  const isPlain = address?.search === '' && address.hash === '' && address.username === '';
  if (!address || !isPlain) throw new Error(`has no plain address in "${key}" of ${where}`);
  if (address.protocol !== 'https:' && !isHere(address))
    throw new Error(`has no https address in "${key}" of ${where}`);
  return value;
}

/** Whether an address is plain http that does not leave the machine. */
export const isHere = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
