import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView } from '#contracts';
import { rogueCases, type CaseName, type RogueCases } from '../support/rogue-case.js';
import { RogueCity, type WrittenEvent } from '../support/rogue-city.js';
import { CHANGSHA, threeCities, ZHUZHOU, type Desk, type ThreeCities } from '../support/three-cities.js';

const DEFECT = { kind: 'FIELD', code: 'purpose', problem: '示例', remedy: '示例', visibleBefore: false };

/** 株洲, which decides what it collects, is in the hands of the test; 长沙, which keeps the record, is real. */
describe('逾期终止 by a city that does not keep its own word', () => {
  let cities: ThreeCities;
  let rogue: RogueCity;
  let reviewer: Desk;
  let cases: RogueCases;

  beforeAll(async () => {
    cities = await threeCities('unkept', { cities: [CHANGSHA, ZHUZHOU], idle: true });
    await cities.startNode(CHANGSHA);
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    rogue = await RogueCity.at(cities, ZHUZHOU, CHANGSHA);
    cases = await rogueCases(rogue);
  });
  afterAll(async () => {
    await rogue?.close();
    await cities?.close();
  });

  const notice = ({ lane }: CaseName, round: number, dueOn: string): WrittenEvent =>
    rogue.next(lane, 'correction.requested', {
      noticeNo: `BZ430200-20261122-${round}`,
      round,
      dueOn,
      defects: [DEFECT],
    });
  const lapse = ({ lane }: CaseName, dueOn: string): WrittenEvent =>
    rogue.next(lane, 'case.lapsed', { dueOn, reason: '逾期未补正' }, { act: 'CORRECTION' });
  /** What became of the facts of a case, in their order. */
  async function judged(events: readonly WrittenEvent[], name: CaseName): Promise<(string | null)[]> {
    const upTo = rogue.sent + events.length;
    await rogue.send(events);
    await rogue.receipt('all was judged', (receipt) => receipt.upTo === upTo);
    const stored = await cities.sql<{ kept_reason: string | null }>(
      CHANGSHA,
      'select kept_reason from event where lane = $1 order by seq',
      [name.lane],
    );
    return stored.map((row) => row.kept_reason);
  }
  const statusOf = async ({ caseNo }: CaseName): Promise<string> =>
    (await reviewer.ask<CaseView>('getCase', { caseNo })).status;

  it('has no effect before the day of its notice is over, whatever day it names', async () => {
    const name = cases.newCase();
    const events = [
      await cases.decidedThere(name),
      notice(name, 1, '2099-12-31'),
      lapse(name, '2020-01-05'),
      lapse(name, '2099-12-31'),
    ];
    expect(await judged(events, name)).toEqual([null, null, 'data_invalid', 'data_invalid']);
    expect(await statusOf(name)).toBe('CORRECTION');
  });

  it('has effect where it names the day of the notice, and that is over', async () => {
    const name = cases.newCase();
    const begun = [await cases.decidedThere(name), notice(name, 1, '2020-01-05')];
    expect(await judged(begun, name)).toEqual([null, null]);
    expect(await judged([lapse(name, '2020-01-05')], name)).toEqual([null, null, null]);
    expect(await statusOf(name)).toBe('CORRECTION_LAPSED');
  });
});
