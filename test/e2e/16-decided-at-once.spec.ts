import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView, TimelineView } from '#contracts';
import { aCollection, anApplication } from '../support/builders.js';
import { expectArrivedOnce, expectLinksAgree } from '../support/ledger-check.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

/** 秒批: where the home city has published a rule, the answer is there before the applicant has put the card away. */
describe('an application that a rule decides at once', () => {
  let cities: ThreeCities;
  let clerk: Desk;
  let reviewer: Desk;

  beforeAll(async () => {
    cities = await threeCities('at_once', { cities: [CHANGSHA, XIANGTAN] });
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    await until('the list of 长沙 is here', async () => {
      return (await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA })).total > 40;
    });
  });
  afterAll(() => cities?.close());

  const filing = (filingKind: string, forward = true) =>
    aCollection({
      itemCode: 'CS-YB-002',
      forward,
      application: {
        ...anApplication(null),
        form: { residenceAddress: '长沙市岳麓区示例路8号', filingKind, effectiveOn: '2026-12-01' },
        materials: ['M01', 'M02'].map((code) => ({ code, form: 'PAPER' as const, originalSeen: true, copies: 1 })),
      },
    });
  const statusAt = (desk: Desk, caseNo: string, status: string): Promise<CaseView> =>
    until(`${caseNo} is ${status}`, async () => {
      const view = await desk.ask<CaseView>('getCase', { caseNo }).catch(() => null);
      return view?.status === status && view;
    });

  it('is received, accepted and approved in one go, and both cities tell the same story with the rule as author', async () => {
    const { caseNo } = await clerk.ask<CollectedView>('collectCase', filing('异地长期居住'));
    await statusAt(clerk, caseNo, 'APPROVED');
    await cities.quiet();
    const here = await clerk.ask<TimelineView>('caseTimeline', { caseNo });
    const there = await reviewer.ask<TimelineView>('caseTimeline', { caseNo });
    const story = (view: TimelineView) => view.entries.map((e) => [e.type, e.actor, e.hash, e.effective]);
    expect(story(here)).toEqual(story(there));
    expect(here.entries.map((e) => [e.type, e.actor])).toEqual([
      ['case.collected', '窗口'],
      ['case.submitted', '窗口'],
      ['case.received', '系统'],
      ['case.accepted', '规则'],
      ['case.decided', '规则'],
    ]);
    expect(here.entries[4]?.detail).toContain('符合异地就医备案秒批规则');
    const [decided] = await cities.sql<{ payload: string }>(
      XIANGTAN,
      "select payload from event where lane = $1 and type = 'case.decided'",
      [`case/${caseNo}`],
    );
    const payload = JSON.parse(decided?.payload ?? '{}') as { actor: object; basis: { lane: string; city: string } };
    expect(payload.actor).toEqual({ role: 'rule', id: 'CS-R01' });
    expect([payload.basis.lane, payload.basis.city]).toEqual([`catalogue/${CHANGSHA}`, CHANGSHA]);
    await expectArrivedOnce(cities, XIANGTAN, CHANGSHA, [caseNo]);
    await expectLinksAgree(cities, [CHANGSHA, XIANGTAN]);
  });

  it('goes to a person where the rule does not cover it', async () => {
    const { caseNo } = await clerk.ask<CollectedView>('collectCase', filing('异地转诊'));
    await statusAt(clerk, caseNo, 'RECEIVED');
    await reviewer.act('acceptCase', { caseNo });
    const decision = { caseNo, act: 'APPROVED', reason: '材料齐全' };
    await reviewer.act('decideCase', decision);
    await statusAt(clerk, caseNo, 'APPROVED');
  });

  it('is decided as well when it was collected first and handed over later', async () => {
    const { caseNo } = await clerk.ask<CollectedView>('collectCase', filing('临时外出就医', false));
    await cities.quiet();
    await statusAt(reviewer, caseNo, 'COLLECTED');
    await clerk.act('forwardCase', { caseNo });
    await statusAt(clerk, caseNo, 'APPROVED');
    const result = { caseNo, resultNo: 'CS-BA-000001' };
    await reviewer.act('issueResult', result);
    await statusAt(clerk, caseNo, 'ISSUED');
  });
});
