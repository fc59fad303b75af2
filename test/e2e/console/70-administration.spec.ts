import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { axeFindings, choose, consoleStand, hasBrowser, signInAt, type ConsoleStand } from '../../support/console.js';
import { XIANGTAN } from '../../support/three-cities.js';

const withBrowser = hasBrowser ? describe : describe.skip;
const OWN = 'Shili-Koling-2026';

withBrowser('the administrator’s pages', () => {
  let stand: ConsoleStand;
  beforeAll(async () => {
    stand = await consoleStand('console_administration', { cities: [XIANGTAN] });
  });
  afterAll(() => stand?.close());

  it('make an account whose password is shown once, and has to be changed before anything else', async () => {
    const page = await stand.signedIn(XIANGTAN, 'admin1', '/people');
    await page.getByRole('rowheader', { name: 'clerk1' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'people');
    await page.getByRole('button', { name: '新建账号' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('用户名').fill('clerk30');
    await dialog.getByLabel('姓名').fill('示例三十');
    await choose(page, '窗口', 'XT-W01');
    // While the options fade away their words are pale, and axe would judge that.
    await page.getByRole('option', { name: 'XT-W01' }).waitFor({ state: 'hidden' });
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'people-new');
    await dialog.getByRole('button', { name: '保存' }).click();
    const password = await page.getByRole('dialog').locator('output').innerText();
    expect(password).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$/);
    await page.getByRole('dialog').getByRole('button', { name: '关闭', exact: true }).last().click();
    await page.getByRole('row', { name: /clerk30 .*待改口令/ }).waitFor();

    const clerk = await stand.open('/sign-in');
    await signInAt(clerk, XIANGTAN, 'clerk30', password);
    await clerk.getByRole('heading', { name: '修改口令' }).waitFor();
    await clerk.goto(`${stand.url}/cases`);
    await clerk.getByRole('heading', { name: '修改口令' }).waitFor();
    expect(await axeFindings(clerk)).toEqual([]);
    await stand.shot(clerk, 'password');
    await clerk.getByLabel('原口令').fill(password);
    await clerk.getByLabel('新口令', { exact: true }).fill(OWN);
    await clerk.getByLabel('再输一次新口令').fill(OWN);
    await clerk.getByRole('button', { name: '修改口令' }).click();
    await clerk.getByRole('heading', { name: '修改口令' }).waitFor({ state: 'detached' });
    await clerk.getByRole('navigation').getByRole('link', { name: '办件列表' }).click();
    await clerk.getByRole('heading', { name: '办件列表' }).waitFor();
  }, 120_000);

  it('disable an account, but never the last administrator’s', async () => {
    const page = await stand.signedIn(XIANGTAN, 'admin1', '/people');

    await page.getByRole('button', { name: '停用 clerk30' }).click();
    await page.getByLabel('停用原因').fill('示例：调离');
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByRole('row', { name: /clerk30 .*已停用/ }).waitFor();
    await page.getByRole('button', { name: '停用 admin1' }).click();
    await page.getByLabel('停用原因').fill('示例');
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByRole('alert').filter({ hasText: 'last_administrator' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('import people from a file, first only told and then done', async () => {
    const page = await stand.signedIn(XIANGTAN, 'admin1', '/people/import');
    const run = page.getByRole('button', { name: '导入', exact: true });
    expect(await run.isDisabled()).toBe(true);
    await page.getByLabel('或粘贴内容').fill('用户名,姓名,岗位\nclerk40,示例四十,窗口收件人员\nclerk41,示例,局长');
    await page.getByRole('button', { name: '试运行' }).click();
    await page.getByRole('status').filter({ hasText: '将新建 1 人' }).waitFor();
    await page.getByRole('row', { name: /clerk41 退回 .*局长/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'people-import');
    await run.click();
    await page.getByRole('row', { name: /clerk40 新建 .*-/ }).waitFor();
    // A text that was not tried is not imported.
    expect(await run.isDisabled()).toBe(true);
  });

  it('make halls, windows and units, and show who changed what', async () => {
    const page = await stand.signedIn(XIANGTAN, 'admin1', '/places');
    await page.getByRole('button', { name: '新建部门' }).click();
    await page.getByRole('dialog').getByLabel('编号').fill('XT-U1');
    await page.getByRole('dialog').getByLabel('名称', { exact: true }).fill('综合科');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await page.getByRole('rowheader', { name: 'XT-U1' }).waitFor();
    await page.getByRole('button', { name: '新建窗口' }).click();
    await page.getByRole('dialog').getByLabel('编号').fill('XT-W09');
    await page.getByRole('dialog').getByLabel('名称', { exact: true }).fill('09号窗口');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await page.getByRole('rowheader', { name: 'XT-W09' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'places');
    await page.getByRole('navigation').getByRole('link', { name: '管理操作记录' }).click();
    await page.getByRole('row', { name: /admin1 保存窗口 XT-W09 名称：09号窗口；类型：.*；大厅：/ }).waitFor();
    await page
      .getByRole('row', { name: /新建账号 clerk30 姓名：示例三十；岗位：窗口收件人员；.*设有口令：是/ })
      .waitFor();
    await page.getByRole('row', { name: /停用账号 clerk30 停用：否 → 是；原因：示例：调离/ }).waitFor();
    // Names of fields are the machine's; nobody at this desk has to know them.
    expect(await page.getByRole('table').innerText()).not.toMatch(/[a-z]+(_id|[A-Z][a-z]+)|true|false|null/);
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'administration-records');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1366);
    await page.evaluate('localStorage.setItem("tongban.locale", "en")');
    await page.reload();
    await page.getByRole('row', { name: /Account disabled clerk30 Disabled: No → Yes; Reason: / }).waitFor();
    await stand.shot(page, 'administration-records-en');
  });
});
