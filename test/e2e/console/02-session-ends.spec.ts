import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import {
  axeFindings,
  CONSOLE_TEST_MS,
  consoleStand,
  hasBrowser,
  signInAt,
  type ConsoleStand,
} from '../../support/console.js';
import { MovingClock } from '../../support/moving-clock.js';
import { XIANGTAN } from '../../support/three-cities.js';
import { passwordOf } from '../../support/with-gateway.js';

const withBrowser = hasBrowser ? describe : describe.skip;
const MINUTE_MS = 60_000;

withBrowser('a session at the console', () => {
  let stand: ConsoleStand;
  const clock = new MovingClock();

  beforeAll(async () => {
    stand = await consoleStand('console_session', { cities: [XIANGTAN], clock, gateway: { clock } });
  }, CONSOLE_TEST_MS);
  afterAll(() => stand?.close());

  /** A window whose clock is set forward with those of the servers; it may be off by some time. */
  async function atWindow(username: string, path: string, offMs = 0): Promise<Page> {
    const page = await stand.open('/sign-in');
    const aheadMs = clock.now().getTime() - Date.now() + offMs;
    await page.clock.install({ time: Date.now() + aheadMs });
    await page.goto(`${stand.url}/sign-in?back=${path}`);
    await signInAt(page, XIANGTAN, username);
    await page.getByRole('main').getByRole('heading').first().waitFor();
    return page;
  }
  async function pass(page: Page, ms: number): Promise<void> {
    clock.pass(ms);
    await page.clock.fastForward(ms);
  }
  const listAs = async (page: Page): Promise<number> =>
    (await page.request.get(`${stand.url}/api/v1/cases`, { headers: { 'X-Tongban-Background': '1' } })).status();

  it(
    'that nobody uses is warned, ends, and goes on with all that was typed once the same person is back',
    async () => {
      const page = await atWindow('clerk1', '/collect');
      await page.getByRole('combobox', { name: '事项', exact: true }).pressSequentially('XT-YB-001');
      await page.getByRole('option', { name: /XT-YB-001/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByLabel('证件号码').fill('430302198802151000');
      await page.getByText(/草稿已保存/).waitFor();
      await pass(page, 14.25 * MINUTE_MS);
      await page.getByRole('button', { name: '继续使用' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'session-warning');
      await pass(page, MINUTE_MS);
      const ended = page.getByRole('dialog', { name: '登录已过期' });
      await ended.waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'session-ended');
      // The server has ended it too: the cookie alone opens nothing.
      expect(await listAs(page)).toBe(401);
      await ended.getByLabel('口令').fill(passwordOf(XIANGTAN, 'clerk1'));
      await ended.getByRole('button', { name: '继续' }).click();
      await ended.waitFor({ state: 'hidden' });
      expect(await page.getByLabel('证件号码').inputValue()).toBe('430302198802151000');
      expect(await listAs(page)).toBe(200);
      // The draft goes on too, in the hands of the same person.
      const kept = page.waitForResponse((answer) => answer.url().includes('/drafts/') && answer.ok());
      await page.getByLabel('姓名').fill('欧阳示例');
      await kept;
    },
    CONSOLE_TEST_MS,
  );

  it(
    'does not end while somebody stays, at a window whose clock is two hours slow',
    async () => {
      const page = await atWindow('clerk2', '/cases', -120 * MINUTE_MS);
      // An answer that is under way while the clocks jump would come too late for the page.
      await page.getByText('没有符合条件的办件').waitFor();
      const stay = page.getByRole('button', { name: '继续使用' });
      for (let round = 1; round <= 2; round += 1) {
        await pass(page, 14.25 * MINUTE_MS);
        await stay.click();
        await stay.waitFor({ state: 'hidden' });
      }
      expect(await listAs(page)).toBe(200);
    },
    CONSOLE_TEST_MS,
  );

  it(
    'that has ended while a page asks is told by the dialog alone, and the page asks again by itself after',
    async () => {
      const page = await atWindow('clerk1', '/cases');
      await page.getByText('没有符合条件的办件').waitFor();
      const endNow = async (route: Route): Promise<void> => {
        clock.pass(16 * MINUTE_MS);
        await route.continue();
      };
      await page.route('**/api/v1/supervision/cards*', endNow, { times: 1 });
      const refused = page.waitForResponse((answer) => answer.url().includes('/supervision/cards'));
      await page.getByRole('link', { name: '监察牌' }).click();
      expect((await refused).status()).toBe(401);
      const ended = page.getByRole('dialog', { name: '登录已过期' });
      await ended.waitFor();
      await page.locator('section[aria-busy="false"]').waitFor();
      await stand.shot(page, 'session-ended-page');
      expect(await page.getByRole('main').innerText()).not.toMatch(/token_missing|session_ended|请先登录/);
      await ended.getByLabel('口令').fill(passwordOf(XIANGTAN, 'clerk1'));
      await ended.getByRole('button', { name: '继续' }).click();
      await ended.waitFor({ state: 'hidden' });
      await page.getByText('没有监察牌').waitFor();
    },
    CONSOLE_TEST_MS,
  );

  it(
    'outlives a restart of the server, which the page tells, and goes on after by itself',
    async () => {
      const page = await stand.signedIn(XIANGTAN, 'clerk1', '/cases');
      await page.getByText('没有符合条件的办件').waitFor();
      await page.getByLabel('证件号码').fill('430302198802151000');
      await stand.withoutGateway(async () => {
        await page.getByRole('button', { name: '查找', exact: true }).click();
        await page.getByText('与服务器的连接中断').waitFor();
        expect(await axeFindings(page)).toEqual([]);
        await stand.shot(page, 'server-away');
      });
      await page.getByText('与服务器的连接中断').waitFor({ state: 'hidden' });
      await page.getByText('没有符合条件的办件').waitFor();
      await page.getByText('服务器没有应答').waitFor({ state: 'hidden' });
      expect(await page.getByLabel('证件号码').inputValue()).toBe('430302198802151000');
    },
    CONSOLE_TEST_MS,
  );

  it(
    'is told after half a second that the page waits, and after half a minute what else can be done',
    async () => {
      const page = await atWindow('clerk1', '/cases');
      const cards = '**/api/v1/supervision/cards*';
      // Never answered, as through a line that has died.
      await page.route(cards, () => undefined);
      await page.getByRole('link', { name: '监察牌' }).click();
      await page.getByText('正在等待服务器').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'waiting');
      await page.clock.fastForward(31_000);
      await page.getByText('服务器没有应答').waitFor();
      await page.getByRole('button', { name: '再试一次' }).waitFor();
      await page.unroute(cards);
      await page.getByRole('button', { name: '再试一次' }).click();
      await page.getByText('没有监察牌').waitFor();
      await page.getByText('正在等待服务器').waitFor({ state: 'hidden' });
    },
    CONSOLE_TEST_MS,
  );

  it(
    'reaches a page whose script could not be fetched, once the server gives it',
    async () => {
      const page = await stand.signedIn(XIANGTAN, 'clerk2', '/cases');
      await page.getByRole('heading', { name: '办件列表' }).waitFor();
      const script = '**/assets/LinksPage*';
      await page.route(script, (route) => route.abort());
      await page.getByRole('link', { name: '链路实况' }).click();
      await page.getByText('与服务器的连接中断').waitFor();
      await page.unroute(script);
      await page.getByRole('heading', { name: '链路实况' }).waitFor();
    },
    CONSOLE_TEST_MS,
  );
});
