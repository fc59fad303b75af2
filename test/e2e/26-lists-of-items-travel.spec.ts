import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView, Page, PrecheckView, ServiceItemDefinition, TimelineView } from '#contracts';
import { CatalogueService } from '../../apps/city-node/src/service-items/catalogue.service.js';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, CITIES, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { refusal, untilStatus, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const ITEM = `/items/${CHANGSHA}/CS-YB-001`;
const NEW_RESULT = '医保报销核定单（新版示例）';

interface SampleFile {
  items: ServiceItemDefinition[];
  pickupPoints: { id: string }[];
}
const samples = new Map(
  CITIES.map((city) => {
    const path = join(process.cwd(), 'deploy', 'local', 'sample', `${city}.json`);
    return [city, JSON.parse(readFileSync(path, 'utf8')) as SampleFile] as const;
  }),
);
const total = (of: (file: SampleFile) => number): number =>
  [...samples.values()].reduce((sum, one) => sum + of(one), 0);

let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;
let reviewer: HttpDesk;

beforeAll(async () => {
  cities = await threeCities('items');
  gateway = await withGateway(cities);
  clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

describe('lists of items', () => {
  it('of three cities are known in all three, with their pickup points, as they were published', async () => {
    expect(total((one) => one.items.length)).toBe(152);
    for (const city of CITIES) {
      const desk = await gateway.signIn(city, 'clerk1');
      const count = async (path: string): Promise<number> =>
        (await desk.get<Page<unknown>>(`${path}?pageSize=1`)).body.total;
      await until(`${city} holds all items`, async () => (await count('/items')) === 152, 30_000);
      const points = total((one) => one.pickupPoints.length);
      await until(`${city} holds all points`, async () => (await count('/pickup-points')) === points);
    }
    await cities.quiet();
    const held = async (city: string): Promise<unknown> =>
      cities.sql(
        city,
        "select home_city, item_code, version, encode(hash, 'hex') as hash from service_item order by 1, 2, 3",
      );
    const [first, ...others] = await Promise.all(CITIES.map(held));
    for (const other of others) expect(other).toEqual(first);
    for (const item of samples.get(CHANGSHA)?.items ?? []) {
      const { body } = await clerk.get(`/items/${CHANGSHA}/${item.itemCode}`);
      expect(body).toEqual(item);
    }
  });

  it('stay where they are when a node is started again: nothing is published twice', async () => {
    const lane = `catalogue/${CHANGSHA}`;
    const events = (): Promise<unknown[]> => cities.sql(XIANGTAN, 'select seq from event where lane = $1', [lane]);
    const before = await events();
    await cities.stopNode(CHANGSHA);
    await cities.startNode(CHANGSHA);
    await cities.node(CHANGSHA).started;
    await cities.quiet();
    expect(await events()).toEqual(before);
  });
});

describe('a second version of an item', () => {
  let old: CaseView;

  beforeAll(async () => {
    const { caseNo } = (await clerk.post<CollectedView>('/cases', aCollection())).body;
    await untilStatus(reviewer, caseNo, 'RECEIVED');
    old = await untilStatus(clerk, caseNo, 'RECEIVED');
    const first = samples.get(CHANGSHA)!.items.find((one) => one.itemCode === 'CS-YB-001')!;
    const second = {
      ...structuredClone(first),
      version: 2,
      resultName: NEW_RESULT,
      materials: [
        ...first.materials,
        {
          code: 'M07',
          name: '参保凭证（示例）',
          required: true,
          form: 'EITHER',
          originalRequired: false,
          copies: 1,
          source: 'APPLICANT',
        },
      ],
    };
    const home = cities.node(CHANGSHA).app.get(CatalogueService);
    expect(await home.publish([second], [])).toBe(1);
    await until('version 2 has reached 湘潭', async () => {
      const { body } = await clerk.get<ServiceItemDefinition>(ITEM);
      return body.version === 2;
    });
  });

  it('governs what is collected from now on', async () => {
    const missing = refusal(await clerk.post('/cases', aCollection()), 'material_missing');
    expect(missing).toEqual({ materials: [{ code: 'M07', name: '参保凭证（示例）' }] });
    const form = aCollection();
    form.application.materials.push({ code: 'M07', form: 'PAPER', originalSeen: true, copies: 1 });
    const { status, body } = await clerk.post<CollectedView>('/cases', form);
    expect([status, body.itemVersion]).toEqual([201, 2]);
    await untilStatus(reviewer, body.caseNo, 'RECEIVED');
  });

  it('changes nothing for the case that was opened under the first', async () => {
    await reviewer.act(old.caseNo, 'acceptance');
    await reviewer.act(old.caseNo, 'decision', { act: 'APPROVED', reason: '符合报销条件' });
    await reviewer.act(old.caseNo, 'result', { resultNo: 'CS-示例-0026' });
    const issued = await untilStatus(clerk, old.caseNo, 'ISSUED');
    expect(issued.itemVersion).toBe(1);
    expect((await reviewer.look(old.caseNo)).itemVersion).toBe(1);
    const { body } = await clerk.get<TimelineView>(`/cases/${old.caseNo}/timeline`);
    const detail = (type: string): string => body.entries.find((one) => one.type === type)?.detail ?? '';
    expect(detail('case.collected')).toContain('第 1 版');
    expect(detail('result.issued')).toContain('医保报销核定单，');
    expect(detail('result.issued')).not.toContain(NEW_RESULT);
  });

  it('the first is still there to be read by whoever holds such a case', async () => {
    const { body } = await clerk.get<Page<{ version: number }>>('/items?query=CS-YB-001');
    expect(body.items.map((one) => one.version)).toEqual([2]);
    const { status, body: first } = await clerk.get<ServiceItemDefinition>(`${ITEM}?version=1`);
    expect([status, first.version, first.resultName]).toEqual([200, 1, '医保报销核定单']);
    refusal(await clerk.get(`${ITEM}?version=3`), 'item_unknown');
  });

  it('a version once published cannot be published with another content', async () => {
    const first = samples.get(CHANGSHA)!.items.find((one) => one.itemCode === 'CS-YB-001')!;
    const home = cities.node(CHANGSHA).app.get(CatalogueService);
    expect(await home.publish([{ ...first, name: '改过的名称' }], [])).toBe(0);
    const { body } = await clerk.get<ServiceItemDefinition>(`${ITEM}?version=1`);
    expect(body.name).toBe('医保异地住院费用报销');
  });
});

describe('asking before papers are taken', () => {
  const question = (changes: object = {}): object => ({
    homeCity: CHANGSHA,
    itemCode: 'CS-YB-002',
    mode: 'PROXY_COLLECT',
    applicantType: 'NATURAL',
    materials: [],
    ...changes,
  });
  const ask = async (changes: object = {}): Promise<PrecheckView> => {
    const { status, body } = await clerk.post<PrecheckView>('/prechecks', question(changes), { key: null });
    expect(status).toBe(200);
    return body;
  };
  let required: { code: string; name: string }[];
  let all: string[];

  beforeAll(() => {
    const item = samples.get(CHANGSHA)!.items.find((one) => one.itemCode === 'CS-YB-002')!;
    const asked = item.materials.filter((one) => one.required && one.source === 'APPLICANT');
    required = asked.map(({ code, name }) => ({ code, name }));
    all = required.map((one) => one.code);
    expect(all.length).toBeGreaterThan(1);
  });

  it('is answered by the home city itself: what is missing, and that it takes the rest', async () => {
    expect(await ask()).toMatchObject({
      source: 'LIVE',
      reachable: true,
      takes: false,
      missingMaterials: required,
      currentVersion: 1,
      words: expect.stringContaining('暂不能收件'),
    });
    const complete = await ask({ materials: all });
    expect(complete).toMatchObject({ source: 'LIVE', takes: true, missingMaterials: [], reasons: [] });
    expect(complete.words).toMatch(/^可以收件/);
    expect(complete.queueLength).toBe(0);
  });

  it('gives reasons in words', async () => {
    const { takes, reasons } = await ask({ materials: all, mode: 'DELEGATED', applicantType: 'LEGAL' });
    expect(takes).toBe(false);
    expect(reasons.map((one) => one.code).sort()).toEqual(['applicant_type_not_allowed', 'item_not_agreed']);
    for (const { zh } of reasons) expect(zh).toMatch(/[\u4e00-\u9fff]{4}/);
    refusal(await clerk.post('/prechecks', question({ itemCode: 'CS-YB-777' }), { key: null }), 'item_unknown');
    refusal(await clerk.post('/prechecks', question({ homeCity: '440100' }), { key: null }), 'city_unknown');
  });

  it('is answered from our own copy while the home city is away, and by itself again afterwards', async () => {
    await cities.stopNode(CHANGSHA);
    const local = await ask();
    expect(local).toMatchObject({
      source: 'LOCAL',
      reachable: false,
      takes: false,
      missingMaterials: required,
      queueLength: null,
      words: expect.stringContaining('暂时联系不上'),
    });
    expect(await ask({ materials: all })).toMatchObject({ source: 'LOCAL', takes: true, missingMaterials: [] });
    await cities.startNode(CHANGSHA);
    await until('answered live again', async () => (await ask({ materials: all })).source === 'LIVE', 30_000);
  }, 90_000);
});
