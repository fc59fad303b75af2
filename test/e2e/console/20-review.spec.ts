import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { chinaDateOf, type DeputyView, type EvidenceFile } from '#contracts';
import { verifyEvidence } from '../../../apps/city-node/src/evidence/verify-evidence.js';
import { aCollection, aFoodPermit } from '../../support/builders.js';
import { axeFindings, consoleStand, hasBrowser, type ConsoleStand } from '../../support/console.js';
import { longQueue } from '../../support/long-queue.js';
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

  /** As on a machine that takes its time: what opens and closes does so at a tenth of its speed. */
  async function slowly(page: Page): Promise<void> {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Animation.enable');
    await devtools.send('Animation.setPlaybackRate', { playbackRate: 0.1 });
  }
  /** Movements of the page that have not ended. */
  const underWay = (page: Page): Promise<number> => page.evaluate('document.getAnimations().length');

  /** 承办, 审核 and 批准 of a food permit by three people, where a test is about something else. */
  async function signedAndApproved(caseNo: string): Promise<void> {
    const words = { opinion: 'AGREE', words: '符合条件' };
    const [second, third] = [
      await stand.gateway.signIn(CHANGSHA, 'reviewer2'),
      await stand.gateway.signIn(CHANGSHA, 'reviewer3'),
    ];
    await reviewer.act(caseNo, 'opinions', { step: 'HANDLE', ...words });
    await second.act(caseNo, 'opinions', { step: 'REVIEW', ...words });
    await third.act(caseNo, 'decision', { act: 'APPROVED', reason: '符合条件' });
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
    // Where the result goes is not instructed yet, but the applicant has said where they want it.
    await page.getByText('湘潭市 → 长沙市 → 湘潭市（申请人意向）', { exact: true }).waitFor();
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
    await dialog(page).getByRole('combobox', { name: '常用语' }).selectOption(REASON);
    expect(await dialog(page).getByLabel('理由', { exact: true }).inputValue()).toBe(REASON);
    // Own sentences are changed and taken out where they are used.
    await dialog(page).getByText('管理常用语').click();
    await dialog(page)
      .getByRole('button', { name: `修改常用语：${REASON}` })
      .click();
    await dialog(page)
      .getByRole('textbox', { name: `修改常用语：${REASON}` })
      .fill('符合报销条件');
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('button', { name: '删除常用语：符合报销条件' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'review-reasons');
    await dialog(page).getByRole('button', { name: '删除常用语：符合报销条件' }).click();
    await dialog(page).getByText('已删除').waitFor();
    expect((await reviewer.get('/reasons?action=approve&itemCode=CS-YB-001')).body).toEqual([]);
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
    // Who may not go on gets another case, and the others find this one in the queue.
    await reviewing(page, cases[1]!);
    expect((await reviewer.look(food!)).claimedBy).toBeNull();
    await page.goto(`${stand.url}/review/${food}`);
    await page.getByText('您已签署本办件的承办意见').first().waitFor();
    await page.locator('[data-action="note-review"]').waitFor();
    await slowly(page);
    await page.keyboard.press('v');
    await dialog(page).getByText('您已签署本办件的承办意见').waitFor();
    // Who types already while the dialog still opens keeps the place.
    const words = dialog(page).getByRole('textbox', { name: '意见', exact: true });
    await words.focus();
    expect(await underWay(page)).toBeGreaterThan(0);
    await until('the dialog has opened', async () => (await underWay(page)) === 0);
    expect(await words.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
    await words.fill('同意');
    await page.keyboard.press('Alt+s');
    await dialog(page).getByRole('alert').filter({ hasText: 'four_eyes' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'review-four-eyes');
  });

  /** Goes down the queue to a case and claims it: no mouse, no address typed. */
  async function claimByKeys(page: Page, caseNo: string): Promise<void> {
    const link = page.getByRole('link', { name: caseNo });
    await link.waitFor();
    for (let pressed = 0; pressed < 20; pressed += 1) {
      await page.keyboard.press('j');
      if (await link.evaluate((row) => row === row.ownerDocument.activeElement)) break;
    }
    await page.keyboard.press('c');
    await reviewing(page, caseNo);
    await until(`${caseNo} is claimed`, async () => (await reviewer.look(caseNo)).claimedBy !== null);
  }
  /** Types into the field that has the focus, as somebody does who never looks at the mouse. */
  async function typed(page: Page, title: string, key: string, tabs: number, words: string): Promise<void> {
    await page.locator('[data-action]', { hasText: title }).first().waitFor();
    await page.keyboard.press(key);
    // The dialog itself has the focus first, then its first field.
    await page.getByRole('dialog', { name: title }).locator(':is(input, select, textarea):focus').waitFor();
    for (let tab = 0; tab < tabs; tab += 1) await page.keyboard.press('Tab');
    await page.keyboard.insertText(words);
    await page.keyboard.press('Alt+s');
    await dialog(page).waitFor({ state: 'hidden' });
  }

  it('is signed and issued by three people without the mouse: claim, opinion, decision, result, next case', async () => {
    const food = cases[2]!;
    const second = await stand.signedIn(CHANGSHA, 'reviewer2', '/review');
    await claimByKeys(second, food);
    await typed(second, '签署审核意见', 'v', 1, '同意承办意见');
    const third = await stand.signedIn(CHANGSHA, 'reviewer3', '/review');
    await claimByKeys(third, food);
    await typed(third, '准予', 'y', 0, '符合条件，准予许可');
    await typed(third, '出证', 'i', 0, '示例-食-0001');
    // What comes next comes by itself: another case, or the queue.
    await third.waitForURL((at) => !at.pathname.endsWith(food));
    const { status, claimedBy } = await reviewer.look(food);
    expect([status, claimedBy]).toEqual(['ISSUED', 'reviewer3']);
    await third.keyboard.press('?');
    await third.getByRole('cell', { name: '审批：领办所选或打开的办件' }).waitFor();
    await stand.shot(third, 'review-keys');
  });

  it('takes a whole on-site day at once: acceptance, inspection and results, each case answered by itself', async () => {
    const several = [await collected(aFoodPermit()), await collected(aFoodPermit()), await collected(aCollection())];
    const [food, more, plain] = several as [string, string, string];
    const page = await stand.signedIn(CHANGSHA, 'reviewer2', '/review');
    await page.getByRole('link', { name: plain }).waitFor();
    expect(await page.getByRole('button', { name: '统一受理（0）' }).isDisabled()).toBe(true);
    for (const no of several) await page.getByRole('checkbox', { name: `选择 ${no}` }).check();
    const batch = async (button: string, fields: Record<string, string>, came: string): Promise<void> => {
      await page.getByRole('button', { name: button }).click();
      await dialog(page).getByLabel('批次名称').fill('示例园区集中办理日');
      for (const [label, value] of Object.entries(fields)) await dialog(page).getByLabel(label).fill(value);
      await page.keyboard.press('Alt+s');
      const report = dialog(page).getByText(/办成 \d+ 件/);
      await report.or(dialog(page).getByRole('alert')).first().waitFor();
      expect(await dialog(page).innerText()).toContain(came);
    };
    const close = () => dialog(page).getByRole('button', { name: '完成' }).click();
    await batch('统一受理（3）', {}, '办成 3 件，未办成 0 件');
    await close();
    await batch('统一启动勘验（3）', { 工作日数: '3', 理由: '现场核查' }, '办成 2 件，未办成 1 件');
    // Row by row: the one that did not go says why.
    await dialog(page)
      .getByRole('row', { name: plain })
      .getByText(/没有载明/)
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'batch-report');
    await dialog(page).getByRole('button', { name: '未办成的再办一次（1）' }).click();
    await dialog(page).getByText('办成 2 件，未办成 1 件').waitFor();
    await close();
    await batch('统一勘验结果（2）', { 结果: '现场与申请一致' }, '办成 2 件，未办成 0 件');
    await close();
    for (const no of [food, more]) await signedAndApproved(no);
    await page.getByRole('button', { name: '统一发证（2）' }).click();
    await dialog(page).getByLabel('批次名称').fill('示例园区集中办理日');
    const [first, last] = [dialog(page).getByLabel(food), dialog(page).getByLabel(more)];
    const inOrder = (await first.boundingBox())!.y < (await last.boundingBox())!.y;
    await (inOrder ? first : last).fill('示例-食-0009');
    await dialog(page).getByRole('button', { name: '按第一件顺序编号' }).click();
    expect(await (inOrder ? last : first).inputValue()).toBe('示例-食-0010');
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'batch-issue');
    await page.keyboard.press('Alt+s');
    await dialog(page).getByText('办成 2 件，未办成 0 件').waitFor();
    for (const no of [food, more]) expect((await reviewer.look(no)).status).toBe('ISSUED');
    expect((await reviewer.look(plain)).status).toBe('ACCEPTED');
  });

  it('shows a long queue part by part, and narrows it to an item or a city; the address keeps both', async () => {
    await longQueue(stand, reviewer, await collected(aCollection()));
  });

  it('verifies the evidence of a case on its page, and gives the very file that was verified', async () => {
    const page = await stand.signedIn(CHANGSHA, 'reviewer1', `/cases/${cases[0]}`);
    await page.getByText('湘潭市 → 长沙市 → 湘潭市', { exact: true }).waitFor();
    await page.getByRole('button', { name: '核验证据包' }).click();
    await page.getByText(/核验通过：长沙市留存的记录共 \d+ 项核验，全部相符/).waitFor();
    await page.getByText('核验了什么').click();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('region', { name: '证据包' }).scrollIntoViewIfNeeded();
    await stand.shot(page, 'evidence-whole');
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载证据包' }).click();
    const file = JSON.parse(readFileSync(await (await coming).path(), 'utf8')) as EvidenceFile;
    expect((await verifyEvidence(file, stand.cities.federation.fingerprint)).ok).toBe(true);
    // Somebody writes into the database of the city.
    await stand.cities.sql(CHANGSHA, "update event set data = data || ' ' where lane = $1 and type = 'case.accepted'", [
      `case/${cases[0]}`,
    ]);
    await page.getByRole('button', { name: '核验证据包' }).click();
    await page.getByText(/首个断点：长沙市 第 \d+ 号事件：数据与签署时相同/).waitFor();
    await stand.shot(page, 'evidence-broken');
  });

  it('lets a supervisor name who stands in for whom', async () => {
    const today = chinaDateOf(new Date());
    const page = await stand.signedIn(CHANGSHA, 'supervisor1', '/deputies');
    // People of this city are chosen by name, with the keyboard.
    await page
      .getByRole('option', { name: /（reviewer3）/ })
      .first()
      .waitFor({ state: 'attached' });
    await page.getByLabel('不在岗人员').selectOption('reviewer1');
    expect(await page.getByLabel('代办人员').locator('option').count()).toBe(2);
    await page.getByLabel('代办人员').selectOption('reviewer2');
    await page.getByLabel('起始日').fill(today);
    await page.getByLabel('截止日').fill(today);
    await page.getByRole('button', { name: '安排' }).click();
    await page.getByRole('cell', { name: /^[\u4e00-\u9fff]+（supervisor1）$/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'deputies');
    const { body } = await reviewer.get<DeputyView[]>('/deputies');
    expect(body).toMatchObject([{ absent: 'reviewer1', deputy: 'reviewer2', setBy: 'supervisor1' }]);
  });
});
