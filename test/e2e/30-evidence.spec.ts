import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView, EvidenceFile, EvidenceVerdictView } from '#contracts';
import { verifyEvidence } from '../../apps/city-node/src/evidence/verify-evidence.js';
import { aCollection, anApplication } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

describe('the evidence of a case', () => {
  let cities: ThreeCities;
  const files: EvidenceFile[] = [];
  const verdicts: EvidenceVerdictView[] = [];
  let print: string;

  beforeAll(async () => {
    cities = await threeCities('evidence', { cities: [CHANGSHA, XIANGTAN] });
    print = cities.federation.fingerprint;
    const clerk = await cities.signIn(XIANGTAN, 'clerk1');
    const reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    await until('the list of 长沙 is here', async () => {
      return (await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA })).total > 40;
    });
    const { caseNo } = await clerk.ask<CollectedView>('collectCase', aCollection({ application: anApplication(null) }));
    await until('it is received', async () => {
      return (await reviewer.ask<CaseView>('getCase', { caseNo })).status === 'RECEIVED';
    });
    await reviewer.act('acceptCase', { caseNo });
    await cities.quiet();
    const desks: Desk[] = [await cities.signIn(XIANGTAN, 'supervisor1'), reviewer];
    for (const desk of desks) files.push(await desk.ask<EvidenceFile>('caseEvidence', { caseNo }));
    const verdict = () => reviewer.ask<EvidenceVerdictView>('evidenceVerdict', { caseNo });
    verdicts.push(await verdict());
    await cities.sql(
      CHANGSHA,
      "update event set data = replace(data, '示例', '实例') where lane = $1 and author = $2",
      [`case/${caseNo}`, XIANGTAN],
    );
    verdicts.push(await verdict());
    await cities.close();
  });

  const copy = (file: EvidenceFile): EvidenceFile => JSON.parse(JSON.stringify(file)) as EvidenceFile;

  it('verifies offline, from both cities, after both have gone', async () => {
    for (const file of files) {
      const report = await verifyEvidence(file, print);
      expect(report.firstBroken).toBeNull();
      expect(report).toMatchObject({ ok: true, events: 4, seals: 4, receipts: 2 });
    }
  });

  it('is judged at the city as by the command, and what was changed in its database is named', () => {
    const [whole, changed] = verdicts;
    expect(whole).toMatchObject({ cityName: '长沙市', fingerprint: print, firstBroken: null, unsealed: 0 });
    expect(whole?.lines.every(({ ok }) => ok)).toBe(true);
    expect(whole?.file.events).toEqual(files[1]?.events);
    expect(changed?.firstBroken).toMatch(/^湘潭市 第 1 号事件：数据与签署时相同——不成立：/);
    expect(changed?.checks).toBe(whole?.checks);
  });

  it('still verifies when the personal data was erased', async () => {
    const file = copy(files[0]!);
    for (const event of file.events) event.data = null;
    expect((await verifyEvidence(file, print)).ok).toBe(true);
  });

  it('proves each event alone', async () => {
    const file = copy(files[1]!);
    const [one] = file.events.filter((event) => event.author === XIANGTAN && event.seq === 1);
    expect((await verifyEvidence({ ...file, complete: false, events: [one!] }, print)).ok).toBe(true);
  });

  it('does not verify against another federation', async () => {
    const report = await verifyEvidence(files[0]!, 'ab'.repeat(32));
    expect(report.firstBroken).toContain('城市目录');
  });

  it('names the first broken link when one byte was changed, wherever it was', async () => {
    const texts: [string, (file: EvidenceFile, i: number) => { get: string; set: (text: string) => void }][] = [
      ['payload', (f, i) => ({ get: f.events[i]!.payload, set: (t) => (f.events[i]!.payload = t) })],
      ['data', (f, i) => ({ get: f.events[i]!.data!, set: (t) => (f.events[i]!.data = t) })],
      ['seal', (f, i) => ({ get: f.events[i]!.seal!.signature, set: (t) => (f.events[i]!.seal!.signature = t) })],
      ['hash', (f, i) => ({ get: f.events[i]!.hash, set: (t) => (f.events[i]!.hash = t) })],
    ];
    for (const [what, at] of texts) {
      for (let i = 0; i < 4; i += 1) {
        for (const part of [0.01, 0.3, 0.6, 0.97]) {
          const file = copy(files[0]!);
          const { get, set } = at(file, i);
          const position = Math.floor(get.length * part);
          const changed = get[position] === '1' ? '2' : '1';
          set(get.slice(0, position) + changed + get.slice(position + 1));
          const report = await verifyEvidence(file, print);
          expect([what, i, part, report.ok]).toEqual([what, i, part, false]);
          expect(report.firstBroken).toMatch(/43\d{4} 第 \d 号事件/);
        }
      }
    }
  });

  it('a changed receipt is named', async () => {
    const file = copy(files[0]!);
    const event = file.events.find((e) => e.receipts.length > 0)!;
    const proof = event.receipts[0]!;
    proof.headBefore = `00${proof.headBefore.slice(2)}`;
    const report = await verifyEvidence(file, print);
    expect(report.ok).toBe(false);
    expect(report.firstBroken).toContain('回执');
  });

  it('a file that lacks a part of its form is named as such', async () => {
    for (const spoil of [
      (file: EvidenceFile) => Object.assign(file.events[0]!, { receipts: undefined }),
      (file: EvidenceFile) => Object.assign(file.events[1]!, { seal: {} }),
      (file: EvidenceFile) => Object.assign(file, { events: { 0: file.events[0] } }),
      (file: EvidenceFile) => Object.assign(file, { federation: null }),
    ]) {
      const file = copy(files[0]!);
      spoil(file);
      expect((await verifyEvidence(file, print)).firstBroken).toBe('证据包结构完整：payload_invalid');
    }
  });

  it('a removed event is named as a gap', async () => {
    const file = copy(files[0]!);
    file.events = file.events.filter((event) => !(event.author === CHANGSHA && event.seq === 1));
    expect((await verifyEvidence(file, print)).firstBroken).toContain('predecessor_missing');
    file.events = file.events.filter((event) => event.author !== CHANGSHA);
    const without = file.events.filter((event) => !(event.author === XIANGTAN && event.seq === 1));
    expect((await verifyEvidence({ ...file, events: without }, print)).ok).toBe(false);
  });

  it('a whole lane removed is named by whoever saw it', async () => {
    const file = copy(files[1]!);
    file.events = file.events.filter((event) => event.author !== XIANGTAN);
    expect((await verifyEvidence(file, print)).firstBroken).toContain('lane_missing');
  });

  afterAll(async () => {
    await cities?.nats.remove().catch(() => undefined);
  });
});
