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
import { makeNamespace, type Namespace } from './namespace.js';
import { makeSmallDisk, type SmallDisk } from './small-disk.js';
import type { StandOptions } from './stand.js';

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
  readonly natsUrl: string;
  /** Between the city's nats-server and the hub. */
  readonly leaf: LeafProxy;
  readonly passwords: CityPasswords;
  readonly storeDir: string;
  readonly disk: SmallDisk | null;
  readonly namespace: Namespace | null;
}

/** A hub, and for every city a PostgreSQL and a nats-server, on free ports of addresses that only this machine has. */
export interface CityServers {
  readonly hub: NatsServer;
  of(city: string): OneCity;
  databaseUrl(city: string): string;
  signIn(city: string, user: 'node' | 'gateway'): NatsSignIn;
  stopAll(): Promise<void>;
}

const DATABASE = 'city';
const LOOPBACK = '127.0.0.1';

/** Starts them all below `dir`; on failure stops what was started. */
export async function startCityServers(
  dir: string,
  cities: readonly string[],
  options: StandOptions,
): Promise<CityServers> {
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
  const place = { bin, dir: natsDir, ownGroup: false };
  const hub = natsServer(place, 'hub', hubPort, hubConfig(ports, passwords));
  const started = new Map<string, OneCity>();
  const undo: (() => Promise<void> | void)[] = [() => hub.stop()];
  const stopAll = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };

  const startCity = async (city: string): Promise<void> => {
    const { smallDisk, namespaceOf } = options;
    const disk = smallDisk?.city === city ? makeSmallDisk(join(dir, `disk-${city}`), smallDisk.megabytes) : null;
    if (disk) undo.push(() => disk.remove());
    const dataDir = join(disk?.dir ?? dir, `postgres-${city}`);
    const postgres = await startPostgres({
      dataDir,
      port: await freePort(),
      logFile: join(dir, 'logs', `pg-${city}.log`),
    });
    undo.push(() => postgres.stop());
    await ensureDatabase(postgres.url('postgres'), DATABASE);
    const namespace = namespaceOf === city ? makeNamespace(dir, bin) : null;
    if (namespace) undo.push(() => namespace.remove());
    const leaf = await leafProxy({ host: LOOPBACK, port: hubLeaf }, namespace?.hubAddress ?? LOOPBACK);
    undo.push(() => leaf.close());
    const storeDir = join(natsDir, `store-${city}`);
    mkdirSync(storeDir, { mode: 0o700 });
    const own = passwords[city] as CityPasswords;
    const port = ports.leaf[city] ?? 0;
    const plain = cityConfig(city, { ...ports, hubLeaf: leaf.port }, own, storeDir);
    const config = namespace ? moved(plain, port, leaf.port, namespace) : plain;
    const nats = natsServer({ ...place, bin: namespace?.natsBin ?? bin }, `city-${city}`, port, config);
    undo.push(() => nats.stop());
    const natsUrl = `nats://${namespace?.cityAddress ?? LOOPBACK}:${port}`;
    started.set(city, { postgres, nats, natsUrl, leaf, passwords: own, storeDir, disk, namespace });
    await nats.start();
  };

  try {
    await hub.start();
    for (const city of cities) await startCity(city);
    await until('all cities are linked to the hub', () => hub.linked(cities.length), 30_000);
  } catch (error) {
    await stopAll();
    throw error;
  }
  const of = (city: string): OneCity => {
    const found = started.get(city);
    if (!found) throw new Error(`no ${city} at this stand`);
    return found;
  };
  return {
    hub,
    of,
    databaseUrl: (city) => of(city).postgres.url(DATABASE),
    signIn: (city, user) => ({ servers: of(city).natsUrl, user, pass: of(city).passwords[user] }),
    stopAll,
  };
}

/** The same configuration for a server that lives in a namespace: its own address, and the hub at the cable's other end. */
function moved(config: string, port: number, leafPort: number, namespace: Namespace): string {
  return config
    .replace(`"${LOOPBACK}:${port}"`, `"${namespace.cityAddress}:${port}"`)
    .replace(`@${LOOPBACK}:${leafPort}`, `@${namespace.hubAddress}:${leafPort}`);
}
