import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CardView, CaseSummary, CaseView, CollectedView, Page, TimelineView, WorkList } from '#contracts';
import { FakeClock } from '#runtime';
import { aCollection, aFoodPermit } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

/** Monday 7 December 2026, ten in the morning in China. */
const clock = new FakeClock('2026-12-07T02:00:00.000Z');
const PAIR = [CHANGSHA, XIANGTAN];

let cities: ThreeCities;
let clerk: Desk;
let reviewer: Desk;
let caseNo: string;

beforeAll(async () => {
  cities = await threeCities('cards', { cities: PAIR, clock });
  await signIn();
  await until('湘潭 has list and calendar of 长沙', async () => {
    const years = await clerk.ask<unknown[]>('listCalendar', { city: CHANGSHA });
    return years.length === 3 && (await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA })).total > 0;
  });
});
afterAll(() => cities?.close());

async function signIn(): Promise<void> {
  clerk = await cities.signIn(XIANGTAN, 'clerk1');
  reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
}
/** Moves both cities on; whoever was signed in has to sign in again. */
async function itIs(instant: string): Promise<void> {
  clock.set(instant);
  await signIn();
}
const cardsOf = async (desk: Desk, filters: object = {}): Promise<CardView[]> =>
  (await desk.ask<Page<CardView>>('listCards', { caseNo, ...filters })).items;
const short = (cards: readonly CardView[]): string[] =>
  cards.map(({ city, leg, level, clock: kind }) => `${city} ${leg} ${kind} ${level}`);
/** Waits until both cities list so many cards of the case, and the same; gives those of the window. */
async function bothHave(count: number): Promise<CardView[]> {
  return until(`${count} cards at both cities, the same`, async () => {
    const [here, there] = await Promise.all([cardsOf(clerk), cardsOf(reviewer)]);
    if (here.length !== count) return false;
    // Each city looks by itself whether a warning is over.
    expect(there).toEqual(here);
    return here;
  });
}
async function row(desk: Desk): Promise<CaseSummary> {
  return (await desk.ask<WorkList>('listCases', { caseNo })).items[0]!;
}
/** A case that 长沙 has accepted. */
async function accepted(): Promise<void> {
  ({ caseNo } = await clerk.ask<CollectedView>('collectCase', aCollection({ itemCode: 'CS-YB-001' })));
  await until('it arrived', async () => (await row(reviewer))?.status === 'RECEIVED');
}

describe('a review that is late', () => {
  it('is warned of on the day before, at the home city alone', async () => {
    await accepted();
    await itIs('2026-12-10T16:00:00.000Z');
    expect(short(await bothHave(1))).toEqual([`${CHANGSHA} home-review acceptance WARNING`]);
    expect((await row(clerk)).card).toBe('WARNING');
  });

  it('is a yellow card when the term is over: the case counts as accepted', async () => {
    await itIs('2026-12-14T16:00:00.000Z');
    const [yellow] = await bothHave(2);
    expect(yellow).toMatchObject({ level: 'YELLOW', ground: 'DEEMED_ACCEPTED', dueOn: '2026-12-14', state: 'OPEN' });
    expect(yellow?.words).toBe('黄牌：逾期未作受理决定，视为受理，2026-12-14 已到期，超过 1 个工作日');
    await until('the list of the window says so', async () => (await row(clerk)).card === 'YELLOW');
    const { entries, cards } = await clerk.ask<TimelineView>('caseTimeline', { caseNo });
    expect(entries.filter(({ type }) => type === 'supervision.carded').map(({ zh }) => zh)).toEqual(['预警', '黄牌']);
    expect(cards).toHaveLength(2);
  });

  it('is carded once, whatever is restarted', async () => {
    await cities.stopNode(CHANGSHA);
    // As after a restore: the timer of a card that was given is there again.
    await cities.sql(
      CHANGSHA,
      `insert into case_timer (case_no, card_id, level, fires_at)
       select case_no, card_id, level, carded_at from case_card where city = $1`,
      [CHANGSHA],
    );
    await cities.startNode(CHANGSHA);
    await signIn();
    await until('the timer is judged', async () => {
      return (await cities.sql(CHANGSHA, 'select 1 from case_timer where fires_at <= $1', [clock.now()])).length === 0;
    });
    expect(await bothHave(2)).toHaveLength(2);
  });

  it('is a red card when nobody answers the yellow one for three working days', async () => {
    await itIs('2026-12-18T16:00:00.000Z');
    const cards = await bothHave(3);
    expect(cards[0]).toMatchObject({ level: 'RED', ground: 'CARD_UNANSWERED', clock: 'acceptance' });
    expect(await cardsOf(clerk, { level: 'RED', state: 'OPEN', city: CHANGSHA, leg: 'home-review' })).toHaveLength(1);
    expect(await cardsOf(clerk, { city: XIANGTAN })).toEqual([]);
    await until('red in the list', async () => (await row(clerk)).card === 'RED');
  });
});

describe('a card', () => {
  const words = '示例：当日系统检修';
  const cardOf = async (level: string): Promise<string> =>
    (await cardsOf(reviewer)).find((card) => card.level === level)!.cardId;
  const stateAt = async (desk: Desk, cardId: string): Promise<string | undefined> =>
    (await cardsOf(desk)).find((card) => card.cardId === cardId)?.state;

  it('is replied to by the desk that holds the leg, and both cities read it', async () => {
    const cardId = await cardOf('YELLOW');
    await expect(clerk.act('replyCard', { caseNo, cardId, words })).rejects.toMatchObject({ code: 'card_not_found' });
    const otherDesk = await cities.signIn(CHANGSHA, 'clerk1');
    await expect(otherDesk.act('replyCard', { caseNo, cardId, words })).rejects.toMatchObject({
      code: 'role_not_allowed',
    });
    await reviewer.act<CaseView>('replyCard', { caseNo, cardId, words });
    await until('湘潭 has the reply', async () => (await stateAt(clerk, cardId)) === 'REPLIED');
    const card = (await cardsOf(clerk)).find((one) => one.cardId === cardId);
    expect(card?.answers).toMatchObject([{ zh: '回复', words }]);
    await expect(reviewer.act('replyCard', { caseNo, cardId, words })).rejects.toMatchObject({ code: 'card_answered' });
  });

  it('is appealed against, and cancelled by the supervisor of that city alone', async () => {
    const cardId = await cardOf('RED');
    await reviewer.act('appealCard', { caseNo, cardId, words });
    await until('湘潭 has the appeal', async () => (await stateAt(clerk, cardId)) === 'APPEALED');
    expect((await row(clerk)).card).toBe('RED');
    const other = await cities.signIn(XIANGTAN, 'supervisor1');
    await expect(other.act('cancelCard', { caseNo, cardId, words })).rejects.toMatchObject({ code: 'card_not_found' });
    const supervisor = await cities.signIn(CHANGSHA, 'supervisor1');
    await supervisor.act('cancelCard', { caseNo, cardId, words });
    await until('湘潭 has the end of it', async () => (await stateAt(clerk, cardId)) === 'CANCELLED');
    expect((await row(clerk)).card).toBe(null);
  });
});

describe('a window that is late', () => {
  it('is carded itself, by the thresholds that its city has set', async () => {
    const supervisor = await cities.signIn(XIANGTAN, 'supervisor1');
    const set = { leg: 'window', warnDaysLeft: 0, warnUsedPercent: 100, replyWithinWorkingDays: 1 };
    await supervisor.ask('setThresholds', set, { commandId: 'thresholds-of-the-window' });
    expect(await clerk.ask('listThresholds', {})).toContainEqual({ ...set, legZh: '收件窗口' });
    await itIs('2026-12-21T02:00:00.000Z');
    ({ caseNo } = await clerk.ask<CollectedView>('collectCase', aCollection({ forward: false })));
    await itIs('2026-12-22T16:00:00.000Z');
    expect(short(await bothHave(1))).toEqual([`${XIANGTAN} window forwarding YELLOW`]);
    const [{ cardId }] = (await cardsOf(clerk)) as [CardView];
    await clerk.act('replyCard', { caseNo, cardId, words: '示例说明' });
    await until('长沙 has the reply', async () => (await cardsOf(reviewer))[0]?.state === 'REPLIED');
  });
});

describe('a link that is down', () => {
  it('cards nobody, however long it lasts, and is shown as what it was', async () => {
    await itIs('2026-12-23T02:00:00.000Z');
    await cities.stopNode(CHANGSHA);
    ({ caseNo } = await clerk.ask<CollectedView>('collectCase', aCollection()));
    await until('the breaker is open', async () => {
      return (await cities.sql(XIANGTAN, 'select 1 from link_outage where ended_at is null')).length === 1;
    });
    clock.set('2027-01-20T02:00:00.000Z');
    await cities.startNode(CHANGSHA);
    await signIn();
    await until('it arrived', async () => (await row(reviewer))?.status === 'RECEIVED');
    await until('the outage has ended', async () => {
      return (await cities.sql(XIANGTAN, 'select 1 from link_outage where ended_at is null')).length === 0;
    });
    // One day on the case is looked at at both cities, and nobody was late.
    await itIs('2027-01-21T02:00:00.000Z');
    for (const city of PAIR) {
      await until(`${city} has looked at the case`, async () => {
        const sql = `select 1 from case_file f join case_timer_walk w on w.changed_at >= f.changed_at
          and split_part(w.walk, '/', 2) = f.status where f.case_no = $1`;
        return (await cities.sql(city, sql, [caseNo])).length > 0;
      });
    }
    expect([...(await cardsOf(clerk)), ...(await cardsOf(reviewer))]).toEqual([]);
    const { linkOutages } = await clerk.ask<TimelineView>('caseTimeline', { caseNo });
    expect(linkOutages).toMatchObject([{ city: CHANGSHA, from: '2026-12-23T02:00:00.000Z' }]);
  });
});

describe('an inspection that takes longer than the applicant was told', () => {
  it('is warned of, then a yellow and at last a red card for 长沙, and 湘潭 has none', async () => {
    await itIs('2027-02-22T02:00:00.000Z');
    ({ caseNo } = await clerk.ask<CollectedView>('collectCase', aFoodPermit()));
    await until('it arrived', async () => (await row(reviewer))?.status === 'RECEIVED');
    await reviewer.act('acceptCase', { caseNo });
    await reviewer.act('startProcedure', { caseNo, kind: 'INSPECTION', workingDays: 5, reason: '现场勘验' });
    // Five working days: the last is Monday 1 March.
    await itIs('2027-02-25T16:00:00.000Z');
    const [warned] = await bothHave(1);
    expect(warned).toMatchObject({
      level: 'WARNING',
      leg: 'special-procedure',
      legZh: '特别程序',
      dueOn: '2027-03-01',
    });
    await itIs('2027-03-01T16:00:00.000Z');
    const [yellow] = await bothHave(2);
    expect(yellow).toMatchObject({ city: CHANGSHA, level: 'YELLOW', clock: 'procedure', ground: 'CLOCK' });
    expect(yellow?.words).toBe('黄牌：特别程序时限，2027-03-01 已到期，超过 1 个工作日');
    await itIs('2027-03-05T16:00:00.000Z');
    const cards = await bothHave(3);
    expect(short(cards)[0]).toBe(`${CHANGSHA} special-procedure procedure RED`);
    expect(cards.filter(({ city }) => city === XIANGTAN)).toEqual([]);
    await reviewer.act('replyCard', { caseNo, cardId: yellow!.cardId, words: '示例：勘验人员不足' });
    await reviewer.act('endProcedure', { caseNo, kind: 'INSPECTION', result: '符合要求' });
    await until('湘潭 knows', async () => (await row(clerk)).status === 'ACCEPTED');
    // What stood still was not counted: no card for the promise.
    expect((await cardsOf(clerk)).filter(({ clock: kind }) => kind !== 'procedure')).toEqual([]);
  });
});
