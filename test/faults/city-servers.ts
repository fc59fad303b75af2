import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cityConfig, hubConfig, type CityPasswords, type NatsPorts } from '../../deploy/local/nats-config.js';
import { findNatsServer } from '../../deploy/local/nats-server.js';
import { natsServer, type NatsServer } from '../../deploy/local/nats.js';
import { freePort } from '../../deploy/local/ports.js';
import { ensureDatabase, startPostgres, type Postgres } from '../../deploy/local/postgres.js';
import { until } from '../support/until.js';
import { leafProxy, type LeafProxy } from './leaf-proxy.js';

/** Who connects, and to which city's own server: passed to `connect` of the NATS client as it is. */
export interface NatsSignIn {
  readonly servers: string;
  readonly user: string;
  readonly pass: string;
}

/** The servers of one city. */
export interface OneCity {
  readonly postgres: Postgres;
  readonly nats: NatsServer;
  /** Between the city's nats-server and the hub. */
  readonly leaf: LeafProxy;
  readonly passwords: CityPasswords;
  readonly storeDir: string;
}

/** A hub, and for every city a PostgreSQL and a nats-server, all on free ports of the loopback address. */
export interface CityServers {
  readonly hub: NatsServer;
  readonly hubLeafPort: number;
  readonly natsBin: string;
  of(city: string): OneCity;
  databaseUrl(city: string): string;
  signIn(city: string, user: 'node' | 'gateway'): NatsSignIn;
  /** Waits until these cities (all, where none are named) are linked to the hub. */
  linked(): Promise<void>;
  stopAll(): Promise<void>;
}

const DATABASE = 'city';

/** Starts them all below `dir`; on failure stops what was started. */
export async function startCityServers(dir: string, cities: readonly string[]): Promise<CityServers> {
  const bin = process.env.TEST_NATS_BIN || (await findNatsServer());
  const secret = (): string => randomBytes(12).toString('hex');
  const passwords = Object.fromEntries(
    cities.map((city): [string, CityPasswords] => [city, { leaf: secret(), node: secret(), gateway: secret() }]),
  );
  const [hubPort = 0, hubLeaf = 0, ...leafPorts] = await Promise.all(['', '', ...cities].map(() => freePort()));
  const ports: NatsPorts = {
    hub: hubPort,
    hubLeaf,
    leaf: Object.fromEntries(cities.map((city, i) => [city, leafPorts[i] ?? 0])),
  };
  const natsDir = join(dir, 'nats');
  mkdirSync(natsDir);
  const options = { bin, dir: natsDir, ownGroup: false };
  const hub = natsServer(options, 'hub', hubPort, hubConfig(ports, passwords));
  const started = new Map<string, OneCity>();
  const of = (city: string): OneCity => {
    const found = started.get(city);
    if (!found) throw new Error(`no ${city} at this stand`);
    return found;
  };
  const stopAll = async (): Promise<void> => {
    for (const { nats, leaf } of started.values()) {
      await nats.stop();
      await leaf.close();
    }
    await hub.stop();
    await Promise.all([...started.values()].map(({ postgres }) => postgres.stop()));
  };
  try {
    await hub.start();
    for (const city of cities) {
      const postgres = await startPostgres({ dataDir: join(dir, `postgres-${city}`), port: await freePort() });
      const leaf = await leafProxy({ host: '127.0.0.1', port: hubLeaf });
      const storeDir = join(natsDir, `store-${city}`);
      mkdirSync(storeDir, { mode: 0o700 });
      const own = passwords[city] as CityPasswords;
      const config = cityConfig(city, { ...ports, hubLeaf: leaf.port }, own, storeDir);
      const nats = natsServer(options, `city-${city}`, ports.leaf[city] ?? 0, config);
      started.set(city, { postgres, nats, leaf, passwords: own, storeDir });
      await ensureDatabase(postgres.url('postgres'), DATABASE);
      await nats.start();
    }
    await until('all cities are linked to the hub', () => hub.linked(cities.length));
  } catch (error) {
    await stopAll();
    throw error;
  }
  return {
    hub,
    hubLeafPort: hubLeaf,
    natsBin: bin,
    of,
    databaseUrl: (city) => of(city).postgres.url(DATABASE),
    signIn: (city, user) => ({ servers: of(city).nats.url, user, pass: of(city).passwords[user] }),
    linked: async () => {
      await until('all cities are linked to the hub', () => hub.linked(cities.length), 30_000);
    },
    stopAll,
  };
}
