import { CHANGSHA, XIANGTAN } from './three-cities.js';
import type { HttpGateway } from './with-gateway.js';

const DRAFT = 'draft-of-the-document';

/** Asks what belongs to the caller alone, and some of it wrongly. */
export async function playDesks(gateway: HttpGateway): Promise<void> {
  const clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  const draft = { version: 0, kind: 'collect', label: '示例', content: '{"a":1}' };
  await clerk.post(`/drafts/${DRAFT}`, draft);
  await clerk.post(`/drafts/${DRAFT}`, { ...draft, content: '{}' });
  await clerk.post(`/drafts/${DRAFT}`, { ...draft, version: -1 });
  await clerk.get('/drafts');
  await clerk.get(`/drafts/${DRAFT}`);
  await clerk.post(`/drafts/${DRAFT}/discard`);
  await clerk.post(`/drafts/${DRAFT}`, draft);
  await clerk.get(`/drafts/${DRAFT}`);
  await clerk.post('/views', { name: '示例', address: 'status=RECEIVED' });
  await clerk.post('/views', { name: '示例', address: '<' });
  await clerk.get('/views');
  await clerk.post('/views/removal', { name: '示例' });
  await clerk.post('/cases/search', { applicantName: '欧阳示例', group: 'UNDERWAY' });
  await clerk.post('/cases/search', { certificateNo: '*' });
  await clerk.get('/cases?scope=mine&due=OVERDUE&card=ANY');
  await clerk.post('/cases/exports', { format: 'csv', filters: '{}', person: false });
  await playReviewDesk(gateway);
  await playAdministration(gateway);
}

/** The queue and the library of reasons of a city that decides. */
async function playReviewDesk(gateway: HttpGateway): Promise<void> {
  const reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  await reviewer.get('/queue?of=free');
  await reviewer.get('/queue?of=all');
  await reviewer.get('/queue?of=mine&itemCode=CS-YB-001&collectingCity=430300&pageSize=1');
  await reviewer.get('/queue?of=free&cursor=none-of-ours');
  const { body } = await reviewer.get<{ items: { caseNo: string }[] }>('/cases');
  const [one] = body.items;
  if (one) await reviewer.get(`/cases/${one.caseNo}/opinions`);
  const saved = await reviewer.post<{ id: string }[]>('/reasons', { action: 'approve', words: '示例理由' });
  await reviewer.post('/reasons', { action: 'approve', words: '' });
  await reviewer.get('/reasons?action=approve&itemCode=CS-YB-001');
  const id = saved.body[0]?.id ?? '1';
  await reviewer.post(`/reasons/${id}`, { words: '示例理由二' });
  await reviewer.post('/reasons/999999', { words: '示例理由二' });
  const other = await gateway.signIn(CHANGSHA, 'reviewer2');
  await other.post(`/reasons/${id}`, { words: '示例理由三' });
  await other.post(`/reasons/${id}/removal`);
  await reviewer.post(`/reasons/${id}/removal`);
}

/** People and places, as an administrator changes them; and a password that somebody changes. */
async function playAdministration(gateway: HttpGateway): Promise<void> {
  const admin = await gateway.signIn(XIANGTAN, 'admin1');
  await admin.post('/units/XT-U1', { name: '示例科', department: '示例局' });
  await admin.post('/halls/XT-H2', { name: '示例大厅' });
  await admin.post('/windows/XT-W09', { name: '示例窗口', hallId: 'XT-H2', kind: 'PICKUP', unitId: 'XT-U1' });
  await admin.post('/windows/XT-W09', { name: '示例窗口', hallId: 'XT-H9', kind: 'PICKUP' });
  await admin.get('/places');
  const person = { username: 'clerk9', displayName: '示例', role: 'clerk', windowId: 'XT-W09', unitId: 'XT-U1' };
  const made = await admin.post<{ temporaryPassword: string }>('/people', { ...person, subject: 'shili-9' });
  await admin.post('/people', person);
  await admin.post('/people/clerk9', person);
  await admin.post('/people/clerk9', { ...person, passwordless: true });
  await admin.get('/people?query=clerk&state=enabled&pageSize=5');
  await admin.post('/people/imports', { csv: '用户名,姓名,岗位\nclerk8,示例,clerk\nx y,示例,clerk', dryRun: false });
  await admin.post('/people/imports', { csv: 'x', dryRun: true });
  const password = made.body.temporaryPassword;
  const { body } = await gateway.call<{ token: string } & Record<string, unknown>>('/session', {
    body: { city: XIANGTAN, username: 'clerk9', password },
  });
  await gateway.call('/cases', { token: body.token });
  const change = (next: string) => ({ token: body.token, body: { current: password, next } });
  await gateway.call('/session/password', change('weak'));
  await gateway.call('/session/password', change('Shili-Koling-2026'));
  await admin.post('/people/clerk9/password-reset');
  await admin.post('/people/clerk9/disablement', { reason: '示例' });
  await admin.post('/people/clerk9/enablement');
  await admin.post('/people/admin1/disablement', { reason: '示例' });
  await admin.get('/administration-records?subject=clerk9');
}
