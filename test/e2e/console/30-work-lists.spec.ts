import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { CaseView } from '#contracts';
import { aCollection } from '../../support/builders.js';
import { axeFindings, choose, consoleStand, hasBrowser, type ConsoleStand } from '../../support/console.js';
import { CHANGSHA, XIANGTAN } from '../../support/three-cities.js';
import { until } from '../../support/until.js';
import { untilStatus } from '../../support/with-gateway.js';

const withBrowser = hasBrowser ? describe : describe.skip;

withBrowser('the work lists of the console', () => {
  let stand: ConsoleStand;
  let mine: string;
  let others: string;
  const form = aCollection();

  beforeAll(async () => {
    stand = await consoleStand('console_work_lists', { cities: [CHANGSHA, XIANGTAN] });
    const clerk = await stand.gateway.signIn(XIANGTAN, 'clerk1');
    await until('湘潭 has the list of 长沙', async () => {
      const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
      return body.total >= 60;
    });
    mine = (await clerk.post<CaseView>('/cases', form)).body.caseNo;
    const other = await stand.gateway.signIn(XIANGTAN, 'clerk2');
    others = (await other.post<CaseView>('/cases', aCollection())).body.caseNo;
  }, 120_000);
  afterAll(() => stand?.close());

  it('are mine, my window’s and the city’s, each with an address; a view is kept under a name', async () => {
    const page = await stand.signedIn(XIANGTAN, 'clerk1', '/cases');
    await page.getByRole('link', { name: others }).waitFor();
    await page.getByRole('navigation', { name: '范围' }).getByRole('link', { name: '我的' }).click();
    await page.getByRole('link', { name: others }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: mine }).waitFor();
    expect(new URL(page.url()).search).toBe('?scope=mine');
    await choose(page, '阶段', '办理中');
    await page.getByRole('textbox', { name: '视图名称' }).fill('我在办的');
    await page.getByRole('button', { name: '保存视图' }).click();
    await page.getByRole('link', { name: '我在办的' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'work-list-mine');
    await page.getByRole('button', { name: '清除条件' }).click();
    await page.getByRole('link', { name: '我在办的' }).click();
    await page.getByRole('link', { name: mine }).waitFor();
    expect(new URL(page.url()).search).toBe('?scope=mine&group=UNDERWAY');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1366);

    await page.getByText('显示列', { exact: true }).first().click();
    await page.getByRole('checkbox', { name: '申请人' }).uncheck();
    await page.getByRole('checkbox', { name: '办理方式' }).check();
    await page.getByRole('columnheader', { name: '申请人' }).waitFor({ state: 'detached' });
    await page.getByRole('columnheader', { name: '办理方式' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'work-list-columns');
    await page.keyboard.press('Escape');
    // The next list has them too, and so has this person's next look at another day.
    await page.goto(`${stand.url}/cases`);
    await page.getByRole('columnheader', { name: '办理方式' }).waitFor();
    await choose(page, '办理方式', '授权委托');
    await page.getByText('没有符合条件的办件').waitFor();
    await choose(page, '办理方式', '代收资料');
    await choose(page, '事项', '医保异地住院费用报销（长沙市 CS-YB-001）');
    await page.getByRole('link', { name: mine }).waitFor();
    expect(new URL(page.url()).search).toBe('?itemCode=CS-YB-001&mode=PROXY_COLLECT');
  }, 120_000);

  it('change by themselves when a case comes from another city, and never from under who reads them', async () => {
    const page = await stand.signedIn(CHANGSHA, 'reviewer1', '/cases');
    await page.getByRole('link', { name: others }).waitFor();
    const clerk = await stand.gateway.signIn(XIANGTAN, 'clerk1');
    const collected = async (): Promise<string> => (await clerk.post<CaseView>('/cases', aCollection())).body.caseNo;
    const first = await collected();
    await page.getByRole('link', { name: first }).waitFor();

    await page.getByRole('link', { name: first }).focus();
    const second = await collected();
    const takeIn = page.getByRole('button', { name: '新增 1 条，点此刷新' });
    await takeIn.waitFor();
    expect(await page.getByRole('link', { name: second }).count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'work-list-fresh');
    // What is decided changes in its place, under the reader's eyes.
    const reviewer = await stand.gateway.signIn(CHANGSHA, 'reviewer1');
    await untilStatus(reviewer, first, 'RECEIVED');
    await reviewer.act(first, 'acceptance');
    await page.getByRole('row', { name: first }).getByText('已受理').waitFor();
    await page.getByRole('link', { name: first }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('r');
    await page.getByRole('link', { name: second }).waitFor();
    await takeIn.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: first }).and(page.locator(':focus')).waitFor();
  }, 120_000);

  it('of the reviewers lose a case that somebody else has taken, without a look at the page', async () => {
    const page = await stand.signedIn(CHANGSHA, 'reviewer1', '/review');
    const link = page.getByRole('link', { name: mine });
    await link.waitFor();
    const colleague = await stand.gateway.signIn(CHANGSHA, 'reviewer2');
    await colleague.post(`/cases/${mine}/claim`);
    await link.waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: others }).check();
    await colleague.post(`/cases/${others}/claim`);
    await page.getByRole('row', { name: others }).getByText('已移出').waitFor();
    expect(await page.getByRole('row', { name: others }).getByRole('button').isDisabled()).toBe(true);
    await page.getByRole('button', { name: '1 条已移出本列表，点此刷新' }).click();
    await page.getByRole('link', { name: others }).waitFor({ state: 'detached' });
  }, 120_000);

  it('find a person by certificate, with nothing of it in the address, and leave as a masked file', async () => {
    const page = await stand.signedIn(XIANGTAN, 'clerk1', '/cases');
    const { certificateNo, name } = form.application.applicant;
    await page.getByRole('link', { name: others }).waitFor();
    await page.getByLabel('证件号码').fill(certificateNo);
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByRole('link', { name: others }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: mine }).waitFor();
    expect(page.url()).not.toContain(certificateNo);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 CSV' }).click();
    const text = readFileSync(await (await saved).path(), 'utf8');
    expect(text).toContain(mine);
    expect(text).not.toContain(others);
    expect(text).not.toMatch(new RegExp(`${certificateNo}|${name}`));
    await page.getByRole('status').filter({ hasText: '已登记' }).waitFor();
  }, 120_000);
});
