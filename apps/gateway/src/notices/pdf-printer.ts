import type { Logger } from 'pino';
import { TongbanError } from '#contracts';
import { launchChromium, type LaunchBrowser, type PrintingBrowser } from './printing-browser.js';

/** Limits of the printer; a page waits and prints within `timeoutMs` or is given up. */
export interface PdfPrinterParts {
  /** Path of a Chromium, null where there is none. */
  readonly program: string | null;
  readonly logger: Logger;
  /** Pages printed at once, and pages that may wait for a place. */
  readonly pages: number;
  readonly waiting: number;
  readonly timeoutMs: number;
  readonly launch?: LaunchBrowser;
}

type Reason = 'not_installed' | 'busy' | 'timed_out' | 'failed' | 'closing';
const unavailable = (reason: Reason, cause?: unknown): TongbanError =>
  new TongbanError('pdf_unavailable', { reason }, cause === undefined ? {} : { cause });

const SIZE = 'font-size:8px;font-family:"Noto Sans CJK SC","PingFang SC",SimHei,sans-serif';
const FOOTER =
  `<div style='width:100%;text-align:center;${SIZE}'>第 <span class="pageNumber"></span> 页，` +
  '共 <span class="totalPages"></span> 页</div>';

/**
 * Prints pages with one warm Chromium: few at once, few waiting, none for ever. A browser that dies or hangs costs the
 * pages in it and is replaced by the next one; nothing of it reaches the process.
 */
export class PdfPrinter {
  private browser: Promise<PrintingBrowser> | undefined;
  private printing = 0;
  private readonly queue: (() => void)[] = [];
  private closing = false;

  constructor(private readonly parts: PdfPrinterParts) {}

  /** The PDF of a self-contained page. Throws pdf_unavailable with the reason. */
  async print(html: string): Promise<Uint8Array> {
    const { program, timeoutMs } = this.parts;
    if (program === null) throw unavailable('not_installed');
    if (this.closing) throw unavailable('closing');
    const deadline = performance.now() + timeoutMs;
    await this.place(deadline);
    try {
      return await this.inTime(this.twice(html, program, deadline), deadline);
    } finally {
      this.printing -= 1;
      this.queue.shift()?.();
    }
  }

  /** Ends the browser; what prints now fails. May be called twice. */
  async close(): Promise<void> {
    this.closing = true;
    const { browser } = this;
    this.browser = undefined;
    await browser?.then((one) => one.close()).catch(() => undefined);
  }

  private async place(deadline: number): Promise<void> {
    const { pages, waiting } = this.parts;
    while (this.printing >= pages) {
      if (this.queue.length >= waiting) throw unavailable('busy');
      let enter = (): void => undefined;
      const free = new Promise<void>((resolve) => this.queue.push((enter = resolve)));
      try {
        await this.inTime(free, deadline, false);
      } catch (error) {
        const at = this.queue.indexOf(enter);
        if (at >= 0) this.queue.splice(at, 1);
        // It was called in the same moment: the place goes to the next one.
        else this.queue.shift()?.();
        throw error;
      }
    }
    this.printing += 1;
  }

  /** Printing changes nothing, so a page whose browser died under it is printed once more in a fresh one. */
  private async twice(html: string, program: string, deadline: number): Promise<Uint8Array> {
    for (let attempt = 1; ; attempt += 1) {
      const browser = await this.warm(program, deadline);
      try {
        return await this.page(browser, html, deadline);
      } catch (error) {
        if (browser.isConnected()) throw this.failed(error);
        this.drop();
        if (attempt > 1 || this.closing) throw this.failed(error);
      }
    }
  }

  private async warm(program: string, deadline: number): Promise<PrintingBrowser> {
    const launch = this.parts.launch ?? launchChromium;
    this.browser ??= launch(program, Math.max(1, deadline - performance.now()));
    const { browser } = this;
    let open: PrintingBrowser;
    try {
      open = await browser;
    } catch (error) {
      if (this.browser === browser) this.browser = undefined;
      throw this.failed(error);
    }
    if (open.isConnected()) return open;
    if (this.browser === browser) this.browser = undefined;
    return this.warm(program, deadline);
  }

  private async page(browser: PrintingBrowser, html: string, deadline: number): Promise<Uint8Array> {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true, serviceWorkers: 'block' });
    try {
      const page = await context.newPage();
      await page.setContent(html, { waitUntil: 'load', timeout: Math.max(1, deadline - performance.now()) });
      return await page.pdf({
        preferCSSPageSize: true,
        printBackground: true,
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate: FOOTER,
        tagged: true,
      });
    } finally {
      // Not awaited: a browser that hangs would keep the place.
      context.close().catch(() => undefined);
    }
  }

  /** Gives up at the deadline; a browser that was late is not trusted with the next page. */
  private async inTime<T>(work: Promise<T>, deadline: number, inBrowser = true): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(unavailable('timed_out')), Math.max(1, deadline - performance.now()));
    });
    work.catch(() => undefined);
    try {
      return await Promise.race([work, late]);
    } catch (error) {
      if (inBrowser && error instanceof TongbanError && error.details['reason'] === 'timed_out') {
        this.parts.logger.warn('a page was not printed in time, the browser is replaced');
        this.drop();
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private drop(): void {
    const { browser } = this;
    this.browser = undefined;
    browser?.then((one) => one.close()).catch(() => undefined);
  }

  private failed(error: unknown): TongbanError {
    if (error instanceof TongbanError) return error;
    // The browser's own words may quote the page, which names a person: only the kind of error is logged.
    this.parts.logger.warn({ error: error instanceof Error ? error.name : typeof error }, 'a page was not printed');
    const missing = (error as { code?: unknown } | null)?.code === 'ERR_MODULE_NOT_FOUND';
    return unavailable(missing ? 'not_installed' : this.closing ? 'closing' : 'failed', error);
  }
}
