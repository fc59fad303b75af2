import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  chinaDateOf,
  type BatchView,
  type CaseView,
  type ClaimView,
  type DeputyView,
  type ReasonView,
  type ReviewerView,
  type ReviewQueueView,
  type WorkList,
} from '#contracts';
import { aCollection, aFoodPermit } from '../support/builders.js';
import { desksOfTwo, type DesksOfTwo } from '../support/desks-of-two.js';
import { CHANGSHA, XIANGTAN, type Desk } from '../support/three-cities.js';

/** 领办, AB岗 and the batches of an on-site day: who of one city works on what, which no other city learns. */
describe('the queue of a reviewing city', () => {
  let desks: DesksOfTwo;
  let second: Desk;
  let supervisor: Desk;
  let caseNo: string;
  beforeAll(async () => {
    desks = await desksOfTwo('queue');
    second = await desks.cities.signIn(CHANGSHA, 'reviewer2');
    supervisor = await desks.cities.signIn(CHANGSHA, 'supervisor1');
    caseNo = await desks.received(aCollection());
  });
  afterAll(() => desks?.cities.close());

  const claim = (desk: Desk, no = caseNo) => desk.ask<ClaimView>('claimCase', { caseNo: no });
  const listed = async (desk: Desk, claimed: string): Promise<string[]> =>
    (await desk.ask<WorkList>('listCases', { claimed })).items.map((one) => one.caseNo);

  it('gives a case to one person, who alone acts on it', async () => {
    const { reviewer } = desks;
    expect(await claim(reviewer)).toEqual({ caseNo, claimedBy: 'reviewer1' });
    expect(await claim(reviewer)).toEqual({ caseNo, claimedBy: 'reviewer1' });
    await expect(claim(second)).rejects.toMatchObject({ code: 'claimed_by_other' });
    await expect(second.act('acceptCase', { caseNo })).rejects.toMatchObject({
      code: 'claimed_by_other',
      details: { claimedBy: 'reviewer1' },
    });
    expect((await reviewer.ask<CaseView>('getCase', { caseNo })).claimedBy).toBe('reviewer1');
  });

  it('shows everyone what is theirs and what nobody has taken', async () => {
    const free = await desks.received(aCollection());
    expect(await listed(desks.reviewer, 'me')).toEqual([caseNo]);
    expect(await listed(second, 'me')).toEqual([]);
    expect(await listed(second, 'none')).toEqual([free]);
  });

  it('is told part by part, and narrowed to an item or to where papers came in', async () => {
    const more = [await desks.received(aCollection()), await desks.received(aFoodPermit())];
    const ask = (input: object) => second.ask<ReviewQueueView>('listReviewQueue', { of: 'free', ...input });
    const whole = await ask({});
    expect(whole).toMatchObject({ free: 3, freeIsLowerBound: false, mine: 0, total: 3, next: null });
    const first = await ask({ pageSize: 2 });
    const last = await ask({ pageSize: 2, cursor: first.next });
    expect(last.next).toBeNull();
    const numbers = (part: ReviewQueueView) => part.items.map((one) => one.caseNo);
    expect([...numbers(first), ...numbers(last)]).toEqual(numbers(whole));
    const food = whole.items.find((one) => one.caseNo === more[1]);
    const narrowed = await ask({ itemCode: food?.itemCode, collectingCity: XIANGTAN });
    expect(numbers(narrowed)).toEqual([more[1]]);
    // How many wait does not change with what somebody looks for.
    expect(narrowed).toMatchObject({ total: 1, free: 3 });
    expect(await ask({ collectingCity: CHANGSHA })).toMatchObject({ items: [], total: 0, free: 3 });
    await expect(ask({ cursor: 'none-of-ours' })).rejects.toMatchObject({ code: 'request_invalid' });
  });

  it('takes a case back from who has it, or when a supervisor releases it, and from nobody else', async () => {
    const { reviewer } = desks;
    await expect(second.ask('handBackCase', { caseNo })).rejects.toMatchObject({ code: 'claim_not_yours' });
    expect(await reviewer.ask('handBackCase', { caseNo })).toEqual({ caseNo, claimedBy: null });
    await claim(second);
    expect(await supervisor.ask('handBackCase', { caseNo })).toEqual({ caseNo, claimedBy: null });
    await claim(reviewer);
  });

  it('lets the deputy act for who is absent, in the days of the absence, under the own name', async () => {
    const today = chinaDateOf(new Date());
    const term = { absent: 'reviewer1', deputy: 'reviewer2' };
    const reviewers = await supervisor.ask<ReviewerView[]>('listReviewers', {});
    expect(reviewers.map(({ username }) => username)).toEqual(['reviewer1', 'reviewer2', 'reviewer3']);
    expect(reviewers[0]).toMatchObject({ displayName: expect.stringMatching(/^[\u4e00-\u9fff]+$/), disabled: false });
    await expect(second.ask('listReviewers', {})).rejects.toMatchObject({ code: 'role_not_allowed' });
    for (const wrong of [
      { ...term, deputy: 'reviewer1', from: today, until: today },
      { ...term, deputy: 'clerk1', from: today, until: today },
      { ...term, from: today, until: '2020-01-01' },
    ]) {
      await expect(supervisor.ask('setDeputy', wrong)).rejects.toMatchObject({ code: 'deputy_invalid' });
    }
    await desks.cities.sql(CHANGSHA, "update account set disabled_at = now() where username = 'reviewer3'");
    const gone = { absent: 'reviewer1', deputy: 'reviewer3', from: today, until: today };
    await expect(supervisor.ask('setDeputy', gone)).rejects.toMatchObject({ code: 'deputy_invalid' });
    await desks.cities.sql(CHANGSHA, "update account set disabled_at = null where username = 'reviewer3'");
    await supervisor.ask('setDeputy', { ...term, from: '2020-01-01', until: '2020-01-03' });
    await expect(second.act('acceptCase', { caseNo })).rejects.toMatchObject({ code: 'claimed_by_other' });
    await supervisor.ask('setDeputy', { ...term, from: today, until: today });
    const set = await second.ask<DeputyView[]>('listDeputies', {});
    expect(set).toMatchObject([{ from: today }, { from: '2020-01-01' }]);
    const named = { absentName: reviewers[0]?.displayName, deputyName: reviewers[1]?.displayName };
    expect(set[0]).toMatchObject({
      ...named,
      setBy: 'supervisor1',
      setByName: expect.stringMatching(/^[\u4e00-\u9fff]+$/),
    });
    expect((await second.act<CaseView>('acceptCase', { caseNo })).status).toBe('ACCEPTED');
    const [accepted] = await desks.cities.sql<{ payload: string }>(
      CHANGSHA,
      "select payload from event where lane = $1 and type = 'case.accepted'",
      [`case/${caseNo}`],
    );
    expect(JSON.parse(accepted?.payload ?? '')).toMatchObject({ actor: { role: 'reviewer', id: 'reviewer2' } });
  });

  it('is of this city alone: the collecting city has nothing to claim and sees no claim', async () => {
    await desks.at(desks.clerk, caseNo, 'ACCEPTED');
    expect((await desks.clerk.ask<CaseView>('getCase', { caseNo })).claimedBy).toBeNull();
    const elsewhere = await desks.cities.signIn(XIANGTAN, 'reviewer1');
    await expect(claim(elsewhere)).rejects.toMatchObject({ code: 'not_our_part' });
  });

  it('keeps the sentences of its reviewers, each to be changed and taken out by whoever wrote it', async () => {
    const { reviewer, cities } = desks;
    const place = { action: 'approve', itemCode: 'CS-YB-001' };
    const words = async (desk: Desk) => (await desk.ask<ReasonView[]>('listReasons', place)).map((one) => one.words);
    const [kept] = await reviewer.ask<ReasonView[]>('saveReason', { ...place, words: '符合报销条件' });
    const id = kept?.id ?? '';
    await second.ask('saveReason', { ...place, words: '材料齐全，符合条件' });
    await expect(second.ask('changeReason', { id, words: '改动' })).rejects.toMatchObject({ code: 'reason_not_yours' });
    await expect(second.ask('removeReason', { id })).rejects.toMatchObject({ code: 'reason_not_yours' });
    await reviewer.ask('changeReason', { id, words: '符合异地报销条件' });
    expect(await words(second)).toEqual(['符合异地报销条件', '材料齐全，符合条件']);
    // The same words twice are one sentence.
    await reviewer.ask('changeReason', { id, words: '材料齐全，符合条件' });
    expect(await words(second)).toEqual(['材料齐全，符合条件']);
    await expect(reviewer.ask('changeReason', { id, words: '再改' })).rejects.toMatchObject({ code: 'reason_unknown' });
    const [left] = await second.ask<ReasonView[]>('listReasons', place);
    // What somebody keeps who is no account any more may be taken out by anybody.
    await cities.sql(CHANGSHA, "update reason set saved_by = 'left' where id = $1::bigint", [left?.id ?? '']);
    await reviewer.ask('removeReason', { id: left?.id ?? '' });
    expect(await words(reviewer)).toEqual([]);
  });

  it('accepts, starts and ends inspections and issues for a whole on-site day, each case answered by itself and done once', async () => {
    const { reviewer, at, clerk } = desks;
    const day = await Promise.all([1, 2, 3].map(() => desks.received(aFoodPermit({ commitment: true }))));
    const taken = await desks.received(aFoodPermit());
    await claim(second, taken);
    const cases = [...day, taken].map((no) => ({ caseNo: no }));
    const label = '统一受理（示例园区）';
    const accept = () => reviewer.ask<BatchView>('acceptBatch', { label, cases }, { commandId: 'the-day-in-the-park' });
    const accepted = await accept();
    expect(accepted).toMatchObject({ label, done: 3, refused: 1 });
    expect(accepted.items.map(({ status, code }) => [status, code])).toEqual([
      ...day.map(() => ['ACCEPTED', null]),
      [null, 'claimed_by_other'],
    ]);
    expect(await accept()).toMatchObject({ done: 3, refused: 1 });
    const visit = { label: '统一勘验', cases, workingDays: 3, reason: '现场核查经营场所' };
    const start = () => reviewer.ask<BatchView>('startInspections', visit, { commandId: 'the-visit-to-the-park' });
    const started = await start();
    expect(started).toMatchObject({ done: 3, refused: 1 });
    expect(started.items.at(-1)).toMatchObject({ code: 'action_not_allowed', words: expect.stringContaining('受理') });
    expect(await start()).toMatchObject({ done: 3, refused: 1 });
    const inspected = await reviewer.ask<BatchView>('inspectBatch', { label: '统一勘验', cases, result: '符合要求' });
    expect(inspected).toMatchObject({ done: 3, refused: 1 });
    for (const no of day) {
      const third = await desks.signedByTwo(no);
      await third.act('approveOnPromise', { caseNo: no, reason: '已作承诺' } as never);
    }
    const results = day.map((no, i) => ({ caseNo: no, resultNo: `示例-84-${i}` }));
    const issued = await reviewer.ask<BatchView>('issueBatch', { label: '统一发证', cases: results });
    expect(issued).toMatchObject({ done: 3, refused: 0 });
    for (const no of day) await at(clerk, no, 'ISSUED');
    const [stated] = await desks.cities.sql<{ n: string }>(
      CHANGSHA,
      "select count(*) as n from event where type = 'case.accepted' and lane = any($1::text[])",
      [day.map((no) => `case/${no}`)],
    );
    expect(Number(stated?.n)).toBe(3);
  });
});
