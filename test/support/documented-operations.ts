import { CHANGSHA, XIANGTAN, type ThreeCities } from './three-cities.js';
import type { HttpDesk } from './with-gateway.js';

/** Asks what the machine room has of its own, and some of it wrongly. */
export async function playOperations(operator: HttpDesk, supervisor: HttpDesk, cities: ThreeCities): Promise<void> {
  // A message of no real case, put into the books by hand: a partner that breaks its own messages is not in this story.
  await cities.sql(
    XIANGTAN,
    `insert into link_outcome (partner, direction, n, outcome, reason, event_hash, lane, revision, changed_at)
     values ($1, 'in', 900001, 'broken', 'signature_invalid', '\\x00', null, 0, now())`,
    [CHANGSHA],
  );
  const message = { partner: CHANGSHA, direction: 'in', number: 900001, reason: '示例：已电话核对' };
  await operator.get('/message-queue');
  await operator.get('/message-queue?state=none');
  await operator.post('/message-queue', { ...message, act: 'REAPPLY' });
  await operator.post('/message-queue', { ...message, act: 'SETTLE', number: 900002 });
  await supervisor.post('/message-queue', { ...message, act: 'SETTLE' });
  await operator.post('/message-queue', { ...message, act: 'SETTLE' });
  await operator.get('/message-queue?state=SETTLED');
  await cities.sql(XIANGTAN, 'delete from link_outcome where n = 900001');
  await operator.post(`/partners/${CHANGSHA}/probe`);
  await operator.post('/partners/440100/probe');
  // The clock of this story is not the machine's.
  const { at } = (await operator.get<{ at: string }>('/node-health')).body;
  const until = new Date(Date.parse(at) + 3_600_000).toISOString();
  const hold = { reason: '示例：对方机房维护', until };
  await operator.post(`/partners/${CHANGSHA}/hold`, hold);
  await operator.post(`/partners/${CHANGSHA}/hold`, { ...hold, until: '2026-01-01T00:00:00.000Z' });
  await supervisor.post(`/partners/${CHANGSHA}/hold`, hold);
  await operator.get('/partners');
  await operator.get(`/partners/${CHANGSHA}/holds`);
  await operator.post(`/partners/${CHANGSHA}/resumption`);
  await operator.post('/partners/440100/resumption');
  await operator.get('/partners/440100/holds');
  await operator.get('/keys');
  await supervisor.get(`/items/${CHANGSHA}/CS-YB-001/versions`);
  await supervisor.get(`/items/${CHANGSHA}/CS-YB-999/versions`);
  await operator.get('/node-health');
}
