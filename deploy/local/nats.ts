import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Child } from './child.js';
import { LocalSetupError, madeDir } from './local-folder.js';
import { cityConfig, hubConfig, type CityPasswords, type NatsPorts } from './nats-config.js';

/** One running nats-server; after `stop` or `kill` it can be started again on the same port with the same store. */
export interface NatsServer {
  /** nats://127.0.0.1:port, without user and password. */
  readonly url: string;
  readonly child: Child;
  readonly pid: number | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** True while its link to the hub (at the hub: to at least `count` cities) stands. */
  linked(count?: number): Promise<boolean>;
}

/** The hub and the cities' own servers. */
export interface NatsServers {
  readonly hub: NatsServer;
  readonly hubLeafPort: number;
  /** One city's own server; throws for a city that was not started. */
  leaf(city: string): NatsServer;
  stopAll(): Promise<void>;
}

/** What is started: `dir` receives configurations (with passwords), stores and logs. */
export interface NatsOptions {
  readonly bin: string;
  readonly dir: string;
  readonly cities: readonly string[];
  readonly ports: NatsPorts;
  readonly passwords: Readonly<Record<string, CityPasswords>>;
  /** As in ChildSpec; the servers of a test have nobody who stops them after a Ctrl-C. */
  readonly ownGroup?: boolean;
  /** Where logs go, if not into `dir`. */
  readonly logDir?: string;
}

const readyWithinMs = 10_000;
const stopWithinMs = 5_000;

/** Starts the hub and one leaf server per city and waits until every leaf link stands. */
export async function startNats(options: NatsOptions): Promise<NatsServers> {
  const { cities, ports, passwords } = options;
  const hub = natsServer(options, 'hub', ports.hub, hubConfig(ports, passwords));
  const leaves = new Map<string, NatsServer>();
  for (const city of cities) {
    const own = passwords[city];
    const port = ports.leaf[city];
    if (own === undefined || port === undefined) throw new LocalSetupError(`nats: no password or port for ${city}`);
    const storeDir = madeDir(join(options.dir, `store-${city}`), 0o700);
    leaves.set(city, natsServer(options, `city-${city}`, port, cityConfig(city, ports, own, storeDir)));
  }
  const all = [hub, ...leaves.values()];
  // The hub last: until it stands the leaves keep their messages' senders waiting, not losing.
  const stopAll = async (): Promise<void> => {
    await Promise.all([...leaves.values()].map((server) => server.stop()));
    await hub.stop();
  };
  try {
    await Promise.all(all.map((server) => server.start()));
    await until(`leaf links of ${cities.join(', ')}`, () => hub.linked(cities.length));
  } catch (error) {
    await stopAll();
    throw error;
  }
  return {
    hub,
    hubLeafPort: ports.hubLeaf,
    leaf: (city) => {
      const server = leaves.get(city);
      if (server === undefined) throw new LocalSetupError(`nats: city ${city} was not started`);
      return server;
    },
    stopAll,
  };
}

/** One nats-server with the given configuration, which must name `port` and `http: "127.0.0.1:-1"`; not started yet. */
export function natsServer(
  options: Pick<NatsOptions, 'bin' | 'dir' | 'logDir' | 'ownGroup'>,
  name: string,
  port: number,
  config: string,
): NatsServer {
  const dir = madeDir(options.dir);
  const configFile = join(dir, `${name}.conf`);
  writeFileSync(configFile, config, { mode: 0o600 });
  let monitoring: string | undefined;
  const child = new Child({
    name: `nats-server ${name}`,
    command: options.bin,
    args: ['-c', configFile, '--ports_file_dir', dir],
    logFile: join(options.logDir ?? dir, `nats-${name}.log`),
    ownGroup: options.ownGroup,
    readyWithinMs,
    stopWithinMs,
    ready: (pid) => {
      // Written by the server once it takes connections, and removed by it when it stops in order.
      const portsFile = join(dir, `${basename(options.bin)}_${pid}.ports`);
      if (!existsSync(portsFile)) return Promise.resolve(false);
      monitoring = monitoringUrl(readFileSync(portsFile, 'utf8'));
      return Promise.resolve(monitoring !== undefined);
    },
  });
  return {
    url: `nats://127.0.0.1:${port}`,
    child,
    get pid() {
      return child.pid;
    },
    start: () => child.start(),
    stop: () => child.stop(),
    kill: () => child.kill(),
    linked: async (count = 1) => {
      if (child.pid === undefined || monitoring === undefined) return false;
      const answer = await fetch(`${monitoring}/leafz`, { signal: AbortSignal.timeout(2_000) });
      const { leafnodes } = (await answer.json()) as { leafnodes: number };
      return leafnodes >= count;
    },
  };
}

/** `undefined` while the file is half written: the server does not write it in one step. */
function monitoringUrl(portsFile: string): string | undefined {
  try {
    return (JSON.parse(portsFile) as { monitoring?: string[] }).monitoring?.[0];
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new LocalSetupError(`nats: not within ${readyWithinMs / 1000} s: ${what}`);
    await pause(50);
  }
}
