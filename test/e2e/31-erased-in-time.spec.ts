import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView, EvidenceFile, TimelineView, WorkList } from '#contracts';
import type { Clock } from '#runtime';
import { verifyEvidence } from '../../apps/city-node/src/evidence/verify-evidence.js';
import { aCollection, anApplication } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

const PAIR = [CHANGSHA, XIANGTAN];
const DAYS = 30;
/** A clock that many days ahead: the term of what ended today is over. */
const later: Clock = { now: () => new Date(Date.now() + (DAYS + 10) * 24 * 3_600_000) };
const refusal = {
  act: 'NOT_ACCEPTED',
  reason: '示例：不属本机关职权',
  legalGround: '示例依据',
  competentAuthority: '示例机关',
};

let cities: ThreeCities;
let ended: string;
let open: string;
let held: string;
let certificate: string;
const timelines = new Map<string, TimelineView>();

/** Facts with their data; cards for what has lain so long come by themselves. */
const data = async (city: string, caseNo: string): Promise<number> => {
  const sql = "select 1 from event where lane = $1 and data is not null and type not like 'supervision.%'";
  return (await cities.sql(city, sql, [`case/${caseNo}`])).length;
};
const start = async (city: string): Promise<void> => {
  const node = await cities.startNode(city, { clock: later, env: { TONGBAN_RETENTION_DAYS: String(DAYS) } });
  await node.started;
};

beforeAll(async () => {
  cities = await threeCities('retention', { cities: PAIR });
  const clerk = await cities.signIn(XIANGTAN, 'clerk1');
  const reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
  await until('the list of 长沙 is here', async () => {
    return (await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA })).total > 40;
  });
  const numbers: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    const form = aCollection({ application: anApplication(null) });
    certificate ??= form.application.applicant.certificateNo;
    numbers.push((await clerk.ask<CollectedView>('collectCase', form)).caseNo);
  }
  [ended, open, held] = numbers as [string, string, string];
  for (const caseNo of numbers) {
    await until(`${caseNo} is received`, async () => {
      return (await reviewer.ask<CaseView>('getCase', { caseNo })).status === 'RECEIVED';
    });
  }
  await reviewer.act('refuseCase', { caseNo: ended, ...refusal });
  await until(
    '湘潭 knows',
    async () => (await clerk.ask<CaseView>('getCase', { caseNo: ended })).status === 'NOT_ACCEPTED',
  );
  await cities.quiet();
  timelines.set(XIANGTAN, await clerk.ask<TimelineView>('caseTimeline', { caseNo: ended }));
  timelines.set(CHANGSHA, await reviewer.ask<TimelineView>('caseTimeline', { caseNo: ended }));
  // This one ends while 湘潭 is away: 长沙 has still to tell it.
  await cities.stopNode(XIANGTAN);
  await reviewer.act('refuseCase', { caseNo: held, ...refusal });
  await cities.stopNode(CHANGSHA);
}, 90_000);
afterAll(() => cities?.close());

describe('the personal data of a case whose term has ended', () => {
  it('is erased, but not while a partner has still to get it', async () => {
    await start(CHANGSHA);
    await until('the ended case is erased', async () => (await data(CHANGSHA, ended)) === 0);
    await until('the other waits', async () => {
      return (await cities.sql(CHANGSHA, 'select 1 from retention_waiting where case_no = $1', [held])).length === 1;
    });
    expect(await data(CHANGSHA, held)).toBeGreaterThan(0);
    const text = await (await fetch(`${cities.node(CHANGSHA).url}/metrics`)).text();
    expect(text).toMatch(/^tongban_cases_erased_total 1$/m);
    expect(text).toMatch(/^tongban_cases_waiting_for_erasure 1$/m);
  });

  it('is erased after all once the partner has it, and was not lost on the way', async () => {
    await start(XIANGTAN);
    const clerk = await cities.signIn(XIANGTAN, 'clerk1');
    await until('湘潭 hears of the refusal', async () => {
      return (await clerk.ask<CaseView>('getCase', { caseNo: held })).status === 'NOT_ACCEPTED';
    });
    expect(await data(XIANGTAN, held)).toBeGreaterThan(0);
    await cities.quiet();
    // The next look is minutes away; a start looks at once.
    await cities.stopNode(CHANGSHA);
    await start(CHANGSHA);
    await until('it waits no longer', async () => (await data(CHANGSHA, held)) === 0);
    expect(await cities.sql(CHANGSHA, 'select 1 from retention_waiting')).toEqual([]);
  });

  it('is erased in every city of the case, each by its own clock', async () => {
    await until('湘潭 has erased it', async () => (await data(XIANGTAN, ended)) === 0);
    for (const city of PAIR) {
      const found = await cities.sql<{ text: string }>(
        city,
        'select f::text as text from case_file f where applicant_masked is not null or certificate_hash is not null',
      );
      // The open case, and at 湘潭 the one that ended there just now.
      expect(found.filter(({ text }) => text.includes(ended))).toEqual([]);
      const [row] = await cities.sql<{ events: number }>(city, 'select events from erasure where case_no = $1', [
        ended,
      ]);
      expect(row?.events).toBe(4);
    }
  });

  it('stays in cases that have not ended', async () => {
    for (const city of PAIR) expect(await data(city, open)).toBe(3);
  });
});

describe('a case after its erasure', () => {
  it('says in words what happened to its form', async () => {
    for (const [city, user] of [
      [XIANGTAN, 'clerk1'],
      [CHANGSHA, 'reviewer1'],
    ] as const) {
      const desk = await cities.signIn(city, user);
      const view = await desk.ask<CaseView>('getCase', { caseNo: ended });
      expect(view).toMatchObject({ status: 'NOT_ACCEPTED', applicantMasked: null, application: null });
      expect(view.erasure?.words).toMatch(/^保存期限届满，个人信息已于 \d{4}-\d\d-\d\d 依规删除/);
      expect((await desk.ask<CaseView>('getCase', { caseNo: open })).erasure).toBeNull();
    }
  });

  it('still tells its history, and is no longer found by the person', async () => {
    for (const [city, user] of [
      [XIANGTAN, 'clerk1'],
      [CHANGSHA, 'reviewer1'],
    ] as const) {
      const desk = await cities.signIn(city, user);
      const now = await desk.ask<TimelineView>('caseTimeline', { caseNo: ended });
      const told = (view: TimelineView) => view.entries.map(({ zh, at, city: by, hash }) => ({ zh, at, by, hash }));
      expect(told(now)).toEqual(told(timelines.get(city)!));
      expect(now.entries.map((entry) => entry.detail)).toEqual(now.entries.map(() => '内容已按保存期限删除'));
      expect((await desk.ask<WorkList>('searchCases', { certificateNo: certificate })).total).toBe(0);
      expect((await desk.ask<WorkList>('listCases', { caseNo: ended })).total).toBe(1);
    }
  });

  it('is still proved by its evidence, seals and receipts, in both cities', async () => {
    for (const city of PAIR) {
      const desk = await cities.signIn(city, 'supervisor1');
      const file = await desk.ask<EvidenceFile>('caseEvidence', { caseNo: ended });
      expect(file.events.map((event) => event.data)).toEqual([null, null, null, null]);
      const report = await verifyEvidence(file, cities.federation.fingerprint);
      expect(report).toMatchObject({ ok: true, firstBroken: null, events: 4, seals: 4, receipts: 2 });
    }
  });
});
