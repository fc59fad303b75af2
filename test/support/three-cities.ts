import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import {
  COMMANDS,
  GATEWAY_INBOX_PREFIX,
  subjects,
  type AnswerOnWire,
  type CommandKey,
  type ErrorCode,
  type SessionView,
} from '#contracts';
import { createLogger, FaultPoints, type Clock } from '#runtime';
import { startCityNode, type CityNode } from '../../apps/city-node/src/city-node.js';
import { FAULT_POINTS, type NodeFaultPoints } from '../../apps/city-node/src/fault-points.js';
import { readCityNodeSettings } from '../../apps/city-node/src/settings.js';
import { makeFederation, writeFederation, type Federation } from '../../deploy/local/federation.js';
import { startTestNats, type TestNats } from './nats.js';
import { createTestDatabase } from './postgres.js';
import { until } from './until.js';

export const CHANGSHA = '430100';
export const ZHUZHOU = '430200';
export const XIANGTAN = '430300';
export const CITIES = [CHANGSHA, ZHUZHOU, XIANGTAN] as const;

/** An answer with an error code, as a desk gets it. */
export class Refused extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: Record<string, unknown>,
  ) {
    super(`${code} ${JSON.stringify(details)}`);
  }
}

/** A signed-in person of one city, asking the node's commands as the gateway does. */
export interface Desk {
  token: string;
  /** Throws Refused with the code. */
  ask<T = Record<string, unknown>>(
    key: CommandKey,
    body: object,
    extra?: { commandId?: string; ifMatch?: string | null; token?: string },
  ): Promise<T>;
  /** An act on a case with the revision that the case has now. */
  act<T = Record<string, unknown>>(
    key: CommandKey,
    body: { caseNo: string; [field: string]: unknown },
    commandId?: string,
  ): Promise<T>;
}

export interface ThreeCities {
  nats: TestNats;
  federation: Federation;
  dir: string;
  env(city: string, replica?: string): Record<string, string>;
  databaseUrl(city: string): string;
  /** Rows of a city's own database. */
  sql<T = Record<string, unknown>>(city: string, text: string, values?: unknown[]): Promise<T[]>;
  faults(city: string): NodeFaultPoints;
  node(city: string): CityNode;
  startNode(
    city: string,
    options?: { replica?: string; env?: Record<string, string>; clock?: Clock },
  ): Promise<CityNode>;
  stopNode(city: string): Promise<void>;
  signIn(city: string, username: string): Promise<Desk>;
  /** Connection of the city's gateway user. */
  gateway(city: string): Promise<NatsConnection>;
  /** All links of all running cities agree, and nothing is under way. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

export interface ThreeCitiesOptions {
  cities?: readonly string[];
  clock?: Clock;
  env?: Record<string, string>;
  /** Start no nodes yet. */
  idle?: boolean;
}

/** Real cities: a database, a nats-server and a node each, with the permissions and the sample data of production. */
export async function threeCities(name: string, options: ThreeCitiesOptions = {}): Promise<ThreeCities> {
  const cities = options.cities ?? CITIES;
  const dir = mkdtempSync(join(tmpdir(), 'tongban-cities-'));
  const nats = await startTestNats(cities);
  const federation = await makeFederation(cities, options.clock?.now());
  const files = writeFederation(dir, federation);
  const urls = new Map<string, string>();
  for (const city of cities) urls.set(city, await createTestDatabase(`${name}_${city}`));
  const secrets = new Map(cities.map((city) => [city, randomBytes(24).toString('hex')]));
  const nodes = new Map<string, CityNode>();
  const faults = new Map<string, NodeFaultPoints>();
  const pools = new Map<string, pg.Pool>();
  const connections = new Map<string, NatsConnection>();
  const log = createLogger({ level: process.env.TEST_LOG === '1' ? 'debug' : 'silent', name: 'test' });

  const need = <T>(map: Map<string, T>, city: string): T => {
    const found = map.get(city);
    if (found === undefined) throw new Error(`no ${city} in this test`);
    return found;
  };

  const env = (city: string, replica = 'a'): Record<string, string> => ({
    TONGBAN_CITY: city,
    TONGBAN_REPLICA: replica,
    TONGBAN_DATABASE_URL: need(urls, city),
    TONGBAN_NATS_URL: nats.node(city).servers,
    TONGBAN_NATS_USER: nats.node(city).user,
    TONGBAN_NATS_PASSWORD: nats.node(city).pass,
    TONGBAN_HTTP_PORT: '0',
    TONGBAN_KEYS_FILE: files.keysFile(city),
    TONGBAN_DIRECTORY_FILE: files.directoryFile,
    TONGBAN_FEDERATION_FINGERPRINT: federation.fingerprint,
    TONGBAN_TOKEN_SECRET: `token-${need(secrets, city)}`,
    TONGBAN_NODE_SECRET: `node-${need(secrets, city)}`,
    TONGBAN_ATTACHMENT_DIR: join(dir, 'attachments'),
    TONGBAN_SAMPLE_DATA_FILE: join(process.cwd(), 'deploy', 'local', 'sample', `${city}.json`),
    TONGBAN_RECEIPT_WAIT_MS: '500',
    TONGBAN_BREAKER_RESET_MS: '400',
    TONGBAN_POLL_MS: '50',
    TONGBAN_START_GRACE_MS: '600',
    TONGBAN_LEASE_MS: '1500',
    TONGBAN_LOG_LEVEL: 'warn',
    ...options.env,
  });

  const cityNodes: ThreeCities = {
    nats,
    federation,
    dir,
    env,
    databaseUrl: (city) => need(urls, city),
    sql: async <T>(city: string, text: string, values: unknown[] = []) => {
      let pool = pools.get(city);
      if (!pool) {
        pool = new pg.Pool({ connectionString: need(urls, city), max: 3 });
        pool.on('error', () => pools.delete(city));
        pools.set(city, pool);
      }
      return (await pool.query(text, values)).rows as T[];
    },
    faults: (city) => need(faults, city),
    node: (city) => need(nodes, city),
    startNode: async (city, how = {}) => {
      const points = new FaultPoints(FAULT_POINTS);
      const settings = readCityNodeSettings({ ...env(city, how.replica), ...how.env });
      const clock = how.clock ?? options.clock;
      const node = await startCityNode(settings, { faults: points, log, ...(clock ? { clock } : {}) });
      nodes.set(how.replica ? `${city}/${how.replica}` : city, node);
      faults.set(how.replica ? `${city}/${how.replica}` : city, points);
      return node;
    },
    stopNode: async (city) => {
      await need(nodes, city).stop();
      nodes.delete(city);
    },
    gateway: async (city) => {
      let nc = connections.get(city);
      if (!nc) {
        const signIn = nats.gateway(city);
        nc = await connect({
          ...signIn,
          inboxPrefix: GATEWAY_INBOX_PREFIX,
          maxReconnectAttempts: -1,
          reconnectTimeWait: 100,
        });
        connections.set(city, nc);
      }
      return nc;
    },
    signIn: async (city, username) => {
      const nc = await cityNodes.gateway(city);
      const send = async <T>(key: CommandKey, message: object): Promise<T> => {
        // Nest's NATS framing: the pattern is the subject, the message lies under `data` with an id.
        const subject = subjects.command(city, COMMANDS[key].name);
        const frame = JSON.stringify({ pattern: subject, data: message, id: randomUUID() });
        const reply = await nc.request(subject, frame, { timeout: 15_000 });
        const { response } = reply.json<{ response: AnswerOnWire<T> }>();
        if (!response.ok) throw new Refused(response.error.code, response.error.details);
        return response.result;
      };
      const wire = (body: object, token: string | null, commandId: string | null, ifMatch: string | null) => ({
        token,
        commandId,
        ifMatch,
        requestId: 'test',
        body,
      });
      const password = `Sample-${username}-${city}`;
      const session = await until(`${username} of ${city} is signed in`, () =>
        send<SessionView>('signIn', wire({ username, password }, null, null, null)),
      );
      const desk: Desk = {
        token: session.token,
        ask: (key, body, extra = {}) => {
          const commandId = extra.commandId ?? (COMMANDS[key].creates ? randomUUID() : null);
          return send(key, wire(body, extra.token ?? session.token, commandId, extra.ifMatch ?? null));
        },
        act: async (key, body, commandId) => {
          const { revision } = await desk.ask<{ revision: string }>('getCase', { caseNo: body.caseNo });
          return desk.ask(key, body, { ifMatch: revision, ...(commandId ? { commandId } : {}) });
        },
      };
      return desk;
    },
    quiet: async () => {
      await until('all links are settled', async () => {
        for (const city of [...nodes.keys()].map((key) => key.slice(0, 6))) {
          const [waiting] = await cityNodes.sql<{ waiting: string }>(
            city,
            `select (select count(*) from pending) + (select count(*) from parked_event)
               + coalesce((select sum(numbered_to - settled_to) from link_out), 0) as waiting,
               (select count(*) from link_state where hold_reason is not null) as held`,
          );
          if (Number(waiting?.waiting) !== 0) return false;
        }
        return true;
      });
    },
    close: async () => {
      await Promise.all([...connections.values()].map((nc) => nc.close()));
      await Promise.all([...nodes.values()].map((node) => node.stop()));
      await Promise.all([...pools.values()].map((pool) => pool.end()));
      await nats.remove();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  if (!options.idle) {
    for (const city of cities) await cityNodes.startNode(city);
    await Promise.all([...nodes.values()].map((node) => node.started));
  }
  return cityNodes;
}
