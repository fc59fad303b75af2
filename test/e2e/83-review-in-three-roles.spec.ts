import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, PickupCodeView, TimelineView } from '#contracts';
import { aCollection, aFoodPermit } from '../support/builders.js';
import { desksOfTwo, type DesksOfTwo } from '../support/desks-of-two.js';
import { MovingClock } from '../support/moving-clock.js';
import { CHANGSHA, XIANGTAN, type Desk } from '../support/three-cities.js';
import { until } from '../support/until.js';

/** 承办、审核、批准, 特别程序 and 延期, and a result that nobody fetched. */
describe('a case under review', () => {
  const clock = new MovingClock();
  let desks: DesksOfTwo;
  let second: Desk;
  let third: Desk;
  beforeAll(async () => {
    desks = await desksOfTwo('three_roles', clock);
    second = await desks.cities.signIn(CHANGSHA, 'reviewer2');
    third = await desks.cities.signIn(CHANGSHA, 'reviewer3');
  });
  afterAll(() => desks?.cities.close());

  const accepted = async (form = aFoodPermit()): Promise<string> => {
    const caseNo = await desks.received(form);
    await desks.reviewer.act('acceptCase', { caseNo });
    await desks.at(desks.clerk, caseNo, 'ACCEPTED');
    return caseNo;
  };
  const note = (desk: Desk, caseNo: string, step: string) =>
    desk.act<CaseView>('noteOpinion', { caseNo, step, opinion: 'AGREE', words: '材料齐全，符合条件' } as never);
  const decide = (desk: Desk, caseNo: string) =>
    desk.act<CaseView>('decideCase', { caseNo, act: 'APPROVED', reason: '符合条件' } as never);

  it('is decided after both opinions, by three people where the item asks for it', async () => {
    const { clerk, reviewer, at, cities } = desks;
    const caseNo = await accepted();
    await expect(decide(third, caseNo)).rejects.toMatchObject({
      code: 'review_step_missing',
      details: { steps: ['HANDLE', 'REVIEW'], reason: '尚缺承办、审核意见' },
    });
    await expect(note(second, caseNo, 'REVIEW')).rejects.toMatchObject({ code: 'action_not_allowed' });
    await note(reviewer, caseNo, 'HANDLE');
    await expect(note(reviewer, caseNo, 'REVIEW')).rejects.toMatchObject({
      code: 'four_eyes',
      details: { reason: '您已签署本办件的承办意见，须由他人继续' },
    });
    await note(second, caseNo, 'REVIEW');
    for (const desk of [reviewer, second]) {
      await expect(decide(desk, caseNo)).rejects.toMatchObject({ code: 'four_eyes' });
    }
    expect((await decide(third, caseNo)).status).toBe('APPROVED');
    await at(clerk, caseNo, 'APPROVED');
    await cities.quiet();
    const opinions = await cities.sql<{ data: string | null }>(
      XIANGTAN,
      "select data from event where lane = $1 and type = 'review.noted'",
      [`case/${caseNo}`],
    );
    // The other city sees that there were opinions, never what they say.
    expect(opinions.map(({ data }) => data)).toEqual([null, null]);
  });

  it('needs no opinion where the item asks for none', async () => {
    const caseNo = await accepted(aCollection());
    await expect(note(desks.reviewer, caseNo, 'HANDLE')).rejects.toMatchObject({ code: 'review_step_unknown' });
    expect((await decide(desks.reviewer, caseNo)).status).toBe('APPROVED');
  });

  it('stands still for a special procedure that the item declares, no longer than it says', async () => {
    const { clerk, reviewer, at } = desks;
    const caseNo = await accepted();
    const start = (kind: string, workingDays: number) =>
      reviewer.act<CaseView>('startProcedure', { caseNo, kind, workingDays, reason: '须现场核查' } as never);
    await expect(start('HEARING', 5)).rejects.toMatchObject({
      code: 'procedure_not_declared',
      details: { reason: '“食品经营许可”的事项清单只载明现场勘验、专家评审，不能启动听证' },
    });
    await expect(start('INSPECTION', 16)).rejects.toMatchObject({
      code: 'procedure_too_long',
      details: { maxWorkingDays: 15 },
    });
    expect((await start('INSPECTION', 15)).status).toBe('SUSPENDED');
    await at(clerk, caseNo, 'SUSPENDED');
    await expect(start('EXPERT_REVIEW', 5)).rejects.toMatchObject({ code: 'action_not_allowed' });
    const end = (kind: string) => reviewer.act<CaseView>('endProcedure', { caseNo, kind, result: '符合要求' } as never);
    await expect(end('EXPERT_REVIEW')).rejects.toMatchObject({
      details: { reason: '不能结束专家评审：没有正在进行的专家评审' },
    });
    expect((await end('INSPECTION')).status).toBe('ACCEPTED');
    await start('EXPERT_REVIEW', 5);
    await end('EXPERT_REVIEW');
    await at(clerk, caseNo, 'ACCEPTED');
    await desks.cities.quiet();
    const { entries } = await clerk.ask<TimelineView>('caseTimeline', { caseNo });
    const numbers = entries.flatMap(({ type, detail }) =>
      type === 'procedure.started' ? [detail?.split('，')[0]] : [],
    );
    expect(new Set(numbers).size).toBe(2);
    const clocks = await clerk.ask<TimelineView>('caseTimeline', { caseNo });
    expect(clocks.clocks.filter(({ kind }) => kind === 'procedure')).toHaveLength(2);
  });

  it('is extended once, with the name of who approved it', async () => {
    const caseNo = await accepted();
    const extend = () =>
      desks.reviewer.act<CaseView>('extendCase', {
        caseNo,
        reason: '案情复杂',
        approver: '分管负责人（示例）',
      } as never);
    await extend();
    await expect(extend()).rejects.toMatchObject({ details: { reason: '不能延期：办理期限只能延长一次' } });
    await desks.cities.quiet();
    const { entries } = await desks.clerk.ask<TimelineView>('caseTimeline', { caseNo });
    expect(entries.at(-1)?.detail).toMatch(/延长 10 个工作日，批准人 分管负责人（示例）；案情复杂$/);
  });

  it('comes back from a shelf on which it waited too long, and is shelved again where 长沙 says so, with a new code', async () => {
    const pickup = await desks.cities.signIn(XIANGTAN, 'pickup1');
    const caseNo = await accepted(aCollection());
    await decide(desks.reviewer, caseNo);
    await desks.reviewer.act('issueResult', { caseNo, resultNo: 'CS-示例-0083' } as never);
    await desks.at(pickup, caseNo, 'ISSUED');
    const first = await pickup.act<PickupCodeView>('shelveResult', { caseNo, shelfDays: 10 } as never);
    await expect(pickup.act('unshelveResult', { caseNo })).rejects.toMatchObject({ code: 'term_not_over' });
    clock.passDays(11);
    const later = await desks.cities.signIn(XIANGTAN, 'pickup1');
    expect((await later.act<CaseView>('unshelveResult', { caseNo })).status).toBe('ISSUED');
    await desks.signIn();
    const sent = (desk: Desk, action: string) =>
      until(`${action} is possible`, async () => {
        const { actions } = await desk.ask<CaseView>('getCase', { caseNo });
        return actions.some((one) => one.action === action && one.allowed);
      });
    await sent(desks.reviewer, 'instruct-again');
    await desks.reviewer.act('instructAgain', { caseNo, city: XIANGTAN, pointId: 'XT-P01' });
    await sent(later, 'shelve');
    const again = await later.act<PickupCodeView>('shelveResult', { caseNo, shelfDays: 10 } as never);
    expect(again.pickupCode).not.toBe(first.pickupCode);
    expect(again.shelfUntil > first.shelfUntil).toBe(true);
  });
});
