import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  CaseSummary,
  CaseView,
  CollectCase,
  CollectedView,
  EvidenceFile,
  Page,
  PickupCodeView,
  TimelineView,
} from '#contracts';
import { verifyEvidence } from '../../apps/city-node/src/evidence/verify-evidence.js';
import { aCollection, anApplication } from '../support/builders.js';
import { CHANGSHA, CITIES, threeCities, XIANGTAN, ZHUZHOU, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { refusal, untilStatus, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;
let reviewer: HttpDesk;
let pickup: HttpDesk;
let form: CollectCase;
let caseNo: string;
let code: string;

beforeAll(async () => {
  cities = await threeCities('three');
  gateway = await withGateway(cities);
  clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  pickup = await gateway.signIn(ZHUZHOU, 'pickup1');
  await until('湘潭 has the lists of both', async () => {
    const { body } = await clerk.get<{ total: number }>('/items');
    return body.total >= 149;
  });
  form = aCollection({ application: anApplication({ city: ZHUZHOU, pointId: 'ZZ-P02' }) });
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

interface StoredEvent {
  author: string;
  seq: number;
  type: string;
  data: string | null;
  kept_reason: string | null;
}
const eventsAt = (city: string): Promise<StoredEvent[]> =>
  cities.sql<StoredEvent>(
    city,
    'select author, seq, type, data, kept_reason from event where lane = $1 order by author, seq',
    [`case/${caseNo}`],
  );

const personal = (): string[] => {
  const { applicant, form: fields } = form.application;
  return [applicant.certificateNo, applicant.address!, String(fields.bankAccount), String(fields.hospitalName)];
};

describe('a case collected in 湘潭, decided in 长沙, handed over in 株洲', () => {
  it('is unknown in 株洲 until the result is issued', async () => {
    const collected = await clerk.post<CollectedView>('/cases', form);
    expect(collected.status).toBe(201);
    caseNo = collected.body.caseNo;
    await untilStatus(reviewer, caseNo, 'RECEIVED');
    await reviewer.act(caseNo, 'acceptance');
    await reviewer.act(caseNo, 'decision', { act: 'APPROVED', reason: '符合报销条件' });
    await untilStatus(clerk, caseNo, 'APPROVED');
    await cities.quiet();
    refusal(await pickup.get(`/cases/${caseNo}`), 'case_not_found');
    expect(await eventsAt(ZHUZHOU)).toEqual([]);
  });

  it('reaches 株洲 by the instruction to hand over', async () => {
    const issued = await reviewer.act(caseNo, 'result', { resultNo: 'CS-示例-0028' });
    expect([issued.status, issued.body.pickupCity]).toEqual([200, ZHUZHOU]);
    const there = await until('株洲 knows the case', async () => {
      const { status, body } = await pickup.get<CaseView>(`/cases/${caseNo}`);
      return status === 200 && body;
    });
    expect(there).toMatchObject({
      status: 'ISSUED',
      ourRoles: ['pickup'],
      collectingCity: XIANGTAN,
      homeCity: CHANGSHA,
      pickupCity: ZHUZHOU,
      applicantMasked: '欧阳**',
      application: null,
      itemName: '医保报销核定单',
    });
    await untilStatus(clerk, caseNo, 'ISSUED');
    expect((await clerk.look(caseNo)).pickupCity).toBe(ZHUZHOU);
  });

  it('shows in 株洲 no more than handing over needs, whoever looks', async () => {
    await cities.quiet();
    for (const username of ['pickup1', 'clerk1', 'reviewer1', 'supervisor1']) {
      const desk = await gateway.signIn(ZHUZHOU, username);
      const view = await desk.look(caseNo);
      expect(view.application).toBeNull();
      const { body: list } = await desk.get<Page<CaseSummary>>('/cases');
      expect(list.total).toBe(1);
      const { body: timeline } = await desk.get<TimelineView>(`/cases/${caseNo}/timeline`);
      const seen = JSON.stringify([view, list, timeline]);
      for (const hidden of [...personal(), form.application.applicant.name]) expect(seen).not.toContain(hidden);
    }
    const own = await gateway.signIn(ZHUZHOU, 'reviewer1');
    refusal(await own.act(caseNo, 'decision', { act: 'APPROVED', reason: '越权' }), 'not_our_part');
  });

  it('has in the database of 株洲 the instruction and of all else only what it is and when', async () => {
    const events = await eventsAt(ZHUZHOU);
    expect(events.map(({ type }) => type)).toContain('handover.instructed');
    for (const { type, data, kept_reason } of events) {
      expect([type, data !== null, kept_reason]).toEqual([type, type === 'handover.instructed', null]);
    }
    const tables = await cities.sql<{ name: string }>(
      ZHUZHOU,
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    expect(tables.length).toBeGreaterThan(15);
    for (const { name } of tables) {
      const found = await cities.sql<{ row: string }>(ZHUZHOU, `select t::text as row from "${name}" t`);
      for (const hidden of personal()) {
        expect([name, found.filter(({ row }) => row.includes(hidden)).length]).toEqual([name, 0]);
      }
    }
  });

  it('is shelved and handed over in 株洲, and all three cities say so', async () => {
    const shelved = await pickup.act<PickupCodeView>(caseNo, 'shelving');
    expect(shelved.status).toBe(200);
    code = shelved.body.pickupCode;
    await untilStatus(clerk, caseNo, 'READY_FOR_PICKUP');
    await untilStatus(reviewer, caseNo, 'READY_FOR_PICKUP');
    const atXiangtan = await gateway.signIn(XIANGTAN, 'pickup1');
    const hand = {
      pickupCode: code,
      identityMethod: 'CARD_READER',
      receivedBy: 'APPLICANT',
      certificateTail: form.application.applicant.certificateNo.slice(-4),
    };
    refusal(await atXiangtan.act(caseNo, 'handover', hand), 'not_our_part');
    const done = await pickup.act(caseNo, 'handover', hand);
    expect([done.status, done.body.status]).toEqual([200, 'PICKED_UP']);
    await untilStatus(clerk, caseNo, 'PICKED_UP');
    await untilStatus(reviewer, caseNo, 'PICKED_UP');
  });

  it('has one history: where a city holds a fact, it is the same fact, and all of them count', async () => {
    await cities.quiet();
    const timelines = new Map<string, TimelineView>();
    for (const city of CITIES) {
      const desk = await gateway.signIn(city, 'supervisor1');
      timelines.set(city, (await desk.get<TimelineView>(`/cases/${caseNo}/timeline`)).body);
    }
    const hashes = (city: string): string[] => timelines.get(city)!.entries.map((one) => one.hash);
    expect(hashes(XIANGTAN)).toHaveLength(9);
    expect(hashes(CHANGSHA)).toEqual(hashes(XIANGTAN));
    // 株洲 joined late: what it holds stands in the same order.
    const joint = hashes(XIANGTAN).filter((hash) => hashes(ZHUZHOU).includes(hash));
    expect(hashes(ZHUZHOU)).toEqual(joint);
    for (const city of CITIES) {
      expect(timelines.get(city)?.status).toBe('PICKED_UP');
      expect(timelines.get(city)?.entries.filter((one) => !one.effective)).toEqual([]);
    }
    // Who had it how long: the same number at both ends, from the facts alone; what is over has ended everywhere.
    const [here, there] = [timelines.get(XIANGTAN)!, timelines.get(CHANGSHA)!];
    expect(here.holders).toEqual(there.holders);
    expect(here.clocks).toEqual(there.clocks);
    // The window forwards in the very moment in which it takes in.
    const held = ['link', 'home-review', 'making', 'transport', 'pickup', 'closed'];
    expect(here.holders.spans.map(({ holder }) => holder)).toEqual(held);
    expect(here.clocks.map(({ kind, state }) => [kind, state])).toEqual([
      ['forwarding', 'MET'],
      ['acceptance', 'MET'],
      ['promise', 'MET'],
      ['legal', 'MET'],
      ['delivery', 'MET'],
      ['shelf', 'MET'],
    ]);
    for (const city of CITIES) expect(timelines.get(city)?.holder).toMatchObject({ holder: 'closed', city: null });
  });

  it.each(CITIES)('is proven by the evidence that %s exports, without asking anybody', async (city) => {
    const desk = await gateway.signIn(city, 'supervisor1');
    const { status, body } = await desk.get<EvidenceFile>(`/cases/${caseNo}/evidence`);
    expect(status).toBe(200);
    const verdict = await verifyEvidence(body, cities.federation.fingerprint);
    expect(verdict.firstBroken).toBeNull();
    expect(verdict.ok).toBe(true);
    const ofZhuzhou = body.events.filter((one) => one.author === ZHUZHOU);
    expect(ofZhuzhou).toHaveLength(2);
    for (const event of body.events) expect(event.seal).not.toBeNull();
    const [first] = ofZhuzhou;
    first!.payload = first!.payload.replace('pickup.ready', 'pickup.done');
    expect((await verifyEvidence(body, cities.federation.fingerprint)).ok).toBe(false);
  });
});

describe('handing over elsewhere', () => {
  /** Collects, decides and issues a case with this wish; gives its number. */
  async function anIssuedCase(wish: { city: string; pointId: string } | null): Promise<string> {
    form = aCollection({ application: anApplication(wish) });
    const { body } = await clerk.post<CollectedView>('/cases', form);
    await untilStatus(reviewer, body.caseNo, 'RECEIVED');
    await reviewer.act(body.caseNo, 'acceptance');
    await reviewer.act(body.caseNo, 'decision', { act: 'APPROVED', reason: '符合报销条件' });
    const issued = await reviewer.act(body.caseNo, 'result', { resultNo: `CS-示例-${body.caseNo.slice(-5)}` });
    expect(issued.status).toBe(200);
    await untilStatus(clerk, body.caseNo, 'ISSUED');
    return body.caseNo;
  }

  async function handOver(desk: HttpDesk, no: string): Promise<void> {
    const shelved = await desk.act<PickupCodeView>(no, 'shelving');
    const done = await desk.act(no, 'handover', {
      pickupCode: shelved.body.pickupCode,
      identityMethod: 'FACE_AND_CARD',
      receivedBy: 'APPLICANT',
      certificateTail: form.application.applicant.certificateNo.slice(-4),
    });
    expect([done.status, done.body.status]).toEqual([200, 'PICKED_UP']);
  }

  it('at a point of the home city itself', async () => {
    const no = await anIssuedCase({ city: CHANGSHA, pointId: 'CS-P01' });
    await handOver(await gateway.signIn(CHANGSHA, 'pickup1'), no);
    await untilStatus(clerk, no, 'PICKED_UP');
  });

  it('waits for 株洲 while it is away, and 株洲 misses nothing', async () => {
    await cities.stopNode(ZHUZHOU);
    const no = await anIssuedCase({ city: ZHUZHOU, pointId: 'ZZ-P01' });
    const held = await until(
      'the instruction waits safely',
      async () => {
        const { delivery } = await reviewer.look(no);
        return delivery.find((one) => one.partner === ZHUZHOU && one.state === 'HELD');
      },
      30_000,
    );
    expect(held.words).toContain('已安全留存');
    await cities.startNode(ZHUZHOU);
    pickup = await gateway.signIn(ZHUZHOU, 'pickup1');
    await until('株洲 knows the case', async () => (await pickup.get(`/cases/${no}`)).status === 200, 30_000);
    await handOver(pickup, no);
    await untilStatus(clerk, no, 'PICKED_UP');
    await untilStatus(reviewer, no, 'PICKED_UP');
  }, 90_000);

  it('not at all where the applicant wants an electronic licence', async () => {
    const no = await anIssuedCase(null);
    const own = await gateway.signIn(CHANGSHA, 'pickup1');
    refusal(await own.act(no, 'shelving'), 'not_our_part');
    expect((await clerk.look(no)).pickupCity).toBeNull();
  });
});
