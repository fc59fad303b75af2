import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chinaDateOf, type CaseView } from '#contracts';
import { aCollection, aFoodPermit, aMaterial, anApplication } from '../support/builders.js';
import { desksOfTwo, type DesksOfTwo } from '../support/desks-of-two.js';
import { MovingClock } from '../support/moving-clock.js';

const PROMISED_DAY = /^\d{4}-\d\d-\d\d$/;

/** 容缺受理, 告知承诺, and originals that have to arrive: what may come later and what may not. */
describe('papers that are not all there', () => {
  const clock = new MovingClock();
  let desks: DesksOfTwo;
  beforeAll(async () => {
    desks = await desksOfTwo('to_follow', clock);
  });
  afterAll(() => desks?.cities.close());

  const soon = (days: number): string => chinaDateOf(new Date(clock.now().getTime() + days * 86_400_000));
  const without = ['M02', 'M04', 'M05'];
  const conditionally = (caseNo: string, deferred: string[], deferDueOn: string): never =>
    ({ caseNo, deferred, deferDueOn }) as never;

  it('are taken in where the item lets them follow, and only those', async () => {
    const { clerk } = desks;
    await expect(clerk.ask('collectCase', aFoodPermit({}, without))).rejects.toMatchObject({
      code: 'material_missing',
    });
    const asked = aFoodPermit({ deferAsked: ['M04'] }, ['M02', 'M05', 'M06']);
    await expect(clerk.ask('collectCase', asked)).rejects.toMatchObject({
      code: 'material_not_deferrable',
      details: { materials: ['M04'] },
    });
  });

  it('are accepted conditionally, until a day within the promised limit', async () => {
    const { clerk, reviewer, at, received, cities } = desks;
    const caseNo = await received(aFoodPermit({ deferAsked: ['M06'] }, without));
    expect((await reviewer.ask<CaseView>('getCase', { caseNo })).intake).toMatchObject({ deferAsked: ['M06'] });
    await expect(reviewer.act('acceptCase', { caseNo })).rejects.toMatchObject({ code: 'material_missing' });
    const accept = (deferred: string[], day: string) =>
      reviewer.act<CaseView>('acceptConditionally', conditionally(caseNo, deferred, day));
    await expect(accept(['M05'], soon(5))).rejects.toMatchObject({ code: 'material_not_deferrable' });
    await expect(accept(['M06'], soon(300))).rejects.toMatchObject({
      code: 'defer_date_invalid',
      details: { latest: expect.stringMatching(PROMISED_DAY) },
    });
    await expect(accept(['M06'], soon(-1))).rejects.toMatchObject({ code: 'defer_date_invalid' });
    expect(await accept(['M06'], soon(5))).toMatchObject({
      status: 'ACCEPTED',
      deferral: { materials: [{ code: 'M06', name: '食品安全管理制度' }], dueOn: soon(5) },
    });
    await at(clerk, caseNo, 'ACCEPTED');
    await expect(
      reviewer.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合条件' } as never),
    ).rejects.toMatchObject({ details: { reason: '不能准予：容缺材料尚未补齐' } });
    const supply = (codes: string[]) =>
      clerk.act<CaseView>('supplyDeferred', { caseNo, materials: codes.map(aMaterial) } as never);
    await expect(supply(['M05'])).rejects.toMatchObject({ code: 'material_not_owed' });
    await supply(['M06']);
    await cities.quiet();
    const view = await reviewer.ask<CaseView>('getCase', { caseNo });
    expect(view.application?.materials.map((m) => m.code)).toEqual(['M02', 'M04', 'M05', 'M06']);
    await expect(reviewer.act('lapseDeferral', { caseNo, reason: '示例' } as never)).rejects.toMatchObject({
      details: { reason: '不能容缺逾期终止：没有尚欠的容缺材料' },
    });
  });

  it('end the case where they never come, once the collecting city has said so', async () => {
    const { clerk, at, received } = desks;
    const caseNo = await received(aFoodPermit({ deferAsked: ['M06'] }, without));
    await desks.reviewer.act('acceptConditionally', conditionally(caseNo, ['M06'], soon(1)));
    await at(clerk, caseNo, 'ACCEPTED');
    await desks.cities.quiet();
    const lapse = () => desks.reviewer.act<CaseView>('lapseDeferral', { caseNo, reason: '逾期未补' } as never);
    await expect(lapse()).rejects.toMatchObject({ code: 'term_not_over' });
    clock.passDays(3);
    await desks.signIn();
    expect((await lapse()).status).toBe('DEFERRAL_LAPSED');
    await at(desks.clerk, caseNo, 'DEFERRAL_LAPSED');
  });

  it('need not wait for a check where the applicant has promised, and the decision falls if the promise was false', async () => {
    const { clerk, reviewer, at, received } = desks;
    await expect(clerk.ask('collectCase', aCollection({ commitment: true }))).rejects.toMatchObject({
      code: 'commitment_not_offered',
    });
    const plain = await received(aFoodPermit());
    const promised = await received(aFoodPermit({ commitment: true }));
    for (const caseNo of [plain, promised]) await reviewer.act('acceptCase', { caseNo });
    const approve = (caseNo: string, desk = reviewer) =>
      desk.act<CaseView>('approveOnPromise', { caseNo, reason: '已作承诺' } as never);
    await expect(approve(plain)).rejects.toMatchObject({
      code: 'commitment_not_offered',
      details: { reason: '申请人收件时未签署承诺' },
    });
    // A promise stands in for papers, never for the opinions and the four eyes that the item asks for.
    await expect(approve(promised)).rejects.toMatchObject({
      code: 'review_step_missing',
      details: { reason: '尚缺承办、审核意见' },
    });
    const third = await desks.signedByTwo(promised);
    await expect(approve(promised)).rejects.toMatchObject({ code: 'four_eyes' });
    expect((await approve(promised, third)).status).toBe('APPROVED');
    await at(clerk, promised, 'APPROVED');
    const verify = (act: string) =>
      reviewer.act<CaseView>('verifyCommitment', { caseNo: promised, act, finding: '现场与承诺不符' } as never);
    expect((await verify('FAILED')).status).toBe('APPROVED');
    await expect(verify('PASSED')).rejects.toMatchObject({
      details: { reason: '不能承诺核查通过：没有待核查的告知承诺' },
    });
    await reviewer.act('revokeCase', { caseNo: promised, reason: '承诺不实', legalGround: '示例条款' } as never);
    await at(clerk, promised, 'REVOKED');
  });

  it('keep an acceptance waiting where the two cities agreed on originals', async () => {
    const { clerk, reviewer, at, received, cities } = desks;
    const form = {
      houseAddress: '长沙市示例路1号',
      certificateNo: '示例001',
      mortgagee: '示例银行',
      securedYuan: 900000,
    };
    const application = { ...anApplication(null), form, materials: ['M01', 'M02', 'M03', 'M04'].map(aMaterial) };
    const caseNo = await received(aCollection({ itemCode: 'CS-BDC-001', application }));
    expect((await reviewer.ask<CaseView>('getCase', { caseNo })).intake?.papers).toBe('ORIGINAL_REQUIRED');
    await expect(reviewer.act('acceptCase', { caseNo })).rejects.toMatchObject({
      code: 'papers_missing',
      details: { reason: '收件地尚未寄出纸质原件' },
    });
    await expect(reviewer.act('receivePapers', { caseNo, sheets: 12 } as never)).rejects.toMatchObject({
      details: { reason: '不能签收纸质材料：没有在途的纸质材料' },
    });
    await clerk.act('sendPapers', { caseNo, sheets: 12, note: '密封袋 示例01' } as never);
    await cities.quiet();
    await expect(reviewer.act('acceptCase', { caseNo })).rejects.toMatchObject({
      details: { reason: '纸质原件已寄出，尚未签收' },
    });
    await reviewer.act('receivePapers', { caseNo, sheets: 12 } as never);
    await reviewer.act('acceptCase', { caseNo });
    await at(clerk, caseNo, 'ACCEPTED');
  });
});
