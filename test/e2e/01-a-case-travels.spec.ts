import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView, PickupCodeView, TimelineView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

describe('a case travels', () => {
  let cities: ThreeCities;
  let clerk: Desk;
  let reviewer: Desk;
  let pickup: Desk;
  let caseNo: string;
  let code: string;

  beforeAll(async () => {
    cities = await threeCities('travels');
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    pickup = await cities.signIn(XIANGTAN, 'pickup1');
    await until('湘潭 has the list of 长沙', async () => {
      const page = await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA });
      return page.total > 40;
    });
  });
  afterAll(() => cities?.close());

  const statusAt = (desk: Desk, status: string): Promise<CaseView> =>
    until(`the case is ${status}`, async () => {
      const view = await desk.ask<CaseView>('getCase', { caseNo });
      return view.status === status && view;
    });

  it('is collected in 湘潭 against a voucher that is no acceptance', async () => {
    const collected = await clerk.ask<CollectedView>('collectCase', aCollection());
    caseNo = collected.caseNo;
    expect(caseNo).toMatch(/^KY430100430300/);
    expect(collected.status).toBe('FORWARDED');
    expect(collected.voucher.title).toBe('收件凭证');
    expect(collected.voucher.text).not.toContain('已受理');
  });

  it('is received in 长沙 by itself, and both cities say so', async () => {
    const there = await statusAt(reviewer, 'RECEIVED');
    expect(there.application?.applicant.name).toBe('欧阳示例');
    expect(there.ourRoles).toEqual(['home']);
    await statusAt(clerk, 'RECEIVED');
  });

  it('is accepted, approved and issued in 长沙 and ready in 湘潭', async () => {
    await reviewer.act('acceptCase', { caseNo });
    await reviewer.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合报销条件' } as never);
    await reviewer.act('issueResult', { caseNo, resultNo: 'CS-示例-0001' } as never);
    await statusAt(clerk, 'ISSUED');
    const shelved = await pickup.act<PickupCodeView>('shelveResult', { caseNo });
    code = shelved.pickupCode;
    expect(code).toMatch(/^\d{6}$/);
  });

  it('is handed over in 湘潭 against the code', async () => {
    const view = await clerk.ask<CaseView>('getCase', { caseNo });
    const tail = view.application?.applicant.certificateNo.slice(-4);
    const done = await pickup.act<CaseView>('handOver', {
      caseNo,
      pickupCode: code,
      identityMethod: 'CARD_READER',
      receivedBy: 'APPLICANT',
      certificateTail: tail,
    } as never);
    expect(done.status).toBe('PICKED_UP');
    await statusAt(reviewer, 'PICKED_UP');
  });

  it('shows the same timeline in both cities', async () => {
    await cities.quiet();
    const here = await clerk.ask<TimelineView>('caseTimeline', { caseNo });
    const there = await reviewer.ask<TimelineView>('caseTimeline', { caseNo });
    expect(here.entries.map((e) => e.hash)).toEqual(there.entries.map((e) => e.hash));
    expect(here.entries.map((e) => e.type)).toEqual([
      'case.collected',
      'case.submitted',
      'case.received',
      'case.accepted',
      'case.decided',
      'result.issued',
      'handover.instructed',
      'pickup.ready',
      'pickup.done',
    ]);
    expect(here.entries.every((e) => e.effective)).toBe(true);
  });
});
