import { setTimeout as pause } from 'node:timers/promises';
import { LocalSetupError } from './local-folder.js';

const lookAgainMs = 150;

/** Looks until there is something to see; LocalSetupError naming `what` in Chinese when `withinMs` are over. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | false | undefined>,
  withinMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== false && seen !== undefined) return seen;
    if (Date.now() > deadline) throw new LocalSetupError(`等了 ${withinMs / 1000} 秒，仍未${what}`);
    await pause(lookAgainMs);
  }
}
