import { isRegionCode } from '#contracts';
import { LOG_LEVELS, settings, type SettingsOf } from '#runtime';
import { readProviders } from './auth/provider-settings.js';

/** One city this gateway serves: its name on the sign-in page and the way to its own nats-server. */
export interface ServedCity {
  readonly city: string;
  readonly name: string;
  readonly natsUrl: string;
  readonly user: string;
  readonly password: string;
}

/** The environment of the gateway. */
export const GATEWAY_SETTINGS = settings([
  {
    name: 'TONGBAN_GATEWAY_HOST',
    kind: 'text',
    required: false,
    default: '127.0.0.1',
    max: 255,
    description: 'Address the gateway listens on; 0.0.0.0 for all.',
  },
  {
    name: 'TONGBAN_GATEWAY_PORT',
    kind: 'int',
    required: false,
    default: 8080,
    min: 0,
    max: 65_535,
    description: 'TCP port; 0 takes a free one.',
  },
  {
    name: 'TONGBAN_GATEWAY_CITIES',
    kind: 'json',
    required: true,
    read: readCities,
    description: 'JSON list of the cities served: [{"city","name","natsUrl","user","password"}].',
  },
  {
    name: 'TONGBAN_REHEARSAL_CLOCK_FILE',
    kind: 'text',
    required: false,
    max: 1000,
    description: 'For rehearsals with sample data alone: the file by which the clocks of the nodes are moved.',
  },
  {
    name: 'TONGBAN_GATEWAY_COMMAND_TIMEOUT_MS',
    kind: 'int',
    required: false,
    default: 10_000,
    min: 100,
    max: 60_000,
    description: "Milliseconds to wait for an answer of a city's node.",
  },
  {
    name: 'TONGBAN_GATEWAY_BODY_LIMIT_BYTES',
    kind: 'int',
    required: false,
    default: 512 * 1024,
    min: 1024,
    // A NATS message holds 1 MB by default, with token and envelope beside the body.
    max: 768 * 1024,
    description: 'Largest request body in bytes.',
  },
  {
    name: 'TONGBAN_GATEWAY_RATE_PER_MINUTE',
    kind: 'int',
    required: false,
    default: 1200,
    min: 1,
    max: 1_000_000,
    description: 'Requests a minute from one address.',
  },
  {
    name: 'TONGBAN_GATEWAY_TRUSTED_PROXIES',
    kind: 'text',
    required: false,
    pattern: /^[0-9A-Za-z.:/, ]+$/,
    description:
      'Reverse proxies whose X-Forwarded-For is believed, as addresses or ranges with commas; without it all windows ' +
      'behind a proxy share one rate limit.',
  },
  {
    name: 'TONGBAN_GATEWAY_SESSION_SECRET',
    kind: 'secret',
    required: false,
    min: 32,
    max: 500,
    description:
      'Seals the sessions of the console, the same at all gateways of one address; without it sessions end when the ' +
      'gateway does.',
  },
  {
    name: 'TONGBAN_GATEWAY_IDLE_MINUTES',
    kind: 'int',
    required: false,
    default: 15,
    min: 1,
    max: 240,
    description: 'Minutes without use after which the console asks to sign in again; what was typed stays.',
  },
  {
    name: 'TONGBAN_GATEWAY_OIDC',
    kind: 'json',
    required: false,
    default: [],
    read: readProviders,
    description:
      'JSON list of OpenID Connect providers through which people of some cities may sign in to the console: ' +
      '[{"cities","issuer","clientId","redirectUri"}], and as wanted "clientSecret" (none: a public client), "clientAuth" ' +
      '(basic or post), "scopes" (openid profile), "label" (words of the button). redirectUri is ' +
      'https://<console>/api/v1/browser-session/provider/callback. The nodes name the same provider in TONGBAN_OIDC_*.',
  },
  {
    name: 'CHROMIUM_BIN',
    kind: 'text',
    required: false,
    max: 1000,
    description:
      'Chromium that prints documents as PDF, with Chinese fonts installed beside it; without it the one in PATH, and ' +
      'without any the pages are served as HTML alone.',
  },
  {
    name: 'TONGBAN_GATEWAY_PDF_PAGES',
    kind: 'int',
    required: false,
    default: 2,
    min: 1,
    max: 16,
    description: 'Documents printed at once; eight times as many may wait.',
  },
  {
    name: 'TONGBAN_GATEWAY_PDF_TIMEOUT_MS',
    kind: 'int',
    required: false,
    default: 20_000,
    min: 1000,
    max: 120_000,
    description: 'Milliseconds within which a document is printed, its waiting and the start of the browser included.',
  },
  {
    name: 'TONGBAN_LOG_LEVEL',
    kind: 'text',
    required: false,
    default: 'info',
    choices: LOG_LEVELS,
    description: 'How much is logged.',
  },
]);

/** The gateway's settings once read. */
export type GatewaySettings = SettingsOf<typeof GATEWAY_SETTINGS>;

/** Names of other processes that one shared environment file may hold beside the gateway's. */
export const NAMES_OF_OTHER_PROCESSES = [
  'TONGBAN_CITY',
  'TONGBAN_DATABASE_URL*',
  'TONGBAN_DIRECTORY_FILE',
  'TONGBAN_FEDERATION_FINGERPRINT',
  'TONGBAN_HTTP_*',
  'TONGBAN_KEYS_FILE',
  'TONGBAN_NATS_*',
  'TONGBAN_NODE_SECRET',
  'TONGBAN_OIDC_*',
  'TONGBAN_PORT_*',
  'TONGBAN_SAMPLE_DATA_FILE',
  'TONGBAN_TOKEN_SECRET',
] as const;

/** Messages name the entry and the field, never the value: it may be a password. */
function readCities(value: unknown): readonly ServedCity[] {
  if (!Array.isArray(value) || value.length === 0) throw new Error('is not a list with at least one city');
  const cities = value.map((entry: unknown, index) => readCity(entry, `entry ${index + 1}`));
  const codes = new Set(cities.map((one) => one.city));
  if (codes.size < cities.length) throw new Error('names a city twice');
  return cities;
}

function readCity(entry: unknown, where: string): ServedCity {
  const fields = new Map(Object.entries(typeof entry === 'object' && entry !== null ? entry : {}));
  const text = (key: string): string => {
    const value: unknown = fields.get(key);
    if (typeof value !== 'string' || value === '') throw new Error(`lacks "${key}" in ${where}`);
    return value;
  };
  const city = { city: text('city'), name: text('name'), natsUrl: text('natsUrl'), user: text('user') };
  if (!isRegionCode(city.city)) throw new Error(`has no region code in "city" of ${where}`);
  if (!/^(nats|tls):\/\/[^/@]+$/.test(city.natsUrl)) {
    throw new Error(`has no nats:// or tls:// address without user and password in "natsUrl" of ${where}`);
  }
  return { ...city, password: text('password') };
}
