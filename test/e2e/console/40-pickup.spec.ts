import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { CaseView } from '#contracts';
import { aCollection } from '../../support/builders.js';
import { axeFindings, CONSOLE_TEST_MS, consoleStand, hasBrowser, type ConsoleStand } from '../../support/console.js';
import { CHANGSHA, XIANGTAN } from '../../support/three-cities.js';
import { until } from '../../support/until.js';
import { untilStatus, type HttpDesk } from '../../support/with-gateway.js';

const withBrowser = hasBrowser ? describe : describe.skip;

withBrowser('the pickup desk at the console', () => {
  let stand: ConsoleStand;
  let clerk: HttpDesk;
  let reviewer: HttpDesk;
  let pickup: HttpDesk;
  let page: Page;
  /** Codes that somebody has. */
  const given = new Set<string>();
  const certificates = new Map<string, string>();

  /** A result of 长沙 that waits for its shelf in 湘潭. */
  async function issued(resultNo: string): Promise<string> {
    const form = aCollection();
    const { caseNo } = (await clerk.post<CaseView>('/cases', form)).body;
    certificates.set(caseNo, form.application.applicant.certificateNo);
    await untilStatus(reviewer, caseNo, 'RECEIVED');
    await reviewer.act(caseNo, 'acceptance', {});
    await reviewer.act(caseNo, 'decision', { act: 'APPROVED', reason: '符合报销条件' });
    await reviewer.act(caseNo, 'result', { resultNo });
    await untilStatus(pickup, caseNo, 'ISSUED');
    return caseNo;
  }
  const row = (caseNo: string) => page.getByRole('row').filter({ hasText: caseNo.slice(-9) });
  const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  const alert = () => page.getByRole('alert').filter({ hasText: /\S/ });
  /** What a reader does: characters faster than a hand, then Enter, wherever the cursor is. */
  const scan = (text: string): Promise<unknown> =>
    page.evaluate(`for (const key of [...${JSON.stringify(text)}, 'Enter']) {
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }`);
  const typeCode = async (code: string): Promise<void> => {
    await page.getByLabel('取件码', { exact: true }).fill(code);
    await page.keyboard.press('Enter');
  };

  beforeAll(async () => {
    stand = await consoleStand('console_pickup', { cities: [CHANGSHA, XIANGTAN] });
    clerk = await stand.gateway.signIn(XIANGTAN, 'clerk1');
    reviewer = await stand.gateway.signIn(CHANGSHA, 'reviewer1');
    pickup = await stand.gateway.signIn(XIANGTAN, 'pickup1');
    await until('湘潭 has the list of 长沙', async () => {
      const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
      return body.total >= 60;
    });
  }, CONSOLE_TEST_MS);
  afterAll(() => stand?.close());

  it(
    'shelves a result, prints its slip, and shows the code this once',
    async () => {
      const first = await issued('CS-示例-0401');
      page = await stand.signedIn(XIANGTAN, 'pickup1', '/pickup/shelf');
      await row(first).getByText('待上架').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: '上架待领' });
      await dialog.getByLabel('保留天数').fill('2');
      await page.keyboard.press('Enter');
      const slip = page.getByRole('dialog', { name: '取件凭条' });
      const code = /\d{6}/.exec(await slip.locator('[data-print=code]').innerText())![0];
      given.add(code);
      await slip.getByRole('img', { name: '取件二维码' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await stand.shot(page, 'pickup-slip');
      await page.keyboard.press('Escape');
      await row(first).getByText('即将到期').waitFor();
      await stand.shot(page, 'shelf');
      expect(await page.content()).not.toContain(code);
      expect(await row(first).innerText()).not.toContain('欧阳示例');
    },
    CONSOLE_TEST_MS,
  );

  it(
    'hands over against a scanned slip and the certificate, without the mouse, and prints the proof of delivery',
    async () => {
      const { caseNo, code } = await shelved('CS-示例-0402');
      await page.goto(`${stand.url}/pickup`);
      await page.getByRole('heading', { name: '取件交付' }).waitFor();
      await page.getByRole('link', { name: '查看待领架' }).focus();
      await scan(`${caseNo}-${code}`);
      await page.getByRole('region', { name: '待交付的结果' }).getByText('欧阳示例').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      const send = page.getByRole('button', { name: '确认交付' });
      expect(await send.isDisabled()).toBe(true);
      expect(await page.getByRole('radio', { name: '代理人' }).isDisabled()).toBe(true);
      await page.keyboard.insertText('0000');
      await page.keyboard.press('Alt+s');
      await alert().getByText('identity_mismatch').waitFor();
      expect(await alert().innerText()).toContain('还可再试 4 次');
      await page.getByLabel('领取人证件号码').fill(certificates.get(caseNo)!);
      await page.getByText('号码校验正确').waitFor();
      await stand.shot(page, 'pickup');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page
        .getByRole('status')
        .getByText(/已交付/)
        .waitFor();
      const receipt = page.getByRole('link', { name: '网页版' });
      const notice = await page.request.get(stand.url + (await receipt.getAttribute('href'))!);
      expect(await notice.text()).toMatch(/送达回证[^]*示例/);
      expect(await notice.text()).not.toContain('XT-P01');
      await untilStatus(reviewer, caseNo, 'PICKED_UP');
    },
    CONSOLE_TEST_MS,
  );

  it(
    'says in words how many attempts a wrong code leaves, and that the code is locked; a new one comes against the card',
    async () => {
      const { caseNo, code } = await shelved('CS-示例-0403');
      const slipOf = (one: string): string => `${caseNo}-${one}`;
      await page.goto(`${stand.url}/pickup`);
      for (const left of [4, 3, 2, 1, 0]) {
        await typeCode(slipOf(otherThan(code)));
        await alert().getByText(`还可再试 ${left} 次`).waitFor();
      }
      await typeCode(slipOf(code));
      await alert().getByText('pickup_code_locked').waitFor();
      await stand.shot(page, 'pickup-locked');
      await page.goto(`${stand.url}/pickup/shelf`);
      await row(caseNo).getByText('取件码已锁定').waitFor();
      await row(caseNo).getByRole('button', { name: '重发取件码' }).click();
      await page.getByLabel('领取人证件号码').fill(certificates.get(caseNo)!.slice(-4));
      await page.keyboard.press('Enter');
      const slip = page.getByRole('dialog', { name: '取件凭条' });
      const fresh = /\d{6}/.exec(await slip.locator('[data-print=code]').innerText())![0];
      given.add(fresh);
      expect(fresh).not.toBe(code);
      await page.keyboard.press('Escape');
      await page.goto(`${stand.url}/pickup`);
      await typeCode(fresh);
      await page.getByRole('region', { name: '待交付的结果' }).getByText('欧阳示例').waitFor();
    },
    CONSOLE_TEST_MS,
  );

  it(
    'lets nobody try codes against the whole shelf',
    async () => {
      await page.goto(`${stand.url}/pickup`);
      const guesses = Array.from({ length: 20 }, (_, i) => String(100_001 + i)).filter((code) => !given.has(code));
      for (const left of [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]) {
        await typeCode(guesses[left]!);
        await alert().getByText(`还可再试 ${left} 次`).waitFor();
      }
      await typeCode(guesses[10]!);
      await alert().getByText('pickup_search_locked').waitFor();
      expect(await alert().innerText()).toMatch(/\d{2}:\d{2} 后恢复/);
      // Against its own case, chosen on the shelf, a code is still taken.
      const { caseNo, code } = await shelved('CS-示例-0404');
      await page.goto(`${stand.url}/pickup/shelf`);
      await row(caseNo).getByRole('link', { name: '交付' }).click();
      await page.getByText(/只核对办件/).waitFor();
      await typeCode(code);
      await page.getByRole('region', { name: '待交付的结果' }).getByText(caseNo).waitFor();
      expect(await axeFindings(page)).toEqual([]);
    },
    CONSOLE_TEST_MS,
  );

  /** A result on its shelf, with its code. */
  async function shelved(resultNo: string): Promise<{ caseNo: string; code: string }> {
    const caseNo = await issued(resultNo);
    const { pickupCode } = (await pickup.act<CaseView & { pickupCode: string }>(caseNo, 'shelving')).body;
    given.add(pickupCode);
    return { caseNo, code: pickupCode };
  }
});
