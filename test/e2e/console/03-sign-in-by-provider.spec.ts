import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import type { BrowserContext, Page } from 'playwright-core';
import { freePort } from '../../../deploy/local/ports.js';
import { axeFindings, CONSOLE_TEST_MS, consoleStand, hasBrowser, type ConsoleStand } from '../../support/console.js';
import {
  CLAIM,
  CLIENT_ID,
  CLIENT_SECRET,
  signInProvider,
  subjectOf,
  type SignInProvider,
} from '../../support/sign-in-provider.js';
import { XIANGTAN } from '../../support/three-cities.js';
import { until } from '../../support/until.js';
import type { HttpDesk } from '../../support/with-gateway.js';

const withBrowser = hasBrowser ? describe : describe.skip;
const LABEL = '使用样本统一身份认证登录';
const MINUTE_MS = 60_000;
const CALLBACK = '/api/v1/browser-session/provider/callback';

withBrowser('signing in through a provider', () => {
  let provider: SignInProvider;
  let stand: ConsoleStand;
  let admin: HttpDesk;
  /** Of the gateway alone. */
  const clock = { aheadMs: 0, now: () => new Date(Date.now() + clock.aheadMs) };

  beforeAll(async () => {
    provider = await signInProvider();
    const port = await freePort();
    const redirectUri = `http://127.0.0.1:${port}${CALLBACK}`;
    const known = { cities: [XIANGTAN], issuer: provider.issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
    stand = await consoleStand('console_provider', {
      cities: [XIANGTAN],
      env: {
        TONGBAN_OIDC_ISSUER: provider.issuer,
        TONGBAN_OIDC_CLIENT_ID: CLIENT_ID,
        TONGBAN_OIDC_CLAIM: CLAIM,
      },
      gateway: {
        port,
        clock,
        env: { TONGBAN_GATEWAY_OIDC: JSON.stringify([{ ...known, redirectUri, label: LABEL }]) },
      },
    });
    admin = await stand.gateway.signIn(XIANGTAN, 'admin1');
    const bound = { displayName: '示例收件', role: 'clerk', windowId: 'XT-W01', passwordless: true };
    for (const who of ['1001', '1002']) {
      const made = await admin.post('/people', { username: `p${who}`, subject: subjectOf(who), ...bound });
      expect(made).toMatchObject({ status: 201, body: { temporaryPassword: null, person: { hasPassword: false } } });
    }
  }, CONSOLE_TEST_MS);
  afterAll(async () => {
    await stand?.close();
    await provider?.stop();
  });

  afterEach(() => {
    clock.aheadMs = 0;
    Object.assign(provider, { away: null, bend: null });
  });

  const way = (page: Page) => page.getByRole('link', { name: LABEL });
  /** As the person with this number, at the provider's own page. */
  async function showWho(page: Page, who: string, act = '确认身份'): Promise<void> {
    await page.getByLabel('工号').fill(who);
    await page.getByRole('button', { name: act }).click();
  }
  async function signInAs(page: Page, who: string): Promise<void> {
    await way(page).click();
    await showWho(page, who);
  }
  /** The sign-in page says in words, with this code, why it did not work. */
  async function told(page: Page, code: string, words: string): Promise<void> {
    await page.getByRole('alert').filter({ hasText: code }).waitFor();
    const note = await page.getByRole('alert').filter({ hasText: code }).innerText();
    expect(note).toContain(words);
    expect(note).toContain('请求编号');
    expect(new URL(page.url())).toMatchObject({ origin: stand.url, pathname: '/sign-in' });
    expect((await page.request.get(`${stand.url}/api/v1/cases`)).status()).toBe(401);
  }
  const cookiesOf = async (context: BrowserContext) =>
    new Map((await context.cookies(`${stand.url}/api/v1/browser-session`)).map((one) => [one.name, one]));

  it('says so where the provider is down, and is there again with it', async () => {
    const page = await stand.open('/sign-in?back=%2Fcases%3Fstatus%3DDRAFT');
    await way(page).click();
    await told(page, 'provider_unreachable', '可用用户名和口令登录');
    await provider.serve(stand.url);
    // It has given a code, and is gone when the gateway brings it.
    provider.away = '/token';
    await signInAs(page, '1001');
    await told(page, 'provider_unreachable', '请稍后再试');
    provider.away = null;
    await signInAs(page, '1001');
    await page.getByRole('heading', { name: '办件列表' }).waitFor();
    // The page that was asked for at first.
    expect(page.url()).toBe(`${stand.url}/cases?status=DRAFT`);
  });

  it('leads out and back into a session like any other, and out of it at the provider too', async () => {
    const page = await stand.open('/sign-in');
    await way(page).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'sign-in-by-provider');
    const sent = page.waitForRequest((one) => one.url().startsWith(`${provider.issuer}/auth`));
    await way(page).click();
    const asked = new URL((await sent).url()).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThan(20);
    await page.getByLabel('工号').waitFor();
    expect((await cookiesOf(page.context())).get('tongban_sign_in')).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    await showWho(page, '1001');
    await page.getByRole('navigation').first().waitFor();
    const cookies = await cookiesOf(page.context());
    expect(cookies.get('tongban_session')).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    expect(cookies.has('tongban_sign_in')).toBe(false);
    // No script finds a token, and another site's page can make this browser do nothing.
    expect(await page.evaluate('document.cookie')).toMatch(/^tongban_csrf=[\w-]+$/);
    const refused = await page.request.post(`${stand.url}/api/v1/browser-session/end`);
    expect(await refused.json()).toMatchObject({ code: 'csrf_refused' });

    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('button', { name: '退出平台' }).click();
    await way(page).waitFor();
    expect(new URL(page.url())).toMatchObject({ origin: stand.url, pathname: '/sign-in' });
    expect([...(await cookiesOf(page.context())).keys()].filter((name) => name.startsWith('tongban'))).toEqual([]);
    await way(page).click();
    await page.getByLabel('工号').waitFor();
  });

  it('goes on in another tab after a pause, and nothing that was typed is lost', async () => {
    const page = await stand.open('/sign-in?back=%2Fcases');
    await signInAs(page, '1001');
    await page.getByLabel('证件号码').fill('430302198802151000');
    clock.aheadMs = 20 * MINUTE_MS;
    // Whatever asks first finds out, and the dialog may lie above the button by then.
    await page.getByRole('button', { name: '查找' }).dispatchEvent('click');
    const ended = page.getByRole('dialog', { name: '登录已过期' });
    await ended.waitFor();
    clock.aheadMs = 0;
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'session-ended-by-provider');
    const opened = page.context().waitForEvent('page');
    await ended.getByRole('link', { name: LABEL }).click();
    const tab = await opened;
    // The provider still knows this browser; who sits there now has to show who they are all the same.
    await showWho(tab, '1001');
    await tab.getByRole('heading', { name: '已重新登录' }).waitFor();
    await stand.shot(tab, 'signed-in-again');
    await tab.close();
    await ended.waitFor({ state: 'hidden' });
    expect(await page.getByLabel('证件号码').inputValue()).toBe('430302198802151000');
  });

  it('lets in nobody whom the city does not know, who gives up, or whose token is forged', async () => {
    await admin.post('/people/p1002/disablement', { reason: '样本' });
    const page = await stand.open('/sign-in');
    await signInAs(page, '9999');
    await told(page, 'subject_unknown', '请本市管理员在“人员”中绑定');
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'sign-in-by-provider-refused');
    await page.reload();
    await way(page).waitFor();
    // Told once.
    expect(await page.getByRole('alert').count()).toBe(0);
    // At the provider this browser is still 9999: it asks again all the same.
    await signInAs(page, '1002');
    await told(page, 'account_disabled', '请联系本市管理员');
    await way(page).click();
    await showWho(page, '1001', '取消登录');
    await told(page, 'provider_refused', '没有完成登录');
    expect(await page.content()).not.toContain('已取消');
    const { privateKey } = await generateKeyPair('RS256');
    provider.bend = (idToken) =>
      new SignJWT(decodeJwt(idToken))
        .setProtectedHeader({ alg: 'RS256', ...decodeProtectedHeader(idToken) })
        .sign(privateKey);
    await signInAs(page, '1001');
    await told(page, 'provider_token_invalid', '请立即告诉技术人员');
    provider.bend = null;
  });

  it('takes each way back once, only at the browser that went out, and only for ten minutes', async () => {
    const page = await stand.open('/sign-in');
    await way(page).click();
    clock.aheadMs = 11 * MINUTE_MS;
    await showWho(page, '1001');
    await told(page, 'provider_state_unknown', '已过期或已使用过');
    clock.aheadMs = 0;
    const back = page.waitForRequest((one) => one.url().startsWith(stand.url + CALLBACK));
    await signInAs(page, '1001');
    await page.getByRole('navigation').first().waitFor();
    // Whoever saw the address go by has nothing of it.
    const used = new URL((await back).url());
    await told(await stand.open(used.pathname + used.search), 'provider_state_unknown', '请在本页重新点击登录');
  });

  it('leads to no other site, and from another site to the sign-in page alone', async () => {
    const start = `${stand.url}/api/v1/browser-session/provider?city=${XIANGTAN}`;
    const led = async (query: string, from: string): Promise<string | null> => {
      const answer = await fetch(start + query, { redirect: 'manual', headers: { 'Sec-Fetch-Site': from } });
      expect(answer.status).toBe(303);
      return answer.headers.get('location');
    };
    expect(await led('&back=/cases', 'cross-site')).toBe(`/sign-in?city=${XIANGTAN}&back=%2Fcases`);
    expect(await led('&back=//example.com/', 'cross-site')).toBe(`/sign-in?city=${XIANGTAN}`);
    expect(await led('&back=/cases', 'same-origin')).toMatch(`${provider.issuer}/auth?`);
  });

  it('is bound to an account by an administrator, and unbound again', async () => {
    const page = await stand.signedIn(XIANGTAN, 'admin1', '/people');
    await page.getByRole('button', { name: '新建账号' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('用户名').fill('p1003');
    await dialog.getByLabel('姓名').fill('示例三');
    const without = dialog.getByRole('checkbox', { name: /只用统一身份认证登录/ });
    expect(await without.isDisabled()).toBe(true);
    await dialog.getByLabel('统一身份标识', { exact: true }).fill(subjectOf('1003'));
    await dialog.getByText('只用统一身份认证登录').click();
    await stand.shot(page, 'person-bound');
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByRole('row', { name: /p1003 示例三 .*E-1003 启用 · 无口令/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'people-bound');
    const [record] = await stand.cities.sql(
      XIANGTAN,
      `select act, after from administration_record where subject = 'p1003'`,
    );
    expect(record).toMatchObject({ act: 'CREATE_PERSON', after: { subject: 'E-1003', hasPassword: false } });

    const own = await stand.open('/sign-in');
    await signInAs(own, '1003');
    await own.getByRole('navigation').first().waitFor();

    // An account must keep a way in: first a password, then no subject.
    await page.getByRole('button', { name: '修改 p1003' }).click();
    await dialog.getByLabel('统一身份标识', { exact: true }).fill('');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'password_needed' }).waitFor();
    await admin.post('/people/p1003/password-reset');
    const unbound = await admin.post('/people/p1003', { displayName: '示例三', role: 'clerk' });
    expect(unbound.body).toMatchObject({ subject: null, hasPassword: true });
    // Who signed in by that binding is out within seconds.
    await until('the session by the old binding has ended', async () => {
      return (await own.request.get(`${stand.url}/api/v1/cases`)).status() === 401;
    });
  });
});
