import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCaseNo, type CaseView, type PickupCodeView, type TimelineView } from '#contracts';
import { FakeClock } from '#runtime';
import { aCollection, anApplication } from '../support/builders.js';
import { collect, storyAt, untilSeen } from '../support/mode-cases.js';
import { FURONG, PARK, smallPlaces } from '../support/small-places.js';
import { CHANGSHA, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

/** Monday 7 December 2026, ten in the morning in China; on Wednesday the park alone is closed. */
const clock = new FakeClock('2026-12-07T02:00:00.000Z');
const DAY_OFF = '2026-12-09';

let cities: ThreeCities;
const desks = new Map<string, Desk>();
const desk = (city: string, who: string): Desk => desks.get(`${city}/${who}`)!;

beforeAll(async () => {
  cities = await smallPlaces('small', DAY_OFF, clock);
  for (const city of [CHANGSHA, FURONG, PARK, XIANGTAN]) {
    for (const who of ['clerk1', 'reviewer1', 'pickup1']) desks.set(`${city}/${who}`, await cities.signIn(city, who));
  }
  for (const city of [FURONG, PARK, XIANGTAN]) {
    await until(`${city} has the lists and calendars of all`, async () => {
      for (const homeCity of [FURONG, PARK, XIANGTAN]) {
        const { total } = await desk(city, 'clerk1').ask<{ total: number }>('listItems', { homeCity });
        if (total < 40) return false;
      }
      return (await desk(city, 'clerk1').ask<unknown[]>('listCalendar', { city: CHANGSHA })).length > 0;
    });
  }
});
afterAll(() => cities?.close());

const clocksAt = async (one: Desk, caseNo: string) => (await one.ask<TimelineView>('caseTimeline', { caseNo })).clocks;
/** Takes in, has it decided and issued, and shelves it; gives the number and the tail of the certificate. */
async function decided(collecting: string, home: string, pickup: string, form = aCollection()): Promise<string> {
  const prefix: Record<string, string> = { [FURONG]: 'FR', [PARK]: 'YQ', [XIANGTAN]: 'XT' };
  form.homeCity = home;
  form.itemCode = `${prefix[home]}-YB-001`;
  form.application = anApplication({ city: pickup, pointId: `${prefix[pickup]}-P01` });
  const { caseNo } = await collect(desk(collecting, 'clerk1'), form);
  const reviewer = desk(home, 'reviewer1');
  await untilSeen(reviewer, caseNo, 'RECEIVED');
  await reviewer.act('acceptCase', { caseNo });
  await reviewer.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合报销条件' });
  await reviewer.act('issueResult', { caseNo, resultNo: '示例-0097' });
  const hand = desk(pickup, 'pickup1');
  await untilSeen(hand, caseNo, 'ISSUED');
  const { pickupCode } = await hand.act<PickupCodeView>('shelveResult', { caseNo });
  await hand.act('handOver', {
    ...{ caseNo, pickupCode, identityMethod: 'CARD_READER', receivedBy: 'APPLICANT' },
    certificateTail: form.application.applicant.certificateNo.slice(-4),
  });
  for (const city of [collecting, home]) await untilSeen(desk(city, 'clerk1'), caseNo, 'PICKED_UP');
  return caseNo;
}

describe('districts and parks', () => {
  it('stand in the directory with name and level, beside the cities', async () => {
    const listed = await desk(FURONG, 'clerk1').ask<{ code: string; name: string }[]>('listCities', {});
    expect(listed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: '长沙市芙蓉区' }),
        expect.objectContaining({ name: '长沙示例产业园区' }),
        expect.objectContaining({ name: '湘潭市' }),
      ]),
    );
  });

  it('芙蓉 collects what 湘潭 lets 长沙 collect, 湘潭 decides, and the park hands over', async () => {
    const caseNo = await decided(FURONG, XIANGTAN, PARK);
    expect(parseCaseNo(caseNo)).toMatchObject({ home: XIANGTAN, collecting: FURONG });
    await cities.quiet();
    const story = await storyAt(desk(XIANGTAN, 'reviewer1'), caseNo);
    expect(await storyAt(desk(FURONG, 'clerk1'), caseNo)).toEqual(story);
    expect(story.at(-1)).toEqual(['pickup.done', PARK, true]);
    expect(story.filter(([, , effective]) => !effective)).toEqual([]);
    const { delivery, collectingCity } = await desk(XIANGTAN, 'reviewer1').ask<CaseView>('getCase', { caseNo });
    expect(collectingCity).toBe(FURONG);
    expect(delivery.map(({ partnerName }) => partnerName).sort()).toEqual(['长沙市芙蓉区', '长沙示例产业园区'].sort());
  });

  it('湘潭 collects for 芙蓉, which decides in its own name by the calendar of 长沙', async () => {
    const caseNo = await decided(XIANGTAN, FURONG, XIANGTAN);
    const { entries } = await desk(XIANGTAN, 'clerk1').ask<TimelineView>('caseTimeline', { caseNo });
    expect(entries.find(({ type }) => type === 'case.accepted')).toMatchObject({
      cityName: '长沙市芙蓉区',
      detail: expect.stringContaining(`SL${FURONG}-`),
    });
    const clocks = await clocksAt(desk(XIANGTAN, 'clerk1'), caseNo);
    expect(await clocksAt(desk(FURONG, 'reviewer1'), caseNo)).toEqual(clocks);
    // A notice of the year is known: nothing in it is provisional, though 芙蓉 has published none.
    const form = aCollection({ forward: true });
    form.homeCity = FURONG;
    form.itemCode = 'FR-YB-001';
    const open = await collect(desk(XIANGTAN, 'clerk1'), form);
    await untilSeen(desk(FURONG, 'reviewer1'), open.caseNo, 'RECEIVED');
    await untilSeen(desk(XIANGTAN, 'clerk1'), open.caseNo, 'RECEIVED');
    const acceptance = (await clocksAt(desk(FURONG, 'reviewer1'), open.caseNo)).find(
      ({ kind }) => kind === 'acceptance',
    );
    expect(acceptance?.provisional).toBe(false);
  });

  it('湘潭 collects for the park, whose own day off moves the term by a day at both', async () => {
    const at = async (home: string, itemCode: string) => {
      const { caseNo } = await collect(desk(XIANGTAN, 'clerk1'), aCollection({ homeCity: home, itemCode }));
      await untilSeen(desk(home, 'reviewer1'), caseNo, 'RECEIVED');
      await untilSeen(desk(XIANGTAN, 'clerk1'), caseNo, 'RECEIVED');
      const [here, there] = [
        await clocksAt(desk(XIANGTAN, 'clerk1'), caseNo),
        await clocksAt(desk(home, 'reviewer1'), caseNo),
      ];
      expect(here).toEqual(there);
      return here.find(({ kind }) => kind === 'acceptance')?.dueOn ?? '';
    };
    expect([await at(FURONG, 'FR-YB-001'), await at(PARK, 'YQ-YB-001')]).toEqual(['2026-12-14', '2026-12-15']);
  });

  it('the park collects for the district of its own city', async () => {
    const caseNo = await decided(PARK, FURONG, PARK);
    expect(parseCaseNo(caseNo)).toMatchObject({ home: FURONG, collecting: PARK });
  });
});
