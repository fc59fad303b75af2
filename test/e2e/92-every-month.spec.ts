import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView, StandingView, TimelineView } from '#contracts';
import { FakeClock } from '#runtime';
import { CatalogueService } from '../../apps/city-node/src/service-items/catalogue.service.js';
import { anApplication } from '../support/builders.js';
import { sampleItem } from '../support/notice-samples.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

const PAIR = [CHANGSHA, XIANGTAN];
const clock = new FakeClock('2026-11-22T02:00:00.000Z');
const ORDER = { dayOfMonth: 20, from: '2026-12', until: '2027-11', ceilingYuan: 3000 };

describe('组合贷款委托按月提取公积金: approved once, executed every month', () => {
  let cities: ThreeCities;
  let clerk: Desk;
  let reviewer: Desk;

  beforeAll(async () => {
    cities = await threeCities('monthly', { cities: PAIR, clock });
    await signIn();
    await until('湘潭 has the list of 长沙', async () => {
      const query = { homeCity: CHANGSHA, query: 'CS-GJJ-103' };
      return (await clerk.ask<{ total: number }>('listItems', query)).total === 1;
    });
  });
  afterAll(() => cities?.close());

  // Nobody stays signed in over a month.
  const signIn = async (): Promise<void> => {
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
  };
  const travelTo = async (instant: string): Promise<void> => {
    clock.set(instant);
    await signIn();
  };
  const standing = (caseNo: string, desk: Desk): Promise<StandingView> =>
    desk.ask<StandingView>('getStanding', { caseNo });
  const untilExecuted = async (caseNo: string, months: string[]): Promise<StandingView> => {
    const views = await Promise.all(
      [clerk, reviewer].map((desk) =>
        until(`${months.join()} are executed`, async () => {
          const view = await standing(caseNo, desk);
          return view.executions.length === months.length && view;
        }),
      ),
    );
    // Both cities see the same.
    expect(views[0]).toEqual(views[1]);
    expect(views[0]?.executions.map(({ month }) => month)).toEqual(months);
    return views[0] as StandingView;
  };
  const until1 = (caseNo: string, status: string, desk: Desk): Promise<CaseView> =>
    until(`${caseNo} is ${status}`, async () => {
      const view = await desk.ask<CaseView>('getCase', { caseNo });
      return view.status === status && view;
    });

  async function accepted(): Promise<string> {
    const application = { ...anApplication(null), form: FORM, materials: MATERIALS };
    const { caseNo } = await clerk.ask<CollectedView>('collectCase', {
      ...{ homeCity: CHANGSHA, itemCode: 'CS-GJJ-103', mode: 'PROXY_COLLECT' },
      application,
    });
    await until1(caseNo, 'RECEIVED', reviewer);
    await reviewer.act('acceptCase', { caseNo });
    return caseNo;
  }
  async function approved(): Promise<string> {
    const caseNo = await accepted();
    await reviewer.act('approveStanding', { caseNo, reason: '符合委托提取条件', ...ORDER } as never);
    await until1(caseNo, 'APPROVED', clerk);
    return caseNo;
  }

  let caseNo: string;

  it('is not approved for a month that has begun, for too long, or without an amount', async () => {
    const no = await accepted();
    for (const wrong of [{ from: '2026-11' }, { until: '2057-12' }, { until: '2026-11' }, { ceilingYuan: 0 }]) {
      const input = { caseNo: no, reason: '示例', ...ORDER, ...wrong };
      await expect(reviewer.act('approveStanding', input as never)).rejects.toThrow('request_invalid');
    }
  });

  it('runs from its first month, with nothing executed yet', async () => {
    caseNo = await approved();
    const view = await untilExecuted(caseNo, []);
    expect(view).toMatchObject({ state: 'RUNNING', nextOn: '2026-12-20', order: ORDER });
  });

  it('is executed on its day and not before, once, and both cities see it', async () => {
    await travelTo('2026-12-19T15:59:59.000Z');
    expect((await standing(caseNo, reviewer)).executions).toEqual([]);
    await travelTo('2026-12-19T16:00:00.000Z');
    const view = await untilExecuted(caseNo, ['2026-12']);
    expect(view.executions[0]?.amountYuan).toBe(3000);
    expect(view.nextOn).toBe('2027-01-20');
  });

  it('tells month and amount in the timeline of both cities', async () => {
    for (const desk of [clerk, reviewer]) {
      const { entries } = await desk.ask<TimelineView>('caseTimeline', { caseNo });
      const told = entries.filter(({ type }) => type === 'execution.notified').map(({ zh, detail }) => [zh, detail]);
      expect(told).toEqual([['按月执行', '2026 年 12 月，3000 元']]);
    }
  });

  it('catches up after the node of 长沙 was away for months, each month once', async () => {
    await cities.stopNode(CHANGSHA);
    clock.set('2027-03-25T02:00:00.000Z');
    await cities.startNode(CHANGSHA);
    await signIn();
    await untilExecuted(caseNo, ['2026-12', '2027-01', '2027-02', '2027-03']);
  });

  it('is executed once although the list of what comes next was lost', async () => {
    await cities.sql(CHANGSHA, 'delete from standing_next');
    await travelTo('2027-03-25T02:01:00.000Z');
    await until('the list was made again', async () => {
      const [row] = await cities.sql<{ next_month: string }>(CHANGSHA, 'select next_month from standing_next');
      return row?.next_month === '2027-04';
    });
    await cities.sql(CHANGSHA, "update standing_next set next_month = '2027-02', next_at = '2027-02-19T16:00:00Z'");
    await until('长沙 has found that it was executed', async () => {
      const [row] = await cities.sql<{ next_month: string }>(CHANGSHA, 'select next_month from standing_next');
      return row?.next_month === '2027-04';
    });
    await untilExecuted(caseNo, ['2026-12', '2027-01', '2027-02', '2027-03']);
  });

  it('is ended at the wish of the applicant: 湘潭 asks, 长沙 ends it, and nothing is executed any more', async () => {
    await clerk.act('requestStandingEnd', { caseNo, reason: '贷款已还清' } as never);
    await until('长沙 knows the wish', async () => (await standing(caseNo, reviewer)).state === 'END_REQUESTED');
    await reviewer.act('endStanding', { caseNo, reason: '依申请终止' } as never);
    await until('湘潭 knows the end', async () => (await standing(caseNo, clerk)).state === 'ENDED');
    await travelTo('2027-04-25T02:00:00.000Z');
    await until('长沙 has nothing to execute', async () => {
      const [row] = await cities.sql<{ next_at: Date | null }>(CHANGSHA, 'select next_at from standing_next');
      return row?.next_at === null;
    });
    expect((await untilExecuted(caseNo, ['2026-12', '2027-01', '2027-02', '2027-03'])).nextOn).toBeNull();
  });

  it('cannot be ended where nothing was authorised', async () => {
    const no = await accepted();
    await reviewer.act('decideCase', { caseNo: no, act: 'APPROVED', reason: '一次性提取' } as never);
    await until1(no, 'APPROVED', clerk);
    await expect(clerk.act('requestStandingEnd', { caseNo: no, reason: '示例' } as never)).rejects.toThrow(
      'standing_not_granted',
    );
    expect((await standing(no, clerk)).state).toBe('NONE');
  });

  it('is approved after the opinions and by other eyes, where a later version of the item asks for them', async () => {
    const strict = sampleItem('CS-GJJ-103', { version: 2, reviewSteps: ['HANDLE'], fourEyes: true });
    await cities.node(CHANGSHA).app.get(CatalogueService).publish([strict], []);
    await until('湘潭 has it', async () => {
      const item = await clerk.ask<{ version: number }>('getItem', { homeCity: CHANGSHA, itemCode: 'CS-GJJ-103' });
      return item.version === 2;
    });
    const no = await accepted();
    const approve = (desk: Desk): Promise<CaseView> => {
      const order = { ...ORDER, from: '2027-06', until: '2028-05' };
      return desk.act<CaseView>('approveStanding', { caseNo: no, reason: '符合委托提取条件', ...order } as never);
    };
    await expect(approve(reviewer)).rejects.toMatchObject({
      code: 'review_step_missing',
      details: { steps: ['HANDLE'], reason: '尚缺承办意见' },
    });
    await reviewer.act('noteOpinion', { caseNo: no, step: 'HANDLE', opinion: 'AGREE', words: '材料齐全' } as never);
    await expect(approve(reviewer)).rejects.toMatchObject({ code: 'four_eyes' });
    expect((await approve(await cities.signIn(CHANGSHA, 'reviewer2'))).status).toBe('APPROVED');
    expect((await standing(no, reviewer)).state).toBe('RUNNING');
  });
});

const FORM = { monthlyYuan: 3000, bankAccount: '6222020000000000000', bankName: '示例银行' };
const MATERIALS = ['M01', 'M02'].map((code) => ({ code, form: 'PAPER' as const, originalSeen: true, copies: 1 }));
