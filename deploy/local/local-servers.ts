import { join } from 'node:path';
import { natsAddress, type LocalCity, type NatsAddress } from './city-settings.js';
import type { KeptChild } from './kept-child.js';
import { localDir } from './local-folder.js';
import { startNats } from './nats.js';
import type { PortName } from './ports.js';
import { ensureDatabase, startPostgres } from './postgres.js';
import type { LocalSecrets } from './run-record.js';
import type { RunningFederation } from './running-federation.js';
import type { Shutdown } from './shutdown.js';

/** What the steps of a start share. */
export interface StartContext {
  readonly cities: readonly LocalCity[];
  readonly ports: Readonly<Record<PortName, number>>;
  readonly secrets: LocalSecrets;
  readonly running: RunningFederation;
  readonly shutdown: Shutdown;
  readonly say: (line: string) => void;
}

/** Each city's sign-ins at its nats-server, and the servers that run here, by city code and `hub`. */
export interface LocalNats {
  node(city: string): NatsAddress;
  gateway(city: string): NatsAddress;
  readonly servers: Readonly<Record<string, KeptChild>>;
}

/** Where logs of all programs go. */
export const logDir = join(localDir, 'logs');

/** Where PostgreSQL's data is wanted. */
export const postgresDir = join(localDir, 'postgres');

/** Starts PostgreSQL and makes one database per city; returns their addresses by city code. */
export async function databasesHere(context: StartContext): Promise<Record<string, string>> {
  const { cities, ports, running, shutdown, say } = context;
  const port = ports.TONGBAN_PORT_POSTGRES;
  const starting = startPostgres({ dataDir: postgresDir, port, logFile: join(logDir, 'postgres.log'), say }).then(
    (postgres) => {
      const kept = running.keep(postgres.child);
      kept.adopt();
      return { postgres, kept };
    },
  );
  addStep(
    shutdown,
    'PostgreSQL',
    starting,
    ({ kept }) => kept.stop(),
    ({ kept }) => kept.child.signal('SIGQUIT'),
  );
  const { postgres } = await starting;
  const databases: Record<string, string> = {};
  for (const { code } of cities) {
    databases[code] = await ensureDatabase(postgres.url('postgres'), `tongban_${code}`);
  }
  return databases;
}

/** Starts the hub and one nats-server per city, and keeps them running. */
export async function natsHere(bin: string, context: StartContext): Promise<LocalNats> {
  const { cities, ports, secrets, running, shutdown } = context;
  const codes = cities.map(({ code }) => code);
  const starting = startNats({
    bin,
    dir: join(localDir, 'nats'),
    logDir,
    cities: codes,
    ports: {
      hub: ports.TONGBAN_PORT_NATS_HUB,
      hubLeaf: ports.TONGBAN_PORT_NATS_HUB_LEAF,
      leaf: Object.fromEntries(cities.map(({ code, natsPort }) => [code, ports[natsPort]])),
    },
    passwords: Object.fromEntries(codes.map((code) => [code, secrets.nats[code]!])),
  }).then((all) => {
    const servers: Record<string, KeptChild> = { hub: running.keep(all.hub.child) };
    for (const code of codes) servers[code] = running.keep(all.leaf(code).child);
    for (const kept of Object.values(servers)) kept.adopt();
    return { all, servers };
  });
  addStep(
    shutdown,
    'nats-server',
    starting,
    async ({ servers }) => void (await Promise.all(Object.values(servers).map((kept) => kept.stop()))),
    ({ servers }) => Object.values(servers).forEach(({ child }) => child.signal('SIGKILL')),
  );
  const { all, servers } = await starting;
  const address = (city: string, user: 'node' | 'gateway'): NatsAddress => ({
    url: all.leaf(city).url,
    user,
    password: secrets.nats[city]![user],
  });
  return { servers, node: (city) => address(city, 'node'), gateway: (city) => address(city, 'gateway') };
}

/** The user's own nats-servers; the gateway signs in as the node does unless it has an address of its own. */
export function natsElsewhere(addresses: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): LocalNats {
  const node = (city: string): NatsAddress => natsAddress(`TONGBAN_NATS_URL_${city}`, addresses[city]!);
  const gateway = (city: string): NatsAddress => {
    const variable = `TONGBAN_NATS_GATEWAY_URL_${city}`;
    return env[variable] ? natsAddress(variable, env[variable]) : node(city);
  };
  return { servers: {}, node, gateway };
}

/** Notes how to end what is still starting: a Ctrl-C in between must not leave it behind. */
function addStep<T>(
  shutdown: Shutdown,
  name: string,
  starting: Promise<T>,
  stop: (started: T) => Promise<void>,
  abort: (started: T) => void,
): void {
  let started: T | undefined;
  const settled = starting.then(
    (value) => {
      started = value;
    },
    // The start itself reports its failure, and has ended what it began.
    () => undefined,
  );
  shutdown.add({
    name,
    stop: async () => {
      await settled;
      if (started !== undefined) await stop(started);
    },
    abort: () => {
      if (started !== undefined) abort(started);
    },
  });
}
