import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CityPasswords } from '../../deploy/local/nats-config.js';
import { findNatsServer } from '../../deploy/local/nats-server.js';
import { natsServer, startNats, type NatsOptions, type NatsServer, type NatsServers } from '../../deploy/local/nats.js';
import { freePort } from '../../deploy/local/ports.js';

/** Who connects, and to which city's own server: pass it to `connect` of the NATS client as it is. */
export interface NatsSignIn {
  readonly servers: string;
  readonly user: string;
  readonly pass: string;
  readonly inboxPrefix: string;
}

/** A hub and the cities' servers on free ports in a scratch folder. */
export interface TestNats extends NatsServers {
  readonly passwords: Readonly<Record<string, CityPasswords>>;
  /** Sign-in of a city's node at its own server. */
  node(city: string): NatsSignIn;
  /** Sign-in of the gateway at a city's own server. */
  gateway(city: string): NatsSignIn;
  /** One more server at the hub with this city's leaf password and no rules of its own: what a rogue city could run. */
  startLawlessLeaf(city: string): Promise<NatsServer>;
  /** Stops all servers and removes their folder. */
  remove(): Promise<void>;
}

/** Starts real nats-servers for these cities, with the permissions of production. */
export async function startTestNats(cities: readonly string[]): Promise<TestNats> {
  const bin = process.env.TEST_NATS_BIN || (await findNatsServer());
  const dir = mkdtempSync(join(tmpdir(), 'tongban-nats-'));
  const secret = (): string => randomBytes(12).toString('hex');
  const passwords = Object.fromEntries(
    cities.map((city) => [city, { leaf: secret(), node: secret(), gateway: secret() }]),
  );
  const servers = await startOnFreePorts({ bin, dir, cities, passwords, ownGroup: false });
  const lawless: NatsServer[] = [];
  const signIn = (city: string, user: 'node' | 'gateway', inbox: string): NatsSignIn => ({
    servers: servers.leaf(city).url,
    user,
    pass: passwords[city]![user],
    inboxPrefix: `_INBOX.${inbox}`,
  });
  return {
    ...servers,
    passwords,
    node: (city) => signIn(city, 'node', city),
    gateway: (city) => signIn(city, 'gateway', 'gateway'),
    startLawlessLeaf: async (city) => {
      const port = await freePort();
      const remote = `nats-leaf://leaf-${city}:${passwords[city]!.leaf}@127.0.0.1:${servers.hubLeafPort}`;
      const config = `listen: "127.0.0.1:${port}", http: "127.0.0.1:-1", leafnodes { remotes: [ { url: "${remote}" } ] }`;
      const server = natsServer({ bin, dir, ownGroup: false }, `lawless-${city}`, port, config);
      lawless.push(server);
      await server.start();
      return server;
    },
    remove: async () => {
      await Promise.all(lawless.map((server) => server.stop()));
      await servers.stopAll();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A port free when asked may be taken a moment later by another worker or an outgoing connection: tried again then. */
async function startOnFreePorts(options: Omit<NatsOptions, 'ports'>, attempts = 3): Promise<NatsServers> {
  const [hub = 0, hubLeaf = 0, ...others] = await Promise.all(['', '', ...options.cities].map(() => freePort()));
  const leaf = Object.fromEntries(options.cities.map((city, i) => [city, others[i]!]));
  try {
    return await startNats({ ...options, ports: { hub, hubLeaf, leaf } });
  } catch (error) {
    if (attempts === 1) {
      rmSync(options.dir, { recursive: true, force: true });
      throw error;
    }
    return startOnFreePorts(options, attempts - 1);
  }
}
