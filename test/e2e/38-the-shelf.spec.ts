import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, PickupCodeView, PickupMatches, ShelfView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { MovingClock } from '../support/moving-clock.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import {
  refusal,
  untilStatus,
  withGateway,
  type HttpAnswer,
  type HttpDesk,
  type HttpGateway,
} from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];
const clock = new MovingClock();
let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;
let reviewer: HttpDesk;
let pickup: HttpDesk;
/** Results on the shelf with their codes, and one that has only arrived. */
let first: { caseNo: string; code: string; name: string; tail: string };
let arrived: string;

const shelf = async (query = ''): Promise<ShelfView> => (await pickup.get<ShelfView>(`/shelf${query}`)).body;
const search = (body: object, desk = pickup): Promise<HttpAnswer<PickupMatches>> =>
  desk.post<PickupMatches>('/shelf/search', body, { key: null });
const codesTaken = (): string[] => [first.code];
/** A code that is nobody's. */
function wrongCode(n: number): string {
  for (let i = n; ; i += 1) {
    const code = String(i).padStart(6, '0');
    if (!codesTaken().includes(code)) return code;
  }
}

async function anIssuedCase(): Promise<{ caseNo: string; name: string; tail: string }> {
  const form = aCollection();
  const { caseNo } = (await clerk.post<CaseView>('/cases', form)).body;
  await untilStatus(reviewer, caseNo, 'RECEIVED');
  await reviewer.act(caseNo, 'acceptance', {});
  await reviewer.act(caseNo, 'decision', { act: 'APPROVED', reason: '符合报销条件' });
  await reviewer.act(caseNo, 'result', { resultNo: 'CS-示例-0038' });
  await untilStatus(pickup, caseNo, 'ISSUED');
  const { name, certificateNo } = form.application.applicant;
  return { caseNo, name, tail: certificateNo.slice(-4) };
}

beforeAll(async () => {
  cities = await threeCities('shelf', { cities: PAIR, clock });
  gateway = await withGateway(cities, { cities: PAIR, clock });
  clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  pickup = await gateway.signIn(XIANGTAN, 'pickup1');
  await until('湘潭 has the list of 长沙', async () => {
    const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
    return body.total >= 60;
  });
  const issued = await anIssuedCase();
  const { body } = await pickup.act<PickupCodeView>(issued.caseNo, 'shelving', { shelfDays: 10 });
  first = { ...issued, code: body.pickupCode };
  arrived = (await anIssuedCase()).caseNo;
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

describe('the shelf of a pickup desk', () => {
  it('shows what arrived and what lies there, masked, with the days that are left', async () => {
    const { items, counts, total } = await shelf();
    expect(total).toBe(2);
    expect(counts).toEqual({ ARRIVED: 1, SHELVED: 1, DUE_SOON: 0, OVER: 0, RETURNED: 0 });
    const lying = items.find(({ caseNo }) => caseNo === first.caseNo)!;
    expect(lying).toMatchObject({ state: 'SHELVED', pointId: 'XT-P01', daysLeft: 9, daysOnShelf: 0, locked: false });
    expect(lying.pointName).toMatch(/[\u4e00-\u9fff]{2}/);
    expect(lying.recipientMasked).not.toBe(first.name);
    expect(items.find(({ caseNo }) => caseNo === arrived)).toMatchObject({ state: 'ARRIVED', shelfUntil: null });
    expect((await shelf('?state=ARRIVED')).items.map(({ caseNo }) => caseNo)).toEqual([arrived]);
    expect((await shelf('?pointId=XT-P99')).total).toBe(0);
    refusal(await clerk.get('/shelf'), 'role_not_allowed');
  });

  it('finds what a code is for, and shows the name only then', async () => {
    const { matches } = (await search({ pickupCode: first.code })).body;
    expect(matches).toEqual([
      expect.objectContaining({
        caseNo: first.caseNo,
        recipientName: first.name,
        agentMayCollect: 'NO',
        isOver: false,
      }),
    ]);
    expect(JSON.stringify(matches)).not.toContain(first.tail);
    expect((await search({ pickupCode: first.code, caseNo: first.caseNo })).body.matches).toHaveLength(1);
    const notHere = refusal(await search({ pickupCode: first.code, caseNo: arrived }), 'action_not_allowed');
    expect(notHere.reason).toContain('不在待领架上');
  });

  it('counts wrong codes of one case against the case, as handing over does', async () => {
    const wrong = { pickupCode: wrongCode(0), caseNo: first.caseNo };
    for (const left of [4, 3, 2, 1, 0]) {
      expect(refusal(await search(wrong), 'pickup_code_wrong')).toEqual({ attemptsLeft: left });
    }
    refusal(await search({ pickupCode: first.code, caseNo: first.caseNo }), 'pickup_code_locked');
    refusal(await search({ pickupCode: first.code }), 'pickup_code_locked');
    expect((await shelf('?state=SHELVED')).items[0]).toMatchObject({ locked: true });
    const card = { identityMethod: 'CARD_READER', certificateTail: first.tail };
    first.code = (await pickup.act<PickupCodeView>(first.caseNo, 'pickup-code', card)).body.pickupCode;
  });

  it('lets nobody try codes against the whole shelf, not even side by side or with right ones between', async () => {
    const answers = await Promise.all(Array.from({ length: 17 }, (_, i) => search({ pickupCode: wrongCode(i * 7) })));
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(7);
    refusal(await search({ pickupCode: first.code }), 'pickup_search_locked');
    // Against its own case a code is still taken.
    expect((await search({ pickupCode: first.code, caseNo: first.caseNo })).status).toBe(200);
    clock.passDays(0.05);
    pickup = await gateway.signIn(XIANGTAN, 'pickup1');
    // The same wrong code once more, as somebody reads it out again, is no other guess.
    for (const [guess, left] of [
      [5, 9],
      [5, 9],
      [6, 8],
    ] as const) {
      expect(refusal(await search({ pickupCode: wrongCode(guess) }), 'pickup_code_wrong')).toEqual({
        attemptsLeft: left,
      });
      expect((await search({ pickupCode: first.code })).status).toBe(200);
    }
  });

  it('tells what ends soon, what is over and what went back', async () => {
    clock.passDays(8);
    pickup = await gateway.signIn(XIANGTAN, 'pickup1');
    expect((await shelf()).counts).toMatchObject({ DUE_SOON: 1, OVER: 0 });
    refusal(await pickup.act(first.caseNo, 'unshelving'), 'term_not_over');
    clock.passDays(3);
    pickup = await gateway.signIn(XIANGTAN, 'pickup1');
    expect((await shelf('?state=OVER')).items).toMatchObject([{ caseNo: first.caseNo, daysLeft: 0, daysOnShelf: 11 }]);
    expect((await search({ pickupCode: first.code })).body.matches).toMatchObject([{ isOver: true }]);
    expect((await pickup.act(first.caseNo, 'unshelving')).status).toBe(200);
    expect((await shelf('?state=RETURNED')).items).toMatchObject([{ caseNo: first.caseNo, shelfUntil: null }]);
    reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
    await until('长沙 knows that it went back', async () => {
      const { actions } = await reviewer.look(first.caseNo);
      return actions.some(({ action, allowed }) => action === 'instruct-again' && allowed);
    });
    await reviewer.act(first.caseNo, 'handover-instruction', { city: XIANGTAN, pointId: 'XT-P02' });
    await until('it is here again', async () => (await shelf('?state=ARRIVED')).total === 2);
    const again = (await shelf('?pointId=XT-P02')).items;
    expect(again).toMatchObject([{ caseNo: first.caseNo, state: 'ARRIVED', instructedAgain: true }]);
  });
});
