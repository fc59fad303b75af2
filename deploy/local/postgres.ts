import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { Child } from './child.js';
import { LocalSetupError, madeDir, readJson, writeJson } from './local-folder.js';
import { placeFor, postgresUser, type PostgresUser } from './postgres-place.js';
import { commandLine, endProcess, isAlive } from './processes.js';

/** A running PostgreSQL; `url` gives the connection address of one of its databases, with its password. */
export interface Postgres {
  url(database: string): string;
  stop(): Promise<void>;
  /** For keeping it running; to end it at once it takes SIGQUIT, killed it would leave its own processes behind. */
  readonly child: Child;
  /** Where the data really lies. */
  readonly dataDir: string;
}

/** Where the data is wanted, on which loopback port, and where to say what people should know. */
export interface PostgresOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly logFile?: string;
  readonly say?: (line: string) => void;
}

/** Kept beside the wanted data folder: without it the data could be neither found again nor opened. */
interface DataRecord {
  readonly dataDir: string;
  readonly password: string;
}

const user = 'postgres';
// Up to three nodes with their pools, or a whole test run.
const maxConnections = 200;
const readyWithinMs = 60_000;
const stopWithinMs = 30_000;

/**
 * Starts the PostgreSQL that npm installed, making the data folder the first time and finding it again later; fsync
 * stays on. One left over from a killed run is stopped first. Throws LocalSetupError with the reason in one line.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataDir: wanted, port, say = () => undefined } = options;
  const recordFile = `${wanted}.json`;
  const runAs = postgresUser();
  const place = placeFor(wanted, runAs, say);
  const known = readJson<DataRecord>(recordFile);
  const record = known ?? { dataDir: place.dataDir, password: randomBytes(16).toString('hex') };
  if (known && !existsSync(join(known.dataDir, 'PG_VERSION'))) {
    throw new LocalSetupError(`数据库文件 ${known.dataDir} 不见了：恢复它，或删除 ${recordFile} 后重新开始`);
  }
  const { dataDir } = record;
  const programs = join(place.programs, 'bin');
  if (!known) {
    await stopLeftOver(dataDir);
    setAside(dataDir, say);
    initialise(programs, dataDir, record.password, runAs);
    writeJson(recordFile, record);
  }
  await stopLeftOver(dataDir);
  const child = new Child({
    name: 'PostgreSQL',
    command: join(programs, 'postgres'),
    args: serverArgs(dataDir, port),
    env: { ...process.env, LC_ALL: 'C' },
    // It must be able to read the folder it stands in.
    cwd: dataDir,
    ...runAs,
    logFile: options.logFile ?? `${wanted}.log`,
    // SIGINT is PostgreSQL's fast shutdown: SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
    readyWithinMs,
    stopWithinMs,
    ready: (pid) => Promise.resolve(isReady(dataDir, pid)),
  });
  await child.start();
  return {
    url: (database) => `postgres://${user}:${record.password}@127.0.0.1:${port}/${database}`,
    stop: () => child.stop(),
    child,
    dataDir,
  };
}

/** The address of a database of the PostgreSQL that was made at `wanted`; throws LocalSetupError where there is none. */
export function knownPostgresUrl(wanted: string, port: number, database: string): string {
  const record = readJson<DataRecord>(`${wanted}.json`);
  if (!record) throw new LocalSetupError('还没有本地数据库：请先执行 npm start');
  return `postgres://${user}:${record.password}@127.0.0.1:${port}/${database}`;
}

/** Makes the database if it is not there and returns its address; `url` is that of any database of the same server. */
export async function ensureDatabase(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Stops the PostgreSQL that a killed run left on the data wanted at `wanted`; does nothing when there is none. */
export async function stopLeftOverPostgres(wanted: string): Promise<void> {
  const record = readJson<DataRecord>(`${wanted}.json`);
  if (record) await stopLeftOver(record.dataDir);
}

async function stopLeftOver(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (isAlive(pid) && commandLine(pid).includes(dataDir)) await endProcess(pid, 'SIGINT', stopWithinMs);
  // The number may belong to an unrelated program by now; PostgreSQL would take that for itself and refuse to start.
  else rmSync(pidFile, { force: true });
}

function initialise(programs: string, dataDir: string, password: string, runAs: PostgresUser | undefined): void {
  madeDir(dataDir, 0o700);
  const passwordFile = join(dirname(dataDir), `.initdb-password-${process.pid}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runAs) for (const path of [dataDir, passwordFile]) chownSync(path, runAs.uid, runAs.gid);
  const done = spawnSync(
    join(programs, 'initdb'),
    [
      `--pgdata=${dataDir}`,
      `--username=${user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Built in: the same order and case rules on every machine, whatever locales it has.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ],
    { ...runAs, cwd: dataDir, env: { ...process.env, LC_ALL: 'C' }, encoding: 'utf8' },
  );
  rmSync(passwordFile, { force: true });
  if (done.status === 0) return;
  rmSync(dataDir, { recursive: true, force: true });
  const why = done.error?.message ?? done.stderr.trim().split('\n').at(-1);
  throw new LocalSetupError(`PostgreSQL 初始化失败 (${dataDir}): ${why}`);
}

function serverArgs(dataDir: string, port: number): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    // The path of a socket may be at most 107 bytes long; a data folder's often is longer.
    'unix_socket_directories=',
    `max_connections=${maxConnections}`,
    'fsync=on',
    'timezone=UTC',
    'log_timezone=UTC',
  ];
  return ['-D', dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
}

/** The server writes its state on the eighth line of its process file, before it takes the first connection. */
function isReady(dataDir: string, pid: number): boolean {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return false;
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

/** Data whose password is gone is of no use here, but it is not ours to throw away. */
function setAside(dataDir: string, say: (line: string) => void): void {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return;
  const aside = `${dataDir}.old-${new Date()
    .toISOString()
    .replace(/[^0-9]/g, '')
    .slice(0, 14)}`;
  renameSync(dataDir, aside);
  say(`原有数据库文件没有对应的口令，已移到 ${aside}`);
}
