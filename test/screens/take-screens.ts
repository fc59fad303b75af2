import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { projectDir } from '../../deploy/local/local-folder.js';
import { CONSOLE_TEST_MS, consoleStand, type ConsoleStand } from '../support/console.js';
import { addressOf, allPages, arrived, PERSON_OF, rolesOf, settled, type Person } from '../support/console-pages.js';
import { liveThinYear } from '../support/thin-year.js';
import { CHANGSHA, XIANGTAN, ZHUZHOU } from '../support/three-cities.js';
import { liveSampleLife, type SampleLife } from './sample-life.js';

// `npm run console:screens`: a picture of every page of the console, by its name in routes.ts, in docs/screens. Not part
// of `npm test`: it makes files, and a picture that changed is nothing that a test could judge.

const SCREENS = join(projectDir, 'docs', 'screens');

const NAMES: Readonly<Record<string, string>> = { [CHANGSHA]: '长沙市', [XIANGTAN]: '湘潭市', [ZHUZHOU]: '株洲市' };

/** Who looks at a page where the first role of its permission would not see its best. */
const LOOKED_AT_BY: Readonly<Record<string, Person>> = {
  case: [CHANGSHA, 'reviewer1'],
  supervision: [CHANGSHA, 'supervisor1'],
};

describe('the pages of the console', () => {
  let stand: ConsoleStand;
  let life: SampleLife;

  beforeAll(async () => {
    stand = await consoleStand('console_screens', { gateway: { nameOf: (city) => NAMES[city] ?? city } });
    // Figures of a year, so that supervision has something to look at; what was just done is the newest of all.
    await liveThinYear(stand);
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
      const failed: string[] = [];
      for (const row of await allPages()) {
        const { name } = row;
        const [city, username] = LOOKED_AT_BY[name] ?? PERSON_OF[rolesOf(row)[0]!];
        let page: Page | undefined;
        try {
          page = await stand.signedIn(city, username, addressOf(row, life));
          await arrived(page, row, life);
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
