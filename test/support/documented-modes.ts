import type { CaseView, CollectCase } from '#contracts';
import { aCardReplacement, aCleanRecord, aHouseholdProof } from './mode-cases.js';
import { CHANGSHA, XIANGTAN } from './three-cities.js';
import { untilStatus, type HttpGateway } from './with-gateway.js';

/** Asks everything about delegations, records and jurisdiction once, and some of it wrongly. */
export async function playModes(gateway: HttpGateway): Promise<void> {
  const [clerk, here, home, supervisor, operator] = await Promise.all([
    gateway.signIn(XIANGTAN, 'clerk1'),
    gateway.signIn(XIANGTAN, 'reviewer1'),
    gateway.signIn(CHANGSHA, 'reviewer1'),
    gateway.signIn(CHANGSHA, 'supervisor1'),
    gateway.signIn(CHANGSHA, 'operator1'),
  ]);
  const collected = async (form: CollectCase): Promise<string> => {
    const { body } = await clerk.post<CaseView>('/cases', form);
    return body.caseNo;
  };
  const reason = '示例：核对后处理';
  const delegation = {
    id: 'CS-WT-024',
    to: XIANGTAN,
    items: ['CS-SB-002'],
    acts: ['ACCEPT'],
    validFrom: '2026-01-01T00:00:00.000Z',
    validUntil: '2027-01-01T00:00:00.000Z',
    legalGround: '示例条款',
    sample: true,
  };
  await operator.post('/delegations', delegation);
  await operator.post('/delegations', { ...delegation, to: '440100' });
  await operator.post('/delegations', { ...delegation, validUntil: '2025-01-01T00:00:00.000Z' });
  await clerk.post('/delegations', delegation);
  await clerk.get(`/delegations?city=${XIANGTAN}`);
  await clerk.get('/delegations?city=x');

  const back = await collected(aCardReplacement());
  await untilStatus(home, back, 'COLLECTED');
  await home.act(back, 'take-back', { reason });
  await home.act(back, 'take-back', { reason });
  const sampled = await collected(aCardReplacement());
  await here.act(sampled, 'acceptance');
  await here.act(sampled, 'decision', { act: 'APPROVED', reason });
  await untilStatus(home, sampled, 'APPROVED');
  await home.act(sampled, 'sampling', { act: 'PASSED', finding: reason });
  await home.act(sampled, 'sampling', { act: 'MAYBE', finding: reason });

  const record = await collected(aCleanRecord());
  await here.act(record, 'acceptance');
  await here.act(record, 'decision', { act: 'APPROVED', reason });
  await untilStatus(home, record, 'APPROVED');
  await home.act(record, 'record-dispute', { reason });
  await home.act(record, 'record-settlement', { reason });
  await here.act(record, 'record-settlement', { reason });

  const moved = await collected(aHouseholdProof());
  await untilStatus(home, moved, 'RECEIVED');
  await home.act(moved, 'jurisdiction-dispute', { reason, proposedCity: '440100' });
  await home.act(moved, 'jurisdiction-dispute', { reason, proposedCity: XIANGTAN });
  await home.act(moved, 'jurisdiction-settlement', { reason, settledBy: '示例市' });
  await supervisor.act(moved, 'jurisdiction-settlement', { reason, settledBy: '示例市政务服务管理局' });
  const way = { toCity: XIANGTAN, itemCode: 'XT-GA-001', reason };
  await home.act(moved, 'rerouting', { ...way, toCity: CHANGSHA });
  await home.act(moved, 'rerouting', { ...way, toCity: '440100' });
  await home.act(moved, 'rerouting', { ...way, itemCode: 'XT-GA-999' });
  await home.act(moved, 'rerouting', { ...way, itemCode: 'XT-GA-004' });
  await home.act(moved, 'rerouting', way);
  await untilStatus(here, moved, 'RECEIVED');
}
