import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  chinaDateOf,
  FiguresAnswer,
  sha256,
  type CollectedView,
  type FiguresQuestion,
  type FiguresView,
  type FigureView,
  type OpenCasesView,
  type Page,
  type Supervision,
  type VolumeKind,
} from '#contracts';
import { Asker } from '../../apps/city-node/src/exchange/status/asker.js';
import { DirectoryService } from '../../apps/city-node/src/partners/directory.service.js';
import { signDirectory } from '../../deploy/local/federation.js';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, ZHUZHOU, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

let cities: ThreeCities;
let there: Desk;
let here: Desk;
let clerk: Desk;

beforeAll(async () => {
  cities = await threeCities('figures');
  clerk = await cities.signIn(XIANGTAN, 'clerk1');
  here = await cities.signIn(XIANGTAN, 'supervisor1');
  there = await cities.signIn(CHANGSHA, 'supervisor1');
  await until('湘潭 has the list of 长沙', async () => {
    return (await clerk.ask<Page<unknown>>('listItems', { homeCity: CHANGSHA })).total > 0;
  });
});
afterAll(() => cities?.close());

/** Yesterday to tomorrow: a test may run at midnight. */
const dayAt = (days: number): string => chinaDateOf(new Date(Date.now() + days * 86_400_000));
const RANGE = { from: dayAt(-1), to: dayAt(1) };
const figures = (desk: Desk, by: string, more: object = {}): Promise<FiguresView> =>
  desk.ask<FiguresView>('listFigures', { ...RANGE, by, ...more });
const volume = (row: FigureView, kind: VolumeKind): number => row.volumes.find((one) => one.kind === kind)?.count ?? 0;
const source = (view: FiguresView, city: string) => view.sources.find((one) => one.city === city);
const openCases = (desk: Desk, more: object): Promise<OpenCasesView> =>
  desk.ask<OpenCasesView>('listOpenCases', { state: 'OPEN', ...more });
/** Waits until a desk is told so many of the pair 湘潭 → 长沙. */
const told = (desk: Desk, kind: VolumeKind, count: number): Promise<FiguresView> =>
  until(`${count} ${kind} are told`, async () => {
    const view = await figures(desk, 'pair');
    const row = view.rows.find((one) => one.collecting === XIANGTAN && one.home === CHANGSHA);
    return row && volume(row, kind) === count ? view : null;
  });

describe('figures of supervision', () => {
  it('follow the events by themselves, and each case is counted once whoever tells it', async () => {
    const { caseNo } = await clerk.ask<CollectedView>('collectCase', aCollection());
    const view = await told(here, 'received', 1);
    expect(view.rows).toHaveLength(1);
    expect(view.rows[0]).toMatchObject({
      collectingName: '湘潭市',
      homeName: '长沙市',
      open: 1,
      dueSoon: 0,
      overdue: 0,
    });
    expect(volume(view.total, 'collected')).toBe(1);
    expect(view.total.clocks).toMatchObject([{ kind: 'forwarding', met: 1, missed: 0 }]);
    await until('长沙 has answered', async () => source(await figures(here, 'pair'), CHANGSHA)?.state === 'LIVE');
    const reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    await reviewer.act('acceptCase', { caseNo });
    await reviewer.act('decideCase', { caseNo, act: 'APPROVED', reason: '示例' });
    const after = await told(here, 'decided', 1);
    expect(after.total.onTimeShare).toBe(1);
    expect(after.total.handling).toMatchObject({ count: 1 });
    expect(after.total.holders.map(({ holder }) => holder)).toContain('home-review');
    expect((await told(there, 'decided', 1)).total.volumes).toEqual(after.total.volumes);
  });

  it('are told by day, item, mode and window', async () => {
    const [day] = (await figures(here, 'day')).rows;
    expect(day?.period).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect((await figures(here, 'item')).rows).toMatchObject([
      { itemCode: 'CS-YB-001', itemName: expect.stringMatching(/./) },
    ]);
    expect((await figures(here, 'mode')).rows).toMatchObject([{ mode: 'PROXY_COLLECT', modeZh: '代收资料' }]);
    expect((await figures(here, 'desk')).rows).toMatchObject([{ collecting: XIANGTAN, windowId: 'XT-W01' }]);
    await expect(figures(here, 'day', { from: '2026-01-01', to: '2026-12-31' })).rejects.toMatchObject({
      code: 'figures_range',
    });
    await expect(figures(here, 'pair', { from: RANGE.to, to: RANGE.from })).rejects.toMatchObject({
      code: 'figures_range',
    });
  });

  it('lead to the cases behind them, in which nobody is named', async () => {
    await clerk.ask<CollectedView>('collectCase', aCollection());
    await told(here, 'received', 2);
    const page = await until('长沙 has told its cases', async () => {
      const found = await openCases(here, { home: CHANGSHA });
      return found.sources.find(({ city }) => city === CHANGSHA)?.state === 'LIVE' ? found : null;
    });
    expect(page).toMatchObject({ total: 2, listed: 2 });
    expect(page.items[0]).toMatchObject({
      ...{ collectingName: '湘潭市', homeName: '长沙市', statusZh: expect.any(String), here: true },
    });
    expect(JSON.stringify(page)).not.toMatch(/欧阳|430302|139/);
    expect((await openCases(here, { state: 'OVERDUE' })).total).toBe(0);
  });

  it('hold no personal data, at home and in what is told to others', async () => {
    const stored = await cities.sql(
      XIANGTAN,
      'select * from supervision_figure, supervision_known, supervision_counted',
    );
    expect(stored.length).toBeGreaterThan(0);
    expect(JSON.stringify(stored)).not.toMatch(/欧阳|19880215|13907320000/);
  });

  it('of a third city are the pairs that it is part of, and no others', async () => {
    const supervisor = await cities.signIn(ZHUZHOU, 'supervisor1');
    await until('both have answered 株洲', async () => {
      const { sources } = await figures(supervisor, 'pair');
      return sources.filter(({ state }) => state === 'LIVE').length === 2;
    });
    expect((await figures(supervisor, 'pair')).rows).toEqual([]);
  });

  it('of all its cities are told to the supervisor that the directory names, to others a code', async () => {
    const ask = (): Promise<FiguresAnswer> => askAs(ZHUZHOU, { ...RANGE, by: 'pair' });
    expect((await ask()).rows).toEqual([]);
    await newDirectory([]);
    await expect(ask()).rejects.toMatchObject({ code: 'figures_not_entitled' });
    await newDirectory([{ supervisor: ZHUZHOU, cities: [CHANGSHA] }]);
    expect((await ask()).rows).toMatchObject([{ collecting: XIANGTAN, home: CHANGSHA }]);
  });

  it('lead a supervisor to cases of other cities, of which nothing but how they stand is told', async () => {
    const supervisor = await cities.signIn(ZHUZHOU, 'supervisor1');
    const pair = { collecting: XIANGTAN, home: CHANGSHA };
    const page = await until('株洲 has the directory, and 长沙 has told its cases', async () => {
      const found = await openCases(supervisor, pair);
      return found.total > 0 ? found : null;
    });
    expect(page).toMatchObject({ total: 2, listed: 2 });
    expect(page.items).toHaveLength(2);
    for (const one of page.items) expect(one).toMatchObject({ ...pair, here: false, holder: expect.any(String) });
    expect(JSON.stringify(page)).not.toMatch(/欧阳|430302|139/);
    await expect(supervisor.ask('getCase', { caseNo: page.items[0]?.caseNo })).rejects.toMatchObject({
      code: 'case_not_found',
    });
    const second = await openCases(supervisor, { ...pair, page: 2, pageSize: 1 });
    expect(second.items.map(({ caseNo }) => caseNo)).toEqual([page.items[1]?.caseNo]);
  });
});

describe('a city that is away', () => {
  it('is named with the time since when, and its last figures are shown as what they are', async () => {
    const before = await until('长沙 answers', async () => {
      const view = await figures(here, 'pair');
      return source(view, CHANGSHA)?.state === 'LIVE' ? view : null;
    });
    await cities.stopNode(CHANGSHA);
    const away = await until('长沙 is missed', async () => {
      const view = await figures(here, 'pair');
      return source(view, CHANGSHA)?.state === 'KEPT' && source(view, CHANGSHA)?.missingSince ? view : null;
    });
    expect(source(away, CHANGSHA)).toMatchObject({ asOf: expect.any(String), reason: 'partner_unreachable' });
    expect(source(away, CHANGSHA)?.words).toMatch(/^长沙市自 .+ 起未答复/);
    expect(source(away, ZHUZHOU)?.state).toBe('LIVE');
    // The cases between us are listed by our own records; who supervises 长沙 is told since when its list is missing.
    expect((await openCases(here, { home: CHANGSHA })).total).toBe(2);
    const supervisor = await cities.signIn(ZHUZHOU, 'supervisor1');
    const missing = await until('长沙 is missed in the list as well', async () => {
      const found = await openCases(supervisor, { collecting: XIANGTAN, home: CHANGSHA });
      return found.sources.find(({ city }) => city === CHANGSHA)?.state === 'MISSING' ? found : null;
    });
    expect(missing).toMatchObject({ total: 0, items: [] });
    expect(missing.sources.find(({ city }) => city === CHANGSHA)?.words).toMatch(/^长沙市自 .+ 起未答复.+暂未列出/);
    // What is between us we know ourselves.
    expect(away.rows.map(({ collecting, home }) => [collecting, home])).toEqual(
      before.rows.map(({ collecting, home }) => [collecting, home]),
    );
    await clerk.ask<CollectedView>('collectCase', aCollection());
    await told(here, 'collected', 3);
    await cities.startNode(CHANGSHA);
    await until(
      '长沙 answers again',
      async () => source(await figures(here, 'pair'), CHANGSHA)?.state === 'LIVE',
      40_000,
    );
    await told(here, 'received', 3);
  });
});

describe('counting', () => {
  it('goes on where it stood after a restart, and begins anew when it is told to', async () => {
    const before = (await told(here, 'received', 3)).rows;
    await cities.stopNode(XIANGTAN);
    await cities.startNode(XIANGTAN);
    const operator = await cities.signIn(XIANGTAN, 'operator1');
    here = await cities.signIn(XIANGTAN, 'supervisor1');
    const [cells] = await cities.sql<{ n: string }>(XIANGTAN, 'select count(*) as n from supervision_counted');
    expect(Number(cells?.n)).toBe(3);
    // Whatever stands in the table, the lanes say what is right.
    await cities.sql(XIANGTAN, `update supervision_figure set counts = '{"collected": 99}'`);
    await expect(here.ask('recountFigures', {})).rejects.toMatchObject({ code: 'role_not_allowed' });
    await operator.ask('recountFigures', {});
    await told(here, 'collected', 3);
    await until('counted as before', async () => {
      const { rows } = await figures(here, 'pair');
      return (
        JSON.stringify(rows.map(({ volumes }) => volumes)) === JSON.stringify(before.map(({ volumes }) => volumes))
      );
    });
  });
});

/** Asks 长沙 as the node of another city does. */
async function askAs(city: string, question: FiguresQuestion): Promise<FiguresAnswer> {
  return (await cities.node(city).app.get(Asker).ask(CHANGSHA, 'supervision.figures', question, FiguresAnswer)).body;
}

/** A new directory reaches 长沙, in which 株洲 has no agreement with anybody and these are the supervisors. */
async function newDirectory(supervision: Supervision[]): Promise<void> {
  const directory = cities.node(CHANGSHA).app.get(DirectoryService);
  const { document } = directory.current;
  const last = directory.since(0).at(-1) ?? '';
  const agreements = document.agreements.filter(({ collecting, home }) => ![collecting, home].includes(ZHUZHOU));
  const next = {
    ...document,
    number: document.number + 1,
    prev: sha256(last).toString('hex'),
    agreements,
    supervision,
  };
  await directory.take(await signDirectory(next, cities.federation.federationKey));
}
