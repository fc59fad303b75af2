import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { axeFindings, CONSOLE_TEST_MS, consoleStand, hasBrowser, type ConsoleStand } from '../../support/console.js';
import { XIANGTAN } from '../../support/three-cities.js';
import { passwordOf } from '../../support/with-gateway.js';

const withBrowser = hasBrowser ? describe : describe.skip;
/** Long enough to fill in a field on a busy machine, short enough to wait for. */
const IDLE_MS = 12_000;

withBrowser('a session that nobody uses', () => {
  let stand: ConsoleStand;

  beforeAll(async () => {
    stand = await consoleStand('console_session', { cities: [XIANGTAN], gateway: { idleMs: IDLE_MS } });
  }, CONSOLE_TEST_MS);
  afterAll(() => stand?.close());

  it(
    'is warned, ends, and goes on with all that was typed once the same person is back',
    async () => {
      const page = await stand.signedIn(XIANGTAN, 'clerk1', '/cases');
      await page.getByRole('heading', { name: '办件列表' }).waitFor();
      await page.getByLabel('证件号码').fill('430302198802151000');
      await page.getByRole('button', { name: '继续使用' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'session-warning');
      const ended = page.getByRole('dialog', { name: '登录已过期' });
      await ended.waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'session-ended');
      // The server has ended it too: the cookie alone opens nothing.
      expect((await page.request.get(`${stand.url}/api/v1/cases`)).status()).toBe(401);
      await ended.getByLabel('口令').fill(passwordOf(XIANGTAN, 'clerk1'));
      await ended.getByRole('button', { name: '继续' }).click();
      await ended.waitFor({ state: 'hidden' });
      expect(await page.getByLabel('证件号码').inputValue()).toBe('430302198802151000');
      expect((await page.request.get(`${stand.url}/api/v1/cases`)).status()).toBe(200);
    },
    CONSOLE_TEST_MS,
  );

  it(
    'does not end while somebody stays',
    async () => {
      const page = await stand.signedIn(XIANGTAN, 'clerk2', '/cases');
      const stay = page.getByRole('button', { name: '继续使用' });
      for (let round = 1; round <= 3; round += 1) {
        await stay.click();
        await stay.waitFor({ state: 'hidden' });
      }
      expect((await page.request.get(`${stand.url}/api/v1/cases`)).status()).toBe(200);
    },
    CONSOLE_TEST_MS,
  );
});

withBrowser('the console while the server restarts', () => {
  let stand: ConsoleStand;

  beforeAll(async () => {
    stand = await consoleStand('console_restart', { cities: [XIANGTAN] });
  }, CONSOLE_TEST_MS);
  afterAll(() => stand?.close());

  it(
    'says so, keeps the page, and goes on by itself when it is back, still signed in',
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
});
