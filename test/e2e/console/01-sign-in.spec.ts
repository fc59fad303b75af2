import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCollection } from '../../support/builders.js';
import {
  axeFindings,
  CONSOLE_TEST_MS,
  consoleStand,
  hasBrowser,
  signInAt,
  type ConsoleStand,
} from '../../support/console.js';
import { CHANGSHA, XIANGTAN } from '../../support/three-cities.js';
import { until } from '../../support/until.js';

const withBrowser = hasBrowser ? describe : describe.skip;

withBrowser('signing in at the console', () => {
  let stand: ConsoleStand;
  let caseNo: string;

  beforeAll(async () => {
    stand = await consoleStand('console_sign_in', { cities: [CHANGSHA, XIANGTAN] });
    const clerk = await stand.gateway.signIn(XIANGTAN, 'clerk1');
    await until('湘潭 has the list of 长沙', async () => {
      const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
      return body.total >= 60;
    });
    caseNo = (await clerk.post<{ caseNo: string }>('/cases', aCollection())).body.caseNo;
  }, CONSOLE_TEST_MS);
  afterAll(() => stand?.close());

  it(
    'leads from any address to the sign-in page, and back to that address',
    async () => {
      const page = await stand.open(`/cases/${caseNo}`);
      await page.getByRole('heading', { name: '登录通办' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'sign-in');
      await signInAt(page, XIANGTAN, 'clerk1');
      await page.getByRole('heading', { name: new RegExp(caseNo) }).waitFor();
      await page
        .getByRole('cell', { name: '医保异地住院费用报销' })
        .or(page.getByText('医保异地住院费用报销'))
        .first()
        .waitFor();
      await page.getByRole('heading', { name: '全程记录' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'case');
    },
    CONSOLE_TEST_MS,
  );

  it(
    'says in words that a password is wrong, and keeps the name',
    async () => {
      const page = await stand.open('/sign-in');
      await signInAt(page, XIANGTAN, 'clerk2', 'not-the-password');
      const told = page.getByRole('alert').filter({ hasText: '用户名或口令' });
      await told.waitFor();
      expect(await told.innerText()).toContain('sign_in_failed');
      expect(await page.getByLabel('用户名').inputValue()).toBe('clerk2');
      expect(await page.getByLabel('口令').inputValue()).toBe('');
      expect(await axeFindings(page)).toEqual([]);
    },
    CONSOLE_TEST_MS,
  );

  it(
    'says that an account is locked after five wrong passwords',
    async () => {
      const page = await stand.open('/sign-in');
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        const answered = page.waitForResponse((answer) => answer.url().endsWith('/browser-session'));
        await signInAt(page, XIANGTAN, 'pickup1', `wrong-${attempt}`);
        await answered;
      }
      const told = page.getByRole('alert').filter({ hasText: 'sign_in_locked' });
      await told.waitFor();
      expect(await told.innerText()).toMatch(/锁定/);
      await stand.shot(page, 'sign-in-locked');
    },
    CONSOLE_TEST_MS,
  );

  it(
    'leaves alone what is typed while a slow answer is on its way',
    async () => {
      const page = await stand.open('/sign-in');
      let letThrough = (): void => undefined;
      const held = new Promise<void>((resolve) => (letThrough = resolve));
      await page.route('**/browser-session', async (route) => {
        if (route.request().method() === 'POST') await held;
        await route.continue();
      });
      await signInAt(page, XIANGTAN, 'pickup2', 'wrong');
      await page.getByLabel('口令').fill('typed meanwhile');
      letThrough();
      await page.getByRole('alert').filter({ hasText: 'sign_in_failed' }).waitFor();
      expect(await page.getByLabel('口令').inputValue()).toBe('typed meanwhile');
      expect(await page.getByRole('button', { name: '登录' }).isEnabled()).toBe(true);
    },
    CONSOLE_TEST_MS,
  );

  it(
    'shows a list that keeps its filters in the address, and is used without a mouse',
    async () => {
      const page = await stand.signedIn(XIANGTAN, 'clerk1', '/cases?role=collecting');
      await page.getByRole('link', { name: caseNo }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'work-list');
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: new RegExp(caseNo) }).waitFor();
      await page.goBack();
      expect(new URL(page.url()).search).toBe('?role=collecting');
      await page.keyboard.press('?');
      await page.getByRole('heading', { name: '快捷键' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('g');
      await page.keyboard.press('l');
      await page.getByRole('heading', { name: '办件列表' }).waitFor();
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect(width).toBe(1366);
    },
    CONSOLE_TEST_MS,
  );

  it(
    'shows a role only what is its own, also when the address is typed',
    async () => {
      const page = await stand.signedIn(XIANGTAN, 'admin1');
      await page.getByRole('heading', { name: '人员' }).waitFor();
      expect(await page.getByRole('navigation').getByRole('link', { name: '办件列表' }).count()).toBe(0);
      await page.goto(`${stand.url}/cases/${caseNo}`);
      await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      const clerks = await stand.signedIn(XIANGTAN, 'clerk1');
      await clerks.getByRole('navigation').getByRole('link', { name: '办件列表' }).waitFor();
    },
    CONSOLE_TEST_MS,
  );

  it(
    'is dark for who wants it dark, with nothing that cannot be read',
    async () => {
      const page = await stand.signedIn(XIANGTAN, 'supervisor1', '/cases');
      await page.getByRole('link', { name: caseNo }).waitFor();
      await page.getByRole('button', { name: '改用深色外观' }).click();
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'work-list-dark');
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Cases', level: 1 }).waitFor();
    },
    CONSOLE_TEST_MS,
  );

  it(
    'leaves no token where a script could read it, and none behind after signing out',
    async () => {
      const page = await stand.signedIn(XIANGTAN, 'clerk1');
      expect(await page.evaluate('document.cookie')).not.toContain('tongban_session');
      expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toMatch(/eyJ/);
      const [kept] = (await page.context().cookies()).filter(({ name }) => name === 'tongban_session');
      await page.getByRole('button', { name: '退出' }).click();
      await page.getByRole('heading', { name: '登录通办' }).waitFor();
      const again = await stand.gateway.call('/browser-session', {
        headers: { Cookie: `${kept!.name}=${kept!.value}` },
      });
      expect(again.status).toBe(401);
    },
    CONSOLE_TEST_MS,
  );
});
