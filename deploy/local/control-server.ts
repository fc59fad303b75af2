import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { KeptChild } from './kept-child.js';

/** The programs that may be stopped and started by name: nodes and nats-servers, by city code. */
export type Controlled = Readonly<Record<'nodes' | 'nats', Readonly<Record<string, KeptChild>>>>;

/** Where the demo asks for a city to go down, with the token that lets it. */
export interface ControlServer {
  readonly url: string;
  readonly token: string;
  close(): void;
}

/**
 * Serves `GET /status` and `POST /nodes/<city>/stop|start|kill`, `POST /nats/<city>/stop|start|kill` on a random
 * loopback port, with `Authorization: Bearer <token>`; answers JSON when the action is done.
 */
export async function startControlServer(controlled: Controlled): Promise<ControlServer> {
  const token = randomBytes(24).toString('hex');
  const server = createServer((request, response) => {
    void answer(request, response, controlled, token);
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, token, close };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  controlled: Controlled,
  token: string,
): Promise<void> {
  const send = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
  };
  // Any page in a browser on this machine can send requests here; only who reads run.json knows the token.
  if (!sameText(request.headers.authorization ?? '', `Bearer ${token}`)) return send(401, { error: 'unauthorized' });
  const path = (request.url ?? '/').split('?')[0]!;
  if (request.method === 'GET' && path === '/status') return send(200, status(controlled));
  const asked = /^\/(nodes|nats)\/(\w+)\/(stop|start|kill)$/.exec(path);
  const [, kind, city, action] = asked ?? [];
  const child = controlled[kind as 'nodes' | 'nats']?.[city ?? ''];
  if (!child) return send(404, { error: 'not_found' });
  if (request.method !== 'POST') return send(405, { error: 'method_not_allowed' });
  try {
    await child[action as 'stop' | 'start' | 'kill']();
    send(200, child.state);
  } catch (error) {
    send(500, { error: 'failed', detail: error instanceof Error ? error.message : String(error) });
  }
}

function status(controlled: Controlled): unknown {
  return Object.fromEntries(
    Object.entries(controlled).map(([kind, children]) => [
      kind,
      Object.fromEntries(Object.entries(children).map(([city, child]) => [city, child.state])),
    ]),
  );
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
