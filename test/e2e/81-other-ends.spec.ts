import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView, TimelineView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { desksOfTwo, type DesksOfTwo } from '../support/desks-of-two.js';
import { CHANGSHA } from '../support/three-cities.js';

/** 退件、撤回、撤销: each its own end, none of them a decision on the merits. */
describe('a case that ends otherwise', () => {
  let desks: DesksOfTwo;
  beforeAll(async () => {
    desks = await desksOfTwo('other_ends');
  });
  afterAll(() => desks?.cities.close());
  const because = (caseNo: string, more: object = {}): never => ({ caseNo, reason: '示例理由', ...more }) as never;

  it('is taken back at the window as long as it has not left', async () => {
    const { clerk, at } = desks;
    const { caseNo } = await clerk.ask<CollectedView>('collectCase', aCollection({ forward: false }));
    await expect(clerk.act('requestWithdrawal', because(caseNo))).rejects.toMatchObject({ code: 'action_not_allowed' });
    expect((await clerk.act<CaseView>('withdrawHere', because(caseNo))).status).toBe('WITHDRAWN');
    await at(desks.reviewer, caseNo, 'WITHDRAWN');
  });

  it('is withdrawn only once the home city has granted it, and goes on where it was declined', async () => {
    const { clerk, reviewer, at, received } = desks;
    const caseNo = await received(aCollection());
    await expect(reviewer.act('answerWithdrawal', because(caseNo, { act: 'GRANTED' }))).rejects.toMatchObject({
      details: { reason: '不能同意撤回：收件地没有提出撤回申请' },
    });
    await clerk.act('requestWithdrawal', because(caseNo));
    await desks.cities.quiet();
    await expect(clerk.act('requestWithdrawal', because(caseNo))).rejects.toMatchObject({
      details: { reason: '不能申请撤回：撤回申请已提出，正在等待答复' },
    });
    expect((await reviewer.act<CaseView>('answerWithdrawal', because(caseNo, { act: 'DECLINED' }))).status).toBe(
      'RECEIVED',
    );
    await desks.cities.quiet();
    await clerk.act('requestWithdrawal', because(caseNo));
    await desks.cities.quiet();
    await reviewer.act('answerWithdrawal', because(caseNo, { act: 'GRANTED' }));
    await at(clerk, caseNo, 'WITHDRAWN');
    await expect(reviewer.act('acceptCase', { caseNo })).rejects.toMatchObject({ code: 'action_not_allowed' });
  });

  it('is decided where decision and request crossed, and both cities say that the request came too late', async () => {
    const { clerk, reviewer, at, received, cities } = desks;
    const caseNo = await received(aCollection());
    await reviewer.act('acceptCase', { caseNo });
    await at(clerk, caseNo, 'ACCEPTED');
    await cities.quiet();
    // The decision is made and has not left yet when the request is.
    cities.faults(CHANGSHA).arm('send.packed', 'stop', { times: 100 });
    await reviewer.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合条件' } as never);
    await clerk.act('requestWithdrawal', because(caseNo));
    cities.faults(CHANGSHA).disarm('send.packed');
    await at(clerk, caseNo, 'APPROVED');
    await cities.quiet();
    const stories = await Promise.all(
      [clerk, reviewer].map(async (desk) => {
        const { entries } = await desk.ask<TimelineView>('caseTimeline', { caseNo });
        return entries.map(({ type, effective, hash }) => [type, effective, hash]);
      }),
    );
    expect(stories[0]).toEqual(stories[1]);
    await expect(reviewer.act('answerWithdrawal', because(caseNo, { act: 'GRANTED' }))).rejects.toMatchObject({
      code: 'action_not_allowed',
    });
  });

  it('is given back before acceptance and never after, when only a decision can end it', async () => {
    const { clerk, reviewer, at, received } = desks;
    const caseNo = await received(aCollection());
    expect((await reviewer.act<CaseView>('returnCase', because(caseNo))).status).toBe('RETURNED');
    await at(clerk, caseNo, 'RETURNED');
    const accepted = await received(aCollection());
    await reviewer.act('acceptCase', { caseNo: accepted });
    await expect(reviewer.act('returnCase', because(accepted))).rejects.toMatchObject({
      code: 'action_not_allowed',
      details: { reason: '办件当前为“已受理”，须在“属地已签收”或“待补正”时才能退件' },
    });
  });

  it('is revoked after the decision with a document of its own, by the authority alone', async () => {
    const { clerk, reviewer, at, received, cities } = desks;
    const caseNo = await received(aCollection());
    const revocation = because(caseNo, { legalGround: '行政许可法第六十九条' });
    await reviewer.act('acceptCase', { caseNo });
    await expect(reviewer.act('revokeCase', revocation)).rejects.toMatchObject({ code: 'action_not_allowed' });
    await reviewer.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合条件' } as never);
    await expect(clerk.act('revokeCase', revocation)).rejects.toMatchObject({ code: 'role_not_allowed' });
    await reviewer.act('revokeCase', revocation);
    await at(clerk, caseNo, 'REVOKED');
    await cities.quiet();
    const { entries } = await clerk.ask<TimelineView>('caseTimeline', { caseNo });
    expect(entries.at(-1)).toMatchObject({ zh: '撤销', effective: true });
    expect(entries.at(-1)?.detail).toMatch(/^撤销决定书 CX430100-/);
  });
});
