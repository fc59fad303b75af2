import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import {
  refusal,
  untilStatus,
  withGateway,
  written,
  type HttpDesk,
  type HttpGateway,
} from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];

let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;

beforeAll(async () => {
  cities = await threeCities('click', { cities: PAIR });
  // Two replicas of the city where the clicks arrive: the second may land anywhere.
  await cities.startNode(XIANGTAN, { replica: 'b' });
  gateway = await withGateway(cities, { cities: PAIR });
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

const casesAt = async (city: string): Promise<number> =>
  Number((await cities.sql<{ n: number }>(city, 'select count(*) as n from case_file'))[0]?.n);

describe('one Idempotency-Key, one case', () => {
  it('the same click again is answered with the same case', async () => {
    const key = randomUUID();
    const form = aCollection();
    const first = await clerk.post<CollectedView>('/cases', form, { key });
    await cities.quiet();
    const before = await written(cities, PAIR);
    const again = await clerk.post<CollectedView>('/cases', form, { key });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toMatchObject({ caseNo: first.body.caseNo, voucher: first.body.voucher });
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await written(cities, PAIR)).toEqual(before);
  });

  it('five impatient clicks at once make one case, which the home city receives once', async () => {
    const before = await casesAt(XIANGTAN);
    const key = randomUUID();
    const form = aCollection();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => clerk.post<CollectedView>('/cases', form, { key })));
    expect(answers.map((one) => one.status)).toEqual([201, 201, 201, 201, 201]);
    const numbers = new Set(answers.map((one) => one.body.caseNo));
    expect(numbers.size).toBe(1);
    expect((await casesAt(XIANGTAN)) - before).toBe(1);
    const [caseNo = ''] = numbers;
    await untilStatus(clerk, caseNo, 'RECEIVED');
    await cities.quiet();
    const received = await cities.sql(CHANGSHA, "select 1 from event where lane = $1 and type = 'case.received'", [
      `case/${caseNo}`,
    ]);
    expect(received).toHaveLength(1);
  });

  it('another form under the same key is refused', async () => {
    const key = randomUUID();
    await clerk.post('/cases', aCollection(), { key });
    await cities.quiet();
    const before = await written(cities, PAIR);
    refusal(await clerk.post('/cases', aCollection(), { key }), 'idempotency_key_reused');
    expect(await written(cities, PAIR)).toEqual(before);
  });

  it('two clerks who happen upon the same key have a case each', async () => {
    const other = await gateway.signIn(XIANGTAN, 'clerk2');
    const key = randomUUID();
    const form = aCollection();
    const [one, two] = await Promise.all(
      [clerk, other].map((desk) => desk.post<CollectedView>('/cases', form, { key })),
    );
    expect([one?.status, two?.status]).toEqual([201, 201]);
    expect(one?.body.caseNo).not.toBe(two?.body.caseNo);
  });

  it('without a key, or with one that is none, nothing is taken', async () => {
    await cities.quiet();
    const before = await written(cities, PAIR);
    for (const key of [null, 'short', 'k'.repeat(65), 'with spaces in it']) {
      refusal(await clerk.post('/cases', aCollection(), { key }), 'idempotency_key_missing');
    }
    expect(await written(cities, PAIR)).toEqual(before);
  });

  it('a refused form does not use up its key', async () => {
    const key = randomUUID();
    const form = aCollection();
    const incomplete = structuredClone(form);
    incomplete.application.materials.pop();
    refusal(await clerk.post('/cases', incomplete, { key }), 'material_missing');
    expect((await clerk.post('/cases', form, { key })).status).toBe(201);
  });
});

describe('acts on a case', () => {
  it('the same acceptance again is answered alike although the case has moved on', async () => {
    const reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
    const { caseNo } = (await clerk.post<CollectedView>('/cases', aCollection())).body;
    const { revision } = await untilStatus(reviewer, caseNo, 'RECEIVED');
    const key = randomUUID();
    const accept = () => reviewer.post<CaseView>(`/cases/${caseNo}/acceptance`, {}, { key, ifMatch: revision });
    const answers = await Promise.all([accept(), accept(), accept()]);
    expect(answers.map((one) => [one.status, one.body.status])).toEqual(Array(3).fill([200, 'ACCEPTED']));
    const later = await accept();
    expect([later.status, later.body.status]).toEqual([200, 'ACCEPTED']);
    const accepted = await cities.sql(CHANGSHA, "select 1 from event where lane = $1 and type = 'case.accepted'", [
      `case/${caseNo}`,
    ]);
    expect(accepted).toHaveLength(1);
  });

  it('the key of one case does not work on another', async () => {
    const reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
    const key = randomUUID();
    const numbers: string[] = [];
    for (let i = 0; i < 2; i++) {
      const { caseNo } = (await clerk.post<CollectedView>('/cases', aCollection())).body;
      await untilStatus(reviewer, caseNo, 'RECEIVED');
      numbers.push(caseNo);
    }
    expect((await reviewer.act(numbers[0]!, 'acceptance', {}, { key })).status).toBe(200);
    refusal(await reviewer.act(numbers[1]!, 'acceptance', {}, { key }), 'idempotency_key_reused');
    expect((await reviewer.look(numbers[1]!)).status).toBe('RECEIVED');
  });
});
