import { XIANGTAN } from './three-cities.js';
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
}
