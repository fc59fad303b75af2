import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { makeResidentId, USER_ROLES } from '#contracts';
import { liveSampleLife, type SampleLife } from '../../screens/sample-life.js';
import { addressOf, allPages, arrived, PERSON_OF, rolesOf, type PageRow } from '../../support/console-pages.js';
import {
  axeFindings,
  CONSOLE_TEST_MS,
  consoleStand,
  hasBrowser,
  WINDOW_SIZE,
  type ConsoleStand,
} from '../../support/console.js';
import { CHANGSHA, XIANGTAN } from '../../support/three-cities.js';
import { until } from '../../support/until.js';

const withBrowser = hasBrowser ? describe : describe.skip;
/** A key of the words that has no words stands there as it is. */
const UNWORDED =
  /\b(acts|administration|case|counter|due|operations|permissions|pickupDesk|problems|reviewDesk|roles|session|shell|supervision|workList)(\.\w+)+/;
const CASE_NO = /KY\d{20}[0-9A-Z]{9}/;
const APPLICANT = { name: '欧阳示例', number: makeResidentId('430302', '19880215', '100') };

withBrowser('a case in the hands of four people in two cities, and all pages that they have', () => {
  let stand: ConsoleStand;
  let caseNo: string;
  let clerk: Page;
  let life: SampleLife;
  let pages: readonly PageRow[];

  beforeAll(async () => {
    stand = await consoleStand('console_whole_life', { cities: [CHANGSHA, XIANGTAN] });
    const desk = await stand.gateway.signIn(XIANGTAN, 'clerk1');
    await until('湘潭 has the list and the points of 长沙', async () => {
      const items = await desk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
      const points = await desk.get<{ total: number }>(`/pickup-points?city=${CHANGSHA}`);
      return items.body.total >= 60 && points.body.total > 0;
    });
  }, CONSOLE_TEST_MS);
  afterAll(() => stand?.close());

  /** Does an act of the case: its button, its dialog with what is filled in, and the end of the dialog. */
  async function act(page: Page, name: RegExp, fields: Record<string, string> = {}): Promise<void> {
    await page.getByRole('main').getByRole('button', { name }).click();
    const dialog = page.getByRole('dialog');
    for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(value);
    await dialog.getByRole('button', { name }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  it(
    'is taken in by the clerk in 湘潭, who is told what happens next',
    async () => {
      clerk = await stand.signedIn(XIANGTAN, 'clerk1', '/collect');
      await clerk.getByRole('combobox', { name: '事项', exact: true }).pressSequentially('ybydzy');
      await clerk.getByRole('option', { name: /医保异地住院费用报销.*CS-YB-001/ }).click();
      const filled: Record<string, string> = {
        证件号码: APPLICANT.number,
        姓名: APPLICANT.name,
        手机号码: '13907320000',
        就诊医院: '湘潭市示例医院',
        入院日期: '20260901',
        出院日期: '20260909',
        '费用总额（元）': '18650.50',
        收款银行账号: '6222020000000000000',
        开户银行: '示例银行湘潭分行',
      };
      for (const [label, value] of Object.entries(filled)) await clerk.getByLabel(label).first().fill(value);
      await clerk.getByLabel('人证一致，已核对').check();
      await clerk.getByLabel(/已告知申请人/).check();
      await clerk.getByRole('button', { name: '必需材料全收' }).click();
      for (const original of await clerk.getByRole('checkbox', { name: /^已核对/ }).all()) await original.check();
      await clerk.getByRole('button', { name: /收件并转递/ }).click();
      const heading = clerk.getByRole('heading', { name: /收件成功/ });
      await heading.waitFor();
      caseNo = CASE_NO.exec(await heading.innerText())?.[0] ?? '';
      expect(caseNo).toMatch(CASE_NO);
      await clerk.getByText(/已签收/).waitFor();
    },
    CONSOLE_TEST_MS,
  );

  it(
    'is not for the clerk to decide: no button says so, no address leads there, and the server refuses',
    async () => {
      await clerk.goto(`${stand.url}/cases/${caseNo}`);
      await clerk.getByRole('heading', { name: '全程记录' }).waitFor();
      expect(await clerk.getByRole('button', { name: /^(受理|准予|不予|出证)/ }).count()).toBe(0);
      await clerk.goto(`${stand.url}/review/${caseNo}`);
      await clerk.getByRole('heading', { name: '没有这个页面' }).waitFor();
      const desk = await stand.gateway.signIn(XIANGTAN, 'clerk1');
      const refused = { status: 403, body: { code: 'role_not_allowed' } };
      expect(await desk.act(caseNo, 'acceptance', {})).toMatchObject(refused);
    },
    CONSOLE_TEST_MS,
  );

  it(
    'is accepted, decided and issued by the reviewer in 长沙',
    async () => {
      const reviewer = await stand.signedIn(CHANGSHA, 'reviewer1', '/review');
      await reviewer.getByRole('link', { name: caseNo }).waitFor();
      await reviewer.getByRole('button', { name: /^下一件/ }).click();
      await reviewer.getByRole('heading', { name: `审批 ${caseNo}` }).waitFor();
      await act(reviewer, /^受理/);
      await act(reviewer, /^准予/, { 理由: '材料齐全，符合异地就医报销条件' });
      await act(reviewer, /^出证/, { 证照或文书编号: 'CS-示例-0801' });
      // Nothing else waits: the desk is back at its queue.
      await reviewer.getByRole('heading', { name: '审批队列' }).waitFor();
      await reviewer.context().close();
    },
    CONSOLE_TEST_MS,
  );

  it(
    'is handed over at the pickup desk in 湘潭 against code and certificate',
    async () => {
      const pickup = await stand.signedIn(XIANGTAN, 'pickup1', '/pickup/shelf');
      await pickup.getByRole('button', { name: '上架' }).click();
      await pickup.getByRole('dialog', { name: '上架待领' }).getByRole('button', { name: '上架' }).click();
      const slip = pickup.getByRole('dialog', { name: '取件凭条' });
      const code = /\d{6}/.exec(await slip.getByRole('article').innerText())?.[0] ?? '';
      await pickup.keyboard.press('Escape');
      await pickup.getByRole('link', { name: '取件交付' }).click();
      await pickup.getByLabel('取件码', { exact: true }).fill(code);
      await pickup.getByRole('button', { name: '查找' }).click();
      await pickup.getByRole('region', { name: '待交付的结果' }).getByText(APPLICANT.name).waitFor();
      await pickup.getByLabel('领取人证件号码').fill(APPLICANT.number);
      await pickup.getByRole('button', { name: '确认交付' }).click();
      await pickup
        .getByRole('status')
        .getByText(/已交付/)
        .waitFor();
      await pickup.context().close();
    },
    CONSOLE_TEST_MS,
  );

  it(
    'is seen by the supervisor from its first day to its last, with nobody named, and by the clerk as done',
    async () => {
      const supervisor = await stand.signedIn(XIANGTAN, 'supervisor1', '/cases');
      await supervisor.getByRole('link', { name: caseNo }).click();
      const record = supervisor.getByRole('region', { name: '全程记录' });
      for (const step of ['收件', '转递', '签收', '受理', '准予', '出证', '上架', '交付'])
        await record
          .getByRole('row')
          .filter({ hasText: new RegExp(step) })
          .first()
          .waitFor();
      const told = await supervisor.getByRole('main').innerText();
      expect(told).toContain('欧阳**');
      expect(told).not.toContain(APPLICANT.name);
      expect(told).not.toContain(APPLICANT.number);
      expect(await axeFindings(supervisor)).toEqual([]);
      await stand.shot(supervisor, 'whole-life');
      await clerk.goto(`${stand.url}/cases/${caseNo}`);
      await clerk.getByText('已领取').first().waitFor();
    },
    CONSOLE_TEST_MS,
  );

  it(
    'is one of many, in every state and for every desk',
    async () => {
      await clerk.context().close();
      life = await liveSampleLife(stand.gateway);
      pages = await allPages();
    },
    CONSOLE_TEST_MS,
  );

  /** What is wrong with a page as it stands. */
  async function faultsOf(page: Page, what: string): Promise<string[]> {
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    const unworded = UNWORDED.exec(await page.getByRole('main').innerText())?.[0];
    return [
      ...(await axeFindings(page)).map((found) => `${what}: ${JSON.stringify(found)}`),
      ...(width > WINDOW_SIZE.width ? [`${what}: ${width} px wide`] : []),
      ...(unworded === undefined ? [] : [`${what}: no words for ${unworded}`]),
    ];
  }

  async function appearance(page: Page, wanted: 'light' | 'dark'): Promise<void> {
    await page.emulateMedia({ colorScheme: wanted });
    await until(`the page is ${wanted}`, async () => {
      const scheme = await page.evaluate<string>('getComputedStyle(document.documentElement).colorScheme');
      return (scheme === 'dark') === (wanted === 'dark');
    });
  }

  // Every page in both appearances for the first role that has it, and in the usual one for all others.
  it.each(USER_ROLES)(
    'have no page that a %s cannot read or that does not fit the window, and none that is not theirs',
    async (role) => {
      const [city, username] = PERSON_OF[role];
      const page = await stand.signedIn(city, username);
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
      const mine = pages.filter((one) => rolesOf(one).includes(role));
      for (const row of mine) {
        // What everybody has is the same for all of them.
        if (role !== USER_ROLES[0] && rolesOf(row).length === USER_ROLES.length) continue;
        await appearance(page, 'light');
        // By the menu, as anybody would; what is not in it, by its address.
        if (row.icon) {
          await page.getByRole('navigation', { name: '主菜单' }).locator(`a[href="${row.path}"]`).click();
          await page.waitForURL(stand.url + row.path);
        } else await page.goto(stand.url + addressOf(row, life));
        await arrived(page, row, life);
        await until('the page has its data', async () => (await page.locator('[aria-busy="true"]').count()) === 0);
        faults.push(...(await faultsOf(page, row.name)));
        await stand.shot(page, `${row.name}-${role}`);
        if (rolesOf(row)[0] !== role) continue;
        await appearance(page, 'dark');
        faults.push(...(await faultsOf(page, `${row.name} in the dark`)));
      }
      expect(faults).toEqual([]);
      const menu = page.getByRole('navigation', { name: '主菜单' }).getByRole('link');
      const shown = await menu.evaluateAll((links) => links.map((link) => (link as unknown as URL).pathname));
      expect(shown.sort()).toEqual(
        mine
          .filter(({ icon }) => icon)
          .map(({ path }) => path)
          .sort(),
      );
      const closed = pages.find((row) => !mine.includes(row) && !row.path.includes(':'));
      await page.goto(stand.url + (closed?.path ?? '/no-such-page'));
      await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
      await page.context().close();
    },
    CONSOLE_TEST_MS,
  );
});
