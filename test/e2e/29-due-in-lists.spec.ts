import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseSummary, CollectedView, TimelineView, WorkList } from '#contracts';
import { FakeClock } from '#runtime';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

/** Friday, Christmas 2026, ten in the morning in China: five working days from here lie beyond the known year. */
const clock = new FakeClock('2026-12-25T02:00:00.000Z');
const NOTICE = {
  year: 2027,
  final: true,
  daysOff: ['2027-01-01', '2027-01-04', '2027-05-03', '2027-10-01'],
  workedDays: [],
  extraDaysOff: [],
  officeFrom: '09:00',
  officeTo: '17:00',
  source: '2027年放假通知（示例）',
  sample: true,
  sampleNote: '示例数据：为演练编造的通知',
};

let cities: ThreeCities;
let clerk: Desk;
let reviewer: Desk;
let caseNo: string;

beforeAll(async () => {
  cities = await threeCities('due', { cities: [CHANGSHA, XIANGTAN], clock });
  await signIn();
  await until('湘潭 has list and calendar of 长沙', async () => {
    const years = await clerk.ask<unknown[]>('listCalendar', { city: CHANGSHA });
    const items = await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA });
    return years.length === 3 && items.total > 0;
  });
});
afterAll(async () => cities?.close());

async function signIn(): Promise<void> {
  clerk = await cities.signIn(XIANGTAN, 'clerk1');
  reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
}
/** Moves both cities on; whoever was signed in has to sign in again. */
async function itIs(instant: string): Promise<void> {
  clock.set(instant);
  await signIn();
}

async function row(desk: Desk): Promise<CaseSummary> {
  const { items } = await desk.ask<WorkList>('listCases', { caseNo });
  return items[0]!;
}
/** Waits until both cities tell this of the case in their lists. */
async function bothSay(expected: Partial<CaseSummary>): Promise<void> {
  const told = async (desk: Desk): Promise<boolean> => {
    const found: object = (await row(desk)) ?? {};
    return Object.entries(expected).every(([name, value]) => (found as Record<string, unknown>)[name] === value);
  };
  await until(JSON.stringify(expected), async () => (await told(clerk)) && (await told(reviewer)), 20_000);
}

describe('the list of a desk', () => {
  it('says who has a case and by when, provisionally where the year is not known yet', async () => {
    ({ caseNo } = await clerk.ask<CollectedView>('collectCase', aCollection()));
    await bothSay({ status: 'RECEIVED', holder: 'home-review', dueKind: 'acceptance', dueOn: '2027-01-04' });
    expect(await row(clerk)).toMatchObject({ provisional: true, dueState: 'RUNNING', dueKindZh: '受理时限' });
  });

  it('counts anew what is open when the notice is imported', async () => {
    const operator = await cities.signIn(CHANGSHA, 'operator1');
    await operator.ask('importCalendar', NOTICE, { commandId: 'the-notice-of-2027' });
    await bothSay({ dueOn: '2027-01-05', provisional: false, dueState: 'RUNNING' });
  });

  it('warns on the last days, and says what silence has come to', async () => {
    await itIs('2026-12-31T02:00:00.000Z');
    await bothSay({ dueState: 'DUE_SOON' });
    await itIs('2027-01-05T16:00:00.000Z');
    await bothSay({ dueState: 'OVERDUE', dueKind: 'acceptance', card: 'YELLOW' });
    const timelines = [clerk, reviewer].map((desk) => desk.ask<TimelineView>('caseTimeline', { caseNo }));
    const [here, there] = (await Promise.all(timelines)) as [TimelineView, TimelineView];
    expect(here.deemedAcceptedAt).toBe('2026-12-25T02:00:00.000Z');
    expect(there.deemedAcceptedAt).toBe(here.deemedAcceptedAt);
    expect(there.holders).toEqual(here.holders);
  });

  it('goes on with the clock of the next step, and stops when nothing is due', async () => {
    await reviewer.act('acceptCase', { caseNo });
    await bothSay({ status: 'ACCEPTED', dueKind: 'promise' });
    const act = { caseNo, act: 'REJECTED', reason: '示例：不符合条件', remedies: '示例：六十日内申请复议' };
    await reviewer.act('decideCase', act);
    await bothSay({ status: 'REJECTED', holder: 'closed', dueOn: null, dueState: 'NONE' });
  });

  it('tells the same for a case whose times are counted from its events', async () => {
    ({ caseNo } = await clerk.ask<CollectedView>('collectCase', aCollection()));
    await bothSay({ status: 'RECEIVED', dueKind: 'acceptance' });
    const before = await row(clerk);
    await cities.sql(XIANGTAN, "update case_file set next_due_kind = 'pending', next_due_at = null, holder = null");
    await until('counted again', async () => (await row(clerk)).dueState !== 'COUNTING');
    expect(await row(clerk)).toEqual(before);
  });
});
