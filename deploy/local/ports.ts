import { connect, createServer } from 'node:net';
import { LocalSetupError } from './local-folder.js';

/** Every port `npm start` listens on, all on the loopback address; each name is an environment variable. */
export const defaultPorts = {
  TONGBAN_PORT_POSTGRES: 55432,
  TONGBAN_PORT_NATS_HUB: 42220,
  TONGBAN_PORT_NATS_HUB_LEAF: 42221,
  TONGBAN_PORT_NATS_430100: 42301,
  TONGBAN_PORT_NATS_430200: 42302,
  TONGBAN_PORT_NATS_430300: 42303,
  TONGBAN_PORT_NODE_430100: 43011,
  TONGBAN_PORT_NODE_430200: 43012,
  TONGBAN_PORT_NODE_430300: 43013,
  TONGBAN_PORT_GATEWAY: 8080,
} as const;

/** Name of a port in `defaultPorts`. */
export type PortName = keyof typeof defaultPorts;

/** The table with the overrides of the environment; throws LocalSetupError for a value that is no port. */
export function readPorts(env: NodeJS.ProcessEnv): Record<PortName, number> {
  const ports = { ...defaultPorts } as Record<PortName, number>;
  for (const name of Object.keys(defaultPorts) as PortName[]) {
    const value = env[name];
    if (value === undefined || value === '') continue;
    const port = Number(value);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new LocalSetupError(`${name}=${value} 不是端口号`);
    ports[name] = port;
  }
  return ports;
}

/** Throws LocalSetupError naming the first port that another program holds, and the variable that moves it. */
export async function refuseTakenPorts(ports: Readonly<Partial<Record<PortName, number>>>): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    if (!(await isTaken(port))) continue;
    throw new LocalSetupError(
      `端口 ${port} 已被占用：请停止占用它的程序，或换一个端口，如 ${name}=${port + 1000} npm start`,
    );
  }
}

/** A port free at this moment, for tests. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Tries both ways: a listener on all addresses lets the loopback address be bound on some systems. */
async function isTaken(port: number): Promise<boolean> {
  const answered = await new Promise<boolean>((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
    const end = (taken: boolean): void => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(true));
  });
  if (answered) return true;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  });
}
