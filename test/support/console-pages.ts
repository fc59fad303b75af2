import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { PERMISSIONS, USER_ROLES, type Permission, type UserRole } from '#contracts';
import { projectDir } from '../../deploy/local/local-folder.js';
import type { SampleLife } from '../screens/sample-life.js';
import { CHANGSHA, XIANGTAN } from './three-cities.js';
import { until } from './until.js';

// Every page of the console as its own map has it, with who looks at it: for the pictures and for the checks of all pages.
const ROUTES = pathToFileURL(join(projectDir, 'apps', 'console', 'src', 'routes.ts')).href;

/** A row of `routes.ts`, as far as a visitor needs it. */
export interface PageRow {
  readonly name: string;
  readonly path: string;
  readonly permission: Permission;
  /** Pages without one are not in the menu. */
  readonly icon?: object;
  readonly component: () => Promise<unknown>;
}

/** Somebody of the sample data. */
export type Person = readonly [city: string, username: string];

/** Who looks with each role; pages of the counter and of the result are 湘潭's, those of the review 长沙's. */
export const PERSON_OF: Readonly<Record<UserRole, Person>> = {
  clerk: [XIANGTAN, 'clerk1'],
  reviewer: [CHANGSHA, 'reviewer1'],
  pickup: [XIANGTAN, 'pickup1'],
  supervisor: [CHANGSHA, 'supervisor1'],
  'invited-supervisor': [CHANGSHA, 'invited1'],
  operator: [XIANGTAN, 'operator1'],
  administrator: [XIANGTAN, 'admin1'],
};

type Sight = (page: Page, life: SampleLife) => Promise<void>;
/** What is done on a page before it has its data. */
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

/** All rows of the console's map. */
export async function allPages(): Promise<readonly PageRow[]> {
  return ((await import(ROUTES)) as { PAGES: readonly PageRow[] }).PAGES;
}

/** Roles that may see a page, in the order of the table of permissions. */
export const rolesOf = ({ permission }: PageRow): readonly UserRole[] =>
  USER_ROLES.filter((role) => (PERMISSIONS[permission] as readonly UserRole[]).includes(role));

/** The address of a page with a case of the sample life in it. */
export const addressOf = ({ path }: PageRow, { caseNo }: SampleLife): string => path.replace(':caseNo', caseNo);

/** Waits until a page that was just opened has its heading and its data. */
export async function arrived(page: Page, { name }: PageRow, life: SampleLife): Promise<void> {
  await page.getByRole('main').getByRole('heading').first().waitFor();
  await SIGHTS[name]?.(page, life);
}

/** Waits until nothing on the page is busy and two pictures in a row are the same; gives the picture. */
export async function settled(page: Page): Promise<Buffer> {
  let before: Buffer = Buffer.alloc(0);
  return until('the page stands still', async () => {
    const isBusy = (await page.locator('[aria-busy="true"]').count()) > 0;
    const now = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    const isSame = !isBusy && now.equals(before);
    before = now;
    return isSame && now;
  });
}
