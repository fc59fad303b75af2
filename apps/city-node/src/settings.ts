import { isRegionCode } from '#contracts';
import { LOG_LEVELS, readSettings, settings, SettingsError, type SettingsFault } from '#runtime';
import { providerFaults, SIGN_IN_SETTINGS } from './accounts/sign-in-settings.js';
import { OPERATIONS_SETTINGS, webhookFaults } from './operations/operations-settings.js';

/** The whole configuration of a city's node: one table, read from the environment, documented from this text. */
export const CITY_NODE_SETTINGS = settings([
  {
    name: 'TONGBAN_CITY',
    kind: 'text',
    required: true,
    pattern: /^\d{6}$/,
    description: 'GB/T 2260 code of the city this node runs for.',
  },
  {
    name: 'TONGBAN_REPLICA',
    kind: 'text',
    required: false,
    pattern: /^[A-Za-z0-9._-]{1,60}$/,
    description: 'Name of this replica in leases and logs; host and process id where unset.',
  },
  {
    name: 'TONGBAN_REHEARSAL_CLOCK_FILE',
    kind: 'text',
    required: false,
    max: 1000,
    description:
      'For rehearsals with sample data alone: a file that tells by how many milliseconds the clock is moved. Refused where the directory is no sample.',
  },
  {
    name: 'TONGBAN_DATABASE_URL',
    kind: 'url',
    required: true,
    // Any other scheme would be tried for ever, as a database that is not there yet.
    pattern: /^postgres(ql)?:\/\//,
    description: 'PostgreSQL of this city: postgres://user:password@host:port/database.',
  },
  {
    name: 'TONGBAN_DATABASE_POOL',
    kind: 'int',
    required: false,
    default: 16,
    min: 4,
    max: 200,
    description: 'Connections to PostgreSQL at most.',
  },
  {
    name: 'TONGBAN_NATS_URL',
    kind: 'url',
    required: true,
    pattern: /^(nats|tls):\/\//,
    description: "The city's own nats-server.",
  },
  { name: 'TONGBAN_NATS_USER', kind: 'text', required: false, description: 'User at that nats-server.' },
  { name: 'TONGBAN_NATS_PASSWORD', kind: 'secret', required: false, description: 'Password of that user.' },
  {
    name: 'TONGBAN_HTTP_HOST',
    kind: 'text',
    required: false,
    default: '127.0.0.1',
    description: 'Address for health and metrics.',
  },
  {
    name: 'TONGBAN_HTTP_PORT',
    kind: 'int',
    required: true,
    min: 0,
    max: 65535,
    description: 'Port for health and metrics; 0 takes a free one.',
  },
  {
    name: 'TONGBAN_KEYS_FILE',
    kind: 'file',
    required: true,
    description: "JSON file with this city's private signing and sealing keys.",
  },
  {
    name: 'TONGBAN_DIRECTORY_FILE',
    kind: 'file',
    required: true,
    description: 'JSON file with the federation key and the signed city directories, oldest first.',
  },
  {
    name: 'TONGBAN_FEDERATION_FINGERPRINT',
    kind: 'text',
    required: true,
    pattern: /^[0-9a-f]{64}$/,
    description: 'SHA-256 of the federation public key: the root of trust.',
  },
  {
    name: 'TONGBAN_TOKEN_SECRET',
    kind: 'secret',
    required: true,
    min: 32,
    description: 'Signs sign-in tokens; the same for all replicas of a city, 32 characters or more.',
  },
  {
    name: 'TONGBAN_NODE_SECRET',
    kind: 'secret',
    required: true,
    min: 32,
    description:
      'Keys the hashes of pickup codes and of searched certificate numbers, 32 characters or more; never change it.',
  },
  ...SIGN_IN_SETTINGS,
  {
    name: 'TONGBAN_SAMPLE_DATA_FILE',
    kind: 'file',
    required: false,
    description:
      'Sample items, people and pickup points, imported once into an empty database; leave unset in production.',
  },
  {
    name: 'TONGBAN_RECEIPT_WAIT_MS',
    kind: 'int',
    required: false,
    default: 3000,
    min: 50,
    max: 60000,
    description: 'How long a published batch waits for its receipt before link status is asked.',
  },
  {
    name: 'TONGBAN_BREAKER_RESET_MS',
    kind: 'int',
    required: false,
    default: 5000,
    min: 50,
    max: 600000,
    description:
      'How long an open breaker waits before it probes the partner, and a held link before it is looked at again.',
  },
  {
    name: 'TONGBAN_POLL_MS',
    kind: 'int',
    required: false,
    default: 500,
    min: 10,
    max: 10000,
    description: 'How often the relay looks for work that no wake-up told of.',
  },
  {
    name: 'TONGBAN_LEASE_MS',
    kind: 'int',
    required: false,
    default: 6000,
    min: 500,
    max: 60000,
    description: 'Life of the lease of the replica that seals and applies.',
  },
  {
    name: 'TONGBAN_HEARTBEAT_MS',
    kind: 'int',
    required: false,
    default: 30000,
    min: 100,
    max: 3600000,
    description: 'An idle link asks for link status this often.',
  },
  {
    name: 'TONGBAN_START_GRACE_MS',
    kind: 'int',
    required: false,
    default: 4000,
    min: 0,
    max: 60000,
    description:
      'After a plain start, how long acts on existing cases and arriving batches wait for a partner that does not answer.',
  },
  {
    name: 'TONGBAN_RETENTION_DAYS',
    kind: 'int',
    required: false,
    default: 3650,
    min: 30,
    max: 36500,
    description: 'Days after its end for which a case keeps its personal data; then it is erased.',
  },
  {
    name: 'TONGBAN_ATTACHMENT_DIR',
    kind: 'text',
    required: false,
    default: 'attachments',
    max: 1000,
    description:
      'Folder of the sealed files of applications, shared by all replicas; each city has one of its own below it.',
  },
  {
    name: 'TONGBAN_ATTACHMENT_S3_ENDPOINT',
    kind: 'url',
    required: false,
    pattern: /^https?:\/\//,
    description:
      'S3-compatible storage that keeps the sealed files in the place of the folder; the next four go with it.',
  },
  {
    name: 'TONGBAN_ATTACHMENT_S3_BUCKET',
    kind: 'text',
    required: false,
    pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    description: 'Bucket of the sealed files; objects of each city begin with its code.',
  },
  {
    name: 'TONGBAN_ATTACHMENT_S3_REGION',
    kind: 'text',
    required: false,
    default: 'us-east-1',
    description: 'Region that requests to that storage are signed for.',
  },
  {
    name: 'TONGBAN_ATTACHMENT_S3_ACCESS_KEY',
    kind: 'text',
    required: false,
    description: 'Access key at that storage.',
  },
  {
    name: 'TONGBAN_ATTACHMENT_S3_SECRET_KEY',
    kind: 'secret',
    required: false,
    description: 'Secret of that access key.',
  },
  {
    name: 'TONGBAN_ATTACHMENT_UNUSED_HOURS',
    kind: 'int',
    required: false,
    default: 168,
    min: 1,
    max: 8760,
    description: 'Hours after which an uploaded file that no case names is erased.',
  },
  {
    name: 'TONGBAN_ATTACHMENT_FETCHES',
    kind: 'int',
    required: false,
    default: 2,
    min: 1,
    max: 16,
    description: 'Files fetched from partner cities at once.',
  },
  {
    name: 'TONGBAN_DRAFT_DAYS',
    kind: 'int',
    required: false,
    default: 30,
    min: 1,
    max: 365,
    description: 'Days after its last change for which a draft is kept; then it is erased.',
  },
  ...OPERATIONS_SETTINGS,
  {
    name: 'TONGBAN_LOG_LEVEL',
    kind: 'text',
    required: false,
    default: 'info',
    choices: LOG_LEVELS,
    description: 'Least level that is logged.',
  },
]);

export type CityNodeSettings = ReturnType<typeof readCityNodeSettings>;

/** Reads the environment; throws SettingsError with every fault at once. */
export function readCityNodeSettings(env: NodeJS.ProcessEnv) {
  const faults = [...cityFaults(env.TONGBAN_CITY), ...storageFaults(env)];
  try {
    const read = readSettings(CITY_NODE_SETTINGS, env, { othersNames: ['TONGBAN_GATEWAY_*'] });
    faults.push(...webhookFaults(read), ...providerFaults(read));
    if (faults.length === 0) return read;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    faults.push(...error.faults);
  }
  throw new SettingsError(faults);
}

/** A storage of files that is only half told would fail at the first scan. */
function storageFaults(env: NodeJS.ProcessEnv): SettingsFault[] {
  const names = ['ENDPOINT', 'BUCKET', 'ACCESS_KEY', 'SECRET_KEY'].map((name) => `TONGBAN_ATTACHMENT_S3_${name}`);
  const missing = names.filter((name) => !env[name]);
  if (missing.length === names.length) return [];
  const remedy = 'Set all of TONGBAN_ATTACHMENT_S3_ENDPOINT, _BUCKET, _ACCESS_KEY and _SECRET_KEY, or none';
  return missing.map((name) => ({
    name,
    code: 'missing',
    problem: 'is missing beside the others of its kind',
    remedy,
  }));
}

/** Six digits that are no region code; another form is for the table to refuse. */
function cityFaults(city: string | undefined): SettingsFault[] {
  if (city === undefined || !/^\d{6}$/.test(city) || isRegionCode(city)) return [];
  const remedy = 'Write the six digits of GB/T 2260';
  return [{ name: 'TONGBAN_CITY', code: 'malformed', problem: `is "${city}", which is no region code`, remedy }];
}
