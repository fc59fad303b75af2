/** The few calls that are made of playwright-core. The package is optional: without it everything builds and no PDF is made. */
export interface PrintingPage {
  setContent(html: string, options: { waitUntil: 'load'; timeout: number }): Promise<void>;
  pdf(options: {
    preferCSSPageSize: boolean;
    printBackground: boolean;
    displayHeaderFooter: boolean;
    headerTemplate: string;
    footerTemplate: string;
    tagged: boolean;
  }): Promise<Uint8Array>;
}

export interface PrintingContext {
  newPage(): Promise<PrintingPage>;
  close(): Promise<void>;
}

export interface PrintingBrowser {
  newContext(options: {
    javaScriptEnabled: boolean;
    offline: boolean;
    serviceWorkers: 'block';
  }): Promise<PrintingContext>;
  isConnected(): boolean;
  close(): Promise<void>;
}

/** Starts a browser; replaced in tests that need one to misbehave. */
export type LaunchBrowser = (program: string, timeoutMs: number) => Promise<PrintingBrowser>;

interface Launcher {
  launch(options: object): Promise<PrintingBrowser>;
}

/** Starts Chromium without a window, with a fresh profile that goes with it, and with no say in our own shutdown. */
export const launchChromium: LaunchBrowser = async (program, timeoutMs) => {
  // By a name the compiler does not follow, since the package need not be installed.
  const name = 'playwright-core';
  const { chromium } = (await import(name)) as { chromium: Launcher };
  return chromium.launch({
    executablePath: program,
    headless: true,
    timeout: timeoutMs,
    // Chromium refuses to sandbox itself as root; pages here run no script and load nothing.
    chromiumSandbox: process.getuid?.() !== 0,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: ['--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  });
};
