import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { CaseView, CollectedView, PartnerView } from '#contracts';
import { aCollection, anApplication } from '../support/builders.js';
import { expectArrivedOnce, expectLinksAgree } from '../support/ledger-check.js';
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

describe('bad days', () => {
  let cities: ThreeCities;
  let clerk: Desk;
  let operator: Desk;
  let reviewer: Desk;
  let zhuzhouItem: string;

  beforeAll(async () => {
    cities = await threeCities('bad_days');
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    operator = await cities.signIn(XIANGTAN, 'operator1');
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    await until('the lists are here', async () => {
      const [row] = await cities.sql<{ n: string }>(
        XIANGTAN,
        'select count(distinct home_city) as n from service_item',
      );
      return Number(row?.n) === 3;
    });
    await cities.quiet();
    const [item] = await cities.sql<{ item_code: string }>(
      XIANGTAN,
      `select item_code from service_item where home_city = $1 and definition->'modes' ? 'PROXY_COLLECT'
       and definition->>'applicantType' <> 'LEGAL' order by item_code limit 1`,
      [ZHUZHOU],
    );
    zhuzhouItem = item!.item_code;
  });
  afterAll(() => cities?.close());

  const forChangsha = (): Promise<CollectedView> =>
    clerk.ask<CollectedView>('collectCase', aCollection({ application: anApplication(null) }));

  /** A complete application for any item of 株洲, made from its own list. */
  const forZhuzhou = async (): Promise<CollectedView> => {
    const item = await clerk.ask<{
      materials: { code: string }[];
      fields: { code: string; kind: string; choices?: string[] }[];
    }>('getItem', { homeCity: ZHUZHOU, itemCode: zhuzhouItem });
    const value = (field: { kind: string; choices?: string[] }): string | number =>
      ({ NUMBER: 1, DATE: '2026-01-05', CHOICE: field.choices?.[0] ?? '', TEXT: '示例' })[field.kind] ?? '示例';
    const application = {
      ...anApplication(null),
      form: Object.fromEntries(item.fields.map((field) => [field.code, value(field)])),
      materials: item.materials.map(({ code }) => ({ code, form: 'PAPER' as const, originalSeen: true, copies: 1 })),
    };
    return clerk.ask<CollectedView>(
      'collectCase',
      aCollection({ homeCity: ZHUZHOU, itemCode: zhuzhouItem, application }),
    );
  };
  const partner = async (city: string): Promise<PartnerView> => {
    const partners = await operator.ask<PartnerView[]>('listPartners', {});
    return partners.find((p) => p.city === city)!;
  };
  const receivedIn = (desk: Desk, caseNo: string): Promise<CaseView | false> =>
    until(`${caseNo} is received`, async () => {
      const view = await desk.ask<CaseView>('getCase', { caseNo });
      return view.status === 'RECEIVED' && view;
    });
  const allOpen = (): Promise<true | false> =>
    until('all links are open', async () => {
      for (const city of CITIES) {
        const [held] = await cities.sql<{ n: string }>(
          city,
          "select count(*) as n from link_state where hold_reason is not null or breaker <> 'closed'",
        );
        if (Number(held?.n) > 0) return false;
      }
      return true as const;
    });

  it('a partner that is gone costs the window nothing, and its case goes by itself when it is back', async () => {
    await cities.stopNode(ZHUZHOU);
    const first = await forZhuzhou();
    expect(first.status).toBe('FORWARDED');
    await until('the breaker opens', async () => (await partner(ZHUZHOU)).breaker === 'open');
    const second = await forZhuzhou();
    expect(second.delivery[0]).toMatchObject({ state: 'HELD', words: '已安全留存，株洲市恢复后自动转递' });
    const beside = await forChangsha();
    await receivedIn(reviewer, beside.caseNo);
    expect((await partner(CHANGSHA)).breaker).toBe('closed');
    await cities.startNode(ZHUZHOU);
    for (const { caseNo } of [first, second]) await receivedIn(clerk, caseNo);
    await allOpen();
    await cities.quiet();
    await expectArrivedOnce(cities, XIANGTAN, ZHUZHOU, [first.caseNo, second.caseNo]);
    await expectLinksAgree(cities, CITIES);
  });

  it('urgent cases leave first, then the oldest, when the partner is back', async () => {
    await cities.stopNode(ZHUZHOU);
    const old = await forZhuzhou();
    await until('the breaker opens', async () => (await partner(ZHUZHOU)).breaker === 'open');
    const older = await forZhuzhou();
    const newer = await forZhuzhou();
    await cities.sql(XIANGTAN, 'update pending set urgent = true where lane = $1', [`case/${newer.caseNo}`]);
    await cities.startNode(ZHUZHOU);
    await receivedIn(clerk, older.caseNo);
    await receivedIn(clerk, newer.caseNo);
    await receivedIn(clerk, old.caseNo);
    const order = await cities.sql<{ lane: string }>(
      ZHUZHOU,
      "select lane from event where type = 'case.submitted' and lane = any($1) order by id",
      [[old, older, newer].map((c) => `case/${c.caseNo}`)],
    );
    const position = (c: CollectedView): number => order.findIndex((row) => row.lane.endsWith(c.caseNo));
    expect(position(newer)).toBeLessThan(position(older));
  });

  it('questions alone open the breaker of a partner that is gone, and it closes by itself when it is back', async () => {
    await cities.quiet();
    await cities.stopNode(ZHUZHOU);
    const asked = {
      homeCity: ZHUZHOU,
      itemCode: zhuzhouItem,
      mode: 'PROXY_COLLECT',
      applicantType: 'NATURAL',
      materials: [],
    };
    await until('the breaker opens', async () => {
      expect(await clerk.ask('precheckItem', asked)).toMatchObject({ source: 'LOCAL', reachable: false });
      return (await partner(ZHUZHOU)).breaker === 'open';
    });
    expect(await partner(ZHUZHOU)).toMatchObject({ link: 'held' });
    expect((await partner(ZHUZHOU)).words).toContain('暂时联系不上');
    await cities.startNode(ZHUZHOU);
    await until('it is closed again', async () => (await partner(ZHUZHOU)).words === '畅通', 10_000);
    expect(await clerk.ask('precheckItem', asked)).toMatchObject({ source: 'LIVE', reachable: true });
  });

  it("the city's own nats-server gone for a while: work is kept and goes on", async () => {
    await cities.quiet();
    await cities.nats.leaf(CHANGSHA).stop();
    const held = await forChangsha();
    await until('the link is held', async () => (await partner(CHANGSHA)).link === 'held');
    await cities.nats.leaf(CHANGSHA).start();
    await receivedIn(clerk, held.caseNo);
    await allOpen();
    await cities.quiet();
    await expectArrivedOnce(cities, XIANGTAN, CHANGSHA, [held.caseNo]);
  });

  it('the hub gone for a while: every city works on, and all arrives after', async () => {
    await cities.nats.hub.stop();
    const held = await Promise.all([forChangsha(), forChangsha(), forZhuzhou()]);
    expect(held.every((view) => view.status === 'FORWARDED')).toBe(true);
    await cities.nats.hub.start();
    for (const { caseNo } of held) await receivedIn(clerk, caseNo);
    await allOpen();
    await cities.quiet();
    await expectLinksAgree(cities, CITIES);
  });

  it("JetStream's store deleted under load loses nothing", async () => {
    const nc = await connect(cities.nats.node(CHANGSHA));
    const manager = await jetstreamManager(nc, { checkAPI: false });
    const sent: string[] = [];
    for (let i = 0; i < 40; i += 1) {
      sent.push((await forChangsha()).caseNo);
      if (i % 10 === 5) await manager.streams.delete('INBOX').catch(() => false);
    }
    for (const caseNo of sent) await receivedIn(clerk, caseNo);
    await nc.close();
    await allOpen();
    await cities.quiet();
    await expectArrivedOnce(cities, XIANGTAN, CHANGSHA, sent);
    await expectLinksAgree(cities, CITIES);
  });

  it('a statement of account finds both ends equal', async () => {
    await cities.quiet();
    const statement = await operator.ask('makeStatement', { partner: CHANGSHA });
    expect(statement).toMatchObject({ result: 'EQUAL', firstDifference: null });
    const list = await operator.ask<{ daily: boolean }[]>('listStatements', { partner: CHANGSHA });
    expect(list.filter(({ daily }) => !daily)).toHaveLength(1);
  });

  it('a statement of account names the first number that differs', async () => {
    await cities.sql(
      CHANGSHA,
      `update link_batch set hashes = overlay(hashes placing '\\x00'::bytea from 1), head = decode(repeat('00', 32), 'hex')
       where partner = $1 and direction = 'in' and first = (select max(first) from link_batch where partner = $1 and direction = 'in')`,
      [XIANGTAN],
    );
    const [row] = await cities.sql<{ first: string }>(
      CHANGSHA,
      "select max(first) as first from link_batch where partner = $1 and direction = 'in'",
      [XIANGTAN],
    );
    await cities.sql(CHANGSHA, "update link_in set head = decode(repeat('00', 32), 'hex') where partner = $1", [
      XIANGTAN,
    ]);
    const statement = await operator.ask('makeStatement', { partner: CHANGSHA });
    expect(statement).toMatchObject({
      result: 'DIFFERS',
      firstDifference: { direction: 'out', number: Number(row!.first) },
    });
  });
});
