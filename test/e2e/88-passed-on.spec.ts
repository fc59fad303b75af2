import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView } from '#contracts';
import { aHouseholdProof, collect, factsAt, storyAt, untilListed, untilSeen } from '../support/mode-cases.js';
import { CHANGSHA, threeCities, XIANGTAN, ZHUZHOU, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

/** 管辖异议与转办. */
let cities: ThreeCities;
let clerk: Desk;
let atChangsha: Desk;
let atZhuzhou: Desk;

beforeAll(async () => {
  cities = await threeCities('passed_on');
  clerk = await cities.signIn(XIANGTAN, 'clerk1');
  atChangsha = await cities.signIn(CHANGSHA, 'reviewer1');
  atZhuzhou = await cities.signIn(ZHUZHOU, 'reviewer1');
  for (const desk of [clerk, atChangsha, atZhuzhou]) await untilListed(desk, [CHANGSHA, ZHUZHOU, XIANGTAN]);
});
afterAll(() => cities?.close());

const toZhuzhou = { toCity: ZHUZHOU, itemCode: 'ZZ-GA-001', reason: '示例：户籍已迁至株洲' };
const toChangsha = { toCity: CHANGSHA, itemCode: 'CS-GA-001', reason: '示例：户籍仍在长沙' };

/** A case that 湘潭 has collected for 长沙 and that 长沙 has received. */
async function received(pickup?: { city: string; pointId: string }): Promise<string> {
  const form = aHouseholdProof();
  if (pickup) form.application.delivery = { kind: 'PICKUP', ...pickup };
  const { caseNo } = await collect(clerk, form);
  await untilSeen(atChangsha, caseNo, 'RECEIVED');
  return caseNo;
}

const decide = async (desk: Desk, caseNo: string): Promise<void> => {
  await desk.act('acceptCase', { caseNo });
  await desk.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合条件' });
};

describe('a case that belongs elsewhere', () => {
  it('is disputed, passed on with everything in it, and decided by the city it belongs to', async () => {
    const caseNo = await received();
    await atChangsha.act('disputeJurisdiction', { caseNo, reason: '示例：不属本市', proposedCity: ZHUZHOU });
    const blocked = atChangsha.act('acceptCase', { caseNo });
    await expect(blocked).rejects.toMatchObject({ code: 'action_not_allowed', details: { status: 'DISPUTED' } });
    await atChangsha.act('rerouteCase', { caseNo, ...toZhuzhou });
    const there = await untilSeen(atZhuzhou, caseNo, 'RECEIVED');
    expect(there).toMatchObject({ homeCity: ZHUZHOU, ourRoles: ['home'], itemCode: 'ZZ-GA-001' });
    expect(there.application?.applicant.name).toBe('欧阳示例');
    expect(there.steps.slice(0, 5).map(({ zh, cityName }) => [zh, cityName])).toEqual([
      ['收件', '湘潭市'],
      ['转递', '湘潭市'],
      ['转办', '长沙市'],
      ['签收', '株洲市'],
      ['受理', '株洲市'],
    ]);
    await decide(atZhuzhou, caseNo);
    await untilSeen(clerk, caseNo, 'APPROVED');
    await cities.quiet();

    const story = await storyAt(clerk, caseNo);
    expect(story).toEqual(await storyAt(atZhuzhou, caseNo));
    expect(story).toEqual([
      ['case.collected', XIANGTAN, true],
      ['case.submitted', XIANGTAN, true],
      ['case.received', CHANGSHA, true],
      ['jurisdiction.disputed', CHANGSHA, true],
      ['case.rerouted', CHANGSHA, true],
      ['case.received', ZHUZHOU, true],
      ['case.accepted', ZHUZHOU, true],
      ['case.decided', ZHUZHOU, true],
    ]);
    for (const { type, data, kept_reason } of await factsAt(cities, ZHUZHOU, caseNo)) {
      expect([type, data !== null, kept_reason]).toEqual([type, true, null]);
    }
    // 长沙 sees where it went, and nothing after that.
    expect(await storyAt(atChangsha, caseNo)).toEqual(story.slice(0, 5));
    const former = await atChangsha.ask<CaseView>('getCase', { caseNo });
    expect([former.status, former.homeCity, former.ourRoles]).toEqual(['FORWARDED', ZHUZHOU, []]);
    await expect(atChangsha.act('acceptCase', { caseNo })).rejects.toMatchObject({ code: 'not_our_part' });
  });

  it('goes only where the collecting city may collect, and never to the city that passes it on', async () => {
    const caseNo = await received();
    const way = (change: object) => atChangsha.act('rerouteCase', { caseNo, ...toZhuzhou, ...change });
    await expect(way({ toCity: '440100' })).rejects.toMatchObject({ code: 'city_unknown' });
    await expect(way({ itemCode: 'ZZ-GA-999' })).rejects.toMatchObject({ code: 'item_unknown' });
    await expect(way({ itemCode: 'ZZ-GA-005' })).rejects.toMatchObject({ code: 'item_not_agreed' });
    await expect(way({ toCity: CHANGSHA })).rejects.toMatchObject({ code: 'request_invalid' });
    expect(await factsAt(cities, ZHUZHOU, caseNo)).toEqual([]);
  });

  it('may turn out to be the collecting city’s own', async () => {
    const caseNo = await received();
    await atChangsha.act('rerouteCase', {
      caseNo,
      toCity: XIANGTAN,
      itemCode: 'XT-GA-001',
      reason: '示例：户籍在湘潭',
    });
    await until('湘潭 has it', async () => {
      const { ourRoles, status } = await clerk.ask<CaseView>('getCase', { caseNo });
      return ourRoles.includes('home') && status === 'RECEIVED';
    });
    await decide(await cities.signIn(XIANGTAN, 'reviewer1'), caseNo);
    await cities.quiet();
    expect((await storyAt(atChangsha, caseNo)).at(-1)).toEqual(['case.rerouted', CHANGSHA, true]);
  });

  it('comes back once, and then only a person above the cities says whose it is', async () => {
    const caseNo = await received();
    await atChangsha.act('rerouteCase', { caseNo, ...toZhuzhou });
    await untilSeen(atZhuzhou, caseNo, 'RECEIVED');
    await atZhuzhou.act('rerouteCase', { caseNo, ...toChangsha });
    await until('长沙 has it again', async () => {
      const view = await atChangsha.ask<CaseView>('getCase', { caseNo });
      return view.status === 'RECEIVED' && view.homeCity === CHANGSHA;
    });
    const third = atChangsha.act('rerouteCase', { caseNo, ...toZhuzhou });
    await expect(third).rejects.toMatchObject({
      code: 'action_not_allowed',
      details: { reason: '不能转办：已转办 2 次，须由上级协调确定管辖' },
    });
    await atChangsha.act('disputeJurisdiction', { caseNo, reason: '示例：仍有争议' });
    const supervisor = await cities.signIn(CHANGSHA, 'supervisor1');
    await supervisor.act('settleJurisdiction', { caseNo, reason: '示例：指定长沙', settledBy: '示例省协调机构' });
    await decide(atChangsha, caseNo);
    await untilSeen(clerk, caseNo, 'APPROVED');
    await cities.quiet();
    const story = await storyAt(clerk, caseNo);
    expect(story).toEqual(await storyAt(atChangsha, caseNo));
    expect(story.every(([, , effective]) => effective)).toBe(true);
    const [last] = (await storyAt(atZhuzhou, caseNo)).slice(-1);
    expect(last).toEqual(['case.rerouted', ZHUZHOU, true]);
  });

  it('is handed over in the city that passed it on, which learns no more than that needs', async () => {
    const caseNo = await received({ city: CHANGSHA, pointId: 'CS-P01' });
    await atChangsha.act('rerouteCase', { caseNo, ...toZhuzhou });
    await untilSeen(atZhuzhou, caseNo, 'RECEIVED');
    await decide(atZhuzhou, caseNo);
    await atZhuzhou.act('issueResult', { caseNo, resultNo: 'ZZ-示例-0088' });
    const pickup = await cities.signIn(CHANGSHA, 'pickup1');
    await untilSeen(pickup, caseNo, 'ISSUED');
    await pickup.act('shelveResult', { caseNo });
    await untilSeen(clerk, caseNo, 'READY_FOR_PICKUP');
    const later = (await factsAt(cities, CHANGSHA, caseNo)).filter(({ author }) => author === ZHUZHOU);
    expect(later.map(({ type, data }) => [type, data !== null])).toEqual([
      ['case.received', false],
      ['case.accepted', false],
      ['case.decided', false],
      ['result.issued', false],
      ['handover.instructed', true],
    ]);
  });
});

describe('a case passed on while somebody is away', () => {
  it('waits for the new home city, which misses nothing', async () => {
    const caseNo = await received();
    await cities.stopNode(ZHUZHOU);
    await atChangsha.act('rerouteCase', { caseNo, ...toZhuzhou });
    await untilSeen(clerk, caseNo, 'FORWARDED');
    await cities.startNode(ZHUZHOU);
    atZhuzhou = await cities.signIn(ZHUZHOU, 'reviewer1');
    await untilSeen(atZhuzhou, caseNo, 'RECEIVED');
    await decide(atZhuzhou, caseNo);
    await untilSeen(clerk, caseNo, 'APPROVED');
    await cities.quiet();
    expect(await storyAt(clerk, caseNo)).toEqual(await storyAt(atZhuzhou, caseNo));
  }, 60_000);

  it('is understood by the collecting city though the new home city is heard before the old one', async () => {
    const caseNo = await received();
    await cities.stopNode(XIANGTAN);
    await atChangsha.act('rerouteCase', { caseNo, ...toZhuzhou });
    await untilSeen(atZhuzhou, caseNo, 'RECEIVED');
    await atZhuzhou.act('acceptCase', { caseNo });
    await cities.stopNode(CHANGSHA);
    // 长沙's batch lies in its INBOX: taken only once 长沙 has answered, which it cannot yet.
    await cities.startNode(XIANGTAN, { env: { TONGBAN_START_GRACE_MS: '60000' } });
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    await until('what 株洲 says waits', async () => {
      const [row] = await cities.sql<{ n: string }>(XIANGTAN, 'select count(*) as n from parked_event');
      return Number(row?.n) === 2;
    });
    expect((await clerk.ask<CaseView>('getCase', { caseNo })).status).toBe('RECEIVED');
    await cities.startNode(CHANGSHA);
    atChangsha = await cities.signIn(CHANGSHA, 'reviewer1');
    await untilSeen(clerk, caseNo, 'ACCEPTED');
    await cities.quiet();
    const story = await storyAt(clerk, caseNo);
    expect(story).toEqual(await storyAt(atZhuzhou, caseNo));
    expect(story.every(([, , effective]) => effective)).toBe(true);
    const { problems } = await clerk.ask<CaseView>('getCase', { caseNo });
    expect(problems).toEqual([]);
  }, 60_000);
});
