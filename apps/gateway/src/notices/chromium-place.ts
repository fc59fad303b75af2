import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APPS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of a Chromium: the one named on purpose, else the first in PATH, else a Mac's application; null for none. */
export function findChromium(named: string | undefined, path: string | undefined = process.env.PATH): string | null {
  // One that was named and is not there is said to be missing: another in its place would be a surprise.
  if (named) return isProgram(named) ? named : null;
  const inPath = (path ?? '')
    .split(delimiter)
    .filter((dir) => dir !== '')
    .flatMap((dir) => NAMES.map((name) => join(dir, name)));
  return [...inPath, ...MAC_APPS].find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Missing or not ours to run: both mean that it cannot print.
    return false;
  }
}
