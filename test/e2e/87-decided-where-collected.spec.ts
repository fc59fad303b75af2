import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, TimelineView } from '#contracts';
import { aCleanRecord, collect, factsAt, storyAt, untilListed, untilSeen } from '../support/mode-cases.js';
import { CHANGSHA, threeCities, XIANGTAN, ZHUZHOU, type Desk, type ThreeCities } from '../support/three-cities.js';

/** 直接办理: the city where people stand decides by its own power; the home city gets the record. */
describe('a case decided where it was collected', () => {
  let cities: ThreeCities;
  let clerk: Desk;
  let reviewer: Desk;
  let home: Desk;
  let caseNo: string;

  beforeAll(async () => {
    cities = await threeCities('direct');
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    reviewer = await cities.signIn(XIANGTAN, 'reviewer1');
    home = await cities.signIn(CHANGSHA, 'reviewer1');
    await untilListed(clerk, [CHANGSHA, ZHUZHOU, XIANGTAN]);
    // The word of 湘潭 rests on the list of 长沙: 株洲 has it before.
    await untilListed(await cities.signIn(ZHUZHOU, 'clerk1'), [CHANGSHA]);
  });
  afterAll(() => cities?.close());

  it('is sent to nobody for a decision: 湘潭 accepts and decides under its own numbers', async () => {
    const form = aCleanRecord();
    form.application.delivery = { kind: 'PICKUP', city: ZHUZHOU, pointId: 'ZZ-P01' };
    const made = await collect(clerk, form);
    ({ caseNo } = made);
    expect([made.status, made.statusZh, made.mode]).toEqual(['COLLECTED', '已收件待受理', 'DIRECT']);
    await expect(clerk.act('forwardCase', { caseNo })).rejects.toMatchObject({
      code: 'action_not_allowed',
      details: { reason: '“直接办理”办件没有“转递”环节' },
    });
    await reviewer.act('acceptCase', { caseNo });
    await reviewer.act('decideCase', { caseNo, act: 'APPROVED', reason: '查询无记录' });
    await untilSeen(home, caseNo, 'APPROVED');
    const { entries } = await home.ask<TimelineView>('caseTimeline', { caseNo });
    expect(entries.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('收件凭证'),
      expect.stringContaining(`SL${XIANGTAN}-`),
      expect.stringContaining(`JD${XIANGTAN}-`),
    ]);
  });

  it('comes to 长沙 as a whole record with its data', async () => {
    const facts = await factsAt(cities, CHANGSHA, caseNo);
    expect(facts.map(({ type, data, kept_reason }) => [type, data !== null, kept_reason])).toEqual([
      ['case.collected', true, null],
      ['case.accepted', true, null],
      ['case.decided', true, null],
    ]);
    expect((await home.ask<CaseView>('getCase', { caseNo })).application?.applicant.name).toBe('欧阳示例');
  });

  it('may be doubted by 长沙, which is no veto, and 湘潭 goes on', async () => {
    await expect(
      home.act('decideCase', { caseNo, act: 'REJECTED', reason: '不同意', remedies: '示例' }),
    ).rejects.toMatchObject({ code: 'not_our_part' });
    await home.act('disputeRecord', { caseNo, reason: '示例：本市另有记录待核' });
    // 湘潭 has it before it acts: who acts on what has changed meanwhile is told so first.
    await cities.quiet();
    const again = home.act('disputeRecord', { caseNo, reason: '示例：再次提出' });
    await expect(again).rejects.toMatchObject({ code: 'action_not_allowed' });
    await expect(reviewer.act('settleRecord', { caseNo, reason: '已核' })).rejects.toMatchObject({
      code: 'not_our_part',
    });
    await reviewer.act('issueResult', { caseNo, resultNo: 'XT-示例-0087' });
    await untilSeen(home, caseNo, 'ISSUED');
    await home.act('settleRecord', { caseNo, reason: '示例：核对无误' });
    await cities.quiet();
    const story = await storyAt(home, caseNo);
    expect(story).toEqual(await storyAt(reviewer, caseNo));
    expect(story.map(([type]) => type)).toEqual(expect.arrayContaining(['record.disputed', 'record.settled']));
    expect(story.every(([, , effective]) => effective)).toBe(true);
  });

  it('is handed over in 株洲 on the word of 湘潭, which the list of 长沙 lets decide', async () => {
    const pickup = await cities.signIn(ZHUZHOU, 'pickup1');
    await untilSeen(pickup, caseNo, 'ISSUED');
    await pickup.act('shelveResult', { caseNo });
    for (const desk of [home, reviewer]) await untilSeen(desk, caseNo, 'READY_FOR_PICKUP');
  });
});
