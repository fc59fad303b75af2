import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { CaseView } from '#contracts';
import { makeResidentId } from '#contracts';
import { axeFindings, consoleStand, hasBrowser, type ConsoleStand } from '../../support/console.js';
import { aCollection } from '../../support/builders.js';
import { aPdf } from '../../support/sample-files.js';
import { CHANGSHA, XIANGTAN } from '../../support/three-cities.js';
import { until } from '../../support/until.js';
import { attachmentsOf } from '../../support/uploading.js';
import { untilStatus, type HttpDesk } from '../../support/with-gateway.js';

const withBrowser = hasBrowser ? describe : describe.skip;
const CASE_NO = /KY430100430300\d{8}[0-9A-Z]{9}/;

withBrowser('taking papers in at the console', () => {
  let stand: ConsoleStand;
  let clerk: HttpDesk;
  let reviewer: HttpDesk;
  const idNumber = makeResidentId('430302', '19880215', '317');

  beforeAll(async () => {
    stand = await consoleStand('console_window', { cities: [CHANGSHA, XIANGTAN] });
    clerk = await stand.gateway.signIn(XIANGTAN, 'clerk1');
    reviewer = await stand.gateway.signIn(CHANGSHA, 'reviewer1');
    await until('湘潭 has the list and the points of 长沙', async () => {
      const items = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
      const points = await clerk.get<{ total: number }>(`/pickup-points?city=${CHANGSHA}`);
      return items.body.total >= 60 && points.body.total > 0;
    });
  });
  afterAll(() => stand?.close());

  /** Picks 医保异地住院费用报销 of 长沙 by the initials of its words. */
  async function pick(page: Page): Promise<void> {
    const field = page.getByRole('combobox', { name: '事项', exact: true });
    await field.pressSequentially('ybydzy');
    await page.getByRole('option', { name: /医保异地住院费用报销.*CS-YB-001/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '申请人' }).waitFor();
    await until('the cursor is in the number', () => focused(page, '证件号码'));
  }
  /** Whether the cursor is in the field of this label. */
  const focused = (page: Page, label: string): Promise<boolean> =>
    page
      .getByLabel(label, { exact: true })
      .first()
      .evaluate((field) => {
        const { ownerDocument } = field as unknown as { ownerDocument: { activeElement: unknown } };
        return ownerDocument.activeElement === field;
      });
  /** Types into the field that has the cursor, and goes on. */
  async function type(page: Page, text: string): Promise<void> {
    await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  }
  /** Everything of a prepared case from the number on, in the order of the paper. */
  async function fillIn(page: Page, no = idNumber): Promise<void> {
    await type(page, no);
    for (const text of ['欧阳示例', '13907320000', '湘潭市雨湖区示例路1号']) await type(page, text);
    // 人证一致, 已告知
    await type(page, '');
    await type(page, '');
    const form = ['湘潭市示例医院', '20260901', '20260909', '18650.50', '6222020000000000000', '示例银行湘潭分行'];
    for (const text of form) await type(page, text);
    await page.keyboard.press('Alt+a');
    // Five lines of the checklist: each is taken; those with an original have it compared.
    for (const original of [true, true, true, true, false]) {
      await type(page, '');
      if (original) await type(page, '');
    }
  }
  const collect = async (page: Page): Promise<string> => {
    await page.keyboard.press('Alt+s');
    const heading = page.getByRole('heading', { name: /收件成功/ });
    await heading.waitFor();
    return CASE_NO.exec(await heading.innerText())?.[0] ?? '';
  };

  it('is done with the keyboard alone, with a scan, and ends with a number and a voucher', async () => {
    const page = await stand.signedIn(XIANGTAN, 'clerk1', '/collect');
    await until('the cursor waits for the matter', () => focused(page, '事项'));
    await pick(page);
    await page.getByText('湘潭市政务服务大厅取件窗口（示例）').first().waitFor({ state: 'attached' });
    await fillIn(page);
    await page.getByLabel('拖入或选择文件 身份证明').setInputFiles({
      name: '身份证明.pdf',
      mimeType: 'application/pdf',
      buffer: aPdf(1_400_000),
    });
    await page.getByText('✓ 身份证明.pdf').waitFor();
    await page.getByRole('status').filter({ hasText: '必需材料齐全' }).waitFor();
    expect(await page.getByRole('status').filter({ hasText: '受理范围' }).innerText()).toMatch(/畅通[\s\S]*件待受理/);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1366);
    await stand.shot(page, 'window-filled');

    const caseNo = await collect(page);
    const voucher = page.getByRole('article', { name: '收件凭证' });
    await voucher.getByRole('img', { name: `二维码：${caseNo}` }).waitFor();
    expect(await voucher.innerText()).toMatch(/凭证编号\s+SJ430300/);
    expect(await voucher.innerText()).toContain('湘潭市政务服务大厅取件窗口（示例）');
    await page.getByText(/已签收/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'window-done');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
    expect(await page.getByText('收下一件').isVisible()).toBe(false);
    await stand.shot(page, 'window-voucher-on-paper');
    await page.emulateMedia({ media: null });

    const there = await untilStatus(reviewer, caseNo, 'RECEIVED');
    expect(there.application).toMatchObject({
      applicant: { certificateNo: idNumber, name: '欧阳示例' },
      form: { admittedOn: '2026-09-01', totalAmountYuan: 18650.5 },
      delivery: { kind: 'PICKUP', city: XIANGTAN, pointId: 'XT-P01' },
    });
    expect(await attachmentsOf(clerk, caseNo)).toMatchObject([{ material: 'M01', name: '身份证明.pdf' }]);
    expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toMatch(/示例|1390732|430302/);
  });

  it('says while it is typed that a number has a wrong check digit, and goes to the first place that is wrong', async () => {
    const page = await stand.signedIn(XIANGTAN, 'clerk1', '/collect');
    await pick(page);
    await page.keyboard.insertText(idNumber.slice(0, 9));
    await page.getByText('已输入 9/18 位').waitFor();
    const wrong = idNumber.slice(0, 17) + (idNumber.endsWith('1') ? '2' : '1');
    await page.keyboard.insertText(wrong.slice(9));
    await page.getByText(/校验位不符/).waitFor();
    await page.keyboard.press('Alt+s');
    await until('the cursor is back in the number', () => focused(page, '证件号码'));
    await page.getByText(/还有 \d+ 处需要补正/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'window-wrong');
    // A card reader types the number in capitals and at once.
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(`欧阳示例,男,汉,1988年02月15日,湖南省湘潭市雨湖区示例路1号,${idNumber}`);
    await page.getByText('号码格式与校验位正确').waitFor();
    expect(await page.getByLabel('姓名').inputValue()).toBe('欧阳示例');
  });

  it('goes on while the home city is away, and tells when it has arrived', async () => {
    const page = await stand.signedIn(XIANGTAN, 'clerk1', '/collect');
    // Nothing is looked for now and then: what the page shows it was told by live updates.
    await page.addInitScript('window.setInterval = () => 0');
    await page.reload();
    await pick(page);
    const lamp = page.getByRole('list', { name: '与协作城市的链路' }).getByText(/长沙/);
    await lamp.getByText('畅通').waitFor();
    await stand.cities.stopNode(CHANGSHA);
    await fillIn(page);
    await page.getByRole('status').filter({ hasText: '可以照常收件' }).waitFor();
    const caseNo = await collect(page);
    await page.getByText(/已安全留存，.*恢复后自动转递/).waitFor();
    await lamp.getByText('不通').waitFor();
    await lamp.getByText('留存 1 件').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'window-held');
    await stand.cities.startNode(CHANGSHA);
    await page.getByText(/已签收/).waitFor({ timeout: 60_000 });
    await lamp.getByText('畅通').waitFor();
    await page.keyboard.press('Alt+n');
    await until('the cursor waits for the next matter', () => focused(page, '事项'));
    const { body } = await clerk.get<CaseView>(`/cases/${caseNo}`);
    expect(body.status).toMatch(/FORWARDED|RECEIVED/);
  });

  it('keeps what is typed through a restart of the server, a reload and a sign-out, for its officer alone', async () => {
    const page = await stand.signedIn(XIANGTAN, 'clerk2', '/collect');
    await pick(page);
    await type(page, idNumber);
    await page.getByText(/草稿已保存/).waitFor();
    await stand.cities.stopNode(XIANGTAN);
    await type(page, '王示例');
    await page.getByText(/恢复后自动保存/).waitFor();
    await stand.cities.startNode(XIANGTAN);
    await page.getByText(/草稿已保存/).waitFor({ timeout: 60_000 });
    await page.reload();
    await until('the form is there again', async () => (await page.getByLabel('姓名').inputValue()) === '王示例');
    expect(await page.getByLabel('证件号码').inputValue()).toBe(idNumber);
    expect(page.url()).not.toMatch(/430302|%E6/);

    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('heading', { name: '登录通办' }).waitFor();
    const ofAnother = { version: 0, kind: 'collect', label: '另一位的草稿', content: '{}' };
    expect((await clerk.post('/drafts/d0000000-0000-4000-8000-000000000010', ofAnother)).status).toBe(200);
    const others = await stand.signedIn(XIANGTAN, 'clerk1', '/collect');
    await others.getByText('另一位的草稿').waitFor();
    expect(await others.getByText(/· 王/).count()).toBe(0);
    const again = await stand.signedIn(XIANGTAN, 'clerk2', '/collect');
    await again.getByRole('button', { name: /^继续 医保异地住院费用报销 · 王\*\*/ }).waitFor();
    expect(await axeFindings(again)).toEqual([]);
    await stand.shot(again, 'window-drafts');
    await again.getByRole('button', { name: /^继续/ }).click();
    await until('the form is there again', async () => (await again.getByLabel('姓名').inputValue()) === '王示例');
    await until('the cursor is in the number', () => focused(again, '证件号码'));
    await again.keyboard.press('Control+a');
    await fillIn(again);
    await collect(again);
    await again.keyboard.press('Alt+n');
    await again.getByText(/可查 \d+ 项/).waitFor();
    expect(await again.getByRole('heading', { name: '我的草稿' }).count()).toBe(0);
  });

  it('hears of a restart of the server without a touch, keeps what is half typed, and is told again what changes', async () => {
    const page = await stand.signedIn(XIANGTAN, 'clerk1', '/collect');
    await pick(page);
    await type(page, idNumber);
    await page.getByText(/草稿已保存/).waitFor();
    const looking = await stand.signedIn(CHANGSHA, 'reviewer1', '/review');
    await looking.getByRole('button', { name: /^待领办/ }).waitFor();
    await stand.withoutGateway(async () => {
      for (const one of [page, looking]) await one.getByText('与服务器的连接中断').waitFor();
      await type(page, '王示例');
      await looking.getByText('暂非实时').waitFor();
      await stand.shot(looking, 'not-live');
    });
    for (const one of [page, looking]) await one.getByText('与服务器的连接中断').waitFor({ state: 'hidden' });
    await page.getByText(/草稿已保存/).waitFor();
    expect(await page.getByLabel('姓名').inputValue()).toBe('王示例');
    await looking.getByText('暂非实时').waitFor({ state: 'detached' });
    const { body } = await clerk.post<CaseView>('/cases', aCollection());
    await looking.getByRole('link', { name: body.caseNo }).waitFor();
  });

  it('takes a joint case in at once, with what each of its parts needs', async () => {
    const page = await stand.signedIn(XIANGTAN, 'clerk1', '/collect');
    await page.getByRole('combobox', { name: '事项', exact: true }).pressSequentially('XT-LB-002');
    await page.getByRole('option', { name: /XT-LB-002/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('证件号码').fill(idNumber);
    await page.getByLabel('姓名').fill('欧阳示例');
    await page.getByLabel('手机号码').fill('13907320000');
    await page.getByLabel('人证一致，已核对').check();
    await page.getByLabel(/已告知申请人/).check();
    await page.getByLabel('毕业院校').first().fill('示例大学');
    const part = page.getByRole('region', { name: /第 1 件/ });
    expect(await part.getByLabel('毕业院校').inputValue()).toBe('示例大学');
    await page.keyboard.press('Alt+a');
    for (const box of await page.getByRole('checkbox', { name: /^已核对/ }).all()) await box.check();
    await part.getByRole('checkbox', { name: /毕业证书/ }).uncheck();
    await page.keyboard.press('Alt+s');
    await page.getByText('必需材料“毕业证书”未收').waitFor();
    // The page takes the clerk to the place; on a busy machine a moment after it has said why.
    const certificate = part.getByRole('checkbox', { name: /毕业证书/ });
    await certificate.and(page.locator(':focus')).waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    expect(await certificate.isChecked()).toBe(true);
    expect(await page.evaluate('window.scrollY + document.documentElement.scrollHeight')).toBe(768);
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'window-joint');
    await page.keyboard.press('Alt+s');
    await page.getByRole('heading', { name: /收件成功\s+KY430300430300/ }).waitFor();
  });
});
