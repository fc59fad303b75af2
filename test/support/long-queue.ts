import { expect } from '@jest/globals';
import type { HttpDesk } from './with-gateway.js';
import { axeFindings, type ConsoleStand } from './console.js';
import { CHANGSHA, XIANGTAN } from './three-cities.js';
import { until } from './until.js';

/** Beginning of the numbers of the many. */
const ours = 'KY4301004301002026';

/** A queue with more cases than are shown at once, looked through at the window; `plain` is one that 湘潭 has collected. */
export async function longQueue(stand: ConsoleStand, reviewer: HttpDesk, plain: string): Promise<void> {
  // Many cases of one item, collected here: for the list alone, nothing else of them is there.
  await stand.cities.sql(
    CHANGSHA,
    `insert into case_file (case_no, collecting_city, home_city, our_roles, status, item_code, item_name, mode, urgency,
       applicant_masked, state, collected_at, changed_at, next_due_at, next_due_kind, holder)
     select $2 || lpad(n::text, 13, '0'), home_city, home_city, our_roles, status, 'CS-SB-002', '示例事项', 'DIRECT', urgency,
       applicant_masked, state, collected_at, changed_at, next_due_at, next_due_kind, holder
     from case_file, generate_series(1, 150) n where case_no = $1`,
    [plain, ours],
  );
  const page = await stand.signedIn(CHANGSHA, 'reviewer1', '/review');
  const rows = () => page.locator('tbody tr').count();
  await page.getByText(/已显示 100 件，共 \d+ 件/).waitFor();
  expect(await rows()).toBe(100);
  await stand.shot(page, 'queue-long');
  await page
    .getByRole('checkbox', { name: /^选择 KY/ })
    .first()
    .check();
  await page.keyboard.press('l');
  await until('all of it is shown', async () => (await rows()) > 150);
  await page.getByText(/已显示 100 件/).waitFor({ state: 'hidden' });
  // What was chosen before stays so.
  expect(await page.getByRole('checkbox', { name: /^选择 KY/, checked: true }).count()).toBe(1);
  await page.getByRole('button', { name: '再显示' }).waitFor({ state: 'hidden' });
  const all = await rows();

  const choose = async (filter: string, words: RegExp): Promise<void> => {
    await page.getByRole('combobox', { name: filter }).click();
    await page.getByRole('option', { name: words }).click();
  };
  await choose('收件地', /湘潭/);
  await until('the queue is narrowed', async () => (await rows()) < 100);
  await page.getByText(`符合筛选条件 ${all - 150} 件`).waitFor();
  expect(await page.getByRole('button', { name: `待领办 ${all}` }).isVisible()).toBe(true);
  await choose('事项', /CS-YB-001/);
  await page.getByRole('link', { name: plain }).waitFor();
  await page.getByRole('status').filter({ hasText: '符合筛选条件' }).waitFor();
  expect(new URL(page.url()).search).toBe(`?itemCode=CS-YB-001&collectingCity=${XIANGTAN}`);
  expect(await axeFindings(page)).toEqual([]);
  await stand.shot(page, 'queue-narrowed');
  await page.reload();
  await page.getByRole('link', { name: plain }).waitFor();
  expect(await page.getByRole('link', { name: new RegExp(ours) }).count()).toBe(0);

  // The next case is one of them, and the way back leads to the same queue.
  await page.keyboard.press('n');
  await page.getByText('下一件只取符合队列筛选条件的办件').waitFor();
  const taken = /KY[0-9A-Z]{29}/.exec(page.url())?.[0] ?? '';
  expect(await reviewer.look(taken)).toMatchObject({ itemCode: 'CS-YB-001', collectingCity: XIANGTAN });
  await stand.shot(page, 'review-narrowed');
  await page.getByRole('button', { name: '退回队列' }).click();
  await page.getByRole('link', { name: taken }).waitFor();
  expect(new URL(page.url()).search).toContain('itemCode=CS-YB-001');
  await choose('事项', /CS-SB-002/);
  await page.getByText('没有符合筛选条件的办件').waitFor();
  await page.getByRole('button', { name: '清除筛选' }).click();
  await page.getByText(/已显示 100 件/).waitFor();
  expect(new URL(page.url()).search).toBe('');
  await stand.cities.sql(CHANGSHA, 'delete from case_file where case_no like $1', [`${ours}%`]);
}
