import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActionView, CaseView, PickupCodeView, TimelineView } from '#contracts';
import { aCollection, anApplication } from '../support/builders.js';
import { collect, storyAt, untilListed, untilSeen } from '../support/mode-cases.js';
import { MovingClock } from '../support/moving-clock.js';
import { CHANGSHA, threeCities, XIANGTAN, ZHUZHOU, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

const clock = new MovingClock();
let cities: ThreeCities;
let clerk: Desk;
let reviewer: Desk;
let atZhuzhou: Desk;
let atXiangtan: Desk;

beforeAll(async () => {
  cities = await threeCities('shelf', { clock });
  await signIn();
  // Results are sent to points of both other cities, by who collects and by who decides.
  for (const desk of [clerk, reviewer]) await untilListed(desk, [CHANGSHA, ZHUZHOU, XIANGTAN]);
});
afterAll(() => cities?.close());

async function signIn(): Promise<void> {
  clerk = await cities.signIn(XIANGTAN, 'clerk1');
  reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
  atZhuzhou = await cities.signIn(ZHUZHOU, 'pickup1');
  atXiangtan = await cities.signIn(XIANGTAN, 'pickup1');
}
/** Waits until the desk sees an action as possible or not. */
const untilCan = (desk: Desk, caseNo: string, action: string, allowed = true): Promise<ActionView> =>
  until(`${action} is ${allowed ? '' : 'not '}possible`, async () => {
    const view = await desk.ask<CaseView>('getCase', { caseNo }).catch(() => null);
    const found = view?.actions.find((one) => one.action === action);
    return found?.allowed === allowed && found;
  });

/** A case whose result lay on the shelf in 株洲 until its time was over, and is told to be on its way back. */
async function lapsed(): Promise<{ caseNo: string; tail: string }> {
  const form = aCollection({ application: anApplication({ city: ZHUZHOU, pointId: 'ZZ-P01' }) });
  const { caseNo } = await collect(clerk, form);
  await untilSeen(reviewer, caseNo, 'RECEIVED');
  await reviewer.act('acceptCase', { caseNo });
  await reviewer.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合报销条件' });
  await reviewer.act('issueResult', { caseNo, resultNo: 'CS-示例-0096' });
  await unclaimed(ZHUZHOU, caseNo);
  return { caseNo, tail: form.application.applicant.certificateNo.slice(-4) };
}
async function unclaimed(city: string, caseNo: string): Promise<void> {
  const desk = await cities.signIn(city, 'pickup1');
  await untilCan(desk, caseNo, 'shelve');
  await desk.act('shelveResult', { caseNo, shelfDays: 2 });
  clock.passDays(3);
  await signIn();
  await (city === XIANGTAN ? atXiangtan : atZhuzhou).act('unshelveResult', { caseNo });
  await untilCan(reviewer, caseNo, 'instruct-again');
}
async function handOver(desk: Desk, caseNo: string, certificateTail: string): Promise<void> {
  await untilCan(desk, caseNo, 'shelve');
  const { pickupCode } = await desk.act<PickupCodeView>('shelveResult', { caseNo });
  const shown = { identityMethod: 'CARD_READER', receivedBy: 'APPLICANT', certificateTail };
  await desk.act('handOver', { caseNo, pickupCode, ...shown });
}
async function sameStory(caseNo: string): Promise<[string, string, boolean][]> {
  await cities.quiet();
  const story = await storyAt(reviewer, caseNo);
  expect(await storyAt(clerk, caseNo)).toEqual(story);
  expect(story.filter(([, , effective]) => !effective)).toEqual([]);
  return story;
}

describe('a result that nobody came for', () => {
  it('is not put on the shelf again before 长沙 has said where it goes', async () => {
    const { caseNo } = await lapsed();
    const { reason } = await untilCan(atZhuzhou, caseNo, 'shelve', false);
    expect(reason).toBe('不能上架待领：结果已退回，须等待新的交付指示');
    await expect(atZhuzhou.act('shelveResult', { caseNo })).rejects.toMatchObject({ code: 'action_not_allowed' });
    const { holder } = await clerk.ask<TimelineView>('caseTimeline', { caseNo });
    expect(holder).toMatchObject({ holder: 'making', city: CHANGSHA });
    await expect(clerk.act('instructAgain', { caseNo, city: XIANGTAN, pointId: 'XT-P01' })).rejects.toMatchObject({
      code: 'role_not_allowed',
    });
  });

  it('goes to another point of 株洲 and is handed over there', async () => {
    const { caseNo, tail } = await lapsed();
    await expect(reviewer.act('instructAgain', { caseNo, city: ZHUZHOU, pointId: 'ZZ-P99' })).rejects.toMatchObject({
      code: 'pickup_point_unknown',
    });
    await reviewer.act('instructAgain', { caseNo, city: ZHUZHOU, pointId: 'ZZ-P02' });
    await handOver(atZhuzhou, caseNo, tail);
    await untilSeen(clerk, caseNo, 'PICKED_UP');
    expect((await sameStory(caseNo)).slice(-5)).toEqual([
      ['pickup.ready', ZHUZHOU, true],
      ['pickup.lapsed', ZHUZHOU, true],
      ['handover.instructed', CHANGSHA, true],
      ['pickup.ready', ZHUZHOU, true],
      ['pickup.done', ZHUZHOU, true],
    ]);
    const { entries } = await clerk.ask<TimelineView>('caseTimeline', { caseNo });
    expect(entries.filter(({ type }) => type === 'handover.instructed').map(({ zh, detail }) => [zh, detail])).toEqual([
      ['指示交付', '领取点 ZZ-P01'],
      ['重新指示交付', '领取点 ZZ-P02'],
    ]);
    expect(entries.at(-1)?.detail).toBe('领取点 ZZ-P02');
  });

  it('goes to 湘潭, which hands it over, and 株洲 knows that it is out of it', async () => {
    const { caseNo, tail } = await lapsed();
    await reviewer.act('instructAgain', { caseNo, city: XIANGTAN, pointId: 'XT-P01' });
    await handOver(atXiangtan, caseNo, tail);
    await untilSeen(reviewer, caseNo, 'PICKED_UP');
    await sameStory(caseNo);
    const { ourRoles, pickupCity } = await atZhuzhou.ask<CaseView>('getCase', { caseNo });
    expect([ourRoles, pickupCity]).toEqual([[], XIANGTAN]);
    await expect(atZhuzhou.act('shelveResult', { caseNo })).rejects.toMatchObject({ code: 'not_our_part' });
  });

  it('goes to 湘潭, lies there too long as well, and comes back to 株洲', async () => {
    const { caseNo, tail } = await lapsed();
    await reviewer.act('instructAgain', { caseNo, city: XIANGTAN, pointId: 'XT-P01' });
    await unclaimed(XIANGTAN, caseNo);
    await reviewer.act('instructAgain', { caseNo, city: ZHUZHOU, pointId: 'ZZ-P02' });
    await handOver(atZhuzhou, caseNo, tail);
    await untilSeen(reviewer, caseNo, 'PICKED_UP');
    await untilSeen(clerk, caseNo, 'PICKED_UP');
    await sameStory(caseNo);
  });

  it('is posted instead, and the case has come to its end', async () => {
    const { caseNo } = await lapsed();
    const { reason } = await untilCan(atZhuzhou, caseNo, 'post', false);
    expect(reason).toBe('“改为寄送”由属地办理');
    await reviewer.act('postResult', { caseNo, carrier: '示例快递', trackingNo: 'SF-0096-0001' });
    await until('湘潭 knows', async () => (await storyAt(clerk, caseNo)).at(-1)?.[0] === 'result.posted');
    await sameStory(caseNo);
    for (const desk of [clerk, reviewer]) {
      const { entries, holder, status } = await desk.ask<TimelineView>('caseTimeline', { caseNo });
      expect(entries.at(-1)).toMatchObject({ zh: '改为寄送', detail: '示例快递，单号 SF-0096-0001' });
      expect([status, holder?.holder]).toEqual(['ISSUED', 'closed']);
    }
    await expect(reviewer.act('postResult', { caseNo, carrier: '示例快递' })).rejects.toMatchObject({
      code: 'action_not_allowed',
    });
    expect((await untilCan(atZhuzhou, caseNo, 'shelve', false)).reason).toContain('须等待新的交付指示');
  });

  it('is not sent elsewhere while it lies on a shelf or is on its way there', async () => {
    const form = aCollection({ application: anApplication({ city: ZHUZHOU, pointId: 'ZZ-P01' }) });
    const { caseNo } = await collect(clerk, form);
    await untilSeen(reviewer, caseNo, 'RECEIVED');
    await reviewer.act('acceptCase', { caseNo });
    await reviewer.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合报销条件' });
    await reviewer.act('issueResult', { caseNo, resultNo: 'CS-示例-0097' });
    await expect(reviewer.act('instructAgain', { caseNo, city: XIANGTAN, pointId: 'XT-P01' })).rejects.toMatchObject({
      details: { reason: '不能重新指示交付：没有从领取点退回的结果' },
    });
  });
});
