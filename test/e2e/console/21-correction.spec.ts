import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chinaDateOf } from '#contracts';
import { aFoodPermit } from '../../support/builders.js';
import { axeFindings, consoleStand, hasBrowser, type ConsoleStand } from '../../support/console.js';
import { aChinesePdf, aPdf, aPng } from '../../support/sample-files.js';
import { CHANGSHA, XIANGTAN } from '../../support/three-cities.js';
import { until } from '../../support/until.js';
import { uploading, untilHere } from '../../support/uploading.js';
import { untilStatus, type HttpDesk } from '../../support/with-gateway.js';

/** Something to wait for, and what ends the waiting. */
function aGate(): [Promise<void>, () => void] {
  let open = (): void => undefined;
  const held = new Promise<void>((resolve) => (open = resolve));
  return [held, () => open()];
}

/** What a test asks of a drawn page. */
interface Drawn {
  width: number;
  height: number;
  getContext(kind: '2d'): { getImageData(...box: [number, number, number, number]): { data: Uint8ClampedArray } };
}

const withBrowser = hasBrowser ? describe : describe.skip;

withBrowser('补正 at the console', () => {
  let stand: ConsoleStand;
  let clerk: HttpDesk;
  let reviewer: HttpDesk;
  let caseNo: string;

  beforeAll(async () => {
    stand = await consoleStand('console_correction', { cities: [CHANGSHA, XIANGTAN] });
    clerk = await stand.gateway.signIn(XIANGTAN, 'clerk1');
    reviewer = await stand.gateway.signIn(CHANGSHA, 'reviewer1');
    await until('湘潭 has the list of 长沙', async () => {
      const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
      return body.total >= 60;
    });
    const plan = await uploading(stand.gateway, clerk).whole('布局图.png', aPng());
    const rules = await uploading(stand.gateway, clerk).whole('管理制度.pdf', aChinesePdf());
    const wanted = aFoodPermit();
    const files = new Map([
      ['M05', [plan]],
      ['M06', [rules]],
    ]);
    const materials = wanted.application.materials.map((one) => ({ ...one, files: files.get(one.code) ?? [] }));
    const application = { ...wanted.application, materials };
    caseNo = (await clerk.post<{ caseNo: string }>('/cases', { ...wanted, application })).body.caseNo;
    await untilStatus(reviewer, caseNo, 'RECEIVED');
    await untilHere(reviewer, caseNo);
  });
  afterAll(() => stand?.close());

  const mark = (page: Page, what: string): Promise<void> =>
    page.getByRole('row', { name: what }).getByRole('button', { name: '标记问题' }).click();
  const dialog = (page: Page) => page.getByRole('dialog');

  it('draws a Chinese PDF that brings neither font nor character map along', async () => {
    const page = await stand.signedIn(CHANGSHA, 'reviewer1', `/cases/${caseNo}`);
    const maps: string[] = [];
    page.on('response', (answer) => {
      if (answer.url().includes('/pdfjs/')) maps.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
    });
    await page.getByRole('button', { name: '管理制度.pdf' }).click();
    const sheet = page.getByRole('img', { name: '第 1 页' });
    // Four characters of that size cover some thousands of points; an empty page has none.
    await until('the page is drawn', async () => {
      const dark = await sheet.evaluate((canvas) => {
        const drawn = canvas as unknown as Drawn;
        const { data } = drawn.getContext('2d').getImageData(0, 0, drawn.width, drawn.height);
        return data.filter((value, i) => i % 4 === 0 && value < 128 && data[i + 3] === 255).length;
      });
      return dark > 2000;
    });
    expect(maps).toContainEqual(expect.stringMatching(/^200 \/pdfjs\/[\d.]+\/cmaps\/UniGB-UCS2-H\.bcmap$/));
    await stand.shot(page, 'chinese-pdf');
  });

  it('marks what is wrong on the form and the papers, and tells all of it at once', async () => {
    const page = await stand.signedIn(CHANGSHA, 'reviewer1', `/cases/${caseNo}`);
    await page.getByRole('img', { name: '布局图.png' }).waitFor();
    await mark(page, '食品安全管理员');
    await mark(page, '经营场所布局图');
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'correction-marks');
    await page.getByRole('button', { name: /^补正告知/ }).click();
    await dialog(page).getByText('共 2 项，一次告知全部内容').waitFor();
    await page.getByLabel('问题：食品安全管理员').fill('未填写职务');
    await page.getByLabel('补正要求：食品安全管理员').fill('补充职务');
    await page.getByLabel('问题：经营场所布局图').fill('未标注面积');
    await page.getByLabel('补正要求：经营场所布局图').fill('标注面积后重新提交');
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'correction-notice');
    await page.keyboard.press('Alt+s');
    await page.getByText('补正通知').first().waitFor();
    expect((await reviewer.look(caseNo)).status).toBe('CORRECTION');
    // What the table of acts does not allow now says why.
    await page.getByText('项目前不能办理').click();
    await page.getByText(/须在“属地已签收”时才能受理/).waitFor();
  });

  it('is supplied at the window, with nothing but what was asked for', async () => {
    await untilStatus(clerk, caseNo, 'CORRECTION');
    const page = await stand.signedIn(XIANGTAN, 'clerk1');
    // What takes longer says so, and goes away with the answer.
    const [held, release] = aGate();
    await page.route(`**/api/v1/cases/${caseNo}`, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${stand.url}/cases/${caseNo}`);
    await page.getByText('正在读取…').waitFor();
    release();
    await page.getByText('未标注面积').waitFor();
    await page.getByText('正在读取…').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '提交补正' }).click();
    await dialog(page).getByLabel('食品安全管理员').fill('示例负责人（经理）');
    expect(await dialog(page).getByLabel('经营场所', { exact: true }).count()).toBe(0);
    // Longer than a part, so that it is sent in several.
    const scan = { name: '布局图-标注面积.pdf', mimeType: 'application/pdf', buffer: aPdf(9_000_000) };
    // The first part arrives, the next does not: it goes on where it was, by itself.
    let parts = 0;
    await page.route('**/api/v1/attachments/*/content', (route) => {
      parts += 1;
      return parts === 2 ? route.abort('connectionreset') : route.continue();
    });
    await dialog(page)
      .getByLabel(/^拖入或选择文件 经营场所布局图/)
      .setInputFiles(scan);
    await dialog(page).getByText(`✓ ${scan.name}`).waitFor();
    expect(parts).toBeGreaterThan(2);
    expect(await axeFindings(page)).toEqual([]);
    await stand.shot(page, 'correction-supply');
    await dialog(page).getByRole('button', { name: '提交补正' }).click();
    await untilStatus(reviewer, caseNo, 'RECEIVED');
    const { application } = await reviewer.look(caseNo);
    const filesOf = (code: string) => application?.materials.find((one) => one.code === code)?.files ?? [];
    expect(filesOf('M05').map(({ name }) => name)).toEqual([scan.name]);
    // Nothing else was handed in again.
    expect(filesOf('M06').map(({ name }) => name)).toEqual(['管理制度.pdf']);
    const sent = await stand.cities.sql<{ data: string }>(
      XIANGTAN,
      "select data from event where lane = $1 and type = 'correction.supplied'",
      [`case/${caseNo}`],
    );
    const { body } = JSON.parse(sent[0]?.data ?? '{}') as { body?: { form: object; materials: { code: string }[] } };
    expect(Object.keys(body?.form ?? {})).toEqual(['manager']);
    expect(body?.materials.map(({ code }) => code)).toEqual(['M05']);
  });

  it('takes in what was to follow with its scan, and nothing besides', async () => {
    const asked = aFoodPermit({ deferAsked: ['M06'] }, ['M02', 'M04', 'M05']);
    const owed = (await clerk.post<{ caseNo: string }>('/cases', asked)).body.caseNo;
    await untilStatus(reviewer, owed, 'RECEIVED');
    const deferDueOn = chinaDateOf(new Date(Date.now() + 5 * 86_400_000));
    await reviewer.act(owed, 'conditional-acceptance', { deferred: ['M06'], deferDueOn });
    await untilStatus(clerk, owed, 'ACCEPTED');
    const page = await stand.signedIn(XIANGTAN, 'clerk1', `/cases/${owed}`);
    await page.getByRole('button', { name: '补交容缺材料' }).click();
    expect(await dialog(page).getByRole('group').count()).toBe(1);
    const scan = { name: '管理制度.pdf', mimeType: 'application/pdf', buffer: aChinesePdf() };
    await dialog(page).getByLabel('拖入或选择文件 食品安全管理制度').setInputFiles(scan);
    await dialog(page).getByText(`✓ ${scan.name}`).waitFor();
    await page.keyboard.press('Alt+s');
    await until('长沙 has the scan', async () => {
      const { application } = await reviewer.look(owed);
      return application?.materials.find(({ code }) => code === 'M06')?.files?.[0]?.name === scan.name;
    });
  });

  it('flags in the second round what could have been named in the first', async () => {
    const page = await stand.signedIn(CHANGSHA, 'reviewer1', `/cases/${caseNo}`);
    await page.getByText('申请人已补正').waitFor();
    await mark(page, '主体业态');
    await page.getByRole('button', { name: /^补正告知/ }).click();
    await dialog(page).getByRole('alert').filter({ hasText: '主体业态在前次告知时即可发现' }).waitFor();
    await page.getByLabel('问题：主体业态').fill('与申请书不一致');
    await page.getByLabel('补正要求：主体业态').fill('更正');
    await stand.shot(page, 'correction-second-round');
    await page.keyboard.press('Alt+s');
    await dialog(page).waitFor({ state: 'hidden' });
    await page.getByText('前次告知时即可发现').first().waitFor();
    const { correction } = await reviewer.look(caseNo);
    expect(correction).toMatchObject({ round: 2, defects: [{ code: 'businessKind', visibleBefore: true }] });
  });

  it('says that somebody else was faster, and shows the case as it is now', async () => {
    const page = await stand.signedIn(CHANGSHA, 'reviewer1', `/cases/${caseNo}`);
    await page.getByRole('button', { name: '退件' }).click();
    await dialog(page).getByLabel('理由').fill('示例');
    await clerk.act(caseNo, 'withdrawal-request', { reason: '申请人要求' });
    await until('长沙 knows of the request', async () =>
      (await reviewer.look(caseNo)).actions.some(({ action, allowed }) => action === 'grant-withdrawal' && allowed),
    );
    await page.keyboard.press('Alt+s');
    await dialog(page).getByRole('alert').filter({ hasText: 'case_changed' }).waitFor();
    await stand.shot(page, 'case-changed');
    await dialog(page).getByRole('button', { name: '查看最新情况' }).click();
    expect(await dialog(page).getByLabel('理由').inputValue()).toBe('示例');
    await dialog(page).getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '同意撤回', exact: true }).waitFor();
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBe(1366);
  });
});
