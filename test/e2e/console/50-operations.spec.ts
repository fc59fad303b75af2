import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { CollectedView, Page as ListPage, QueueEntry } from '#contracts';
import { brokenShelf } from '../../support/broken-shelf.js';
import { aCollection } from '../../support/builders.js';
import { axeFindings, CONSOLE_TEST_MS, consoleStand, hasBrowser, type ConsoleStand } from '../../support/console.js';
import { CHANGSHA, XIANGTAN, type Desk } from '../../support/three-cities.js';
import { until } from '../../support/until.js';

const inBrowser = hasBrowser ? it : it.skip;
const PAIR = [CHANGSHA, XIANGTAN];
let stand: ConsoleStand;
let page: Page;
let clerk: Desk;

beforeAll(async () => {
  if (!hasBrowser) return;
  stand = await consoleStand('console_operations', { cities: PAIR, env: { TONGBAN_STATEMENT_HOUR: '0' } });
  clerk = await stand.cities.signIn(XIANGTAN, 'clerk1');
  await until('the list of 长沙 is in 湘潭', async () => {
    const list = await clerk.ask<ListPage<unknown>>('listItems', { homeCity: CHANGSHA });
    return list.total > 0;
  });
  await stand.cities.quiet();
}, CONSOLE_TEST_MS);
afterAll(async () => {
  await stand?.close();
});

/** The page of this title, without serious findings and without scrolling sideways. */
async function goTo(title: string, shot: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: title, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByRole('table').or(page.getByText('没有需要处置的消息')).first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  const sideways = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  expect([title, sideways]).toEqual([title, false]);
  await stand.shot(page, `50-${shot}`);
}

inBrowser(
  'a partner that stops is seen with what is held for it, and both are well again when it is back',
  async () => {
    page = await stand.signedIn(XIANGTAN, 'operator1', '/operations/partners');
    await goTo('协作城市', 'partners');
    const row = page.getByRole('row', { name: new RegExp(`城市${CHANGSHA}|长沙`) });
    await row.getByRole('button', { name: /探测/ }).click();
    await page.getByRole('status').filter({ hasText: '双方编号一致' }).waitFor();
    await stand.cities.stopNode(CHANGSHA);
    await clerk.ask<CollectedView>('collectCase', aCollection());
    await row.getByText('断开').waitFor();
    await row.getByText('1 件').waitFor();
    await stand.shot(page, '50-partner-down');
    await stand.cities.startNode(CHANGSHA);
    await row.getByText('畅通').waitFor();
    await row.getByText('0 件').waitFor();
    await goTo('对账', 'statements');
    await page.getByRole('button', { name: '立即对账' }).click();
    await page.getByRole('cell', { name: '手动' }).first().waitFor();
  },
  CONSOLE_TEST_MS,
);

inBrowser(
  'sending to a partner is held with a reason and an end, read in the lamps, and let go by hand',
  async () => {
    page = await stand.signedIn(XIANGTAN, 'operator1', '/operations/partners');
    const row = page.getByRole('row', { name: /长沙/ }).first();
    await row.getByRole('button', { name: /^暂停转递/ }).click();
    await page.getByLabel('原因').fill('示例');
    await page.keyboard.press('Alt+s');
    await page.getByText('请至少写 5 个字').waitFor();
    await page.getByLabel('原因').fill('示例：对方机房维护，已电话约定');
    await stand.shot(page, '50-hold-form');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Alt+s');
    await row.getByText(/^暂停转递：示例：对方机房维护，已电话约定，预计/).waitFor();
    await row.getByRole('button', { name: /^暂停记录/ }).click();
    await page.getByRole('cell', { name: '进行中' }).waitFor();
    await clerk.ask<CollectedView>('collectCase', aCollection());
    await row.getByText('1 件').waitFor();
    await page.reload();
    await page.getByRole('list', { name: '与协作城市的链路' }).getByText('暂停转递').waitFor();
    await row.getByRole('button', { name: /^暂停记录/ }).click();
    await page.getByRole('cell', { name: '进行中' }).waitFor();
    await stand.shot(page, '50-held');
    expect(await axeFindings(page)).toEqual([]);
    await row.getByRole('button', { name: /^恢复转递/ }).click();
    await row.getByText('畅通').waitFor();
    await row.getByText('0 件').waitFor();
    await page.getByRole('cell', { name: '进行中' }).waitFor({ state: 'detached' });
  },
  CONSOLE_TEST_MS,
);

inBrowser(
  'a message without effect is read in words and given back with a reason, which the sender reads',
  async () => {
    const there = await brokenShelf(stand.cities, CHANGSHA);
    const other = await clerk.ask<CollectedView>('collectCase', aCollection());
    const home = await stand.cities.signIn(CHANGSHA, 'operator1');
    const [entry] = await until('it stands in 长沙', async () => {
      const { items } = await home.ask<ListPage<QueueEntry>>('listQueue', {});
      const found = items.filter(({ caseNo }) => caseNo === other.caseNo);
      return found.length === 2 ? found : undefined;
    });
    await there();
    page = await stand.signedIn(CHANGSHA, 'operator1', '/operations/messages');
    await goTo('消息处置', 'queue');
    const number = entry?.number ?? 0;
    await page.getByRole('button', { name: new RegExp(`来件 ${number}$`) }).click();
    const detail = page.getByRole('article');
    await detail.getByText('不产生效力').waitFor();
    await detail.getByRole('button', { name: '退回对方' }).click();
    const field = page.getByLabel('退回对方的理由');
    await field.fill('短');
    await page.keyboard.press('Alt+s');
    await page.getByText('请至少写 5 个字').waitFor();
    await field.fill('示例：请窗口核对后重新发送');
    await stand.shot(page, '50-return');
    await page.keyboard.press('Alt+s');
    await detail.getByText('已退回，等待').waitFor();
    await detail.getByText('示例：请窗口核对后重新发送').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const sender = await stand.cities.signIn(XIANGTAN, 'operator1');
    const { items } = await sender.ask<ListPage<QueueEntry>>('listQueue', {});
    expect(items.find((one) => one.number === number)?.history).toMatchObject([
      { act: 'RETURN', words: '示例：请窗口核对后重新发送', by: null },
    ]);
    // The other of the two is taken once more, now that the defect is mended.
    await detail.getByRole('button', { name: '重新办理' }).click();
    await page.getByLabel('重新办理的理由').fill('示例：故障已修复');
    await page.getByRole('button', { name: '确认' }).click();
    await detail.getByText('该记录现已办理生效').waitFor();
  },
  CONSOLE_TEST_MS,
);

inBrowser(
  'a calendar is imported from its notice; keys, versions of items and health are read',
  async () => {
    await goTo('工作日历', 'calendar');
    await page.getByLabel('年度').fill('2031');
    await page.getByLabel('依据通知').fill('示例通知');
    const days = page.getByLabel('放假与调休');
    await days.fill('春节：2031-01-23');
    await page.getByText('看不懂：春节').waitFor();
    await days.fill('放假：2031-01-23~2031-01-29\n调休上班：2031-01-19');
    await page.getByText('放假 7 天（新增 7，取消 0）').waitFor();
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByText('缺少法定假日 2031-05-01').waitFor();
    await days.fill('放假：2031-01-01、2031-01-23~2031-01-29、2031-05-01~2031-05-02、2031-10-01~2031-10-03');
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByRole('status').filter({ hasText: '已导入 2031 年日历' }).waitFor();
    await page.getByRole('row', { name: /2031/ }).getByText('放假 13 天').waitFor();
    await goTo('密钥有效期', 'keys');
    await goTo('事项版本', 'items');
    await page.getByLabel('名称或编码').fill('CS-YB-001');
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByRole('button', { name: 'CS-YB-001' }).click();
    await page.getByText('首个版本').waitFor();
    await goTo('运行状况', 'health');
    await page.getByText('正常运行').waitFor();
  },
  CONSOLE_TEST_MS,
);
