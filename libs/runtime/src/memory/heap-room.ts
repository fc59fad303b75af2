import { setFlagsFromString } from 'node:v8';

/** How far the heap may grow over what a full collection left, in percent, before the next one. */
const GROWTH_PERCENT = 400;

/**
 * Lets the heap of this process grow to five times of what is alive between two full collections (docs/adr/0021); V8's
 * own choice marks 60 MB anew every two to four seconds. Called once, when a process begins. The limit of
 * `--max-old-space-size` stands.
 */
export function giveHeapRoom(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
