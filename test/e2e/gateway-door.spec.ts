import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import type { GatewayOverrides } from '../../apps/gateway/src/gateway.js';
import { startTestNats, type TestNats } from '../support/nats.js';
import {
  CASE_NO,
  CITY,
  servedBy,
  standingGateway,
  standInNode,
  tokenFor,
  untilReady,
  type StandingGateway,
  type StandInNode,
} from './gateway-stand.js';

let nats: TestNats;
let node: StandInNode;
let gateway: StandingGateway;
/** Gateways with settings of their own; closed also when their test fails, or the run would never end. */
const others: StandingGateway[] = [];

async function anotherGateway(
  ...[env, overrides]: [Record<string, string>?, GatewayOverrides?]
): Promise<StandingGateway> {
  const made = await standingGateway([servedBy(nats)], env, overrides);
  others.push(made);
  await untilReady(made);
  return made;
}

const KEY = { 'Idempotency-Key': 'key-0000-0001' };
const ACT = { ...KEY, 'If-Match': '"rev-1"' };
const acceptance = `/cases/${CASE_NO}/acceptance`;

interface ProblemBody {
  code: string;
  title: string;
  remedy: string;
  status: number;
  requestId: string;
  instance: string;
  details: { reason?: string; faults?: { path: string; rule: string; zh: string }[] };
}

async function problem(response: Response): Promise<ProblemBody> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const body = (await response.json()) as ProblemBody;
  expect(body).toMatchObject({ type: `urn:tongban:error:${body.code}`, status: response.status });
  expect(body.requestId).toBe(response.headers.get('x-request-id'));
  return body;
}

beforeAll(async () => {
  nats = await startTestNats([CITY]);
  node = await standInNode(nats);
  gateway = await standingGateway([servedBy(nats)], { TONGBAN_GATEWAY_BODY_LIMIT_BYTES: '4096' });
  await untilReady(gateway);
});
beforeEach(() => {
  node.asked.length = 0;
  node.answer = () => ({ ok: true, result: { caseNo: CASE_NO, revision: 'rev-2' } });
});
afterEach(async () => {
  for (const one of others.splice(0)) await one.close();
});
afterAll(async () => {
  await gateway.close();
  await node.close();
  await nats.remove();
});

describe('what comes in', () => {
  it('half a form is refused before anything is asked of the city', async () => {
    const answer = await gateway.call('POST', acceptance, { role: 'reviewer', headers: ACT, body: '{"note": "x' });
    expect(await problem(answer)).toMatchObject({ status: 400, code: 'body_malformed' });
    expect(node.asked).toEqual([]);
  });

  it('a body over the limit is refused', async () => {
    const body = { note: 'x'.repeat(5000) };
    const answer = await gateway.call('POST', acceptance, { role: 'reviewer', headers: ACT, body });
    expect(await problem(answer)).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it.each([
    ['text/plain', '{}'],
    ['application/xml', '<a/>'],
    ['application/json; charset=gbk', '{}'],
  ])('a body of type %s is refused', async (type, body) => {
    const headers = { ...ACT, 'Content-Type': type };
    const answer = await gateway.call('POST', acceptance, { role: 'reviewer', headers, body });
    expect(await problem(answer)).toMatchObject({ status: 415, code: 'media_type_unsupported' });
  });

  it('a compressed body is refused, since a small one may unpack to a huge one', async () => {
    const headers = { ...ACT, 'Content-Encoding': 'gzip' };
    const answer = await gateway.call('POST', acceptance, { role: 'reviewer', headers, body: {} });
    expect(await problem(answer)).toMatchObject({ status: 415 });
  });

  it('a form nested fifty thousand levels deep is refused and stops nobody', async () => {
    const door = await anotherGateway();
    const body = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    for (const path of ['/session', acceptance]) {
      const answer = await door.call('POST', path, { role: 'reviewer', headers: ACT, body });
      expect(await problem(answer)).toMatchObject({ status: 422, code: 'request_invalid' });
    }
  });

  it('wrong fields are named, each with a sentence', async () => {
    const body = { act: 'MAYBE', reason: '', extra: 1 };
    const answer = await gateway.call('POST', `/cases/${CASE_NO}/decision`, { role: 'reviewer', headers: ACT, body });
    const { code, details } = await problem(answer);
    expect(code).toBe('request_invalid');
    expect(details.faults).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'act', rule: 'isIn' }),
        expect.objectContaining({ path: 'reason', rule: 'isLength', zh: '未填写，或长度不符合要求' }),
        expect.objectContaining({ path: 'extra', rule: 'whitelistValidation' }),
      ]),
    );
  });

  it('a mistyped case number is told as such', async () => {
    const typo = CASE_NO.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const { code, details } = await problem(await gateway.call('GET', `/cases/${typo}`, { role: 'clerk' }));
    expect(code).toBe('request_invalid');
    expect(details.faults?.[0]).toMatchObject({ path: 'caseNo', rule: 'case_no_invalid' });
    expect(details.faults?.[0]?.zh).toContain('办件编号有误');
  });

  it('two different case numbers in one request are refused', async () => {
    const other = 'KY430100430300202611200000000000';
    const answer = await gateway.call('POST', acceptance, { role: 'reviewer', headers: ACT, body: { caseNo: other } });
    const { details } = await problem(answer);
    expect(details.faults).toEqual([expect.objectContaining({ path: 'caseNo', rule: 'differsFromPath' })]);
    expect(node.asked).toEqual([]);
  });

  it('numbers in a query are read as numbers, and only plain ones', async () => {
    node.answer = () => ({ ok: true, result: { items: [], page: 2, pageSize: 50, total: 0 } });
    const good = await gateway.call('GET', '/cases?page=2&pageSize=50&status=ACCEPTED', { role: 'clerk' });
    expect(good.status).toBe(200);
    expect(node.asked[0]?.body).toEqual({ page: 2, pageSize: 50, status: 'ACCEPTED' });
    for (const query of ['page=two', 'page=0x10', 'page=', 'page=1&page=2', 'page=1e3', 'size=3']) {
      const bad = await gateway.call('GET', `/cases?${query}`, { role: 'clerk' });
      expect([query, (await problem(bad)).code]).toEqual([query, 'request_invalid']);
    }
  });

  it.each([
    ['GET', '/nothing-here'],
    ['DELETE', `/cases/${CASE_NO}`],
    ['GET', '/cases/%E0%A4%A'],
  ])('%s %s is no address', async (method, path) => {
    expect(await problem(await gateway.call(method, path, { role: 'clerk' }))).toMatchObject({ code: 'not_found' });
  });
});

describe('keys and revisions', () => {
  it('an act without Idempotency-Key or with a short one is refused', async () => {
    const without: Record<string, string> = { 'If-Match': 'rev-1' };
    for (const headers of [without, { ...without, 'Idempotency-Key': 'short' }]) {
      const answer = await gateway.call('POST', acceptance, { role: 'reviewer', headers, body: {} });
      expect(await problem(answer)).toMatchObject({ status: 400, code: 'idempotency_key_missing' });
    }
  });

  it('an act without the revision of the screen is refused, also with If-Match *', async () => {
    for (const headers of [KEY, { ...KEY, 'If-Match': '*' }, { ...KEY, 'If-Match': '""' }]) {
      const answer = await gateway.call('POST', acceptance, { role: 'reviewer', headers, body: {} });
      expect(await problem(answer)).toMatchObject({ status: 428, code: 'if_match_missing' });
    }
  });

  it.each(['"rev-1"', 'rev-1', 'W/"rev-1"'])('If-Match %s reaches the node as rev-1', async (given) => {
    const headers = { ...KEY, 'If-Match': given };
    const answer = await gateway.call('POST', acceptance, { role: 'reviewer', headers });
    expect(answer.status).toBe(200);
    expect(node.asked[0]).toMatchObject({ ifMatch: 'rev-1', commandId: 'key-0000-0001', body: { caseNo: CASE_NO } });
    expect(answer.headers.get('etag')).toBe('"rev-2"');
  });
});

describe('what goes out', () => {
  it('a request id is kept if harmless, and made otherwise', async () => {
    const sent = async (id: string): Promise<string | null> =>
      (await gateway.call('GET', '/cases', { headers: { 'X-Request-Id': id } })).headers.get('x-request-id');
    expect(await sent('window-3.0001')).toBe('window-3.0001');
    expect(await sent('has spaces in it')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await sent('430104199001011234')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers carry the headers that keep a browser from doing anything with them', async () => {
    const { headers } = await gateway.call('GET', '/cases', { role: 'clerk' });
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('a case that stands still is still shown with how far its messages have got', async () => {
    // Not fetch, which adds `Cache-Control: no-cache` and so hides what a plain client would be answered.
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'If-None-Match': '"rev-2"', Authorization: `Bearer ${tokenFor('clerk')}` };
      const asking = httpRequest(`${gateway.url}/api/v1/cases/${CASE_NO}`, { headers }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode));
      });
      asking.on('error', reject).end();
    });
    expect(status).toBe(200);
  });

  it('an address is told back without its query, which may hold a certificate number', async () => {
    const answer = await gateway.call('GET', '/cases?certificateNo=430104199001011234&page=x', { role: 'clerk' });
    const text = await answer.text();
    expect(text).toContain('"instance":"/api/v1/cases"');
    expect(text).not.toContain('430104199001011234');
  });

  it('the log tells route, status and case, and nothing of people, tokens or bodies', async () => {
    gateway.log.length = 0;
    const secret = '张三的备注';
    const headers = { ...ACT, 'X-Request-Id': 'request-for-log' };
    await gateway.call('POST', acceptance, { role: 'reviewer', headers, body: { note: secret } });
    await gateway.call('GET', '/cases?certificateNo=430104199001011234', { role: 'clerk' });
    const lines = gateway.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(
      expect.objectContaining({
        requestId: 'request-for-log',
        method: 'POST',
        route: '/api/v1/cases/:caseNo/acceptance',
        status: 200,
        caseNo: CASE_NO,
        city: CITY,
        responseTimeMs: expect.any(Number),
      }),
    );
    const all = gateway.log.join('');
    for (const hidden of [secret, '430104199001011234', 'Bearer', 'certificateNo']) expect(all).not.toContain(hidden);
  });

  it('a request that is no HTTP at all gets no answer of ours and hurts nobody', async () => {
    const { port } = new URL(gateway.url);
    await new Promise<void>((resolve) => {
      const broken = httpRequest({
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/api/v1/cases',
        headers: { 'Content-Length': '50' },
      });
      broken.on('error', () => resolve());
      broken.write('{"a"', () => broken.destroy());
    });
    expect((await gateway.call('GET', '/cases', { role: 'clerk' })).status).toBe(200);
  });
});
