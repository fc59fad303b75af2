import { chinaDateOf, type CaseView, type CollectCase, type PickupCodeView } from '#contracts';
import { aCollection, aFoodPermit, aMaterial, anApplication } from './builders.js';
import type { MovingClock } from './moving-clock.js';
import { CHANGSHA, XIANGTAN } from './three-cities.js';
import { until } from './until.js';
import { untilStatus, type HttpDesk, type HttpGateway } from './with-gateway.js';

/** Every address of the exceptional paths once with success and often in vain, over HTTP; time passes on the way. */
export async function playOtherWays(gateway: HttpGateway, clock: MovingClock): Promise<void> {
  const signIn = async () => ({
    clerk: await gateway.signIn(XIANGTAN, 'clerk1'),
    reviewer: await gateway.signIn(CHANGSHA, 'reviewer1'),
    pickup: await gateway.signIn(XIANGTAN, 'pickup1'),
  });
  const { clerk, reviewer, pickup } = await signIn();
  const received = async (form: CollectCase): Promise<string> => {
    const { caseNo } = (await clerk.post<CaseView>('/cases', form)).body;
    await untilStatus(reviewer, caseNo, 'RECEIVED');
    return caseNo;
  };
  const defects = [{ kind: 'FIELD', code: 'bankAccount', problem: '账号少一位', remedy: '请重填' }];
  const reason = { reason: '示例理由' };

  const here = (await clerk.post<CaseView>('/cases', aCollection({ forward: false }))).body.caseNo;
  await clerk.act(here, 'withdrawal', reason);
  await clerk.act(here, 'withdrawal', reason);

  const mended = await received(aCollection());
  await reviewer.act(mended, 'correction-request', { defects: [{ ...defects[0], code: 'shoeSize' }] });
  await reviewer.act(mended, 'correction-request', { defects });
  await untilStatus(clerk, mended, 'CORRECTION');
  await clerk.act(mended, 'correction', { form: {}, materials: [] });
  await clerk.act(mended, 'correction', { form: { bankAccount: '62220200001' }, materials: [] });
  await untilStatus(reviewer, mended, 'RECEIVED');
  await clerk.act(mended, 'withdrawal-request', reason);
  const seen = await untilRequested(reviewer, mended);
  await reviewer.post(`/cases/${mended}/withdrawal-answer`, { act: 'GRANTED', ...reason }, { ifMatch: seen.revision });

  await reviewer.act(await received(aCollection()), 'return', reason);

  const papers = await received(aHouseMortgage());
  await reviewer.act(papers, 'acceptance');
  await clerk.act(papers, 'papers', { sheets: 9 });
  await untilAllowed(reviewer, papers, 'receive-papers');
  await reviewer.act(papers, 'papers-receipt', { sheets: 9 });

  const owed = await received(aFoodPermit({ deferAsked: ['M05', 'M06'] }, ['M02', 'M04']));
  const today = chinaDateOf(clock.now());
  await reviewer.act(owed, 'conditional-acceptance', { deferred: ['M02'], deferDueOn: today });
  await reviewer.act(owed, 'conditional-acceptance', { deferred: ['M05', 'M06'], deferDueOn: '2020-01-01' });
  const due = chinaDateOf(new Date(clock.now().getTime() + 2 * 86_400_000));
  await reviewer.act(owed, 'conditional-acceptance', { deferred: ['M05', 'M06'], deferDueOn: due });
  await untilStatus(clerk, owed, 'ACCEPTED');
  await clerk.act(owed, 'deferred-materials', { materials: [aMaterial('M05')] });
  await clerk.act(owed, 'deferred-materials', { materials: [aMaterial('M05'), aMaterial('M06')] });
  await reviewer.act(owed, 'procedures', { kind: 'HEARING', workingDays: 3, ...reason });
  await reviewer.act(owed, 'procedures', { kind: 'INSPECTION', workingDays: 200, ...reason });
  await reviewer.act(owed, 'procedures', { kind: 'INSPECTION', workingDays: 3, ...reason });
  await reviewer.act(owed, 'procedure-end', { kind: 'INSPECTION', result: '符合要求' });
  await reviewer.act(owed, 'extension', { approver: '分管负责人（示例）', ...reason });
  await reviewer.act(owed, 'decision', { act: 'APPROVED', ...reason });
  await reviewer.act(owed, 'opinions', { step: 'HANDLE', opinion: 'AGREE', words: '符合条件' });
  await reviewer.act(owed, 'opinions', { step: 'REVIEW', opinion: 'AGREE', words: '符合条件' });

  const promised = await received(aFoodPermit({ commitment: true }));
  await reviewer.act(promised, 'acceptance');
  await reviewer.act(promised, 'promise-approval', reason);
  const opinion = { opinion: 'AGREE', words: '符合条件' };
  await reviewer.act(promised, 'opinions', { step: 'HANDLE', ...opinion });
  await (await gateway.signIn(CHANGSHA, 'reviewer2')).act(promised, 'opinions', { step: 'REVIEW', ...opinion });
  await reviewer.act(promised, 'promise-approval', reason);
  await (await gateway.signIn(CHANGSHA, 'reviewer3')).act(promised, 'promise-approval', reason);
  await reviewer.act(promised, 'commitment-check', { act: 'FAILED', finding: '与承诺不符' });
  await reviewer.act(promised, 'revocation', { ...reason, legalGround: '示例条款' });

  const silent = await received(aCollection());
  await reviewer.act(silent, 'correction-request', { defects });
  await reviewer.act(silent, 'correction-lapse', reason);
  const late = await received(aFoodPermit({ deferAsked: ['M06'] }, ['M02', 'M04', 'M05']));
  await reviewer.act(late, 'conditional-acceptance', { deferred: ['M06'], deferDueOn: due });
  const shelved = await received(aCollection());
  await reviewer.act(shelved, 'acceptance');
  await reviewer.act(shelved, 'decision', { act: 'APPROVED', ...reason });
  await reviewer.act(shelved, 'result', { resultNo: 'CS-示例-0099' });
  await untilStatus(pickup, shelved, 'ISSUED');
  await pickup.act<PickupCodeView>(shelved, 'shelving', { shelfDays: 1 });
  await untilStatus(clerk, silent, 'CORRECTION');
  await untilStatus(clerk, late, 'ACCEPTED');
  await playQueue(gateway, silent, [promised, late]);
  clock.passDays(60);
  const later = await signIn();
  await later.reviewer.act(silent, 'correction-lapse', reason);
  // Cards reach the case meanwhile, and each makes a new revision of it.
  await until('the deferral has lapsed', async () => {
    const { status } = await later.reviewer.act(late, 'deferral-lapse', reason);
    return status < 300;
  });
  await later.pickup.act(shelved, 'unshelving');
  await untilAllowed(later.reviewer, shelved, 'instruct-again');
  await later.reviewer.act(shelved, 'handover-instruction', { city: XIANGTAN, pointId: 'XT-P99' });
  await later.reviewer.act(shelved, 'posting', { carrier: '示例快递', trackingNo: 'SF-0001' });
  await later.reviewer.act(shelved, 'handover-instruction', { city: XIANGTAN, pointId: 'XT-P01' });
  await later.reviewer.act(shelved, 'posting', { carrier: '示例快递' });
}

/** Claims, deputies and batches; `some` are past what a batch may do with them, and each says so. */
async function playQueue(gateway: HttpGateway, caseNo: string, some: readonly string[]): Promise<void> {
  const reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  const other = await gateway.signIn(CHANGSHA, 'reviewer2');
  const supervisor = await gateway.signIn(CHANGSHA, 'supervisor1');
  await reviewer.post(`/cases/${caseNo}/claim`);
  await other.post(`/cases/${caseNo}/claim`);
  await other.act(caseNo, 'return', { reason: '示例理由' });
  await other.post(`/cases/${caseNo}/claim-return`);
  await supervisor.post(`/cases/${caseNo}/claim-return`);
  const term = { absent: 'reviewer1', from: '2026-01-01', until: '2026-01-02' };
  await supervisor.post('/deputies', { ...term, deputy: 'reviewer2' });
  await supervisor.post('/deputies', { ...term, deputy: 'reviewer1' });
  await other.get('/deputies');
  await supervisor.get('/deputies/reviewers');
  await other.get('/deputies/reviewers');
  await other.get('/cases?claimed=none');
  const cases = some.map((one) => ({ caseNo: one }));
  await other.post('/batches/acceptance', { label: '统一受理', cases });
  await other.post('/batches/inspection-start', { label: '统一勘验', cases, workingDays: 3, reason: '现场核查' });
  await other.post('/batches/inspection', { label: '统一勘验', cases, result: '符合要求' });
  await other.post('/batches/results', {
    label: '统一发证',
    cases: cases.map((one) => ({ ...one, resultNo: '示例' })),
  });
  await other.post('/batches/results', { label: '统一发证', cases: [] });
}

function aHouseMortgage(): CollectCase {
  const form = {
    houseAddress: '长沙市示例路1号',
    certificateNo: '示例001',
    mortgagee: '示例银行',
    securedYuan: 900000,
  };
  const application = { ...anApplication(null), form, materials: ['M01', 'M02', 'M03', 'M04'].map(aMaterial) };
  return aCollection({ itemCode: 'CS-BDC-001', application });
}

const untilRequested = (desk: HttpDesk, caseNo: string): Promise<CaseView> =>
  untilAllowed(desk, caseNo, 'grant-withdrawal');

async function untilAllowed(desk: HttpDesk, caseNo: string, action: string): Promise<CaseView> {
  return until(`${action} is allowed in ${caseNo}`, async () => {
    const view = await desk.look(caseNo);
    return view.actions.some((one) => one.action === action && one.allowed) && view;
  });
}
