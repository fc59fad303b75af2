import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256, type CaseView, type NoticesView, type NoticeView, type PickupCodeView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { untilStatus, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];

let cities: ThreeCities;
let gateway: HttpGateway;
let desks: Record<'clerk' | 'reviewer' | 'pickup' | 'supervisor' | 'operator', HttpDesk>;
let caseNo: string;

const titles = async (desk: HttpDesk): Promise<string[]> =>
  (await desk.get<NoticesView>(`/cases/${caseNo}/notices`)).body.items.map(({ title }) => title);
const noticeAt = async (desk: HttpDesk, kind: string): Promise<NoticeView> =>
  (await desk.get<NoticeView>(`/cases/${caseNo}/notices/${kind}`)).body;
const printed = (desk: HttpDesk, file: string): Promise<Response> =>
  fetch(`${gateway.url}/api/v1/cases/${caseNo}/notices/${file}`, {
    headers: { Authorization: `Bearer ${desk.token}` },
  });

beforeAll(async () => {
  cities = await threeCities('documents', { cities: PAIR });
  gateway = await withGateway(cities, { cities: PAIR, env: { CHROMIUM_BIN: '/nowhere/chromium' } });
  const [clerk, reviewer, pickup, supervisor, operator] = await Promise.all([
    gateway.signIn(XIANGTAN, 'clerk1'),
    gateway.signIn(CHANGSHA, 'reviewer1'),
    gateway.signIn(XIANGTAN, 'pickup1'),
    gateway.signIn(CHANGSHA, 'supervisor1'),
    gateway.signIn(XIANGTAN, 'operator1'),
  ]);
  desks = { clerk, reviewer, pickup, supervisor, operator };
  const form = aCollection();
  await until('湘潭 has the list of 长沙', async () => {
    const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
    return body.total > 40;
  });
  const { body } = await clerk.post<CaseView>('/cases', form);
  caseNo = body.caseNo;
  await untilStatus(reviewer, caseNo, 'RECEIVED');
  await reviewer.act(caseNo, 'acceptance', { note: '<b>示例</b>' });
  await reviewer.act(caseNo, 'decision', { act: 'APPROVED', reason: '符合报销条件' });
  await reviewer.act(caseNo, 'result', { resultNo: 'CS-示例-0017' });
  await untilStatus(pickup, caseNo, 'ISSUED');
  const { pickupCode } = (await pickup.act<PickupCodeView>(caseNo, 'shelving', { shelfDays: 10 })).body;
  await pickup.act(caseNo, 'handover', {
    pickupCode,
    identityMethod: 'CARD_READER',
    receivedBy: 'APPLICANT',
    certificateTail: form.application.applicant.certificateNo.slice(-4),
  });
  await untilStatus(supervisor, caseNo, 'PICKED_UP');
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

describe('the documents of a case', () => {
  it('come into being with its steps, the same at both cities', async () => {
    const all = ['收件凭证', '受理通知书', '准予办理决定书', '送达回证'];
    for (const desk of [desks.clerk, desks.reviewer, desks.supervisor]) expect(await titles(desk)).toEqual(all);
    for (const kind of ['RECEIPT', 'ACCEPTANCE_NOTICE', 'APPROVAL_DECISION', 'DELIVERY_RECEIPT']) {
      const [here, there] = [await noticeAt(desks.clerk, kind), await noticeAt(desks.reviewer, kind)];
      expect(here.html).toBe(there.html);
      expect(here.number).toMatch(/^[0-9A-Z-]{6,60}$/);
    }
  });

  it('name the pickup point as people know it, at both cities in the same bytes', async () => {
    const { html, agrees } = await noticeAt(desks.reviewer, 'DELIVERY_RECEIPT');
    const { body } = await desks.pickup.get<{ items: { id: string; name: string }[] }>(
      `/pickup-points?city=${XIANGTAN}`,
    );
    expect(html).toContain(body.items.find(({ id }) => id === 'XT-P01')!.name);
    expect(html).not.toContain('XT-P01');
    expect(agrees).toBe('YES');
  });

  it('are each for those who hand them out: a pickup desk prints the proof of delivery alone', async () => {
    expect(await titles(desks.pickup)).toEqual(['送达回证']);
    expect((await desks.pickup.get(`/cases/${caseNo}/notices/RECEIPT`)).body).toMatchObject({
      code: 'notice_not_found',
    });
    expect((await desks.operator.get(`/cases/${caseNo}/notices`)).body).toMatchObject({ code: 'role_not_allowed' });
    const { body } = await desks.clerk.get(`/cases/${caseNo}/notices/RETURN_NOTICE`);
    expect(body).toMatchObject({ code: 'notice_not_found', status: 404 });
    expect((await desks.clerk.get(`/cases/${caseNo}/notices/LETTER`)).status).toBe(422);
  });

  it('are pages that load and run nothing, with what people wrote as text', async () => {
    const answer = await printed(desks.clerk, 'ACCEPTANCE_NOTICE.html');
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(html).toContain('说明：&lt;b&gt;示例&lt;/b&gt;');
    expect(html).toContain('示例数据');
  });

  it('stay pages where there is no browser to print with, and say so in words', async () => {
    const answer = await printed(desks.clerk, 'ACCEPTANCE_NOTICE.pdf');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'pdf_unavailable', details: { reason: 'not_installed' } });
    const missing = await printed(desks.clerk, 'RETURN_NOTICE.pdf');
    expect(missing.status).toBe(404);
  });
});

describe('a document that its signed fact names', () => {
  const withHash = (hash: string): Promise<unknown> =>
    cities.sql(
      XIANGTAN,
      `update event set data = jsonb_set(data::jsonb, '{body,document}', $2::jsonb)::text where lane = $1 and type = 'case.accepted'`,
      [
        `case/${caseNo}`,
        JSON.stringify({
          kind: 'ACCEPTANCE_NOTICE',
          number: 'SL-17',
          template: 1,
          date: '2026-11-23',
          sample: true,
          sha256: hash,
        }),
      ],
    );

  it('is held against it: a page that differs says that it is no proof', async () => {
    expect((await noticeAt(desks.clerk, 'ACCEPTANCE_NOTICE')).agrees).toBe('YES');
    await withHash('0'.repeat(64));
    const wrong = await noticeAt(desks.clerk, 'ACCEPTANCE_NOTICE');
    expect(wrong).toMatchObject({ agrees: 'NO', number: 'SL-17' });
    expect(await (await printed(desks.clerk, 'ACCEPTANCE_NOTICE.html')).text()).toMatch(/class="check no">.*不一致/);
    await withHash(sha256(wrong.html).toString('hex'));
    const right = await printed(desks.clerk, 'ACCEPTANCE_NOTICE.html');
    const page = await right.text();
    expect(page).toMatch(/class="check">.*一致/);
    // Without the line behind it the page is the hashed one again.
    expect(page.replace(/<aside.*<\/aside>/, '')).toBe(wrong.html);
  });

  it('cannot be made any more once what it says is erased', async () => {
    await cities.sql(XIANGTAN, "update event set data = null where lane = $1 and type = 'case.collected'", [
      `case/${caseNo}`,
    ]);
    const { body } = await desks.clerk.get(`/cases/${caseNo}/notices/ACCEPTANCE_NOTICE`);
    expect(body).toMatchObject({ code: 'notice_unreadable', status: 409 });
    const list = (await desks.clerk.get<NoticesView>(`/cases/${caseNo}/notices`)).body.items;
    expect(list.map(({ agrees }) => agrees)).toEqual(['UNREADABLE', 'UNREADABLE', 'UNREADABLE', 'YES']);
  });
});
