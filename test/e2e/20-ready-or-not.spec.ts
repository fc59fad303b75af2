import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, PartnerView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { proxyBefore, throughProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { refusal, untilStatus, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];
const LONG_MS = 40_000;

let cities: ThreeCities;
let gateway: HttpGateway;
let proxy: TcpProxy;
let clerk: HttpDesk;

interface Ready {
  status: number;
  failing: string[];
}

async function readiness(city: string): Promise<Ready> {
  const answer = await fetch(`${cities.node(city).url}/health/ready`);
  const { checks } = (await answer.json()) as { checks: { name: string; ok: boolean }[] };
  return { status: answer.status, failing: checks.filter((one) => !one.ok).map((one) => one.name) };
}
const live = async (city: string): Promise<number> => (await fetch(`${cities.node(city).url}/health/live`)).status;
const metrics = async (city: string): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`${cities.node(city).url}/metrics`);
  return { status: answer.status, text: await answer.text() };
};
const untilReady = (city: string): Promise<unknown> =>
  until(`${city} is ready`, async () => (await readiness(city)).status === 200, LONG_MS);

beforeAll(async () => {
  cities = await threeCities('ready', { cities: PAIR, idle: true });
  proxy = await proxyBefore(cities.databaseUrl(XIANGTAN));
  const env = { TONGBAN_DATABASE_URL: throughProxy(cities.databaseUrl(XIANGTAN), proxy) };
  // 湘潭 is started first of all, before its database and its nats-server are there.
  await proxy.refuse();
  await cities.nats.leaf(XIANGTAN).stop();
  await cities.startNode(XIANGTAN, { env });
  gateway = await withGateway(cities, { cities: PAIR });
}, 60_000);
afterEach(async () => {
  await proxy.restore();
  await cities.nats.leaf(XIANGTAN).start();
  await cities.nats.leaf(CHANGSHA).start();
}, 60_000);
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
  await proxy?.close();
}, 60_000);

describe('a node that was started before everything it needs', () => {
  it('lives, says what it waits for, and becomes ready by itself when it comes', async () => {
    await until('both are missed', async () => {
      const { status, failing } = await readiness(XIANGTAN);
      return status === 503 && failing.join() === 'database,nats';
    });
    expect(await live(XIANGTAN)).toBe(200);
    const { status, text } = await metrics(XIANGTAN);
    expect([status, /^tongban_database_ready (\d)$/m.exec(text)?.[1]]).toEqual([200, '0']);
    // Told at the very first scrape: a partner's breaker is known without the database.
    expect(text).toMatch(/^tongban_breaker_state\{partner="430100"\} 0$/m);
    await cities.nats.leaf(XIANGTAN).start();
    await until('only the database is missed', async () => (await readiness(XIANGTAN)).failing.join() === 'database');
    await proxy.restore();
    await untilReady(XIANGTAN);
    await cities.node(XIANGTAN).started;
    clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  }, 60_000);

  it('has lost nothing by it: the list of the partner that starts last arrives, and a case travels', async () => {
    await cities.startNode(CHANGSHA);
    await until(
      '湘潭 has the list of 长沙',
      async () => (await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`)).body.total >= 60,
      LONG_MS,
    );
    const { caseNo } = (await clerk.post<CaseView>('/cases', aCollection())).body;
    await untilStatus(clerk, caseNo, 'RECEIVED');
  }, 90_000);
});

describe('while the database is away', () => {
  it('the node lives, is not ready, says so at the window, and goes on when it is back', async () => {
    await proxy.refuse();
    await until('not ready', async () => (await readiness(XIANGTAN)).failing.includes('database'));
    expect((await readiness(XIANGTAN)).status).toBe(503);
    expect(await live(XIANGTAN)).toBe(200);
    const answer = await clerk.post('/cases', aCollection(), { key: 'key-for-the-outage' });
    expect(refusal(answer, 'database_unavailable')).toMatchObject({ repeatWithSameKey: true });
    expect(answer.headers.get('retry-after')).toBe('5');
    refusal(await clerk.get('/cases'), 'database_unavailable');
    await proxy.restore();
    await untilReady(XIANGTAN);
    const { status, body } = await clerk.post<CaseView>('/cases', aCollection(), { key: 'key-for-the-outage' });
    expect(status).toBe(201);
    await untilStatus(clerk, body.caseNo, 'RECEIVED');
  }, 90_000);

  it('the figures are still told, without those that only the database knows', async () => {
    expect((await metrics(XIANGTAN)).text).toMatch(/^tongban_cases\{status="RECEIVED"\} [1-9]/m);
    await proxy.refuse();
    await until('not ready', async () => (await readiness(XIANGTAN)).failing.includes('database'));
    const { status, text } = await metrics(XIANGTAN);
    expect(status).toBe(200);
    expect(text).toMatch(/^tongban_database_ready 0$/m);
    expect(text).toMatch(/^tongban_process_resident_memory_bytes \d/m);
    expect(text).toMatch(/^tongban_command_seconds_count\{/m);
    // A figure of yesterday that looks like one of today would hide the outage.
    expect(text).not.toMatch(/^tongban_cases\{/m);
    await proxy.restore();
    await untilReady(XIANGTAN);
    await until('told again', async () => /^tongban_cases\{status="RECEIVED"\}/m.test((await metrics(XIANGTAN)).text));
  }, 60_000);

  it('a database that hangs instead of refusing is noticed within seconds', async () => {
    proxy.freeze();
    const began = Date.now();
    const [{ status, failing }, { status: told }] = await Promise.all([readiness(XIANGTAN), metrics(XIANGTAN)]);
    expect({ status, failing, told }).toEqual({ status: 503, failing: ['database'], told: 200 });
    expect(Date.now() - began).toBeLessThan(6_000);
    expect(await live(XIANGTAN)).toBe(200);
    await proxy.restore();
    await untilReady(XIANGTAN);
    expect((await clerk.get('/cases')).status).toBe(200);
  }, 60_000);
});

describe('while the nats-server is away', () => {
  it('node and gateway are not ready and live, and both go on when it is back', async () => {
    const gatewayReady = async (): Promise<number> => (await fetch(`${gateway.url}/health/ready`)).status;
    await cities.nats.leaf(XIANGTAN).stop();
    await until('not ready', async () => (await readiness(XIANGTAN)).failing.join() === 'nats');
    await until('gateway not ready', async () => (await gatewayReady()) === 503);
    expect(await live(XIANGTAN)).toBe(200);
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
    refusal(await clerk.get('/cases'), 'city_node_unreachable');
    await cities.nats.leaf(XIANGTAN).start();
    await untilReady(XIANGTAN);
    await until('gateway ready', async () => (await gatewayReady()) === 200);
    await until('answered again', async () => (await clerk.get('/cases')).status === 200);
    const { caseNo } = (await clerk.post<CaseView>('/cases', aCollection())).body;
    await untilStatus(clerk, caseNo, 'RECEIVED');
  }, 90_000);
});

describe('while a partner is away', () => {
  it('this city stays ready, takes papers in and tells that they wait', async () => {
    await cities.nats.leaf(CHANGSHA).stop();
    await until('长沙 is not ready', async () => (await readiness(CHANGSHA)).status === 503);
    const { caseNo } = (await clerk.post<CaseView>('/cases', aCollection())).body;
    const partner = await until(
      'the link is held',
      async () => {
        const { body } = await clerk.get<PartnerView[]>('/partners');
        const one = body.find((row) => row.city === CHANGSHA);
        return one?.link === 'held' && one.held > 0 && one;
      },
      LONG_MS,
    );
    expect(partner.words).toMatch(/[\u4e00-\u9fff]{4}/);
    expect(await readiness(XIANGTAN)).toEqual({ status: 200, failing: [] });
    expect((await clerk.look(caseNo)).delivery).toEqual([
      expect.objectContaining({ partner: CHANGSHA, state: 'HELD', words: expect.stringContaining('已安全留存') }),
    ]);
    await cities.nats.leaf(CHANGSHA).start();
    await untilStatus(clerk, caseNo, 'RECEIVED');
  }, 90_000);
});
