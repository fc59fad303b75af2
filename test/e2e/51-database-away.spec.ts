import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectCase, CollectedView } from '#contracts';
import { aCollection, anApplication } from '../support/builders.js';
import { expectArrivedOnce, expectLinksAgree } from '../support/ledger-check.js';
import { tcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import {
  CHANGSHA,
  CITIES,
  threeCities,
  XIANGTAN,
  ZHUZHOU,
  type Desk,
  type ThreeCities,
} from '../support/three-cities.js';
import { until } from '../support/until.js';

/** A proxy stands before each database of 长沙 and 湘潭, so that the test can take it away. */
describe('PostgreSQL gone for a while', () => {
  const pair = [CHANGSHA, XIANGTAN];
  const proxies = new Map<string, TcpProxy>();
  let cities: ThreeCities;
  let clerk: Desk;
  let reviewer: Desk;

  beforeAll(async () => {
    cities = await threeCities('database_away', { idle: true });
    for (const city of pair) {
      const url = new URL(cities.databaseUrl(city));
      const proxy = await tcpProxy({ host: url.hostname, port: Number(url.port) });
      proxies.set(city, proxy);
      url.host = `127.0.0.1:${proxy.port}`;
      await cities.startNode(city, { env: { TONGBAN_DATABASE_URL: url.href } });
    }
    await cities.startNode(ZHUZHOU);
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    await until('the list of 长沙 is here', async () => {
      return (await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA })).total > 40;
    });
    await cities.quiet();
  });
  afterAll(async () => {
    await cities?.close();
    for (const proxy of proxies.values()) await proxy.close();
  });

  const bodies = new Map<string, CollectCase>();
  /** The same command has the same body, however often it is sent. */
  const collect = (commandId: string): Promise<CollectedView> => {
    const body = bodies.get(commandId) ?? aCollection({ application: anApplication(null) });
    bodies.set(commandId, body);
    return clerk.ask<CollectedView>('collectCase', body, { commandId });
  };
  const received = (caseNo: string): Promise<unknown> =>
    until(
      `${caseNo} is received`,
      async () => (await reviewer.ask<CaseView>('getCase', { caseNo })).status === 'RECEIVED',
      40_000,
    );
  const agree = async (caseNos: readonly string[]): Promise<void> => {
    for (const caseNo of caseNos) await received(caseNo);
    await cities.quiet();
    await expectArrivedOnce(cities, XIANGTAN, CHANGSHA, caseNos);
    await expectLinksAgree(cities, CITIES);
  };

  it('at the home city: the window notices nothing, and its cases arrive once when it is back', async () => {
    await proxies.get(CHANGSHA)!.refuse();
    const sent = await Promise.all([1, 2, 3].map((i) => collect(`home-away-${i}`)));
    expect(sent.every((view) => view.status === 'FORWARDED')).toBe(true);
    await expect(reviewer.ask('listCases', {})).rejects.toMatchObject({ code: 'database_unavailable' });
    await proxies.get(CHANGSHA)!.restore();
    await agree(sent.map((view) => view.caseNo));
  });

  it('at the window’s city: the clerk is told, and repeating the same command makes one case', async () => {
    await proxies.get(XIANGTAN)!.refuse();
    await expect(collect('window-away-1')).rejects.toMatchObject({ code: 'database_unavailable' });
    await proxies.get(XIANGTAN)!.restore();
    const view = await until('it can be done again', () => collect('window-away-1').catch(() => null));
    expect((await collect('window-away-1')).caseNo).toBe(view.caseNo);
    await agree([view.caseNo]);
  });

  it('cut off in the middle of work again and again: nothing is lost and nothing comes twice', async () => {
    const accepted: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const city = pair[round % 2]!;
      const going = Array.from({ length: 8 }, (_, i) =>
        until('accepted', () => collect(`cut-${round}-${i}-xx`).catch(() => null), 40_000),
      );
      await proxies.get(city)!.refuse();
      await until(`${city} notices`, async () => {
        return (await fetch(`${cities.node(city).url}/health/ready`)).status === 503;
      });
      await proxies.get(city)!.restore();
      accepted.push(...(await Promise.all(going)).map((view) => view.caseNo));
    }
    expect(new Set(accepted).size).toBe(32);
    await agree(accepted);
    const [cases] = await cities.sql<{ n: string }>(XIANGTAN, 'select count(*) as n from case_file');
    expect(Number(cases?.n)).toBe(32 + 3 + 1);
  });
});
