// Once per test run: one PostgreSQL for all test files (each makes its own databases) and a nats-server to start.
// Jest loads this file as it is, so it takes the compiled programs; `npm test` builds them first.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const compiled = new URL('../../dist/deploy/local/', import.meta.url);
const prefix = 'tongban-test-postgres-';

export default async function setUp() {
  if (!existsSync(new URL('postgres.js', compiled))) throw new Error('Not built yet: run the tests with `npm test`.');
  const { findNatsServer } = await import(new URL('nats-server.js', compiled).href);
  const { startPostgres, stopLeftOverPostgres } = await import(new URL('postgres.js', compiled).href);
  const { freePort } = await import(new URL('ports.js', compiled).href);
  const { isAlive } = await import(new URL('processes.js', compiled).href);

  process.env.TEST_NATS_BIN = await findNatsServer();
  await removeLeftOvers(isAlive, stopLeftOverPostgres);

  const dir = join(tmpdir(), `${prefix}${process.pid}`);
  // PostgreSQL's own user has to reach the data below it.
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  const postgres = await startPostgres({ dataDir: join(dir, 'data'), port: await freePort() });
  process.env.TEST_POSTGRES_URL = postgres.url('postgres');

  const stop = async () => {
    await postgres.stop();
    if (process.env.TEST_KEEP_DATABASES) {
      process.stdout.write(`Databases kept in ${postgres.dataDir}\n`);
      return;
    }
    rmSync(postgres.dataDir, { recursive: true, force: true });
    rmSync(dir, { recursive: true, force: true });
  };
  globalThis.stopTestPostgres = stop;
  // Ctrl-C does not reach Jest's teardown, and the database runs in a process group of its own.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void stop().finally(() => process.exit(130)));
  }
}

/** A killed test run leaves its PostgreSQL behind: the folder's name says whose it was. */
async function removeLeftOvers(isAlive, stopLeftOverPostgres) {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    if (process.env.TEST_KEEP_DATABASES || isAlive(Number(name.slice(prefix.length)))) continue;
    const dir = join(tmpdir(), name);
    await stopLeftOverPostgres(join(dir, 'data'));
    rmSync(dir, { recursive: true, force: true });
  }
}
