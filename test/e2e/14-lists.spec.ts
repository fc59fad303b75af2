import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isCaseNo, type CaseSummary, type CollectedView, type Page, type PickupPoint, type WorkList } from '#contracts';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, ZHUZHOU, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { refusal, untilStatus, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];
const CASES = 7;

let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;
let reviewer: HttpDesk;
const collected: CollectedView[] = [];
const certificates: string[] = [];

beforeAll(async () => {
  cities = await threeCities('lists', { cities: PAIR });
  gateway = await withGateway(cities, { cities: PAIR });
  clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  await until('湘潭 has the list of 长沙', async () => {
    const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
    return body.total >= 60;
  });
  for (let i = 0; i < CASES; i++) {
    const form = aCollection();
    collected.push((await clerk.post<CollectedView>('/cases', form)).body);
    certificates.push(form.application.applicant.certificateNo);
  }
  for (const { caseNo } of collected) await untilStatus(clerk, caseNo, 'RECEIVED');
  await reviewer.act(collected[0]!.caseNo, 'acceptance');
  await untilStatus(clerk, collected[0]!.caseNo, 'ACCEPTED');
  await cities.quiet();
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

const list = async (query: string, desk = clerk): Promise<Page<CaseSummary>> => {
  const { status, body } = await desk.get<Page<CaseSummary>>(`/cases?${query}`);
  expect([query, status]).toEqual([query, 200]);
  return body;
};

describe('the work list', () => {
  it('comes page by page, every case on one page and none twice', async () => {
    const numbers: string[] = [];
    for (const page of [1, 2, 3]) {
      const part = await list(`page=${page}&pageSize=3`);
      expect(part).toMatchObject({ page, pageSize: 3, total: CASES });
      numbers.push(...part.items.map((one) => one.caseNo));
    }
    expect(numbers).toHaveLength(CASES);
    expect(new Set(numbers)).toEqual(new Set(collected.map((one) => one.caseNo)));
    // What changed last stands first: that is what the clerk looks for.
    expect(numbers[0]).toBe(collected[0]?.caseNo);
    expect((await list('page=9&pageSize=3')).items).toEqual([]);
  });

  it.each(['page=0', 'pageSize=0', 'pageSize=201', 'page=1.5', 'page=-1', 'page=100001', 'status=NONE', 'role=mayor'])(
    'does not guess what %s may mean',
    async (query) => {
      const { faults } = refusal(await clerk.get(`/cases?${query}`), 'request_invalid');
      expect(faults).toEqual([expect.objectContaining({ path: query.split('=')[0] })]);
    },
  );

  it('is narrowed by status, our part, partner, item and number', async () => {
    expect((await list('status=ACCEPTED')).items.map((one) => one.caseNo)).toEqual([collected[0]?.caseNo]);
    expect((await list('role=collecting')).total).toBe(CASES);
    expect((await list('role=home')).total).toBe(0);
    expect((await list('role=home', reviewer)).total).toBe(CASES);
    expect((await list(`partner=${CHANGSHA}`)).total).toBe(CASES);
    expect((await list(`partner=${ZHUZHOU}`)).total).toBe(0);
    expect((await list('itemCode=CS-YB-001')).total).toBe(CASES);
    expect((await list('itemCode=CS-YB-002')).total).toBe(0);
    expect((await list(`caseNo=${collected[3]!.caseNo}`)).total).toBe(1);
    expect((await list(`caseNo=${collected[3]!.caseNo}&status=ACCEPTED`)).total).toBe(0);
  });

  it('shows surnames and stars, in both cities, and nothing else of a person', async () => {
    for (const desk of [clerk, reviewer]) {
      const page = await list('pageSize=50', desk);
      for (const one of page.items) {
        expect(one.applicantMasked).toBe('欧阳**');
        expect(isCaseNo(one.caseNo)).toBe(true);
      }
      const text = JSON.stringify(page);
      for (const hidden of ['示例', '13907320000', '雨湖区', '6222020000000000000', ...certificates]) {
        // The item's own name and place names of departments are no person's.
        expect([hidden, text.includes(hidden)]).toEqual([hidden, false]);
      }
    }
  });
});

describe('looking for a person by certificate number', () => {
  it('finds the whole number and nothing by a part of it, in both cities', async () => {
    for (const desk of [clerk, reviewer]) {
      const search = async (certificateNo: string) =>
        (await desk.post<WorkList>('/cases/search', { certificateNo })).body;
      const found = await search(certificates[2]!);
      expect(found.items.map((one) => one.caseNo)).toEqual([collected[2]?.caseNo]);
      expect((await search(certificates[2]!.slice(0, 17))).total).toBe(0);
      expect((await search(certificates[2]!.slice(-6))).total).toBe(0);
    }
  });

  it.each(['%', '4303021988%', "' or 1=1", '*'])('takes no pattern: %s', async (value) => {
    refusal(await clerk.post('/cases/search', { certificateNo: value }), 'request_invalid');
  });

  it('has no place for a number in an address', async () => {
    refusal(await clerk.get(`/cases?certificateNo=${certificates[2]}`), 'request_invalid');
  });

  it('keeps no number in the clear outside of the sealed facts', async () => {
    for (const city of PAIR) {
      const found = await cities.sql<{ text: string }>(city, 'select case_file::text as text from case_file');
      expect(found).toHaveLength(CASES);
      for (const number of certificates) expect(found.filter(({ text }) => text.includes(number))).toEqual([]);
    }
  });
});

describe('other lists', () => {
  it('items are found by a part of name or code, and a percent sign is a percent sign', async () => {
    const total = async (query: string): Promise<number> =>
      (await clerk.get<Page<unknown>>(`/items?homeCity=${CHANGSHA}&query=${encodeURIComponent(query)}`)).body.total;
    expect(await total('异地住院')).toBe(1);
    expect(await total('cs-yb')).toBe(8);
    expect(await total('%')).toBe(0);
    expect(await total('_')).toBe(0);
  });

  it('an item says which version it is and that it is a sample', async () => {
    const { body } = await clerk.get<Page<object>>(`/items?homeCity=${CHANGSHA}&query=CS-YB-001`);
    expect(body.items).toEqual([expect.objectContaining({ itemCode: 'CS-YB-001', version: 1, sample: true })]);
  });

  it('pickup points come nearest first from where the person is', async () => {
    const path = '/pickup-points?lat=27.8297&lon=112.9441&pageSize=50';
    const { body } = await clerk.get<Page<PickupPoint & { distanceKm: number }>>(path);
    const distances = body.items.map((one) => one.distanceKm);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(body.items[0]?.city).toBe(XIANGTAN);
    expect(body.total).toBe(11);
    refusal(await clerk.get('/pickup-points?lat=127&lon=12'), 'request_invalid');
  });
});
