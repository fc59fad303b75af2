import { connect, createServer } from 'node:net';
import { LocalSetupError } from './local-folder.js';

/**
 * Every port `npm start` listens on, all on the loopback address; each name is an environment variable. They lie below
 * those that Linux (from 32768) and macOS (from 49152) give to outgoing connections: one of these would now and then
 * hold a port of ours.
 */
export const defaultPorts = {
  TONGBAN_PORT_POSTGRES: 25432,
  TONGBAN_PORT_NATS_HUB: 24220,
  TONGBAN_PORT_NATS_HUB_LEAF: 24221,
  TONGBAN_PORT_NATS_430100: 24301,
  TONGBAN_PORT_NATS_430200: 24302,
  TONGBAN_PORT_NATS_430300: 24303,
  TONGBAN_PORT_NODE_430100: 23011,
  TONGBAN_PORT_NODE_430200: 23012,
  TONGBAN_PORT_NODE_430300: 23013,
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

/** Ports of tests: below those of outgoing connections, which would take one between the look and its use. */
const TEST_PORTS = { from: 10_000, to: 22_000 } as const;
/** Far enough apart that processes which start together do not meet for a while. */
const PORTS_APART = 97;
let nextTestPort = TEST_PORTS.from + ((process.pid * PORTS_APART) % (TEST_PORTS.to - TEST_PORTS.from));

/** A port for a test: free at this moment, and not given by this process for some 12,000 calls. */
export async function freePort(): Promise<number> {
  for (let tries = TEST_PORTS.to - TEST_PORTS.from; tries > 0; tries--) {
    const port = nextTestPort;
    nextTestPort = port + 1 < TEST_PORTS.to ? port + 1 : TEST_PORTS.from;
    if (!(await isTaken(port))) return port;
  }
  throw new LocalSetupError(`${TEST_PORTS.from} 至 ${TEST_PORTS.to} 之间没有空闲端口`);
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
