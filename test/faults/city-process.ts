import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../deploy/local/ports.js';
import { until } from '../support/until.js';

/** One replica of a city's node, running as a process of its own. */
export interface CityProcess {
  readonly pid: number;
  /** Address of health and metrics. */
  readonly url: string;
  readonly logFile: string;
  /** Exit code, or the signal's name. */
  readonly exited: Promise<number | string>;
  alive(): boolean;
  signal(signal: NodeJS.Signals): void;
  /** Waits until it is ready; throws when it is not within 60 s or has ended. */
  ready(): Promise<void>;
  /** Heap and buffers in bytes after a forced collection; throws when it does not answer within 10 s. */
  heldBytes(): Promise<number>;
  /** Asks it to end, wakes it if it was stopped, kills it after 20 s. */
  end(): Promise<void>;
}

/** Starts the compiled node with this environment; its output goes to `logFile`. */
export async function startCityProcess(env: Record<string, string>, logFile: string): Promise<CityProcess> {
  const entry = join(process.cwd(), 'test', 'faults', 'node-main.mjs');
  if (!existsSync(join(process.cwd(), 'dist', 'apps', 'city-node', 'src', 'main.js'))) {
    throw new Error('not built: run this with `npm run faults` or `npm test`');
  }
  const port = await freePort();
  const log = openSync(logFile, 'a');
  // Its log stands in its command line, so that a left-over can be told from other people's nodes.
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, logFile], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', ...env, TONGBAN_HTTP_PORT: String(port) },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const exited = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    child.once('error', () => resolve('not started'));
  });
  const alive = (): boolean => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const url = `http://127.0.0.1:${port}`;
  const end = async (): Promise<void> => {
    if (!alive()) return;
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await exited;
    clearTimeout(timer);
  };
  const heldBytes = async (): Promise<number> => {
    const answer = once(child, 'message', { signal: AbortSignal.timeout(10_000) });
    child.send('held bytes');
    return Number(((await answer) as unknown[])[0]);
  };
  return {
    pid: child.pid ?? 0,
    url,
    logFile,
    exited,
    alive,
    signal: (signal) => void child.kill(signal),
    ready: async () => {
      const answers = async (): Promise<boolean> => {
        if (!alive()) return true;
        return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
      };
      await until(`the node at ${url} is ready`, answers, 60_000);
      if (!alive()) throw new Error(`the node ended while it started, see ${logFile}`);
    },
    heldBytes,
    end,
  };
}
