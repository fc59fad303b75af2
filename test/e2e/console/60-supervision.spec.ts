import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chinaDateOf, type FiguresView } from '#contracts';
import { aCollection } from '../../support/builders.js';
import {
  axeFindings,
  CONSOLE_TEST_MS,
  consoleStand,
  hasBrowser,
  signInAt,
  type ConsoleStand,
} from '../../support/console.js';
import { liveThinYear } from '../../support/thin-year.js';
import { CHANGSHA, XIANGTAN } from '../../support/three-cities.js';
import { until } from '../../support/until.js';

const withBrowser = hasBrowser ? describe : describe.skip;
const WIDE = { width: 1920, height: 1080 };

withBrowser('supervision at the console', () => {
  let stand: ConsoleStand;

  beforeAll(async () => {
    stand = await consoleStand('console_supervision');
    await liveThinYear(stand);
  }, CONSOLE_TEST_MS);
  afterAll(() => stand?.close());

  /** A supervisor at this page, whose clock is set forward instead of waited for. */
  async function withItsOwnClock(path: string): Promise<Page> {
    const page = await stand.open(`/sign-in?back=${path}`);
    await page.clock.install();
    await page.reload();
    await signInAt(page, XIANGTAN, 'supervisor1');
    return page;
  }

  it(
    'shows how it stands: today, the trend, what is about to be late, and red spots',
    async () => {
      const page = await stand.signedIn(XIANGTAN, 'supervisor1', '/supervision');
      await page.getByRole('heading', { name: '监督总览' }).waitFor();
      await page.getByText('今日收件').waitFor();
      await page.getByText('示例数据').waitFor();
      await page.getByRole('img', { name: '近 30 天收件与决定' }).waitFor();
      expect(
        await page
          .getByRole('region', { name: '近 30 天每日数字' })
          .or(page.getByLabel('近 30 天每日数字'))
          .first()
          .getByRole('row')
          .count(),
      ).toBe(31);
      await page.getByRole('heading', { name: '即将到期与已超期' }).waitFor();
      await page.locator('canvas').first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1366);
      await stand.shot(page, 'supervision-overview');
      await page.setViewportSize(WIDE);
      await stand.shot(page, 'supervision-overview-wide');
      await page.goto(`${stand.url}/cases`);
      await page.getByLabel('每页行数').selectOption('50');
      await page.waitForURL(/size=50/);
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'a-list-of-many-pages');
    },
    CONSOLE_TEST_MS,
  );

  it(
    'counts on while somebody looks, without keeping the session alive',
    async () => {
      const page = await withItsOwnClock('/supervision');
      const tile = page
        .getByRole('term')
        .filter({ hasText: /^在办$/ })
        .locator('xpath=..')
        .getByRole('definition');
      const open = async (): Promise<number> => Number(await tile.innerText());
      await tile.waitFor();
      await page.getByText('询问中').waitFor({ state: 'detached' });
      const supervisor = await stand.gateway.signIn(XIANGTAN, 'supervisor1');
      const counted = async (): Promise<number> => {
        const today = chinaDateOf(new Date());
        const { body } = await supervisor.get<FiguresView>(`/supervision/figures?from=${today}&to=${today}&by=pair`);
        return body.total.open ?? 0;
      };
      const before = await counted();
      expect(await open()).toBe(before);
      const uses: string[] = [];
      page.on('request', (request) => {
        const isLook = request.url().includes('/supervision/') && !('x-tongban-background' in request.headers());
        if (isLook) uses.push(request.url());
      });
      const clerk = await stand.gateway.signIn(XIANGTAN, 'clerk1');
      expect((await clerk.post('/cases', aCollection())).status).toBe(201);
      await until('the new case is counted', async () => (await counted()) === before + 1);
      await page.clock.fastForward(31_000);
      await until('the page shows it', async () => (await open()) === before + 1);
      expect(uses).toEqual([]);
    },
    CONSOLE_TEST_MS,
  );

  it(
    'shows city by city, down to the cases, in which nobody is named',
    async () => {
      const page = await stand.signedIn(XIANGTAN, 'supervisor1', '/supervision/figures');
      const matrix = page.getByRole('table').filter({ hasText: '收件地＼属地' });
      await matrix
        .getByText(/中位 .+，P95 .+/)
        .first()
        .waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1366);
      await stand.shot(page, 'supervision-matrix');
      for (const by of ['事项', '办理方式', '收件窗口', '月份']) {
        await page.getByRole('button', { name: by }).click();
        await page.getByRole('columnheader', { name: by }).waitFor();
      }
      expect(new URL(page.url()).searchParams.get('by')).toBe('month');
      await stand.shot(page, 'supervision-months');
      await page.getByRole('button', { name: '城市对' }).click();
      await matrix.getByRole('link', { name: /^在办/ }).first().click();
      await page.getByRole('heading', { name: '在办件' }).waitFor();
      await page.getByText(/共 \d+ 件/).waitFor();
      expect(await page.getByRole('main').innerText()).not.toMatch(/示例[甲乙丙丁]|欧阳|司马/);
      await page.getByRole('button', { name: '已超期' }).click();
      await page.getByText(/共 \d+ 件/).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'supervision-cases');
    },
    CONSOLE_TEST_MS,
  );

  it(
    'gives figures away as a table and as a report to print',
    async () => {
      const supervisor = await stand.gateway.signIn(XIANGTAN, 'supervisor1');
      const range = 'from=2026-01-01&to=2026-12-31&by=item';
      const headers = { Authorization: `Bearer ${supervisor.token}` };
      const sheet = await fetch(`${stand.url}/api/v1/supervision/figures.xlsx?${range}`, { headers });
      expect([
        sheet.status,
        Buffer.from(await sheet.arrayBuffer())
          .subarray(0, 2)
          .toString(),
      ]).toEqual([200, 'PK']);
      const report = await fetch(`${stand.url}/api/v1/supervision/report.pdf?${range}`, { headers });
      expect([
        report.status,
        Buffer.from(await report.arrayBuffer())
          .subarray(0, 4)
          .toString(),
      ]).toEqual([200, '%PDF']);
    },
    CONSOLE_TEST_MS,
  );

  it(
    'has the cards answered and cancelled by those who may',
    async () => {
      const page = await stand.signedIn(CHANGSHA, 'supervisor1', '/supervision/cards');
      await page.getByRole('heading', { name: '监察牌' }).waitFor();
      const cancel = page.getByRole('button', { name: '撤销', exact: true });
      await cancel.first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'supervision-cards');
      const beside = await stand.signedIn(CHANGSHA, 'supervisor1', '/supervision/cards');
      await beside.getByText(/共 \d+ 张/).waitFor();
      await cancel.first().click();
      await page.getByLabel('说明').fill('示例：系统检修期间');
      await page.getByRole('button', { name: '提交' }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page
        .getByText(/撤销 .+：示例：系统检修期间/)
        .first()
        .waitFor();
      // Who looks at the same page hears of it without asking.
      await beside
        .getByText(/撤销 .+：示例：系统检修期间/)
        .first()
        .waitFor();
      const invited = await stand.signedIn(XIANGTAN, 'invited1', '/supervision/cards');
      await invited.getByText(/共 \d+ 张/).waitFor();
      expect(await invited.getByRole('button', { name: /^(回复|申诉)$/ }).count()).toBe(0);
    },
    CONSOLE_TEST_MS,
  );

  it(
    'names a city that is away, since when, and goes on with what is known',
    async () => {
      const page = await withItsOwnClock('/supervision/figures');
      await page.getByText('长沙市 已答复').waitFor();
      await stand.cities.stopNode(CHANGSHA);
      // The page looks again every half minute by itself.
      await until(
        'the figures say that 长沙 does not answer',
        async () => {
          await page.clock.fastForward(31_000);
          const away = page.getByText(/长沙市.*未答复.*所示为其 .+ 的数据/);
          return away.waitFor({ timeout: 4_000 }).then(
            () => true,
            () => false,
          );
        },
        90_000,
      );
      expect(await page.getByRole('row', { name: /湘潭市 → 长沙市/ }).count()).toBe(1);
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'supervision-city-away');
      await page.goto(`${stand.url}/supervision/links`);
      await page.getByRole('img', { name: /长沙市 不通/ }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'supervision-links');
      await stand.cities.startNode(CHANGSHA);
      await page.getByRole('img', { name: /长沙市 畅通/ }).waitFor({ timeout: 60_000 });
    },
    CONSOLE_TEST_MS,
  );
});
