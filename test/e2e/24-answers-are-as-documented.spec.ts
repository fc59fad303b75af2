import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMANDS, type CaseView, type PickupCodeView, type StandingView } from '#contracts';
import { differences, documentFaults, operationFor, type ApiDocument } from '../support/answers-as-documented.js';
import { aPurchase } from '../support/joint-builders.js';
import { aCollection } from '../support/builders.js';
import { playAttachments } from '../support/documented-attachments.js';
import { playDesks } from '../support/documented-desks.js';
import { playCards } from '../support/documented-cards.js';
import { playOperations } from '../support/documented-operations.js';
import { playSignIns } from '../support/documented-sign-ins.js';
import { MovingClock } from '../support/moving-clock.js';
import { playOtherWays } from '../support/other-ways.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { playModes } from '../support/documented-modes.js';
import { CLIENT, tokenIssuer, type TokenIssuer } from '../support/token-issuer.js';
import { until } from '../support/until.js';
import { passwordOf, untilStatus, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];

/** One call and its answer, to be held against the document. */
interface Exchange {
  method: string;
  path: string;
  status: number;
  type: string;
  body: unknown;
}

const clock = new MovingClock();
let cities: ThreeCities;
let provider: TokenIssuer;
let gateway: HttpGateway;
let document: ApiDocument;
const exchanges: Exchange[] = [];
const plainFetch = globalThis.fetch;

beforeAll(async () => {
  provider = await tokenIssuer(() => clock.now());
  const env = { TONGBAN_OIDC_ISSUER: provider.issuer, TONGBAN_OIDC_CLIENT_ID: CLIENT };
  cities = await threeCities('documented', { cities: PAIR, clock, env });
  gateway = await withGateway(cities, { cities: PAIR, clock });
  document = (await gateway.call<ApiDocument & Record<string, unknown>>('/api/openapi.json')).body;
  globalThis.fetch = async (input, init) => {
    const answer = await plainFetch(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const type = answer.headers.get('content-type') ?? '';
    const body: unknown = type.includes('json') ? await answer.clone().json() : await answer.clone().text();
    exchanges.push({ method: init?.method ?? 'GET', path: pathname, status: answer.status, type, body });
    return answer;
  };
});
afterAll(async () => {
  globalThis.fetch = plainFetch;
  await gateway?.close();
  await cities?.close();
  await provider?.stop();
});

describe('the document that the gateway serves', () => {
  it('is one that generators of clients can read', () => {
    expect(document.openapi).toMatch(/^3\.0\.\d$/);
    expect(document.info).toMatchObject({ title: expect.stringMatching(/./), version: expect.stringMatching(/^\d/) });
    expect(Object.keys(document.paths).length).toBeGreaterThan(20);
    expect(documentFaults(document)).toEqual([]);
  });
});

describe('a whole case, everything asked once and much of it wrongly', () => {
  /** 按月委托, approved and ended. */
  async function approveMonthly(): Promise<void> {
    const { clerk, reviewer } = desks;
    const form = aCollection({ itemCode: 'CS-GJJ-103' });
    form.application.form = { monthlyYuan: 3000, bankAccount: '6222020000000000000', bankName: '示例银行' };
    form.application.materials = form.application.materials.slice(0, 2);
    const { caseNo } = (await clerk.post<CaseView>('/cases', form)).body;
    await untilStatus(reviewer, caseNo, 'RECEIVED');
    await reviewer.act(caseNo, 'acceptance', {});
    const order = { reason: '示例', dayOfMonth: 1, from: '2030-01', until: '2030-12', ceilingYuan: 3000 };
    await reviewer.act(caseNo, 'standing-approval', { ...order, until: '2029-12' });
    await reviewer.act(caseNo, 'standing-approval', order);
    await untilStatus(clerk, caseNo, 'APPROVED');
    await clerk.get(`/cases/${caseNo}/standing`);
    await clerk.act(caseNo, 'standing-end-request', { reason: '示例' });
    await until('长沙 knows that the end is asked for', async () => {
      const { body } = await reviewer.get<StandingView>(`/cases/${caseNo}/standing`);
      return body.state === 'END_REQUESTED';
    });
    await reviewer.act(caseNo, 'standing-end', { reason: '示例' });
    await reviewer.get(`/cases/${caseNo}/standing`);
    await clerk.get(`/cases/${caseNo.slice(0, -1)}/standing`);
  }

  const signIn = async () => ({
    clerk: await gateway.signIn(XIANGTAN, 'clerk1'),
    reviewer: await gateway.signIn(CHANGSHA, 'reviewer1'),
    pickup: await gateway.signIn(XIANGTAN, 'pickup1'),
    supervisor: await gateway.signIn(CHANGSHA, 'supervisor1'),
    operator: await gateway.signIn(XIANGTAN, 'operator1'),
  });
  let desks: Record<'clerk' | 'reviewer' | 'pickup' | 'supervisor' | 'operator', HttpDesk>;

  it('is played', async () => {
    desks = await signIn();
    const { clerk } = desks;
    await gateway.call('/session', { body: { city: XIANGTAN, username: 'clerk1', password: 'wrong' } });
    await gateway.call('/session', { body: { city: '440100', username: 'clerk1', password: passwordOf('1', '2') } });
    await gateway.call('/session', { body: { city: XIANGTAN } });
    await gateway.call('/session/cities');
    await clerk.get('/session');
    await clerk.post('/session/refresh', {}, { key: null });
    await (await gateway.signIn(XIANGTAN, 'clerk2')).post('/session/end', {}, { key: null });
    await until('湘潭 has the list of 长沙', async () => {
      const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
      return body.total >= 60;
    });
    for (const path of ['/cities', '/items?query=x', '/pickup-points', '/pickup-points?lat=28&lon=113', '/partners']) {
      await clerk.get(path);
    }
    for (const path of [
      '/items/430100/CS-YB-001',
      '/items/430100/CS-YB-999',
      '/items/440100/CS-YB-001',
      '/items/x/y',
    ]) {
      await clerk.get(path);
    }
    const question = { homeCity: CHANGSHA, itemCode: 'CS-YB-001', mode: 'PROXY_COLLECT', applicantType: 'NATURAL' };
    for (const materials of [[], ['M01'], 'M01'])
      await clerk.post('/prechecks', { ...question, materials }, { key: null });
  });

  it('is collected, with many a mistake before', async () => {
    const { clerk, pickup } = desks;
    const mistakes: ((form: ReturnType<typeof aCollection>) => void)[] = [
      (form) => (form.homeCity = '440100'),
      (form) => (form.homeCity = 'x'),
      (form) => (form.itemCode = 'CS-YB-999'),
      (form) => (form.mode = 'DELEGATED'),
      ({ application }) => (application.materials = []),
      ({ application }) => (application.materials[0]!.originalSeen = false),
      ({ application }) => (application.form.hospitalName = ''),
      ({ application }) => (application.form.x = ''),
      ({ application }) => (application.applicant.certificateNo = '430302198802151000'),
      ({ application }) => (application.applicant.type = 'LEGAL'),
      ({ application }) => (application.identityCheck.subject = 'AGENT'),
      ({ application: one }) =>
        (one.agent = { name: '司马示例', certificateType: '414', certificateNo: 'E12345678', phone: '13807311111' }),
      ({ application }) => (application.delivery.pointId = 'XT-P99'),
    ];
    for (const mistake of mistakes) {
      const form = aCollection();
      mistake(form);
      const { status } = await clerk.post('/cases', form);
      expect(status).toBeGreaterThanOrEqual(400);
    }
    const joint = aPurchase({ homeCity: CHANGSHA });
    await clerk.post('/joint-cases', { ...joint, parts: joint.parts.slice(1) });
    const parent = await clerk.post<CaseView>('/joint-cases', joint);
    await clerk.get(`/cases/${parent.body.caseNo}/joint`);
    await approveMonthly();
    await clerk.post('/cases', '{');
    await clerk.post('/cases', aCollection(), { key: null });
    await clerk.post('/cases', aCollection(), { headers: { 'Content-Type': 'text/plain' } });
    await clerk.post('/cases', { note: 'x'.repeat(600_000) });
    await pickup.post('/cases', aCollection());
    await gateway.call('/cases', { body: aCollection() });
  });

  it('takes every other way as well', async () => {
    await playOtherWays(gateway, clock);
    // Two months have passed: who was signed in is no more.
    desks = await signIn();
  }, 60_000);

  it('goes its way to the end', async () => {
    const { clerk, reviewer, pickup, supervisor, operator } = desks;
    const waiting = await clerk.post<CaseView>('/cases', aCollection({ forward: false }));
    await clerk.act(waiting.body.caseNo, 'forwarding');
    const form = aCollection();
    const { body } = await clerk.post<CaseView>('/cases', form, { key: 'the-key-of-this-case' });
    await clerk.post('/cases', aCollection(), { key: 'the-key-of-this-case' });
    const { caseNo } = body;
    const old = await untilStatus(reviewer, caseNo, 'RECEIVED');
    const other = waiting.body.caseNo;
    await untilStatus(reviewer, other, 'RECEIVED');
    await reviewer.act(other, 'refusal', { act: 'NOT_ACCEPTED', reason: '不属本机关', legalGround: '示例条款' });
    await reviewer.act(other, 'refusal', { act: 'NOT_REQUIRED', reason: '无须许可', legalGround: '示例条款' });
    await reviewer.post(`/cases/${caseNo}/acceptance`, {}, { headers: { 'If-Match': '*' } });
    await reviewer.act(caseNo, 'acceptance', { note: '示例' });
    await reviewer.post(`/cases/${caseNo}/acceptance`, {}, { ifMatch: old.revision });
    await reviewer.act(caseNo, 'acceptance');
    await clerk.act(caseNo, 'acceptance');
    await reviewer.act(caseNo, 'decision', { act: 'MAYBE' });
    await reviewer.act(caseNo, 'decision', { act: 'APPROVED', reason: '符合报销条件' });
    await reviewer.act(caseNo, 'result', { resultNo: 'CS-示例-0024', validUntil: '2027-12-31' });
    await untilStatus(pickup, caseNo, 'ISSUED');
    const { pickupCode } = (await pickup.act<PickupCodeView>(caseNo, 'shelving', { shelfDays: 10 })).body;
    const hand = {
      pickupCode,
      identityMethod: 'CARD_READER',
      receivedBy: 'APPLICANT',
      certificateTail: form.application.applicant.certificateNo.slice(-4),
    };
    const wrong = pickupCode === '000000' ? '000001' : '000000';
    for (const path of ['/shelf', '/shelf?state=SHELVED&pageSize=5', '/shelf?state=x']) await pickup.get(path);
    const search = (body: object): Promise<unknown> => pickup.post('/shelf/search', body, { key: null });
    await search({ pickupCode });
    await search({ pickupCode: 'x' });
    for (let i = 0; i < 6; i++) await search({ pickupCode: wrong });
    await search({ pickupCode, caseNo: caseNo.slice(0, -1) });
    for (let i = 0; i < 6; i++) await pickup.act(caseNo, 'handover', { ...hand, pickupCode: wrong });
    const card = { identityMethod: 'CARD_READER', certificateTail: hand.certificateTail };
    await pickup.act(caseNo, 'pickup-code', { ...card, certificateTail: '0000' });
    const again = await pickup.act<PickupCodeView>(caseNo, 'pickup-code', card);
    await pickup.act(caseNo, 'handover', { ...hand, certificateTail: '0000', pickupCode: again.body.pickupCode });
    await pickup.act(caseNo, 'handover', { ...hand, pickupCode: again.body.pickupCode });
    await search({ pickupCode: again.body.pickupCode, caseNo });
    await untilStatus(supervisor, caseNo, 'PICKED_UP');
    for (const path of [
      '',
      '/close-codes',
      '/timeline',
      '/evidence',
      '/evidence-verdict',
      '/notices',
      '/notices/RECEIPT',
      '/notices/RETURN_NOTICE',
    ])
      await supervisor.get(`/cases/${caseNo}${path}`);
    await supervisor.get(`/cases/${caseNo.slice(0, -1)}`);
    await supervisor.get('/cases?status=PICKED_UP&pageSize=5');
    await supervisor.get('/cases?page=0');
    await cities.quiet();
    for (const partner of [CHANGSHA, '440100', XIANGTAN]) {
      await operator.post(`/partners/${partner}/statements`);
      await operator.get(`/partners/${partner}/statements`);
      await operator.post(`/partners/${partner}/release`, { reason: '示例：演练' });
    }
    await operator.post(`/partners/${CHANGSHA}/release`, { reason: '' });
    await supervisor.post(`/partners/${CHANGSHA}/release`, { reason: '示例：演练' });
    await operator.get('/messages');
    await playOperations(operator, supervisor, cities);
    await clerk.get(`/calendar?city=${XIANGTAN}&year=2027`);
    const year = { year: 2028, final: false, daysOff: [], workedDays: [], extraDaysOff: [], source: '示例' };
    await operator.post('/calendar', { ...year, officeFrom: '09:00', officeTo: '17:00' });
    await operator.post('/calendar', { ...year, officeFrom: '17:00', officeTo: '09:00' });
    await operator.get('/messages?outcome=none');
    await playAttachments(gateway);
    await playModes(gateway);
    await playDesks(gateway);
    await playSignIns(gateway, provider);
    await playCards(gateway, () => clock.passDays(14));
    await cities.stopNode(CHANGSHA);
    const later = await gateway.signIn(XIANGTAN, 'operator1');
    await later.post(`/partners/${CHANGSHA}/statements`);
    await supervisor.get('/cases');
  }, 90_000);

  it('has used every operation, with success', () => {
    const succeeded = exchanges
      .filter(({ status, path }) => status < 300 && path.startsWith('/api/v1/') && path !== '/api/v1/session/cities')
      .map(({ method, path }) => operationFor(document, method, path).operationId);
    expect([...new Set(succeeded)].sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  it('was answered as the document says: status, media type, codes and every member', () => {
    const faults = exchanges
      .filter(({ path }) => path.startsWith('/api/v1/'))
      .flatMap(({ method, path, status, type, body }) => {
        const { operationId, responses } = operationFor(document, method, path);
        const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : '';
        const here = `${operationId} ${status} ${code}`;
        const content = responses[String(status)]?.content;
        if (!content) return [`${here}: no such status`];
        const schema = content[type.split(';')[0] ?? '']?.schema;
        if (!schema) return [`${here}: no ${type}`];
        return differences(document, schema, body).map((fault) => `${here}: ${fault}`);
      });
    expect([...new Set(faults)].sort()).toEqual([]);
    expect(exchanges.filter(({ status }) => status >= 400).length).toBeGreaterThan(40);
  });
});
