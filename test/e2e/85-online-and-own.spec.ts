import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anApplication } from '../support/builders.js';
import { aHouseholdProof, collect, factsAt, online, storyAt, untilListed, untilSeen } from '../support/mode-cases.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';

let cities: ThreeCities;
let clerk: Desk;
let reviewer: Desk;

beforeAll(async () => {
  cities = await threeCities('online_own', { cities: [CHANGSHA, XIANGTAN] });
  clerk = await cities.signIn(XIANGTAN, 'clerk1');
  reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
  await untilListed(clerk, [CHANGSHA, XIANGTAN]);
});
afterAll(() => cities?.close());

describe('全程网办', () => {
  it('takes electronic materials only, and says which ones were on paper', async () => {
    const paper = { ...aHouseholdProof(), mode: 'ONLINE' as const };
    await expect(collect(clerk, paper)).rejects.toMatchObject({
      code: 'material_not_electronic',
      details: { materials: ['M01', 'M02'] },
    });
  });

  it('gives an electronic receipt and leaves at once, whatever the window asks', async () => {
    const made = await collect(clerk, { ...online(aHouseholdProof()), forward: false });
    expect(made.voucher.title).toBe('电子回执');
    expect(made.voucher.text).toContain('长沙市');
    expect(made.status).toBe('FORWARDED');
    const there = await untilSeen(reviewer, made.caseNo, 'RECEIVED');
    expect(there.mode).toBe('ONLINE');
    expect(there.steps.map(({ zh, cityName, state }) => [zh, cityName, state])).toEqual([
      ['收件', '湘潭市', 'DONE'],
      ['转递', '湘潭市', 'DONE'],
      ['签收', '长沙市', 'DONE'],
      ['受理', '长沙市', 'NOW'],
      ['审查决定', '长沙市', 'LATER'],
      ['出证', '长沙市', 'LATER'],
    ]);
  });

  it('ends its steps where it was refused', async () => {
    const { caseNo } = await collect(clerk, online(aHouseholdProof()));
    await untilSeen(reviewer, caseNo, 'RECEIVED');
    await reviewer.act('refuseCase', { caseNo, act: 'NOT_REQUIRED', reason: '无需证明', legalGround: '示例条款' });
    const here = await untilSeen(clerk, caseNo, 'NOT_REQUIRED');
    expect(here.steps.map(({ zh, state }) => [zh, state])).toEqual([
      ['收件', 'DONE'],
      ['转递', 'DONE'],
      ['签收', 'DONE'],
      ['不受理', 'DONE'],
    ]);
  });
});

describe('a case of the own city', () => {
  const own = () => ({
    ...aHouseholdProof(),
    homeCity: XIANGTAN,
    itemCode: 'XT-GA-001',
  });

  it('is collected and received in one go, asks nobody, and no partner hears of it', async () => {
    const made = await collect(clerk, own());
    expect([made.status, made.ourRoles, made.delivery]).toEqual(['RECEIVED', ['collecting', 'home'], []]);
    const { caseNo } = made;
    const here = await cities.signIn(XIANGTAN, 'reviewer1');
    await here.act('acceptCase', { caseNo });
    await here.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合条件' });
    await here.act('issueResult', { caseNo, resultNo: 'XT-示例-0085' });
    await cities.quiet();
    expect(await storyAt(here, caseNo)).toEqual(
      ['case.collected', 'case.submitted', 'case.received', 'case.accepted', 'case.decided', 'result.issued'].map(
        (type) => [type, XIANGTAN, true],
      ),
    );
    await expect(reviewer.ask('getCase', { caseNo })).rejects.toMatchObject({ code: 'case_not_found' });
    expect(await factsAt(cities, CHANGSHA, caseNo)).toEqual([]);
  });

  it('may wait at the window and is received when it is handed over', async () => {
    const { caseNo } = await collect(clerk, { ...own(), forward: false });
    expect((await clerk.act('forwardCase', { caseNo })).status).toBe('RECEIVED');
  });

  it('is decided at once where the own list has a rule that covers it', async () => {
    const filing = {
      ...own(),
      itemCode: 'XT-YB-002',
      application: {
        ...anApplication(null),
        form: { residenceAddress: '湘潭市雨湖区示例路8号', filingKind: '异地长期居住', effectiveOn: '2026-12-01' },
        materials: ['M01', 'M02'].map((code) => ({ code, form: 'PAPER' as const, originalSeen: true, copies: 1 })),
      },
    };
    expect((await collect(clerk, filing)).status).toBe('APPROVED');
    const later = await collect(clerk, { ...filing, forward: false });
    expect((await clerk.act('forwardCase', { caseNo: later.caseNo })).status).toBe('APPROVED');
  });
});
