import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PERMISSIONS, type Permission, type UserRole } from '#contracts';
import { projectDir } from '../../deploy/local/local-folder.js';
import { CONSOLE_TEST_MS, consoleStand, type ConsoleStand } from '../support/console.js';
import { CHANGSHA, XIANGTAN, ZHUZHOU } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { liveSampleLife, type SampleLife } from './sample-life.js';

// `npm run console:screens`: a picture of every page of the console, by its name in routes.ts, in docs/screens. Not part
// of `npm test`: it makes files, and a picture that changed is nothing that a test could judge.

const SCREENS = join(projectDir, 'docs', 'screens');
const ROUTES = pathToFileURL(join(projectDir, 'apps', 'console', 'src', 'routes.ts')).href;

const NAMES: Readonly<Record<string, string>> = { [CHANGSHA]: '长沙市', [XIANGTAN]: '湘潭市', [ZHUZHOU]: '株洲市' };

interface PageRow {
  readonly name: string;
  readonly path: string;
  readonly permission: Permission;
}
type Sight = (page: Page, life: SampleLife) => Promise<void>;

/** Who looks at a page where the first role of its permission would not see its best. */
const LOOKED_AT_BY: Readonly<Record<string, readonly [city: string, username: string]>> = {
  'work-list': [XIANGTAN, 'clerk1'],
  case: [CHANGSHA, 'reviewer1'],
  supervision: [CHANGSHA, 'supervisor1'],
};
const PERSON_OF: Readonly<Record<UserRole, readonly [city: string, username: string]>> = {
  clerk: [XIANGTAN, 'clerk1'],
  reviewer: [CHANGSHA, 'reviewer1'],
  pickup: [XIANGTAN, 'pickup1'],
  supervisor: [CHANGSHA, 'supervisor1'],
  'invited-supervisor': [CHANGSHA, 'invited1'],
  operator: [XIANGTAN, 'operator1'],
  administrator: [XIANGTAN, 'admin1'],
};
/** What is done on a page before it is worth a picture. */
const SIGHTS: Readonly<Record<string, Sight>> = {
  collect: async (page) => {
    await page.getByRole('combobox', { name: '事项', exact: true }).pressSequentially('ybydzy');
    await page.getByRole('option', { name: /CS-YB-001/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '申请人' }).waitFor();
  },
  pickup: async (page, { shelved }) => {
    await page.getByLabel('取件码', { exact: true }).fill(`${shelved.caseNo}-${shelved.pickupCode}`);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: '待交付的结果' }).waitFor();
  },
};

/** Waits until nothing on the page is busy and two pictures in a row are the same. */
async function settled(page: Page): Promise<Buffer> {
  let before: Buffer = Buffer.alloc(0);
  return until('the page stands still', async () => {
    const isBusy = (await page.locator('[aria-busy="true"]').count()) > 0;
    const now = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    const isSame = !isBusy && now.equals(before);
    before = now;
    return isSame && now;
  });
}

describe('the pages of the console', () => {
  let stand: ConsoleStand;
  let life: SampleLife;

  beforeAll(async () => {
    stand = await consoleStand('console_screens', { gateway: { nameOf: (city) => NAMES[city] ?? city } });
    life = await liveSampleLife(stand.gateway);
    mkdirSync(SCREENS, { recursive: true });
  }, CONSOLE_TEST_MS);
  afterAll(() => stand?.close());

  it('the sign-in', async () => {
    const page = await stand.open('/sign-in');
    await page.getByRole('heading', { name: '登录通办' }).waitFor();
    writeFileSync(join(SCREENS, 'sign-in.png'), await settled(page));
    await page.context().close();
  });

  it(
    'every row of the map',
    async () => {
      const { PAGES } = (await import(ROUTES)) as { PAGES: readonly PageRow[] };
      const failed: string[] = [];
      for (const { name, path, permission } of PAGES) {
        const [city, username] = LOOKED_AT_BY[name] ?? PERSON_OF[PERMISSIONS[permission][0]];
        let page: Page | undefined;
        try {
          page = await stand.signedIn(city, username, path.replace(':caseNo', life.caseNo));
          await page.getByRole('main').getByRole('heading').first().waitFor();
          await SIGHTS[name]?.(page, life);
          writeFileSync(join(SCREENS, `${name}.png`), await settled(page));
        } catch (error) {
          failed.push(`${name}: ${(error as Error).message.split('\n')[0] ?? ''}`);
        } finally {
          await page?.context().close();
        }
      }
      if (failed.length > 0) throw new Error(failed.join('\n'));
    },
    4 * CONSOLE_TEST_MS,
  );
});
