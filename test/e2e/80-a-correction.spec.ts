import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView, TimelineView } from '#contracts';
import { aCollection, aMaterial } from '../support/builders.js';
import { MovingClock } from '../support/moving-clock.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

const BANK = { kind: 'FIELD', code: 'bankAccount', problem: '账号少一位', remedy: '请核对后重填' } as const;
const LIST = { kind: 'MATERIAL', code: 'M03', problem: '明细缺页', remedy: '请补全部页' } as const;
const PROOF = { kind: 'MATERIAL', code: 'M04', problem: '未盖章', remedy: '请医院盖章' } as const;

/** 补正: told once and whole, only the change travels, and nobody is silent before it is proven. */
describe('an application that has to be mended', () => {
  const clock = new MovingClock();
  let cities: ThreeCities;
  let clerk: Desk;
  let reviewer: Desk;
  let caseNo: string;

  const signIn = async (): Promise<void> => {
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
  };
  beforeAll(async () => {
    cities = await threeCities('correction', { cities: [CHANGSHA, XIANGTAN], clock });
    await signIn();
    await until('the list of 长沙 is here', async () => {
      return (await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA })).total > 40;
    });
  });
  afterAll(() => cities?.close());

  const at = (desk: Desk, status: string, no = caseNo): Promise<CaseView> =>
    until(`${no} is ${status}`, async () => {
      const view = await desk.ask<CaseView>('getCase', { caseNo: no }).catch(() => null);
      return view?.status === status && view;
    });
  const collected = async (): Promise<string> => {
    const { caseNo: no } = await clerk.ask<CollectedView>('collectCase', aCollection());
    await at(reviewer, 'RECEIVED', no);
    return no;
  };
  const told = async (defects: object[], no = caseNo): Promise<CaseView> => {
    const view = await reviewer.act<CaseView>('requestCorrection', { caseNo: no, defects } as never);
    await at(clerk, 'CORRECTION', no);
    return view;
  };

  it('is told at once all that has to be mended, by names the item knows, and by when', async () => {
    caseNo = await collected();
    const unknown = { ...BANK, code: 'shoeSize' };
    await expect(
      reviewer.act('requestCorrection', { caseNo, defects: [BANK, unknown] } as never),
    ).rejects.toMatchObject({
      code: 'defect_unknown',
      details: { defects: [{ kind: 'FIELD', code: 'shoeSize' }] },
    });
    await told([BANK, LIST]);
    const { correction } = await at(clerk, 'CORRECTION');
    expect(correction).toMatchObject({ round: 1, defects: [BANK, LIST].map((d) => ({ ...d, visibleBefore: false })) });
    expect(correction?.noticeNo).toMatch(/^BZ430100-\d{8}-/);
    expect(correction?.dueOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('is mended as a whole: half of it stays at the window, and only what changed travels', async () => {
    const half = { caseNo, form: { bankAccount: '6222020000000000001' }, materials: [] };
    await expect(clerk.act('supplyCorrection', half as never)).rejects.toMatchObject({
      code: 'correction_incomplete',
      details: { defects: [{ kind: 'MATERIAL', code: 'M03' }] },
    });
    const wrong = { ...half, form: { bankAccount: 5 }, materials: [aMaterial('M03')] };
    await expect(clerk.act('supplyCorrection', wrong as never)).rejects.toMatchObject({ code: 'field_invalid' });
    const whole = { ...half, materials: [{ ...aMaterial('M03'), note: '共六页' }] };
    await clerk.act('supplyCorrection', whole as never);
    const views = [await at(reviewer, 'RECEIVED'), await at(clerk, 'RECEIVED')];
    for (const { application } of views) {
      expect(application?.form).toMatchObject({ bankAccount: '6222020000000000001', bankName: '示例银行湘潭分行' });
      expect(application?.materials.find((m) => m.code === 'M03')?.note).toBe('共六页');
      expect(application?.materials).toHaveLength(5);
    }
    const [sent] = await cities.sql<{ data: string }>(
      CHANGSHA,
      "select data from event where lane = $1 and type = 'correction.supplied'",
      [`case/${caseNo}`],
    );
    const { body } = JSON.parse(sent?.data ?? '') as { body: { form: object; materials: object[] } };
    expect([Object.keys(body.form), body.materials.length]).toEqual([['bankAccount'], 1]);
  });

  it('is told again only with a mark on what could have been told the first time', async () => {
    await told([LIST, PROOF]);
    const { correction } = await at(clerk, 'CORRECTION');
    expect(correction).toMatchObject({ round: 2, defects: [{ visibleBefore: false }, { visibleBefore: true }] });
    const { entries } = await clerk.ask<TimelineView>('caseTimeline', { caseNo });
    expect(entries.at(-1)?.detail).toContain('其中 1 项前次即可发现');
    const materials = [aMaterial('M03'), aMaterial('M04')];
    await clerk.act('supplyCorrection', { caseNo, form: {}, materials } as never);
    await at(reviewer, 'RECEIVED');
    await reviewer.act('acceptCase', { caseNo });
    expect((await at(clerk, 'ACCEPTED')).application?.materials).toHaveLength(5);
  });

  it('never lapses before its day is over', async () => {
    caseNo = await collected();
    await told([BANK]);
    await expect(reviewer.act('lapseCorrection', { caseNo, reason: '申请人未补正' } as never)).rejects.toMatchObject({
      code: 'term_not_over',
    });
  });

  it('does not lapse while the collecting city cannot be asked', async () => {
    await cities.quiet();
    clock.passDays(60);
    await signIn();
    await cities.stopNode(XIANGTAN);
    await expect(reviewer.act('lapseCorrection', { caseNo, reason: '申请人未补正' } as never)).rejects.toMatchObject({
      code: 'waiting_for_link',
    });
    expect((await reviewer.ask<CaseView>('getCase', { caseNo })).status).toBe('CORRECTION');
    await cities.startNode(XIANGTAN);
    await cities.node(XIANGTAN).started;
    await signIn();
  });

  it('does not lapse where the supplement is on its way', async () => {
    const mended = await collected();
    await told([BANK], mended);
    await cities.quiet();
    clock.passDays(60);
    await signIn();
    cities.faults(XIANGTAN).arm('send.packed', 'stop', { times: 100 });
    await clerk.act('supplyCorrection', {
      caseNo: mended,
      form: { bankAccount: '62220200001' },
      materials: [],
    } as never);
    await expect(
      reviewer.act('lapseCorrection', { caseNo: mended, reason: '申请人未补正' } as never),
    ).rejects.toMatchObject({ code: 'case_changed_elsewhere' });
    cities.faults(XIANGTAN).disarm('send.packed');
    await at(reviewer, 'RECEIVED', mended);
  });

  it('lapses on the signed word of the collecting city, and both cities hold it', async () => {
    const lapsed = await until('the link is up again', () =>
      reviewer.act<CaseView>('lapseCorrection', { caseNo, reason: '申请人逾期未补正' } as never).catch(() => null),
    );
    expect(lapsed.status).toBe('CORRECTION_LAPSED');
    await at(clerk, 'CORRECTION_LAPSED');
    const [fact] = await cities.sql<{ data: string; kept_reason: string | null }>(
      XIANGTAN,
      "select data, kept_reason from event where lane = $1 and type = 'case.lapsed'",
      [`case/${caseNo}`],
    );
    const { silence } = (JSON.parse(fact?.data ?? '') as { body: { silence: { city: string; answer: string } } }).body;
    expect(fact?.kept_reason).toBeNull();
    expect(silence.city).toBe(XIANGTAN);
    expect(silence.answer.split('.')).toHaveLength(3);
    await expect(
      clerk.act('supplyCorrection', { caseNo, form: { bankAccount: '1' }, materials: [] } as never),
    ).rejects.toMatchObject({ code: 'action_not_allowed' });
  });
});
