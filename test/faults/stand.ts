import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  makeFederation,
  writeFederation,
  type Federation,
  type FederationFiles,
} from '../../deploy/local/federation.js';
import { startCityProcess, type CityProcess } from './city-process.js';
import { startCityServers, type CityServers } from './city-servers.js';
import { removeLeftOvers, SCRATCH } from './left-overs.js';
import { sampleDataOf } from './sample-data.js';

/** 长沙, 株洲, 湘潭. */
export const CITIES = ['430100', '430200', '430300'] as const;

/** What a nemesis may set for the nodes of one city, until it takes it away again. */
export type ExtraEnv = Record<string, string>;

export interface StandOptions {
  readonly cities?: readonly string[];
  /** Replicas of every node. */
  readonly replicas?: number;
  readonly env?: ExtraEnv;
  /** This city's database lies on a disk of so many megabytes. */
  readonly smallDisk?: { readonly city: string; readonly megabytes: number };
  /** This city's nats-server runs in a network namespace of its own. */
  readonly namespaceOf?: string;
}

/**
 * Cities with everything of their own: PostgreSQL server, nats-server behind a proxy to the hub, nodes as processes. All of
 * it lies in one scratch folder that goes with it.
 */
export class Stand {
  readonly nodes = new Map<string, CityProcess>();
  readonly extra = new Map<string, ExtraEnv>();
  private readonly pools = new Map<string, pg.Pool>();
  private readonly away = new Set<string>();
  private readonly secrets = new Map<string, string>();

  private constructor(
    readonly dir: string,
    readonly cities: readonly string[],
    readonly replicas: number,
    readonly federation: Federation,
    private readonly files: FederationFiles,
    readonly servers: CityServers,
    private readonly env: ExtraEnv,
  ) {
    for (const city of cities) this.secrets.set(city, randomBytes(24).toString('hex'));
  }

  /** Starts databases, nats-servers and nodes; on failure nothing is left behind. */
  static async start(options: StandOptions = {}): Promise<Stand> {
    const cities = options.cities ?? CITIES;
    await removeLeftOvers();
    const dir = mkdtempSync(join(tmpdir(), `${SCRATCH}${process.pid}-`));
    // PostgreSQL's own user has to reach the data below it.
    chmodSync(dir, 0o755);
    mkdirSync(join(dir, 'logs'));
    const federation = await makeFederation(cities);
    const servers = await startCityServers(dir, cities, options).catch((error: unknown) => {
      rmSync(dir, { recursive: true, force: true });
      throw error;
    });
    const files = writeFederation(join(dir, 'federation'), federation);
    const stand = new Stand(dir, cities, options.replicas ?? 1, federation, files, servers, options.env ?? {});
    try {
      const all = cities.flatMap((city) => stand.replicaNames().map((replica) => stand.startNode(city, replica)));
      await Promise.all(all);
      return stand;
    } catch (error) {
      await stand.close();
      throw error;
    }
  }

  replicaNames(): string[] {
    return Array.from({ length: this.replicas }, (_, i) => String.fromCharCode(97 + i));
  }

  /** Starts a replica and waits until it is ready; one that runs already is left as it is. */
  async startNode(city: string, replica = 'a', env: ExtraEnv = {}): Promise<CityProcess> {
    const key = `${city}/${replica}`;
    const running = this.nodes.get(key);
    if (running?.alive()) return running;
    const logFile = join(this.dir, 'logs', `node-${city}-${replica}.log`);
    const all = { ...this.nodeEnv(city, replica), ...this.extra.get(city), ...env };
    const node = await startCityProcess(all, logFile);
    this.nodes.set(key, node);
    await node.ready();
    return node;
  }

  /** The process of a replica; throws when there never was one. */
  node(city: string, replica = 'a'): CityProcess {
    const node = this.nodes.get(`${city}/${replica}`);
    if (!node) throw new Error(`no replica ${replica} of ${city}`);
    return node;
  }

  /** All replicas of a city that were started. */
  nodesOf(city: string): CityProcess[] {
    return [...this.nodes.entries()].filter(([key]) => key.startsWith(city)).map(([, node]) => node);
  }

  async stopNodes(city: string): Promise<void> {
    await Promise.all(this.nodesOf(city).map((node) => node.end()));
  }

  async startNodes(city: string): Promise<void> {
    await Promise.all(this.replicaNames().map((replica) => this.startNode(city, replica)));
  }

  /** Rows of a city's database. */
  async sql<T = Record<string, unknown>>(city: string, text: string, values: unknown[] = []): Promise<T[]> {
    if (this.away.has(city)) throw new Error(`the database of ${city} is being replaced`);
    let pool = this.pools.get(city);
    if (!pool) {
      pool = new pg.Pool({ connectionString: this.servers.databaseUrl(city), max: 3, connectionTimeoutMillis: 4_000 });
      // A server that was taken away: the next query opens a connection anew.
      pool.on('error', () => undefined);
      this.pools.set(city, pool);
    }
    return (await pool.query(text, values)).rows as T[];
  }

  /** Does something to a city's server while nobody, this stand included, is connected to the city's database. */
  async withoutDatabase(city: string, statements: readonly string[]): Promise<void> {
    this.away.add(city);
    await this.pools.get(city)?.end();
    this.pools.delete(city);
    const admin = new pg.Client({ connectionString: this.servers.of(city).postgres.url('postgres') });
    await admin.connect();
    try {
      for (const text of statements) await admin.query(text);
    } finally {
      await admin.end();
      this.away.delete(city);
    }
  }

  private nodeEnv(city: string, replica: string): Record<string, string> {
    const { servers, files, federation } = this;
    const signIn = servers.signIn(city, 'node');
    return {
      TONGBAN_CITY: city,
      TONGBAN_REPLICA: replica,
      TONGBAN_DATABASE_URL: servers.databaseUrl(city),
      TONGBAN_NATS_URL: signIn.servers,
      TONGBAN_NATS_USER: signIn.user,
      TONGBAN_NATS_PASSWORD: signIn.pass,
      TONGBAN_KEYS_FILE: files.keysFile(city),
      TONGBAN_DIRECTORY_FILE: files.directoryFile,
      TONGBAN_FEDERATION_FINGERPRINT: federation.fingerprint,
      TONGBAN_TOKEN_SECRET: `token-${this.secrets.get(city)}`,
      TONGBAN_NODE_SECRET: `node-${this.secrets.get(city)}`,
      TONGBAN_SAMPLE_DATA_FILE: this.sampleFile(city),
      TONGBAN_TOKEN_MINUTES: '720',
      TONGBAN_RECEIPT_WAIT_MS: '1000',
      TONGBAN_BREAKER_RESET_MS: '500',
      TONGBAN_HEARTBEAT_MS: '2000',
      TONGBAN_POLL_MS: '100',
      TONGBAN_LEASE_MS: '2000',
      TONGBAN_LOG_LEVEL: 'info',
      ...this.env,
    };
  }

  private sampleFile(city: string): string {
    const path = join(this.dir, `sample-${city}.json`);
    if (!existsSync(path)) writeFileSync(path, JSON.stringify(sampleDataOf(city, this.cities)));
    return path;
  }

  /** Where `close({ keep: true })` leaves databases and logs. */
  get keptDir(): string {
    return this.dir.replace(SCRATCH, `${SCRATCH}kept-`);
  }

  /** Ends everything this stand started and removes its folder. */
  async close({ keep = false } = {}): Promise<void> {
    await Promise.all([...this.nodes.values()].map((node) => node.end()));
    await Promise.all([...this.pools.values()].map((pool) => pool.end()));
    await this.servers.stopAll();
    if (!keep) rmSync(this.dir, { recursive: true, force: true });
    // Nobody takes it for the left-over of a killed run then.
    else renameSync(this.dir, this.keptDir);
  }
}
