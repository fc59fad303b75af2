import { connect, type NatsConnection } from '@nats-io/transport-node';
import { pino } from 'pino';
import { makeCaseNo, type AnswerOnWire, type CommandOnWire, type UserRole } from '#contracts';
import { readSettings } from '#runtime';
import { GATEWAY_SETTINGS } from '../../apps/gateway/src/gateway-settings.js';
import { createGateway, type Gateway, type GatewayOverrides } from '../../apps/gateway/src/gateway.js';
import type { TestNats } from '../support/nats.js';

export const CITY = '430100';
export const CASE_NO = makeCaseNo({
  home: '430100',
  collecting: '430300',
  onDate: '20261120',
  random: Uint8Array.of(1, 2, 3, 4, 5),
});

/** What a stand-in node was asked: the subject and the command on the wire. */
export interface Asked extends CommandOnWire {
  readonly subject: string;
}

/** A stand-in for a city's node: speaks the command wire over real NATS, answers what it is told to. */
export interface StandInNode {
  readonly asked: Asked[];
  /** The answer to every command from now on; `undefined` leaves the gateway waiting. */
  answer: (asked: Asked) => AnswerOnWire | undefined | Promise<AnswerOnWire | undefined>;
  close(): Promise<void>;
}

/** Connects a stand-in node at its city's own nats-server. */
export async function standInNode(nats: TestNats, city = CITY): Promise<StandInNode> {
  const connection: NatsConnection = await connect(nats.node(city));
  const node: StandInNode = {
    asked: [],
    answer: () => ({ ok: true, result: {} }),
    close: () => connection.close(),
  };
  connection.subscribe(`tongban.v1.city.${city}.>`, {
    callback: (error, message) => {
      if (error) throw error;
      const { id, data } = message.json<{ id: string; data: CommandOnWire }>();
      const asked = { ...data, subject: message.subject };
      node.asked.push(asked);
      void Promise.resolve(node.answer(asked)).then((answer) => {
        if (answer) message.respond(JSON.stringify({ id, response: answer, isDisposed: true }));
      });
    },
  });
  await connection.flush();
  return node;
}

/** A gateway that listens on a free port, and everything it logged. */
export interface StandingGateway extends Gateway {
  readonly url: string;
  readonly log: string[];
  /** A request with a JSON body unless told; paths start after /api/v1. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
}

export interface CallOptions {
  readonly role?: UserRole;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** Starts a gateway for the cities given as [code, natsUrl, user, password]. */
export async function standingGateway(
  cities: readonly { city: string; natsUrl: string; user: string; password: string }[],
  env: Record<string, string> = {},
  overrides: GatewayOverrides = {},
): Promise<StandingGateway> {
  const log: string[] = [];
  const settings = readSettings(GATEWAY_SETTINGS, {
    TONGBAN_GATEWAY_PORT: '0',
    TONGBAN_GATEWAY_CITIES: JSON.stringify(cities.map((one) => ({ ...one, name: `城市${one.city}` }))),
    TONGBAN_GATEWAY_COMMAND_TIMEOUT_MS: '2000',
    ...env,
  });
  const logger = pino({ level: 'debug' }, { write: (line: string) => void log.push(line) });
  const gateway = await createGateway(settings, { logger, ...overrides });
  const url = await gateway.listen();
  const call: StandingGateway['call'] = (method, path, { role, body, headers } = {}) =>
    fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(role ? { Authorization: `Bearer ${tokenFor(role)}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return { ...gateway, url, log, call };
}

/** The city's entry in a gateway's settings. */
export function servedBy(
  nats: TestNats,
  city = CITY,
): { city: string; natsUrl: string; user: string; password: string } {
  const { servers, user, pass } = nats.gateway(city);
  return { city, natsUrl: servers, user, password: pass };
}

/** A token as a node issues it, but signed by nobody: the gateway must not need more than its claims. */
export function tokenFor(role: UserRole, claims: Record<string, unknown> = {}): string {
  const seconds = Math.floor(Date.now() / 1000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const payload = { iss: 'tongban', city: CITY, sub: `${role}1`, name: '示例', role, windowId: null };
  return `${part({ alg: 'HS256' })}.${part({ ...payload, iat: seconds, exp: seconds + 3600, ...claims })}.c2ln`;
}

/** Waits until the condition holds; fails after ten seconds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within 10 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Ready: connected to every city it serves. */
export async function untilReady(gateway: StandingGateway): Promise<void> {
  await until('gateway ready', async () => (await fetch(`${gateway.url}/health/ready`)).ok);
}
