import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CloseCodesView, CollectedView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

describe('the end of a case, reported to other platforms', () => {
  let cities: ThreeCities;
  let clerk: Desk;
  let reviewer: Desk;

  beforeAll(async () => {
    cities = await threeCities('other_words', { cities: [CHANGSHA, XIANGTAN] });
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    await until('湘潭 has the list of 长沙', async () => {
      const page = await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA, query: 'CS-YB-001' });
      return page.total === 1;
    });
  });
  afterAll(() => cities?.close());

  const received = async (): Promise<string> => {
    const { caseNo } = await clerk.ask<CollectedView>('collectCase', aCollection());
    await until('长沙 has received it', async () => {
      return (await reviewer.ask<CaseView>('getCase', { caseNo })).status === 'RECEIVED';
    });
    return caseNo;
  };
  const codes = async (caseNo: string): Promise<[string, string | null][]> => {
    const view = await reviewer.ask<CloseCodesView>('getCloseCodes', { caseNo });
    return view.codes.map(({ platform, code }) => [platform, code]);
  };

  it('has no code while it is under way', async () => {
    const view = await reviewer.ask<CloseCodesView>('getCloseCodes', { caseNo: await received() });
    expect(view.closed).toBe(false);
    expect(view.codes.map(({ code, words }) => [code, words])).toEqual(view.codes.map(() => [null, '办件尚未办结']));
  });

  it('has the number that each of them gives it, and stays in our own words here', async () => {
    const caseNo = await received();
    await reviewer.act('acceptCase', { caseNo });
    await reviewer.act('decideCase', { caseNo, act: 'REJECTED', reason: '不符合条件', remedies: '示例' } as never);
    expect(await codes(caseNo)).toEqual([
      ['GD', '6'],
      ['GD-2', '7'],
      ['SD', '1'],
    ]);
    const { codes: told } = await reviewer.ask<CloseCodesView>('getCloseCodes', { caseNo });
    expect(told[0]?.alsoMeans).toEqual(['准予办理']);
    expect((await reviewer.ask<CaseView>('getCase', { caseNo })).status).toBe('REJECTED');
  });

  it('is told in words where there is no number for it: 不受理 is not 不予受理', async () => {
    const [outside, free] = [await received(), await received()];
    const refusal = { reason: '示例', legalGround: '示例条款' };
    const elsewhere = { ...refusal, act: 'NOT_ACCEPTED', competentAuthority: '示例机关' };
    await reviewer.act('refuseCase', { caseNo: outside, ...elsewhere } as never);
    await reviewer.act('refuseCase', { caseNo: free, ...refusal, act: 'NOT_REQUIRED' } as never);
    expect((await codes(outside)).at(-1)).toEqual(['SD', '6']);
    const { codes: told } = await reviewer.ask<CloseCodesView>('getCloseCodes', { caseNo: free });
    expect(told.at(-1)).toMatchObject({
      platform: 'SD',
      code: null,
      words: '山东办件交换没有与此对应的代码，请用文字说明',
    });
  });
});
