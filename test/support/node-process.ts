import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../deploy/local/ports.js';
import type { ThreeCities } from './three-cities.js';
import { until } from './until.js';

/** A city node as a process of its own, for tests that kill, stop or replace it. */
export interface NodeProcess {
  pid: number;
  url: string;
  output: () => string;
  /** Exit code, or the signal's name. */
  exited: Promise<number | string>;
  alive: () => boolean;
  signal: (signal: NodeJS.Signals) => void;
  ready: () => Promise<void>;
}

/** Starts the compiled node of a city; `faults` arms fault points as `name:kill[:nth]`. */
export async function startNodeProcess(
  cities: ThreeCities,
  city: string,
  options: { replica?: string; faults?: string; env?: Record<string, string> } = {},
): Promise<NodeProcess> {
  const main = join(process.cwd(), 'dist', 'apps', 'city-node', 'src', 'main.js');
  if (!existsSync(main)) throw new Error('not built: run the tests with `npm test`');
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      ...cities.env(city, options.replica ?? 'process'),
      TONGBAN_HTTP_PORT: String(port),
      ...(options.faults ? { TONGBAN_FAULTS: options.faults } : {}),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  const exited = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    pid: child.pid ?? 0,
    url,
    output: () => chunks.join(''),
    exited,
    alive: () => child.exitCode === null && child.signalCode === null,
    signal: (signal) => void child.kill(signal),
    ready: async () => {
      await until(`${city} is ready`, async () => (await fetch(`${url}/health/ready`)).ok, 30_000);
    },
  };
}
