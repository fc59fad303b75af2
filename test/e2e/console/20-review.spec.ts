import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { chinaDateOf, type DeputyView } from '#contracts';
import { aCollection, aFoodPermit } from '../../support/builders.js';
import { axeFindings, consoleStand, hasBrowser, type ConsoleStand } from '../../support/console.js';
import { CHANGSHA, XIANGTAN } from '../../support/three-cities.js';
import { until } from '../../support/until.js';
import { untilStatus, type HttpDesk } from '../../support/with-gateway.js';

const withBrowser = hasBrowser ? describe : describe.skip;
const REASON = '经审核，符合医保异地住院费用报销条件';

withBrowser('the review desk', () => {
  let stand: ConsoleStand;
  let clerk: HttpDesk;
  let reviewer: HttpDesk;
  const cases: string[] = [];

  const collected = async (wanted: object): Promise<string> => {
    const { caseNo } = (await clerk.post<{ caseNo: string }>('/cases', wanted)).body;
    await untilStatus(reviewer, caseNo, 'RECEIVED');
    return caseNo;
  };
  const dialog = (page: Page): Locator => page.getByRole('dialog');
  const reviewing = (page: Page, caseNo: string): Promise<void> =>
    page.getByRole('heading', { name: `审批 ${caseNo}` }).waitFor();
  /** Begins an act by its key once its button is there, fills its fields and sends it, without the mouse. */
  async function act(page: Page, title: string, key: string, fields: Record<string, string> = {}): Promise<void> {
    await page.locator('[data-action]', { hasText: title }).first().waitFor();
    await page.keyboard.press(key);
    await page.getByRole('dialog', { name: title }).waitFor();
    for (const [label, value] of Object.entries(fields))
      await dialog(page).getByLabel(label, { exact: true }).fill(value);
    await page.keyboard.press('Alt+s');
    await dialog(page).waitFor({ state: 'hidden' });
  }

  beforeAll(async () => {
    stand = await consoleStand('console_review', { cities: [CHANGSHA, XIANGTAN] });
    clerk = await stand.gateway.signIn(XIANGTAN, 'clerk1');
    reviewer = await stand.gateway.signIn(CHANGSHA, 'reviewer1');
    await until('湘潭 has the list of 长沙', async () => {
      const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
      return body.total >= 60;
    });
    for (const wanted of [aCollection(), aCollection(), aFoodPermit()]) cases.push(await collected(wanted));
  });
  afterAll(() => stand?.close());

  it('gives out the case whose term ends first, and is left by keyboard with its result issued', async () => {
    const page = await stand.signedIn(CHANGSHA, 'reviewer1', '/review');
    await page.getByRole('link', { name: cases[0]! }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'review-queue');
    await page.keyboard.press('n');
    await reviewing(page, cases[0]!);
    expect((await reviewer.look(cases[0]!)).claimedBy).toBe('reviewer1');
    await act(page, '受理', 'a');
    await page.getByText('已受理', { exact: true }).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'review');
    await page.keyboard.press('y');
    await dialog(page).getByLabel('理由', { exact: true }).fill(REASON);
    await dialog(page).getByRole('button', { name: '存为常用语' }).click();
    await dialog(page).getByText('已存为常用语').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'review-decision');
    await page.keyboard.press('Alt+s');
    await dialog(page).waitFor({ state: 'hidden' });
    await act(page, '出证', 'i', { 证照或文书编号: '示例-2026-0001' });
    // The next case comes by itself.
    await reviewing(page, cases[1]!);
    expect((await reviewer.look(cases[0]!)).status).toBe('ISSUED');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1366);
  });

  it('offers what was written before, and takes a case back into the queue', async () => {
    const page = await stand.signedIn(CHANGSHA, 'reviewer1', `/review/${cases[1]}`);
    await act(page, '受理', 'a');
    await page.locator('[data-action]', { hasText: '准予' }).first().waitFor();
    await page.keyboard.press('y');
    await dialog(page).getByLabel('常用语').selectOption(REASON);
    expect(await dialog(page).getByLabel('理由', { exact: true }).inputValue()).toBe(REASON);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '退回队列' }).click();
    await page.getByRole('link', { name: cases[1]! }).waitFor();
    expect((await reviewer.look(cases[1]!)).claimedBy).toBeNull();
  });

  it('shows the three steps and says before the act that four eyes are needed', async () => {
    const [, , food] = cases;
    const page = await stand.signedIn(CHANGSHA, 'reviewer1', `/review/${food}`);
    await page.getByText('本事项实行四眼原则').waitFor();
    await page.keyboard.press('c');
    await page.getByRole('button', { name: '退回队列' }).waitFor();
    await act(page, '受理', 'a');
    await act(page, '签署承办意见', 'h', { 意见: '材料齐全，同意' });
    // Who may not go on gets another case.
    await reviewing(page, cases[1]!);
    await page.goto(`${stand.url}/review/${food}`);
    await page.getByText('您已签署本办件的承办意见').first().waitFor();
    await page.locator('[data-action="note-review"]').waitFor();
    await page.keyboard.press('v');
    await dialog(page).getByText('您已签署本办件的承办意见').waitFor();
    await dialog(page).getByLabel('意见', { exact: true }).fill('同意');
    await page.keyboard.press('Alt+s');
    await dialog(page).getByRole('alert').filter({ hasText: 'four_eyes' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'review-four-eyes');
  });

  it('accepts several cases at once, each answered by itself', async () => {
    const several = [await collected(aCollection()), await collected(aCollection())];
    const page = await stand.signedIn(CHANGSHA, 'reviewer2', '/review');
    for (const no of several) await page.getByRole('checkbox', { name: `选择 ${no}` }).check();
    await page.getByRole('button', { name: '统一受理（2）' }).click();
    await dialog(page).getByLabel('批次名称').fill('示例统一受理日');
    await dialog(page).getByRole('button', { name: '提交' }).click();
    await dialog(page).getByText('受理 2 件，未受理 0 件').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    for (const no of several) expect((await reviewer.look(no)).status).toBe('ACCEPTED');
  });

  it('lets a supervisor name who stands in for whom', async () => {
    const today = chinaDateOf(new Date());
    const page = await stand.signedIn(CHANGSHA, 'supervisor1', '/deputies');
    await page.getByLabel('不在岗人员').fill('reviewer1');
    await page.getByLabel('代办人员').fill('reviewer2');
    await page.getByLabel('起始日').fill(today);
    await page.getByLabel('截止日').fill(today);
    await page.getByRole('button', { name: '安排' }).click();
    await page.getByRole('cell', { name: 'reviewer2' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'deputies');
    const { body } = await reviewer.get<DeputyView[]>('/deputies');
    expect(body).toMatchObject([{ absent: 'reviewer1', deputy: 'reviewer2', setBy: 'supervisor1' }]);
  });
});
