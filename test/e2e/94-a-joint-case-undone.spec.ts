import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CardView,
  CaseView,
  CollectedView,
  CollectJointCase,
  JointView,
  Page,
  ServiceItemDefinition,
  TimelineView,
  WorkList,
} from '#contracts';
import { FakeClock } from '#runtime';
import { aPurchase } from '../support/joint-builders.js';
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

/** Monday 7 December 2026, ten in the morning in China. */
const clock = new FakeClock('2026-12-07T02:00:00.000Z');
const SIDE_BY_SIDE = 'XT-LB-901';

let cities: ThreeCities;
let clerk: Desk;
const reviewers = new Map<string, Desk>();

/** The list of 湘潭 with one more item: both parts at once, and what was done is undone where one is refused. */
function listWithCompensation(dir: string): string {
  const list = JSON.parse(readFileSync(join('deploy', 'local', 'sample', `${XIANGTAN}.json`), 'utf8')) as {
    items: ServiceItemDefinition[];
  };
  const purchase = list.items.find(({ itemCode }) => itemCode === 'XT-LB-001')!;
  const parts = purchase.joint!.parts.map((part) => ({ ...part, after: [] }));
  list.items.push({ ...purchase, itemCode: SIDE_BY_SIDE, joint: { onRefusal: 'COMPENSATE', parts } });
  const path = join(dir, 'list.json');
  writeFileSync(path, JSON.stringify(list));
  return path;
}

async function signIn(): Promise<void> {
  clerk = await cities.signIn(XIANGTAN, 'clerk1');
  for (const city of CITIES) reviewers.set(city, await cities.signIn(city, 'reviewer1'));
}

beforeAll(async () => {
  cities = await threeCities('undone', { clock, idle: true });
  const list = listWithCompensation(cities.dir);
  for (const city of CITIES) {
    await cities.startNode(city, city === XIANGTAN ? { env: { TONGBAN_SAMPLE_DATA_FILE: list } } : {});
  }
  await signIn();
  await until('湘潭 has lists and calendars of the others', async () => {
    const lists = await Promise.all(
      [CHANGSHA, ZHUZHOU].map((homeCity) => clerk.ask<{ total: number }>('listItems', { homeCity, query: '-101' })),
    );
    const years = await clerk.ask<unknown[]>('listCalendar', { city: CHANGSHA });
    return lists.every(({ total }) => total === 1) && years.length === 3;
  });
});
afterAll(() => cities?.close());

const reviewerAt = (city: string): Desk => reviewers.get(city) as Desk;
const joint = (caseNo: string): Promise<JointView> => clerk.ask<JointView>('getJointCase', { caseNo });
const partOf = ({ parts }: JointView, key: string): JointView['parts'][number] => parts.find((one) => one.key === key)!;
const untilStatus = (caseNo: string, status: string, desk = clerk): Promise<CaseView> =>
  until(`${caseNo} is ${status}`, async () => {
    const view = await desk.ask<CaseView>('getCase', { caseNo });
    return view.status === status && view;
  });

/** Taken in, with both parts at their cities: the numbers of the joint case, of 株洲's part and of 长沙's. */
async function takenIn(): Promise<{ caseNo: string; verify: string; pay: string }> {
  const input: CollectJointCase = { ...aPurchase(), itemCode: SIDE_BY_SIDE };
  const { caseNo } = await clerk.ask<CollectedView>('collectJointCase', input);
  const view = await until('both parts are opened', async () => {
    const now = await joint(caseNo);
    return now.parts.every((part) => part.caseNo !== null) && now;
  });
  const [verify, pay] = ['verify-purchase', 'pay-out'].map((key) => partOf(view, key).caseNo ?? '') as [string, string];
  await untilStatus(verify, 'RECEIVED', reviewerAt(ZHUZHOU));
  await untilStatus(pay, 'RECEIVED', reviewerAt(CHANGSHA));
  return { caseNo, verify, pay };
}
async function approve(city: string, caseNo: string): Promise<void> {
  const desk = reviewerAt(city);
  await desk.act('acceptCase', { caseNo });
  await desk.act('decideCase', { caseNo, act: 'APPROVED', reason: '示例理由' });
  await desk.act('issueResult', { caseNo, resultNo: `示例-${caseNo.slice(-4)}` });
}
async function reject(city: string, caseNo: string): Promise<void> {
  const desk = reviewerAt(city);
  await desk.act('acceptCase', { caseNo });
  await desk.act('decideCase', { caseNo, act: 'REJECTED', reason: '示例理由', remedies: '示例救济途径' });
}

describe('a joint case whose plan undoes what was done', () => {
  it('asks 株洲 to revoke what it approved when 长沙 refuses, until 株洲 has', async () => {
    const { caseNo, verify, pay } = await takenIn();
    await approve(ZHUZHOU, verify);
    await until(
      '湘潭 knows of the result',
      async () => partOf(await joint(caseNo), 'verify-purchase').state === 'DONE',
    );
    await reject(CHANGSHA, pay);
    await untilStatus(caseNo, 'JOINT_ABORTED');
    const over = await joint(caseNo);
    expect(over.onRefusal).toBe('COMPENSATE');
    expect(over.parts.map(({ state }) => state)).toEqual(['DONE', 'ENDED']);
    expect(over.tasks).toEqual([
      { part: 'verify-purchase', caseNo: verify, city: ZHUZHOU, zh: expect.stringContaining('请株洲市依法撤销') },
    ]);
    await reviewerAt(ZHUZHOU).act('revokeCase', { caseNo: verify, reason: '联办终止', legalGround: '示例条款' });
    const undone = await until('nothing is left to undo', async () => {
      const view = await joint(caseNo);
      return view.tasks.length === 0 && view;
    });
    expect(partOf(undone, 'verify-purchase')).toMatchObject({ state: 'ENDED', status: 'REVOKED', statusZh: '已撤销' });
  });

  it('asks back the part that is still under way, and ends when its city lets it go', async () => {
    const { caseNo, verify, pay } = await takenIn();
    await reject(ZHUZHOU, verify);
    const asked = await until('长沙 is asked', async () => {
      const view = await reviewerAt(CHANGSHA).ask<CaseView>('getCase', { caseNo: pay });
      return view.actions.some(({ action, allowed }) => action === 'grant-withdrawal' && allowed) && view;
    });
    expect(asked.status).toBe('RECEIVED');
    const { entries } = await reviewerAt(CHANGSHA).ask<TimelineView>('caseTimeline', { caseNo: pay });
    expect(entries.at(-1)).toMatchObject({
      type: 'withdrawal.requested',
      detail: expect.stringContaining('按联办方案'),
    });
    expect((await joint(caseNo)).parts.map(({ state }) => state)).toEqual(['ENDED', 'OPEN']);
    await reviewerAt(CHANGSHA).act('answerWithdrawal', { caseNo: pay, act: 'GRANTED', reason: '同意' });
    await untilStatus(caseNo, 'JOINT_ABORTED');
    const view = await joint(caseNo);
    expect(partOf(view, 'pay-out')).toMatchObject({ state: 'ENDED', status: 'WITHDRAWN' });
    expect(view.tasks).toEqual([]);
  });

  it('lets a city that declines go on, and then names its decision as one to be undone', async () => {
    const { caseNo, verify, pay } = await takenIn();
    await reviewerAt(CHANGSHA).act('acceptCase', { caseNo: pay });
    await reject(ZHUZHOU, verify);
    await until('长沙 is asked', async () => {
      const view = await reviewerAt(CHANGSHA).ask<CaseView>('getCase', { caseNo: pay });
      return view.actions.some(({ action, allowed }) => action === 'decline-withdrawal' && allowed);
    });
    await reviewerAt(CHANGSHA).act('answerWithdrawal', { caseNo: pay, act: 'DECLINED', reason: '已在办理' });
    await reviewerAt(CHANGSHA).act('decideCase', { caseNo: pay, act: 'APPROVED', reason: '示例理由' });
    await reviewerAt(CHANGSHA).act('issueResult', { caseNo: pay, resultNo: '示例-支付' });
    await untilStatus(caseNo, 'JOINT_ABORTED');
    expect((await joint(caseNo)).tasks.map(({ city, caseNo: no }) => [city, no])).toEqual([[CHANGSHA, pay]]);
  });
});

describe('the term of a joint case', () => {
  const row = async (caseNo: string): Promise<WorkList['items'][number]> =>
    (await clerk.ask<WorkList>('listCases', { caseNo })).items[0]!;
  const cardsOf = async (caseNo: string): Promise<CardView[]> =>
    (await clerk.ask<Page<CardView>>('listCards', { caseNo })).items;

  it('stands in the list as the longest way through its parts, and follows them', async () => {
    const { caseNo, verify, pay } = await takenIn();
    const dueOf = async (): Promise<string | null> => (await joint(caseNo)).dueOn;
    const planned = await until('it is counted', async () => (await row(caseNo)).dueOn);
    expect(planned).toBe(await dueOf());
    await reviewerAt(ZHUZHOU).act('acceptCase', { caseNo: verify });
    await reviewerAt(CHANGSHA).act('acceptCase', { caseNo: pay });
    const sooner = await until('both have accepted at once', async () => {
      const { dueOn, dueKind } = await row(caseNo);
      return dueKind === 'promise' && dueOn !== null && dueOn < planned && dueOn === (await dueOf()) && dueOn;
    });
    expect(sooner < planned).toBe(true);
  });

  it('that is over cards the city that leads, which answers like any other', async () => {
    const { caseNo } = await takenIn();
    const dueOn = await until('it is counted', async () => (await row(caseNo)).dueOn);
    clock.set(`${dueOn}T16:00:00.000Z`);
    await signIn();
    const card = await until('湘潭 is carded', async () =>
      (await cardsOf(caseNo)).find(({ level }) => level === 'YELLOW'),
    );
    expect(card).toMatchObject({ city: XIANGTAN, leg: 'home-review', ground: 'CLOCK', clock: 'promise' });
    expect(card.words).toMatch(/^黄牌：承诺办结时限，2026-12-\d\d 已到期/);
    await until('the list says that it is overdue', async () => (await row(caseNo)).dueState === 'OVERDUE');
    const words = '示例：分件城市未及时办结，已催办';
    await reviewerAt(XIANGTAN).act('replyCard', { caseNo, cardId: card.cardId, words });
    await until('the reply is there', async () => {
      return (await cardsOf(caseNo)).find(({ cardId }) => cardId === card.cardId)?.state === 'REPLIED';
    });
  });
});
