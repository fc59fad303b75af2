import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, DraftSummary, DraftView, SavedViewView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { MovingClock } from '../support/moving-clock.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { refusal, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];
const ID = 'd0000000-0000-4000-8000-000000000001';
const clock = new MovingClock();
let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;

const typed = { version: 0, kind: 'collect', label: '医保异地住院费用报销' };
const stored = () => cities.sql<{ content: string | null }>(XIANGTAN, 'select content from draft order by started_at');

describe('what a window types', () => {
  beforeAll(async () => {
    cities = await threeCities('drafts', { cities: PAIR, clock });
    gateway = await withGateway(cities, { cities: PAIR, clock });
    clerk = await gateway.signIn(XIANGTAN, 'clerk1');
    await until('湘潭 has the list of 长沙', async () => {
      const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
      return body.total >= 60;
    });
  });
  afterAll(async () => {
    await gateway?.close();
    await cities?.close();
  });

  it('is saved as it is typed, and a repeated save is the same save', async () => {
    const first = await clerk.post<DraftSummary>(`/drafts/${ID}`, { ...typed, content: '{"name":"欧阳"}' });
    expect([first.status, first.body.version]).toEqual([200, 1]);
    const again = await clerk.post<DraftSummary>(`/drafts/${ID}`, { ...typed, content: '{"name":"欧阳"}' });
    expect([again.status, again.body.version]).toEqual([200, 1]);
    const next = await clerk.post<DraftSummary>(`/drafts/${ID}`, {
      ...typed,
      version: 1,
      content: '{"name":"欧阳示例"}',
    });
    expect(next.body.version).toBe(2);
    const elsewhere = await clerk.post(`/drafts/${ID}`, { ...typed, version: 1, content: '{}' });
    expect(refusal(elsewhere, 'draft_changed')).toEqual({ version: 2 });
    expect((await clerk.get<DraftView>(`/drafts/${ID}`)).body.content).toBe('{"name":"欧阳示例"}');
  });

  it('is there after a restart of the server and a new sign-in', async () => {
    await cities.stopNode(XIANGTAN);
    await cities.startNode(XIANGTAN);
    clerk = await gateway.signIn(XIANGTAN, 'clerk1');
    const { body } = await clerk.get<DraftSummary[]>('/drafts');
    expect(body).toEqual([expect.objectContaining({ draftId: ID, version: 2, label: typed.label, kind: 'collect' })]);
    expect(JSON.stringify(body)).not.toContain('欧阳');
  });

  it('is read by nobody else, not even by who sits at the next window', async () => {
    const other = await gateway.signIn(XIANGTAN, 'clerk2');
    expect((await other.get<DraftSummary[]>('/drafts')).body).toEqual([]);
    refusal(await other.get(`/drafts/${ID}`), 'draft_not_found');
    await other.post(`/drafts/${ID}/discard`);
    expect((await clerk.get<DraftView>(`/drafts/${ID}`)).status).toBe(200);
    refusal(await (await gateway.signIn(XIANGTAN, 'admin1')).get(`/drafts/${ID}`), 'role_not_allowed');
    expect(gateway.log.join('')).not.toContain('欧阳');
  });

  it('is gone at once when the case is collected, and a save that comes late does not bring it back', async () => {
    const refused = await clerk.post('/cases', aCollection({ draftId: ID, itemCode: 'CS-YB-999' }));
    refusal(refused, 'item_unknown');
    expect(await stored()).toEqual([{ content: '{"name":"欧阳示例"}' }]);
    const form = aCollection({ draftId: ID });
    const done = await clerk.post<CaseView>('/cases', form, { key: 'collect-from-draft' });
    expect(done.status).toBe(201);
    expect(await stored()).toEqual([{ content: null }]);
    refusal(await clerk.post(`/drafts/${ID}`, { ...typed, version: 2, content: '{"late":1}' }), 'draft_ended');
    refusal(await clerk.get(`/drafts/${ID}`), 'draft_not_found');
    const repeated = await clerk.post<CaseView>('/cases', form, { key: 'collect-from-draft' });
    expect(repeated.body.caseNo).toBe(done.body.caseNo);
  });

  it('is not kept without end: no more than fifty drafts, and none longer than its term', async () => {
    for (let i = 0; i < 50; i += 1) await clerk.post(`/drafts/many-${1000 + i}`, { ...typed, content: '{}' });
    refusal(await clerk.post('/drafts/many-2000', { ...typed, content: '{}' }), 'draft_too_many');
    const left = await clerk.post<DraftSummary[]>('/drafts/many-1000/discard');
    expect(left.body).toHaveLength(49);
    clock.passDays(31);
    await cities.stopNode(XIANGTAN);
    await cities.startNode(XIANGTAN);
    await until('old drafts are erased', async () => (await stored()).length === 0);
  });

  it('beside it, lists looked at often are kept by name, and hold no number of a person', async () => {
    clerk = await gateway.signIn(XIANGTAN, 'clerk1');
    await clerk.post('/views', { name: '待补正', address: 'status=RECEIVED&role=collecting' });
    await clerk.post('/views', { name: '待补正', address: 'status=CORRECTING&role=collecting' });
    const { body } = await clerk.get<SavedViewView[]>('/views');
    expect(body).toEqual([{ name: '待补正', address: 'status=CORRECTING&role=collecting' }]);
    const other = await gateway.signIn(XIANGTAN, 'clerk2');
    expect((await other.get<SavedViewView[]>('/views')).body).toEqual([]);
    const personal = await clerk.post('/views', { name: 'x', address: 'certificateNo=430302198802151018' });
    refusal(personal, 'request_invalid');
    expect((await clerk.post<SavedViewView[]>('/views/removal', { name: '待补正' })).body).toEqual([]);
  });
});
