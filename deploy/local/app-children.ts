import { join } from 'node:path';
import { Child } from './child.js';
import { appProgram, type LocalCity, type NatsAddress } from './city-settings.js';
import { localDir, projectDir } from './local-folder.js';
import { rehearsalClockFile } from './rehearsal-clock.js';

/** What one city's node is given. */
export interface CityNodeOptions {
  readonly city: LocalCity;
  readonly databaseUrl: string;
  readonly nats: NatsAddress;
  readonly port: number;
  readonly keysFile: string;
  readonly directoryFile: string;
  readonly fingerprint: string;
  readonly tokenSecret: string;
  readonly nodeSecret: string;
  readonly logDir: string;
}

/** What the gateway is given: how to reach each city's node. */
export interface GatewayOptions {
  readonly port: number;
  readonly cities: readonly { readonly city: LocalCity; readonly nats: NatsAddress }[];
  readonly sessionSecret: string;
  readonly logDir: string;
}

const host = '127.0.0.1';
// The first start of a node makes its tables and reads its sample data.
const readyWithinMs = 90_000;
// Longer than a node takes to finish what it has begun.
const stopWithinMs = 20_000;

/** The program of one city's node; not started yet. */
export function cityNode(options: CityNodeOptions): Child {
  const { city, nats } = options;
  const env = {
    ...inherited(process.env, (name) => !name.startsWith('TONGBAN_GATEWAY_')),
    TONGBAN_CITY: city.code,
    TONGBAN_DATABASE_URL: options.databaseUrl,
    TONGBAN_NATS_URL: nats.url,
    ...(nats.user ? { TONGBAN_NATS_USER: nats.user, TONGBAN_NATS_PASSWORD: nats.password } : {}),
    TONGBAN_HTTP_HOST: host,
    TONGBAN_HTTP_PORT: String(options.port),
    TONGBAN_KEYS_FILE: options.keysFile,
    TONGBAN_DIRECTORY_FILE: options.directoryFile,
    TONGBAN_FEDERATION_FINGERPRINT: options.fingerprint,
    TONGBAN_TOKEN_SECRET: options.tokenSecret,
    TONGBAN_NODE_SECRET: options.nodeSecret,
    TONGBAN_SAMPLE_DATA_FILE: city.sampleFile,
    TONGBAN_ATTACHMENT_DIR: join(localDir, 'attachments'),
    TONGBAN_REHEARSAL_CLOCK_FILE: rehearsalClockFile,
  };
  return program(`${city.name}节点`, 'city-node', env, options.port, join(options.logDir, `node-${city.code}.log`));
}

/** The program of the gateway; not started yet. */
export function gateway(options: GatewayOptions): Child {
  const cities = options.cities.map(({ city, nats }) => ({
    city: city.code,
    name: city.name,
    natsUrl: nats.url,
    user: nats.user,
    password: nats.password,
  }));
  const env = {
    ...inherited(process.env, (name) => name.startsWith('TONGBAN_GATEWAY_') || name === 'TONGBAN_LOG_LEVEL'),
    TONGBAN_GATEWAY_HOST: host,
    TONGBAN_GATEWAY_PORT: String(options.port),
    TONGBAN_GATEWAY_CITIES: JSON.stringify(cities),
    TONGBAN_GATEWAY_SESSION_SECRET: options.sessionSecret,
    TONGBAN_REHEARSAL_CLOCK_FILE: rehearsalClockFile,
  };
  return program('网关', 'gateway', env, options.port, join(options.logDir, 'gateway.log'));
}

function program(
  name: string,
  app: 'city-node' | 'gateway',
  env: NodeJS.ProcessEnv,
  port: number,
  logFile: string,
): Child {
  return new Child({
    name,
    command: process.execPath,
    // The log is read by people: a warning about node's own experiments would be its first line.
    // As docs/operations.md advises: half as many stops to clear short-lived objects up.
    args: [
      '--max-semi-space-size=32',
      '--enable-source-maps',
      '--disable-warning=ExperimentalWarning',
      appProgram(app),
    ],
    cwd: projectDir,
    env,
    logFile,
    readyWithinMs,
    stopWithinMs,
    ready: () => answersReady(port),
  });
}

/**
 * This process's environment without the names that are the supervisor's own, and of our names only those `passed`: an
 * app refuses to start with a TONGBAN_ name it does not know, as that is usually a misspelt setting.
 */
function inherited(env: NodeJS.ProcessEnv, passed: (name: string) => boolean): NodeJS.ProcessEnv {
  const own = /^TONGBAN_(LOCAL_DIR$|PORT_|DATABASE_URL_|NATS_URL_|NATS_GATEWAY_URL_)/;
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('TONGBAN_') || (!own.test(name) && passed(name))),
  );
}

async function answersReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host}:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    // Not listening yet; the deadline of the start says when that is too long.
    return false;
  }
}
