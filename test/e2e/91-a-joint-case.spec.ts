import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView, CollectJointCase, JointPartState, JointView } from '#contracts';
import { aGraduate, aPurchase, MATTERS } from '../support/joint-builders.js';
import {
  CHANGSHA,
  Refused,
  threeCities,
  XIANGTAN,
  ZHUZHOU,
  type Desk,
  type ThreeCities,
} from '../support/three-cities.js';
import { until } from '../support/until.js';

describe('a joint case', () => {
  let cities: ThreeCities;
  let clerk: Desk;
  const reviewers = new Map<string, Desk>();

  beforeAll(async () => {
    cities = await threeCities('joint');
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    for (const city of [CHANGSHA, ZHUZHOU, XIANGTAN]) reviewers.set(city, await cities.signIn(city, 'reviewer1'));
    await until('湘潭 has the lists of the others', async () => {
      const lists = await Promise.all(
        [CHANGSHA, ZHUZHOU].map((homeCity) => clerk.ask<{ total: number }>('listItems', { homeCity, query: '-101' })),
      );
      const matters = await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA, query: 'CS-DXS' });
      return lists.every(({ total }) => total === 1) && matters.total === 11;
    });
  });
  afterAll(() => cities?.close());

  const joint = (caseNo: string, desk = clerk): Promise<JointView> => desk.ask<JointView>('getJointCase', { caseNo });
  const partOf = (view: JointView, key: string): JointView['parts'][number] => {
    const found = view.parts.find((part) => part.key === key);
    if (!found) throw new Error(`no part ${key}`);
    return found;
  };
  const untilPart = (caseNo: string, key: string, state: JointPartState): Promise<JointView> =>
    until(`${key} is ${state}`, async () => {
      const view = await joint(caseNo);
      return partOf(view, key).state === state && view;
    });
  const untilStatus = (caseNo: string, status: string, desk = clerk): Promise<CaseView> =>
    until(`${caseNo} is ${status}`, async () => {
      const view = await desk.ask<CaseView>('getCase', { caseNo });
      return view.status === status && view;
    });

  /** The part's own city accepts, decides and issues. */
  async function handle(caseNo: string, key: string, act: 'APPROVED' | 'REJECTED' = 'APPROVED'): Promise<string> {
    const part = partOf(await untilPart(caseNo, key, 'OPEN'), key);
    const no = part.caseNo ?? '';
    const reviewer = reviewers.get(part.homeCity) as Desk;
    await untilStatus(no, 'RECEIVED', reviewer);
    await reviewer.act('acceptCase', { caseNo: no });
    const decision = {
      caseNo: no,
      act,
      reason: '示例理由',
      ...(act === 'REJECTED' ? { remedies: '示例救济途径' } : {}),
    };
    await reviewer.act('decideCase', decision);
    if (act === 'APPROVED') await reviewer.act('issueResult', { caseNo: no, resultNo: `示例-${key}` } as never);
    return no;
  }

  describe('of two cities, one after the other', () => {
    let caseNo: string;
    let verified: string;

    it('is taken in once at 湘潭, for itself; only the first part leaves', async () => {
      const collected = await clerk.ask<CollectedView>('collectJointCase', aPurchase());
      caseNo = collected.caseNo;
      expect(caseNo).toMatch(/^KY430300430300/);
      expect(collected).toMatchObject({ status: 'JOINT_HANDLING', mode: 'JOINT', voucher: { title: '收件凭证' } });
      const view = await joint(caseNo);
      expect(view.parts.map(({ key, state, homeCity }) => [key, state, homeCity])).toEqual([
        ['verify-purchase', 'OPEN', ZHUZHOU],
        ['pay-out', 'WAITING', CHANGSHA],
      ]);
      expect(view.dueOn).toBe(partOf(view, 'pay-out').dueOn);
      expect(partOf(view, 'verify-purchase').dueOn < (view.dueOn ?? '')).toBe(true);
    });

    it('hands the verification of 株洲 on to 长沙, which decides and pays', async () => {
      verified = await handle(caseNo, 'verify-purchase');
      const view = await untilPart(caseNo, 'pay-out', 'OPEN');
      const paying = partOf(view, 'pay-out').caseNo ?? '';
      expect(paying).toMatch(/^KY430100430300/);
      const changsha = reviewers.get(CHANGSHA) as Desk;
      await untilStatus(paying, 'RECEIVED', changsha);
      const there = await joint(paying, changsha);
      expect(there).toMatchObject({
        parent: { caseNo, part: 'pay-out' },
        products: [{ part: 'verify-purchase', city: ZHUZHOU, resultNo: '示例-verify-purchase' }],
        parts: [],
      });
      // 长沙 knows what it was handed, and nothing of the case it came from.
      await expect(changsha.ask('getCase', { caseNo })).rejects.toThrow('case_not_found');
      await expect(changsha.ask('getCase', { caseNo: verified })).rejects.toThrow('case_not_found');
    });

    it('ends once the last part is done, and only the last result waits to be picked up', async () => {
      const paid = await handle(caseNo, 'pay-out');
      await untilStatus(caseNo, 'JOINT_DONE');
      expect((await joint(caseNo)).parts.map(({ state }) => state)).toEqual(['DONE', 'DONE']);
      expect((await clerk.ask<CaseView>('getCase', { caseNo: paid })).pickupCity).toBe(XIANGTAN);
      expect((await clerk.ask<CaseView>('getCase', { caseNo: verified })).pickupCity).toBeNull();
      const { entries } = await clerk.ask<{ entries: { type: string; effective: boolean }[] }>('caseTimeline', {
        caseNo,
      });
      expect(entries.map(({ type }) => type)).toEqual([
        ...['case.collected', 'joint.opened', 'joint.part.opened', 'joint.part.closed'],
        ...['joint.part.opened', 'joint.part.closed', 'joint.closed'],
      ]);
      expect(entries.every(({ effective }) => effective)).toBe(true);
    });
  });

  it('may have a part at the very city that leads it', async () => {
    const { caseNo } = await clerk.ask<CollectedView>('collectJointCase', aPurchase({ homeCity: XIANGTAN }));
    const own = await handle(caseNo, 'verify-purchase');
    expect(own).toMatch(/^KY430300430300/);
    await handle(caseNo, 'pay-out');
    await untilStatus(caseNo, 'JOINT_DONE');
  });

  it('is called off where the first city refuses and the plan says all or nothing', async () => {
    const { caseNo } = await clerk.ask<CollectedView>('collectJointCase', aPurchase());
    await handle(caseNo, 'verify-purchase', 'REJECTED');
    await untilStatus(caseNo, 'JOINT_ABORTED');
    const view = await joint(caseNo);
    expect(view.parts.map(({ state, caseNo: no }) => [state, no === null])).toEqual([
      ['ENDED', false],
      ['SKIPPED', true],
    ]);
  });

  it('refuses at the window what any part would refuse, before anything is opened', async () => {
    const before = await cities.sql(XIANGTAN, 'select 1 from case_file');
    const wrong = async (input: CollectJointCase, code: string, part: string): Promise<void> => {
      const refused = await clerk.ask('collectJointCase', input).then(
        () => null,
        (error: unknown) => error as Refused,
      );
      expect([refused?.code, refused?.details.part]).toEqual([code, part]);
    };
    const [verify, pay] = aPurchase().parts as [CollectJointCase['parts'][number], CollectJointCase['parts'][number]];
    await wrong(aPurchase({ parts: [verify, { ...pay, form: { withdrawYuan: 1 } }] }), 'field_missing', 'pay-out');
    await wrong(aPurchase({ parts: [verify, { ...pay, materials: [] }] }), 'material_missing', 'pay-out');
    await wrong(aPurchase({ parts: [verify] }), 'joint_choice_invalid', 'pay-out');
    const { homeCity: _left, ...nowhere } = verify;
    await wrong(aPurchase({ parts: [nowhere, pay] }), 'joint_choice_invalid', 'verify-purchase');
    await wrong(
      aPurchase({ parts: [{ ...verify, homeCity: '440100' }, pay] }),
      'joint_choice_invalid',
      'verify-purchase',
    );
    await wrong(aGraduate([...MATTERS.slice(0, 3), 'settling', 'business-loan']), 'joint_choice_invalid', 'business');
    await expect(clerk.ask('collectJointCase', aPurchase({ itemCode: 'XT-GJJ-101' }))).rejects.toThrow(
      'joint_plan_missing',
    );
    expect(await cities.sql(XIANGTAN, 'select 1 from case_file')).toHaveLength(before.length);
  });

  it('is the same case when the window sends it twice, and opens no part twice', async () => {
    const purchase = aPurchase();
    const twice = await Promise.all(
      [1, 2].map(() => clerk.ask<CollectedView>('collectJointCase', purchase, { commandId: 'joint-once-1' })),
    );
    expect(twice[0]?.caseNo).toBe(twice[1]?.caseNo);
    await cities.quiet();
    const own = await cities.sql<{ n: string }>(
      ZHUZHOU,
      "select count(*) as n from event where type = 'case.collected' and data like $1",
      [`%${twice[0]?.caseNo}%`],
    );
    expect(Number(own[0]?.n)).toBe(1);
  });

  it('of eleven matters goes on by itself, with the node of 湘潭 away in between, and is done in part', async () => {
    const { caseNo } = await clerk.ask<CollectedView>('collectJointCase', aGraduate(MATTERS));
    const view = await joint(caseNo);
    const open = view.parts.filter(({ state }) => state === 'OPEN').map(({ key }) => key);
    expect(open).toEqual(['job-seeking', 'tenancy', 'business']);
    await handle(caseNo, 'tenancy');
    await handle(caseNo, 'business', 'REJECTED');
    const seeking = partOf(view, 'job-seeking').caseNo ?? '';
    const changsha = reviewers.get(CHANGSHA) as Desk;
    await untilStatus(seeking, 'RECEIVED', changsha);
    await cities.stopNode(XIANGTAN);
    await changsha.act('acceptCase', { caseNo: seeking });
    await changsha.act('decideCase', { caseNo: seeking, act: 'APPROVED', reason: '示例' } as never);
    await changsha.act('issueResult', { caseNo: seeking, resultNo: '示例-求职' } as never);
    await cities.startNode(XIANGTAN);
    await untilPart(caseNo, 'employment', 'OPEN');
    await handle(caseNo, 'job-subsidy');
    await handle(caseNo, 'employment');
    for (const key of ['archives', 'insurance-subsidy', 'training-subsidy', 'settling']) await handle(caseNo, key);
    await handle(caseNo, 'rent-subsidy');
    await untilStatus(caseNo, 'JOINT_PARTIAL');
    const states = new Map((await joint(caseNo)).parts.map(({ key, state }) => [key, state]));
    expect([states.get('business'), states.get('business-loan')]).toEqual(['ENDED', 'SKIPPED']);
    expect([...states.values()].filter((state) => state === 'DONE')).toHaveLength(9);
  }, 90_000);
});
