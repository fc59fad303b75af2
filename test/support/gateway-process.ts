import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../../deploy/local/ports.js';
import type { ThreeCities } from './three-cities.js';
import { until } from './until.js';

/** A gateway as a process of its own, for tests that look at what it takes. */
export interface GatewayProcess {
  pid: number;
  url: string;
  stop(): Promise<void>;
}

/** Starts the compiled gateway before the nodes of these cities; ready when it is connected to all. */
export async function startGatewayProcess(cities: ThreeCities, codes: readonly string[]): Promise<GatewayProcess> {
  const port = await freePort();
  const served = codes.map((city) => {
    const { servers, user, pass } = cities.nats.gateway(city);
    return { city, name: `城市${city}`, natsUrl: servers, user, password: pass };
  });
  const main = join(process.cwd(), 'dist', 'apps', 'gateway', 'src', 'main.js');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      TONGBAN_GATEWAY_PORT: String(port),
      TONGBAN_GATEWAY_CITIES: JSON.stringify(served),
      TONGBAN_GATEWAY_RATE_PER_MINUTE: '1000000',
      TONGBAN_LOG_LEVEL: 'warn',
    },
    stdio: 'ignore',
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  await until('the gateway is ready', async () => (await fetch(`${url}/health/ready`)).ok, 30_000);
  return {
    pid: child.pid ?? 0,
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
