import { describe, expect, it } from '@jest/globals';
import { TongbanError } from '#contracts';
import { createLogger } from '#runtime';
import { findChromium } from './chromium-place.js';
import { PdfPrinter, type PdfPrinterParts } from './pdf-printer.js';
import { launchChromium, type LaunchBrowser, type PrintingBrowser } from './printing-browser.js';

const logger = createLogger({ level: 'silent', name: 'test' });
const PAGE =
  '<!doctype html><html lang="zh-CN"><style>@page{size:A4}</style><body><h1>准予办理决定书</h1><p>示例数据</p></body></html>';
const parts = (own: Partial<PdfPrinterParts> = {}): PdfPrinterParts => ({
  program: '/chromium',
  logger,
  pages: 1,
  waiting: 1,
  timeoutMs: 10_000,
  ...own,
});
const reasonOf = (printing: Promise<unknown>): Promise<unknown> =>
  printing.then(
    () => 'printed',
    (error: unknown) => (error instanceof TongbanError ? error.details['reason'] : error),
  );

/** A browser whose pages end when the test says so. */
function stageBrowser() {
  const pages: { done: (pdf: Uint8Array) => void; fail: (error: Error) => void }[] = [];
  let launched = 0;
  let closed = 0;
  let alive = true;
  const launch: LaunchBrowser = () => {
    launched += 1;
    alive = true;
    const browser: PrintingBrowser = {
      isConnected: () => alive,
      close: () => Promise.resolve(void (closed += 1)),
      newContext: () =>
        Promise.resolve({
          close: () => Promise.resolve(),
          newPage: () =>
            Promise.resolve({
              setContent: () => Promise.resolve(),
              pdf: () => new Promise<Uint8Array>((done, fail) => pages.push({ done, fail })),
            }),
        }),
    };
    return Promise.resolve(browser);
  };
  /** Waits until as many pages are being printed in all. */
  const underway = async (count: number): Promise<void> => {
    while (pages.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  const crash = (): void => void (alive = false);
  return { launch, pages, underway, crash, counts: () => ({ launched, closed }) };
}

describe('the printer', () => {
  it('prints few at once, lets few wait, and tells the rest to come later', async () => {
    const stage = stageBrowser();
    const printer = new PdfPrinter(parts({ launch: stage.launch }));
    const first = printer.print(PAGE);
    await stage.underway(1);
    const second = printer.print(PAGE);
    expect(await reasonOf(printer.print(PAGE))).toBe('busy');
    expect(stage.pages).toHaveLength(1);
    stage.pages[0]?.done(Buffer.from('one'));
    await stage.underway(2);
    stage.pages[1]?.done(Buffer.from('two'));
    expect([Buffer.from(await first).toString(), Buffer.from(await second).toString()]).toEqual(['one', 'two']);
    expect(stage.counts()).toEqual({ launched: 1, closed: 0 });
  });

  it('gives a page that hangs up in time, replaces the browser, and prints the next one', async () => {
    const stage = stageBrowser();
    const printer = new PdfPrinter(parts({ launch: stage.launch, timeoutMs: 200 }));
    const hanging = printer.print(PAGE);
    const waiting = printer.print(PAGE);
    expect(await reasonOf(hanging)).toBe('timed_out');
    expect(await reasonOf(waiting)).toBe('timed_out');
    const begun = stage.pages.length;
    const next = printer.print(PAGE);
    await stage.underway(begun + 1);
    stage.pages[begun]?.done(Buffer.from('%PDF'));
    expect(Buffer.from(await next).toString()).toBe('%PDF');
    expect(stage.counts().launched).toBeGreaterThan(1);
    expect(stage.counts().closed).toBeGreaterThan(0);
  });

  it('prints a page again whose browser died under it, once', async () => {
    const stage = stageBrowser();
    const printer = new PdfPrinter(parts({ launch: stage.launch }));
    const printing = printer.print(PAGE);
    for (const nth of [0, 1]) {
      await stage.underway(nth + 1);
      stage.crash();
      stage.pages[nth]?.fail(new Error('Target closed'));
    }
    expect(await reasonOf(printing)).toBe('failed');
    const next = printer.print(PAGE);
    await stage.underway(3);
    stage.pages[2]?.done(Buffer.from('%PDF'));
    expect(await reasonOf(next)).toBe('printed');
    expect(stage.counts().launched).toBe(3);
  });

  it('says that there is no browser, or that it does not start, and tries again with the next page', async () => {
    expect(await reasonOf(new PdfPrinter(parts({ program: null })).print(PAGE))).toBe('not_installed');
    expect(findChromium('/nowhere/chromium', '')).toBeNull();
    const stage = stageBrowser();
    let starts = 0;
    const launch: LaunchBrowser = (...how) => {
      starts += 1;
      return starts === 1 ? Promise.reject(new Error('no display')) : stage.launch(...how);
    };
    const printer = new PdfPrinter(parts({ launch }));
    expect(await reasonOf(printer.print(PAGE))).toBe('failed');
    const next = printer.print(PAGE);
    await stage.underway(1);
    stage.pages[0]?.done(Buffer.from('%PDF'));
    expect(await reasonOf(next)).toBe('printed');
    await printer.close();
    await printer.close();
    expect(await reasonOf(printer.print(PAGE))).toBe('closing');
    expect(stage.counts().closed).toBe(1);
  });
});

const program = findChromium(process.env.CHROMIUM_BIN);
const library = 'playwright-core';
const installed = await import(library).then(
  () => true,
  () => false,
);
// Both are optional; `npm test` says in one line what to install.
(program && installed ? describe : describe.skip)('a real Chromium', () => {
  it('prints an A4 page with its Chinese fonts inside, and survives its own death', async () => {
    const browsers: PrintingBrowser[] = [];
    const launch: LaunchBrowser = async (...how) => {
      const browser = await launchChromium(...how);
      browsers.push(browser);
      return browser;
    };
    const printer = new PdfPrinter(parts({ program, launch, timeoutMs: 50_000 }));
    try {
      const pdf = Buffer.from(await printer.print(PAGE)).toString('latin1');
      expect(pdf.slice(0, 5)).toBe('%PDF-');
      expect(pdf).toMatch(/\/MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12][.\d]*\s*\]/);
      expect(pdf).toMatch(/\/(FontFile\d?|Subtype \/Type3)/);
      await browsers[0]?.close();
      expect(
        Buffer.from(await printer.print(PAGE))
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
      expect(browsers).toHaveLength(2);
    } finally {
      await printer.close();
    }
  });
});
