import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findChromium } from '../../apps/gateway/src/notices/chromium-place.js';

/**
 * One line for people where documents cannot be printed as PDF here; null where they can. Everything else works
 * without a browser: the pages themselves are served and print from any browser.
 */
export async function missingForPdf(env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  if (findChromium(env.CHROMIUM_BIN, env.PATH) === null) {
    return (
      '未找到 Chromium：文书只提供网页，不生成 PDF。Debian/Ubuntu `apt-get install chromium fonts-noto-cjk`，macOS ' +
      '`brew install --cask chromium`，或设置 CHROMIUM_BIN=/path/to/chromium'
    );
  }
  // By a name the compiler does not follow, since the package need not be installed.
  const name = 'playwright-core';
  const installed = await import(name).then(
    () => true,
    () => false,
  );
  if (!installed) return '未安装 playwright-core：文书只提供网页，不生成 PDF。请运行 `npm ci`';
  // Where the system has no list of fonts (macOS), it has Chinese ones.
  const fonts = await promisify(execFile)('fc-list', [':lang=zh', 'family'], { timeout: 10_000 }).then(
    ({ stdout }) => stdout.trim(),
    () => 'unknown',
  );
  return fonts === '' ? '没有中文字体，PDF 文书将显示为方框：Debian/Ubuntu `apt-get install fonts-noto-cjk`' : null;
}
