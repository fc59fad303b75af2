import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { findChromium } from '../../apps/gateway/src/notices/chromium-place.js';
import { projectDir } from '../../deploy/local/local-folder.js';
import { threeCities, type ThreeCities, type ThreeCitiesOptions } from './three-cities.js';
import { passwordOf, plainName, withGateway, type HttpGateway, type HttpGatewayOptions } from './with-gateway.js';

/** The screen of most windows. */
export const WINDOW_SIZE = { width: 1366, height: 768 } as const;
const WITHIN_MS = 30_000;
/** For tests and hooks of a console spec: cities, gateway and browser on a busy machine. */
export const CONSOLE_TEST_MS = 180_000;

/** Whether console tests can run here; `npm test` has said in one line what is missing where they cannot. */
export const hasBrowser = findChromium(process.env.CHROMIUM_BIN) !== null;

/** The console before real cities, in a real browser. */
export interface ConsoleStand {
  readonly cities: ThreeCities;
  gateway: HttpGateway;
  readonly url: string;
  /** Ends the gateway, works meanwhile, and starts it again at the same address, as a restart of the server does. */
  withoutGateway(meanwhile: () => Promise<void>): Promise<void>;
  /** A page of its own, as on another machine: cookies, storage and language are shared with no other. */
  open(path?: string): Promise<Page>;
  /** A page at which somebody of the sample data is signed in. */
  signedIn(city: string, username: string, path?: string): Promise<Page>;
  /** Keeps a picture of the page as `<name>.png` in the folder CONSOLE_SHOTS; nothing where that is not set. */
  shot(page: Page, name: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts cities (all three unless told), gateway and browser. */
export async function consoleStand(
  name: string,
  options: ThreeCitiesOptions & { gateway?: HttpGatewayOptions } = {},
): Promise<ConsoleStand> {
  const cities = await threeCities(name, options);
  const consoleDir = join(projectDir, 'dist', 'apps', 'console');
  const served = options.cities ? { cities: options.cities } : {};
  const start = (port = 0): Promise<HttpGateway> =>
    withGateway(cities, {
      ...served,
      consoleDir,
      port,
      ...options.gateway,
      // Sign-ins outlive the process, as with the setting of production.
      env: { TONGBAN_GATEWAY_SESSION_SECRET: 'sample secret of the console in tests', ...options.gateway?.env },
    });
  const gateway = await start();
  const browser = await launch();
  const open = async (path = '/'): Promise<Page> => {
    const context = await browser.newContext({
      viewport: WINDOW_SIZE,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(WITHIN_MS);
    const page = await context.newPage();
    await page.goto(gateway.url + path);
    return page;
  };
  const stand: ConsoleStand = {
    cities,
    gateway,
    url: gateway.url,
    withoutGateway: async (meanwhile) => {
      await stand.gateway.close();
      await meanwhile();
      stand.gateway = await start(Number(new URL(gateway.url).port));
    },
    open,
    signedIn: async (city, username, path = '/') => {
      const page = await open(`/sign-in?back=${encodeURIComponent(path)}`);
      await signInAt(page, city, username, undefined, options.gateway?.nameOf?.(city));
      await page.getByRole('navigation').first().waitFor();
      return page;
    },
    shot: async (page, shotName) => {
      const folder = process.env.CONSOLE_SHOTS;
      if (!folder) return;
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${shotName}.png`) });
    },
    close: async () => {
      await browser.close();
      await stand.gateway.close();
      await cities.close();
    },
  };
  return stand;
}

/** Fills in the sign-in page and sends it; the password is that of the sample data unless told. */
export async function signInAt(
  page: Page,
  city: string,
  username: string,
  password?: string,
  cityName = plainName(city),
): Promise<void> {
  await choose(page, '城市', cityName);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('口令').fill(password ?? passwordOf(city, username));
  await page.getByRole('button', { name: '登录' }).click();
}

/** Takes one option of a choice, by keyboard: the drawn field lies above the one that has the name. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: option }).click();
}

/** A finding of axe: the rule, how grave it is, and what it was found at. */
export interface AxeFinding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly string[];
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious and critical findings of axe (WCAG 2.2 AA) on the page as it is; a page that is well made has none. */
export async function axeFindings(page: Page): Promise<AxeFinding[]> {
  // Through the protocol, as a person with developer tools would: the page's own policy forbids scripts from elsewhere.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axeSource);
  // What is still fading in is judged when it is there.
  await page.evaluate(async () => {
    const { document } = globalThis as unknown as { document: { getAnimations(): { finished: Promise<unknown> }[] } };
    await Promise.race([
      Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
      new Promise((resolve) => setTimeout(resolve, 3_000)),
    ]);
  });
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(where: unknown, how: object): Promise<{ violations: AxeViolation[] }> };
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { document } = globalThis as unknown as { document: unknown };
    // What passed is not told in detail: on a long list that alone takes seconds.
    return (await axe.run(document, { runOnly: tags, resultTypes: ['violations'] })).violations;
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map((node) => node.html.slice(0, 200)) }));
}

interface AxeViolation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

async function launch(): Promise<Browser> {
  const program = findChromium(process.env.CHROMIUM_BIN);
  if (program === null) throw new Error('no Chromium here; ask `hasBrowser` first');
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: program,
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  });
}
