import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../deploy/local/ports.js';
import { startTestNats, type TestNats } from '../support/nats.js';
import {
  CASE_NO,
  CITY,
  servedBy,
  standingGateway,
  standInNode,
  until,
  untilReady,
  type StandingGateway,
  type StandInNode,
} from './gateway-stand.js';

const NEIGHBOUR = '430200';
const ACT = { 'Idempotency-Key': 'key-0000-0001', 'If-Match': 'rev-1' };
const acceptance = `/cases/${CASE_NO}/acceptance`;
const application = {
  homeCity: '430100',
  itemCode: 'CS-YB-001',
  mode: 'PROXY_COLLECT',
  application: {
    applicant: {
      type: 'NATURAL',
      name: '示例',
      certificateType: '111',
      certificateNo: '11010519491231002X',
      phone: '13800000000',
    },
    identityCheck: { method: 'CARD_READER', subject: 'APPLICANT', result: 'MATCHED' },
    form: { hospitalName: '示例医院' },
    materials: [{ code: 'M01', form: 'PAPER', originalSeen: true, copies: 1 }],
    delivery: { kind: 'ELECTRONIC' },
    noticeGivenAt: '2026-11-20T02:00:00.000Z',
  },
};

let nats: TestNats;
const opened: { close(): Promise<void> }[] = [];

const opening = async <T extends { close(): Promise<void> }>(making: Promise<T>): Promise<T> => {
  const made = await making;
  opened.push(made);
  return made;
};
const aNode = (city = CITY): Promise<StandInNode> => opening(standInNode(nats, city));
const aGateway = (...given: Parameters<typeof standingGateway>): Promise<StandingGateway> =>
  opening(standingGateway(...given));

beforeAll(async () => {
  nats = await startTestNats([CITY, NEIGHBOUR]);
});
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
  // Nothing where it runs; a test that failed halfway may have left it stopped.
  await nats.leaf(CITY).start();
});
afterAll(() => nats.remove());

describe('a case is collected', () => {
  it('reaches the city with key and token, and gets an address of its own', async () => {
    const node = await aNode();
    const gateway = await aGateway([servedBy(nats)]);
    await untilReady(gateway);
    node.answer = () => ({ ok: true, result: { caseNo: CASE_NO, revision: 'rev-1' } });
    const headers = { 'Idempotency-Key': 'collect-0001', 'X-Request-Id': 'window-0001' };
    const answer = await gateway.call('POST', '/cases', { role: 'clerk', headers, body: application });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/v1/cases/${CASE_NO}`);
    expect(answer.headers.get('etag')).toBe('"rev-1"');
    expect(node.asked).toMatchObject([
      {
        subject: `tongban.v1.city.${CITY}.case.collect`,
        commandId: 'collect-0001',
        ifMatch: null,
        requestId: 'window-0001',
        token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        body: application,
      },
    ]);
  });

  it('an error of the node is told with its details and the sentences of the catalogue', async () => {
    const node = await aNode();
    const gateway = await aGateway([servedBy(nats)]);
    await untilReady(gateway);
    node.answer = () => ({ ok: false, error: { code: 'material_missing', details: { materials: ['M02'] } } });
    const headers = { 'Idempotency-Key': 'collect-0001' };
    const answer = await gateway.call('POST', '/cases', { role: 'clerk', headers, body: application });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      code: 'material_missing',
      title: '缺少必需材料',
      remedy: '请补齐标出的材料后再收件',
      details: { materials: ['M02'] },
    });
  });

  it.each([
    ['an answer of no known shape', { hello: 1 }],
    ['an error code of the future', { ok: false, error: { code: 'made_up', details: { secret: 'x' } } }],
  ])('%s becomes an internal error that tells nothing but the request id', async (_what, answered) => {
    const node = await aNode();
    const gateway = await aGateway([servedBy(nats)]);
    await untilReady(gateway);
    node.answer = () => answered as never;
    const answer = await gateway.call('GET', '/cases', { role: 'clerk', headers: { 'X-Request-Id': 'lost-0001' } });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      type: 'urn:tongban:error:internal_error',
      title: '系统内部错误',
      status: 500,
      code: 'internal_error',
      remedy: expect.any(String),
      details: {},
      requestId: 'lost-0001',
      instance: '/api/v1/cases',
    });
    expect(gateway.log.some((line) => line.includes('lost-0001') && line.includes('unexpected'))).toBe(true);
  });
});

describe('what grows on the way', () => {
  it('a body of numbers that grow when they are written out is refused as too large, not as the city being away', async () => {
    const node = await aNode();
    const gateway = await aGateway([servedBy(nats)]);
    await untilReady(gateway);
    const form = `{"a":[${Array.from({ length: 70_000 }, () => '1e20').join()}]}`;
    const body = JSON.stringify(application).replace('{"hospitalName":"示例医院"}', form);
    expect(body).toContain('1e20');
    const headers = { 'Idempotency-Key': 'collect-0001' };
    const answer = await gateway.call('POST', '/cases', { role: 'clerk', headers, body });
    expect([answer.status, await answer.json()]).toEqual([413, expect.objectContaining({ code: 'body_too_large' })]);
    expect(node.asked).toEqual([]);
  });
});

describe('the city cannot be reached', () => {
  it('an act is answered with 503 and the advice to repeat it with the same key', async () => {
    const gateway = await aGateway([servedBy(nats)]);
    await untilReady(gateway);
    const answer = await gateway.call('POST', acceptance, { role: 'reviewer', headers: ACT });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await answer.json()).toMatchObject({
      code: 'city_node_unreachable',
      remedy: expect.stringContaining('不会重复办理'),
      details: { reason: 'nobody_listens', repeatWithSameKey: true, idempotencyKey: 'key-0000-0001' },
    });
  });

  it('a look at cases is answered with 503 and no talk of keys', async () => {
    const gateway = await aGateway([servedBy(nats)]);
    await untilReady(gateway);
    const body = (await (await gateway.call('GET', '/cases', { role: 'clerk' })).json()) as { details: object };
    expect(body.details).toEqual({ city: CITY, reason: 'nobody_listens' });
  });

  it('a node that says nothing is given up after the time limit', async () => {
    const node = await aNode();
    node.answer = () => undefined;
    const gateway = await aGateway([servedBy(nats)], { TONGBAN_GATEWAY_COMMAND_TIMEOUT_MS: '200' });
    await untilReady(gateway);
    const answer = await gateway.call('POST', acceptance, { role: 'reviewer', headers: ACT });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ details: { reason: 'timed_out', repeatWithSameKey: true } });
  });

  it('a connection that breaks while the node works is told at once, not after the time limit', async () => {
    const node = await aNode();
    node.answer = () => undefined;
    const gateway = await aGateway([servedBy(nats)], { TONGBAN_GATEWAY_COMMAND_TIMEOUT_MS: '30000' });
    await untilReady(gateway);
    const answering = gateway.call('POST', acceptance, { role: 'reviewer', headers: ACT });
    await until('asked', () => node.asked.length === 1);
    await nats.leaf(CITY).kill();
    const answer = await answering;
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ details: { reason: 'connection_lost', repeatWithSameKey: true } });
    await nats.leaf(CITY).start();
  });

  it('the gateway starts before the city, waits for it, loses it and finds it again', async () => {
    const leaf = nats.leaf(CITY);
    await leaf.stop();
    const gateway = await aGateway([servedBy(nats)]);
    const ready = async (): Promise<number> => (await fetch(`${gateway.url}/health/ready`)).status;
    const ask = async (): Promise<number> => (await gateway.call('GET', '/cases', { role: 'clerk' })).status;
    expect([await ready(), await ask()]).toEqual([503, 503]);
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
    await leaf.start();
    await until('found', async () => (await ready()) === 200);
    const node = await aNode();
    expect(await ask()).toBe(200);
    await leaf.kill();
    await until('lost', async () => (await ready()) === 503);
    expect(await ask()).toBe(503);
    await leaf.start();
    await until('found again', async () => (await ready()) === 200);
    // The node's own client comes back in its own time.
    await until('answered again', async () => (await ask()) === 200);
    expect(node.asked.length).toBeGreaterThan(1);
  });

  it('one city away takes nothing from the other', async () => {
    const nobodyThere = `nats://127.0.0.1:${await freePort()}`;
    await aNode();
    const gateway = await aGateway([
      servedBy(nats),
      { city: NEIGHBOUR, natsUrl: nobodyThere, user: 'u', password: 'p' },
    ]);
    await until('answered', async () => (await gateway.call('GET', '/cases', { role: 'clerk' })).status === 200);
    const report = (await (await fetch(`${gateway.url}/health/ready`)).json()) as { checks: unknown[] };
    expect(report.checks).toEqual([
      { name: `city-${CITY}`, critical: true, ok: true },
      { name: `city-${NEIGHBOUR}`, critical: true, ok: false, detail: 'not_connected' },
    ]);
  });
});

describe('watching and leaving', () => {
  it('metrics tell requests by route and commands by outcome', async () => {
    const node = await aNode();
    const gateway = await aGateway([servedBy(nats)]);
    await untilReady(gateway);
    await gateway.call('GET', `/cases/${CASE_NO}`, { role: 'clerk' });
    node.answer = () => ({ ok: false, error: { code: 'case_not_found', details: {} } });
    await gateway.call('GET', `/cases/${CASE_NO}`, { role: 'clerk' });
    await gateway.call('GET', '/nothing-here');
    let text = '';
    const counted = async (): Promise<boolean> => {
      text = await (await fetch(`${gateway.url}/metrics`)).text();
      return text.includes('route="unmatched",status="404"');
    };
    await until('counted', counted);
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/cases\/:caseNo",status="200"\} 1/,
    );
    expect(text).toMatch(/node_command_duration_seconds_count\{city="430100",command="case.get",outcome="ok"\} 1/);
    expect(text).toMatch(
      /node_command_duration_seconds_count\{city="430100",command="case.get",outcome="case_not_found"\} 1/,
    );
    expect(text).toMatch(/tongban_gateway_city_connected\{city="430100"\} 1/);
    // The scrape itself is the one request in flight.
    expect(text).toMatch(/tongban_gateway_http_requests_in_flight 1/);
    expect(text).not.toContain(CASE_NO);
  });

  it('a request under way is answered before the gateway leaves, and no new one is taken', async () => {
    const node = await aNode();
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    node.answer = async () => {
      await held;
      return { ok: true, result: { done: true } };
    };
    const gateway = await aGateway([servedBy(nats)], { TONGBAN_GATEWAY_COMMAND_TIMEOUT_MS: '20000' });
    await untilReady(gateway);
    const answering = gateway.call('POST', acceptance, { role: 'reviewer', headers: ACT });
    await until('asked', () => node.asked.length === 1);
    const closing = gateway.close();
    await until('refused', () =>
      fetch(`${gateway.url}/health/live`).then(
        () => false,
        () => true,
      ),
    );
    go();
    const answer = await answering;
    expect([answer.status, await answer.json()]).toEqual([200, { done: true }]);
    await closing;
  });

  it('a request that never ends does not keep the gateway from leaving', async () => {
    const node = await aNode();
    node.answer = () => undefined;
    const env = { TONGBAN_GATEWAY_COMMAND_TIMEOUT_MS: '20000' };
    const gateway = await aGateway([servedBy(nats)], env, { drainMs: 200 });
    await untilReady(gateway);
    const answering = gateway.call('GET', '/cases', { role: 'clerk' }).then(
      (answer) => answer.status,
      () => 'cut',
    );
    await until('asked', () => node.asked.length === 1);
    const started = Date.now();
    await gateway.close();
    expect(await answering).toBe('cut');
    expect(Date.now() - started).toBeLessThan(3_000);
  });
});
