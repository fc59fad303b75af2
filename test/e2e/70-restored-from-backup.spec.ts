import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView, PartnerView, TimelineView } from '#contracts';
import { backUp, lanesOf, restore } from '../support/backups.js';
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

let cities: ThreeCities;
let clerk: Desk;
let reviewer: Desk;
let pickup: Desk;
const cases: string[] = [];

const collect = async (withPickup = false): Promise<string> => {
  const application = anApplication(withPickup ? { city: ZHUZHOU, pointId: 'ZZ-P02' } : null);
  const { caseNo } = await clerk.ask<CollectedView>('collectCase', aCollection({ application }));
  cases.push(caseNo);
  return caseNo;
};
const status = (desk: Desk, caseNo: string, wanted: string): Promise<unknown> =>
  until(
    `${caseNo} is ${wanted}`,
    async () => (await desk.ask<CaseView>('getCase', { caseNo }).catch(() => null))?.status === wanted,
  );
const act = (desk: Desk, key: 'acceptCase' | 'decideCase' | 'issueResult', caseNo: string): Promise<CaseView> => {
  const body = {
    acceptCase: {},
    decideCase: { act: 'APPROVED', reason: '符合条件' },
    issueResult: { resultNo: 'CS-示例-0070' },
  };
  return desk.act<CaseView>(key, { caseNo, ...body[key] });
};
const timeline = (desk: Desk, caseNo: string): Promise<string[]> =>
  desk
    .ask<TimelineView>('caseTimeline', { caseNo })
    .then(({ entries }) => entries.map((e) => `${e.city}/${e.seq} ${e.type} ${e.hash} ${e.effective}`));
const partnersOf = async (city: string): Promise<PartnerView[]> =>
  (await cities.signIn(city, 'operator1')).ask<PartnerView[]>('listPartners', {});

const backedUp = async (city: string, label: string): Promise<void> => {
  await cities.quiet();
  await cities.stopNode(city);
  await backUp(cities, city, label);
  await cities.startNode(city);
};
const stopAndRestore = async (city: string, label: string): Promise<void> => {
  await cities.stopNode(city);
  await restore(cities, city, label);
};
const caughtUp = (city: string): Promise<unknown> =>
  until(
    `${city} has come forward again`,
    async () => {
      const held = await cities.sql(city, 'select 1 from recovery');
      return held.length === 0 && (await partnersOf(city)).every(({ link }) => link === 'open');
    },
    40_000,
  );

beforeAll(async () => {
  cities = await threeCities('restored');
  clerk = await cities.signIn(XIANGTAN, 'clerk1');
  reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
  pickup = await cities.signIn(ZHUZHOU, 'pickup1');
  await until('湘潭 has the lists of both', async () => {
    return (await clerk.ask<{ total: number }>('listItems', {})).total >= 149;
  });
});
afterAll(() => cities?.close());

describe.each([
  ['长沙, which decided', CHANGSHA],
  ['湘潭, which collected', XIANGTAN],
  ['株洲, where the result lies', ZHUZHOU],
])('%s, restored from a backup', (_what, city) => {
  let before: string[];
  let timelines: string[][];
  let handed: string;

  it('comes forward again from what its partners hold, own lanes byte for byte', async () => {
    const early = await collect(true);
    await status(reviewer, early, 'RECEIVED');
    await backedUp(city, `a${city}`);
    await until('the clerk can act', () => collect().catch(() => null));
    await status(reviewer, cases.at(-1)!, 'RECEIVED');
    handed = await collect(true);
    await status(reviewer, handed, 'RECEIVED');
    for (const caseNo of [early, handed]) {
      await until('the case is accepted', () => act(reviewer, 'acceptCase', caseNo).catch(() => null));
      await act(reviewer, 'decideCase', caseNo);
      await act(reviewer, 'issueResult', caseNo);
      await status(pickup, caseNo, 'ISSUED');
      await pickup.act('shelveResult', { caseNo });
      await status(clerk, caseNo, 'READY_FOR_PICKUP');
    }
    await cities.quiet();
    before = await lanesOf(cities, city, CITIES);
    timelines = [];
    for (const caseNo of [early, handed]) timelines.push(await timeline(clerk, caseNo));
    await stopAndRestore(city, `a${city}`);
    expect((await lanesOf(cities, city, [city])).length).toBeLessThan(before.length);
    await cities.startNode(city);
    await caughtUp(city);
    await until('its partners sent again what they had sent', async () => {
      return (await lanesOf(cities, city, CITIES)).length === before.length;
    });
    await cities.quiet();
    expect(await lanesOf(cities, city, CITIES)).toEqual(before);
  });

  it('and tells the same story as everybody else, once', async () => {
    await expectLinksAgree(cities, CITIES);
    await expectArrivedOnce(cities, XIANGTAN, CHANGSHA, cases);
    const two = [handed];
    for (const caseNo of two) {
      expect(await timeline(clerk, caseNo)).toEqual(timelines[1]);
      expect(await timeline(reviewer, caseNo)).toEqual(timelines[1]);
    }
    for (const at of CITIES) {
      expect(await cities.sql(at, "select * from link_outcome where outcome <> 'applied'")).toEqual([]);
      expect(await cities.sql(at, 'select lane from lane where frozen <> $1', [[]])).toEqual([]);
      // No event stands under two numbers of one link.
      expect(
        await cities.sql(
          at,
          `select partner, e.id from link_batch b, unnest(b.event_ids) as e (id) where direction = 'out'
           group by partner, e.id having count(*) > 1`,
        ),
      ).toEqual([]);
    }
  });

  it('and works on', async () => {
    const late = await collect();
    await status(reviewer, late, 'RECEIVED');
    await act(reviewer, 'acceptCase', late);
    await status(clerk, late, 'ACCEPTED');
    await cities.quiet();
    await expectLinksAgree(cities, CITIES);
  });
});
