import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { ERROR_CATALOGUE, type CaseView, type ErrorCode, type SessionView } from '#contracts';
import { createLogger, readSettings, type Clock } from '#runtime';
import { GATEWAY_SETTINGS } from '../../apps/gateway/src/gateway-settings.js';
import { createGateway } from '../../apps/gateway/src/gateway.js';
import { CITIES, type ThreeCities } from './three-cities.js';
import { until } from './until.js';

/** An answer of the gateway with its body read. */
export interface HttpAnswer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
}

export interface CallOptions {
  /** Idempotency-Key; a fresh one with every POST unless told, none where null. */
  key?: string | null;
  ifMatch?: string;
  token?: string | null;
  headers?: Record<string, string>;
  method?: string;
}

/** A signed-in person, asking as the console does; paths start after /api/v1. */
export interface HttpDesk {
  readonly city: string;
  readonly token: string;
  get<T = Record<string, unknown>>(path: string): Promise<HttpAnswer<T>>;
  /** `body` is sent as JSON, a string as it is. */
  post<T = Record<string, unknown>>(path: string, body?: unknown, options?: CallOptions): Promise<HttpAnswer<T>>;
  /** Any other method, and headers, without a body. */
  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    headers?: Record<string, string>,
  ): Promise<HttpAnswer<T>>;
  /** The case as this desk sees it now; throws where it is not found. */
  look(caseNo: string): Promise<CaseView>;
  /** A POST below the case with the revision that it has now. */
  act<T = CaseView>(caseNo: string, what: string, body?: object, options?: CallOptions): Promise<HttpAnswer<T>>;
}

export interface HttpGateway {
  readonly url: string;
  /** Lines of its log at level debug. */
  readonly log: string[];
  call<T = Record<string, unknown>>(path: string, options?: CallOptions & { body?: unknown }): Promise<HttpAnswer<T>>;
  /** Signs in with the password of the sample data; waits for the city's node. */
  signIn(city: string, username: string): Promise<HttpDesk>;
  close(): Promise<void>;
}

export interface HttpGatewayOptions {
  /** Cities it serves; all of `CITIES` unless told. */
  cities?: readonly string[];
  env?: Record<string, string>;
  clock?: Clock;
  /** Name of a city as the sign-in shows it; `城市` and its code unless told. */
  nameOf?: (city: string) => string;
  /** Folder of the built console; none unless told. */
  consoleDir?: string;
  /** Milliseconds without use after which a console session ends. */
  idleMs?: number;
  /** Port to listen on, to come back where a gateway was before. */
  port?: number;
}

/** Password of a person of the sample data. */
export const passwordOf = (city: string, username: string): string => `Sample-${username}-${city}`;

/** Name of a city where a test does not care. */
export const plainName = (city: string): string => `城市${city}`;

/** A real gateway on a free port before the nodes of `cities`. */
export async function withGateway(cities: ThreeCities, options: HttpGatewayOptions = {}): Promise<HttpGateway> {
  const served = (options.cities ?? CITIES).map((city) => {
    const { servers, user, pass } = cities.nats.gateway(city);
    return { city, name: (options.nameOf ?? plainName)(city), natsUrl: servers, user, password: pass };
  });
  const settings = readSettings(GATEWAY_SETTINGS, {
    TONGBAN_GATEWAY_PORT: '0',
    TONGBAN_GATEWAY_CITIES: JSON.stringify(served),
    // A test looks again and again until something is so; it has tests of limits elsewhere.
    TONGBAN_GATEWAY_RATE_PER_MINUTE: '1000000',
    ...options.env,
  });
  const log: string[] = [];
  const logger = createLogger({ level: 'debug', name: 'gateway' }, { write: (line: string) => void log.push(line) });
  const gateway = await createGateway(settings, {
    logger,
    failedSignInsPerMinute: 10_000,
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.consoleDir ? { consoleDir: options.consoleDir } : {}),
    ...(options.idleMs ? { idleMs: options.idleMs } : {}),
  });
  const url = await gateway.listen(options.port);

  const call: HttpGateway['call'] = async <T>(path: string, how: CallOptions & { body?: unknown } = {}) => {
    const { method = how.body === undefined ? 'GET' : 'POST', key, ifMatch, token, headers, body } = how;
    const answer = await fetch(path.startsWith('/api/') ? url + path : `${url}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(key ? { 'Idempotency-Key': key } : {}),
        ...(ifMatch ? { 'If-Match': `"${ifMatch}"` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as T, headers: answer.headers };
  };

  const deskOf = (city: string, token: string): HttpDesk => {
    const desk: HttpDesk = {
      city,
      token,
      get: (path) => call(path, { token }),
      post: (path, body = {}, how = {}) => call(path, { token, key: randomUUID(), ...how, body }),
      call: (method, path, headers = {}) => call(path, { token, method, headers }),
      look: async (caseNo) => {
        const answer = await desk.get<CaseView>(`/cases/${caseNo}`);
        if (answer.status !== 200) throw new Error(`${caseNo} at ${city}: ${JSON.stringify(answer.body)}`);
        return answer.body;
      },
      act: async (caseNo, what, body = {}, how = {}) => {
        const { revision } = await desk.look(caseNo);
        return desk.post(`/cases/${caseNo}/${what}`, body, { ifMatch: revision, ...how });
      },
    };
    return desk;
  };

  return {
    url,
    log,
    call,
    signIn: (city, username) =>
      until(`${username} of ${city} is signed in`, async () => {
        const body = { city, username, password: passwordOf(city, username) };
        const answer = await call<SessionView>('/session', { body });
        return answer.status === 200 && deskOf(city, answer.body.token);
      }),
    close: () => gateway.close(),
  };
}

/** Waits until a desk sees the case in a status; gives the case. */
export function untilStatus(desk: HttpDesk, caseNo: string, status: string): Promise<CaseView> {
  return until(
    `${caseNo} is ${status} at ${desk.city}`,
    async () => {
      const view = await desk.look(caseNo);
      return view.status === status && view;
    },
    30_000,
  );
}

/** Expects the refusal with this code as a problem in words for people; gives its details. */
export function refusal(answer: HttpAnswer<unknown>, code: ErrorCode): Record<string, unknown> {
  const { status, zh } = ERROR_CATALOGUE[code];
  const { body, headers } = answer as HttpAnswer;
  expect(body).toMatchObject({ code, status, title: zh, type: `urn:tongban:error:${code}` });
  expect(answer.status).toBe(status);
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body.remedy).toMatch(/[\u4e00-\u9fff]{2}/);
  expect(body.requestId).toBe(headers.get('x-request-id'));
  return body.details as Record<string, unknown>;
}

/** What the databases of these cities hold of cases; equal before and after where nothing was written. */
export async function written(cities: ThreeCities, codes: readonly string[] = CITIES): Promise<unknown[]> {
  return Promise.all(
    codes.map(async (city) => {
      const [row] = await cities.sql(
        city,
        `select (select count(*) from event where lane like 'case/%') as events,
           (select count(*) from case_file) as cases, (select count(*) from lane where lane like 'case/%') as lanes,
           (select coalesce(sum(issue), 0) from pickup_code) as codes`,
      );
      return { city, ...row };
    }),
  );
}
