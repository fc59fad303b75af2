import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { cityNode, gateway } from '../../../deploy/local/app-children.js';
import { Child } from '../../../deploy/local/child.js';
import { localCities, type LocalCity, type NatsAddress } from '../../../deploy/local/city-settings.js';
import { writeFederation, type FederationFiles } from '../../../deploy/local/federation.js';
import { localDir, madeDir } from '../../../deploy/local/local-folder.js';
import { findNatsServer } from '../../../deploy/local/nats-server.js';
import { startNats, type NatsServers } from '../../../deploy/local/nats.js';
import { freePort } from '../../../deploy/local/ports.js';
import { ensureDatabase, startPostgres, type Postgres } from '../../../deploy/local/postgres.js';
import { COLLECTING_CITY, HOME_CITY } from '../ours/sample-case.js';
import { writeSampleData } from '../ours/sample-data.js';
import type { IdlePartnersOptions } from './idle-partners.js';
import { idleCityCodes, wideFederation } from './wide-federation.js';

/** How a stand differs from the plain one. */
export interface StandOptions {
  readonly say: (line: string) => void;
  /** Name of its folder, where two stand side by side. */
  readonly folder?: string;
  /** Cities with a node; the two of every measurement unless told. */
  readonly cities?: readonly string[];
  /** Parties of the directory without a node, and whether something answers for them. */
  readonly idle?: { readonly count: number; readonly answering: boolean };
  /** Further settings of every node. */
  readonly nodeEnv?: Readonly<Record<string, string>>;
  /** Arguments for node before the program, such as those of a profiler, from the node's name and the stand's folder. */
  readonly nodeArgs?: (name: string, dir: string) => readonly string[];
  /** More settings of PostgreSQL, such as libraries to load; the server is started twice for them. */
  readonly postgresSettings?: Readonly<Record<string, string>>;
}

const host = '127.0.0.1';

/** Two cities as processes of this machine: one PostgreSQL, a nats-server for each and the hub, a node for each. */
export class Stand {
  readonly nodes = new Map<string, Child>();
  readonly nodeUrls = new Map<string, string>();
  gateway: Child | undefined;
  gatewayUrl = '';
  private readonly secret = randomBytes(24).toString('hex');
  private static readonly running = new Set<Stand>();

  private constructor(
    readonly dir: string,
    readonly postgres: Postgres,
    readonly nats: NatsServers,
    private readonly natsPasswords: Readonly<Record<string, { leaf: string; node: string; gateway: string }>>,
    private readonly federation: FederationFiles,
    readonly cities: readonly string[],
    private readonly idlePartners: ChildProcess | undefined,
    private readonly options: StandOptions,
  ) {}

  /** Starts servers and nodes; what an earlier run left in the folder is removed. */
  static async start(options: StandOptions): Promise<Stand> {
    const bin = await findNatsServer(options.say);
    // Not the system's folder for scratch files: where that lies in memory, fsync would cost nothing.
    const dir = join(localDir, options.folder ?? 'bench');
    rmSync(dir, { recursive: true, force: true });
    madeDir(dir);
    const postgres = await postgresWith(options.postgresSettings ?? {}, join(dir, 'postgres'));
    try {
      const cities = options.cities ?? [COLLECTING_CITY, HOME_CITY];
      const idle = idleCityCodes(options.idle?.count ?? 0);
      const secret = (): string => randomBytes(12).toString('hex');
      const passwords = Object.fromEntries(
        [...cities, ...idle].map((city) => [city, { leaf: secret(), node: secret(), gateway: secret() }]),
      );
      const ports = { hub: await freePort(), hubLeaf: await freePort(), leaf: {} as Record<string, number> };
      for (const city of cities) ports.leaf[city] = await freePort();
      const nats = await startNats({ bin, dir: join(dir, 'nats'), cities, ports, passwords });
      const federation = await wideFederation(cities, idle);
      const idlePartners = options.idle?.answering
        ? await startIdlePartners({
            hubUrl: nats.hub.url,
            partners: idle.map((city) => ({
              city,
              password: passwords[city]!.leaf,
              keys: federation.keys.get(city)!.keys,
            })),
            real: cities.map((city) => ({
              city,
              sealTo: federation.keys.get(city)!.keys.find(({ use }) => use === 'seal')!,
            })),
          })
        : undefined;
      const files = writeFederation(join(dir, 'federation'), federation);
      const stand = new Stand(dir, postgres, nats, passwords, files, cities, idlePartners, options);
      Stand.running.add(stand);
      return stand;
    } catch (error) {
      await postgres.stop();
      throw error;
    }
  }

  /** Ends all stands of this process: their servers and nodes run in process groups of their own. */
  static async stopAll(): Promise<void> {
    await Promise.all([...Stand.running].map((stand) => stand.stop()));
  }

  /** Address of a database of this name, made if it is not there. */
  database(name: string): Promise<string> {
    return ensureDatabase(this.postgres.url('postgres'), name);
  }

  /** Sign-in of a city's node or gateway at its own nats-server. */
  signIn(city: string, user: 'node' | 'gateway'): NatsAddress {
    return { url: this.nats.leaf(city).url, user, password: this.natsPasswords[city]![user] };
  }

  /** Sign-ins of the gateway, by city. */
  gatewaySignIns(): Record<string, NatsAddress> {
    return Object.fromEntries(this.cities.map((city) => [city, this.signIn(city, 'gateway')]));
  }

  /** Starts the node of a city and waits until it is ready; `replica` beside the first one. */
  async startNode(city: string, replica = 'a', env: Readonly<Record<string, string>> = {}): Promise<Child> {
    const port = await freePort();
    const { spec } = cityNode({
      city: this.cityNamed(city),
      databaseUrl: await this.database(`city_${city}`),
      nats: this.signIn(city, 'node'),
      port,
      keysFile: this.federation.keysFile(city),
      directoryFile: this.federation.directoryFile,
      fingerprint: this.federation.fingerprint,
      tokenSecret: this.secret,
      nodeSecret: this.secret,
      logDir: join(this.dir, 'logs'),
    });
    const settings = { TONGBAN_REPLICA: replica, TONGBAN_TOKEN_MINUTES: '720', ...this.options.nodeEnv, ...env };
    const name = replica === 'a' ? city : `${city}/${replica}`;
    const child = new Child({
      ...spec,
      args: [...(this.options.nodeArgs?.(name, this.dir) ?? []), ...spec.args],
      env: { ...spec.env, ...settings },
      logFile: join(this.dir, 'logs', `node-${city}-${replica}.log`),
    });
    this.nodes.set(name, child);
    this.nodeUrls.set(name, `http://${host}:${port}`);
    await child.start();
    return child;
  }

  /** Starts the first node of every city. */
  async startNodes(): Promise<void> {
    // The collecting city last: it asks the others for their items at once.
    for (const city of [...this.cities].reverse()) await this.startNode(city);
  }

  /** Starts the gateway before all cities. */
  async startGateway(): Promise<void> {
    const port = await freePort();
    const cities = this.cities.map((city) => ({ city: this.cityNamed(city), nats: this.signIn(city, 'gateway') }));
    const { spec } = gateway({
      port,
      cities,
      sessionSecret: randomBytes(24).toString('hex'),
      logDir: join(this.dir, 'logs'),
    });
    this.gateway = new Child({ ...spec, env: { ...spec.env, TONGBAN_GATEWAY_RATE_PER_MINUTE: '1000000' } });
    this.gatewayUrl = `http://${host}:${port}`;
    await this.gateway.start();
  }

  /** Process ids by what people call the process; replicas of a node are told apart. */
  pids(): Record<string, number[]> {
    const pid = (child: Child | undefined): number[] => (child?.pid === undefined ? [] : [child.pid]);
    const natsServers = [this.nats.hub.pid, ...this.cities.map((city) => this.nats.leaf(city).pid)];
    return {
      ...Object.fromEntries([...this.nodes].map(([name, child]) => [`node ${name}`, pid(child)])),
      ...(this.gateway ? { gateway: pid(this.gateway) } : {}),
      'nats-servers': natsServers.flatMap((one) => one ?? []),
      postgres: pid(this.postgres.child),
    };
  }

  /** Ends everything and removes the data; logs stay in the folder. */
  async stop(): Promise<void> {
    Stand.running.delete(this);
    await this.gateway?.stop();
    await Promise.all([...this.nodes.values()].map((node) => node.stop()));
    this.idlePartners?.disconnect();
    await this.nats.stopAll();
    await this.postgres.stop();
    rmSync(this.postgres.dataDir, { recursive: true, force: true });
  }

  private cityNamed(code: string): LocalCity {
    const city = localCities().find((one) => one.code === code);
    if (!city) throw new Error(`no sample city ${code}`);
    return { ...city, sampleFile: writeSampleData(this.dir, code) };
  }
}

async function startIdlePartners(options: IdlePartnersOptions): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('./idle-partners.js', import.meta.url));
  const child = fork(program, [], { execArgv: ['--disable-warning=ExperimentalWarning'] });
  const ready = new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('the idle partners ended')));
  });
  child.send(options);
  await ready;
  return child;
}

/** A new PostgreSQL with its defaults but for these settings, which may need a restart to hold. */
async function postgresWith(settings: Readonly<Record<string, string>>, dataDir: string): Promise<Postgres> {
  const postgres = await startPostgres({ dataDir, port: await freePort() });
  if (Object.keys(settings).length === 0) return postgres;
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  for (const [name, value] of Object.entries(settings)) {
    await client.query(`alter system set ${client.escapeIdentifier(name)} = ${client.escapeLiteral(value)}`);
  }
  await client.end();
  await postgres.stop();
  return startPostgres({ dataDir, port: await freePort() });
}
