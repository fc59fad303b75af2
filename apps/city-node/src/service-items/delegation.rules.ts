import type { Delegation } from '#contracts';

/**
 * What a new version may not do from one moment to the next: the other city works by the earlier one until it knows of
 * the later. Whatever is taken away ends at an instant that lies ahead. Codes, empty where all is right.
 */
export function narrowedAtOnce(before: Delegation, after: Delegation, at: string): string[] {
  if (before.to !== after.to) return ['other_city'];
  // Whatever begins later leaves the earlier version in force until then.
  if (after.validFrom > at) return [];
  const faults: string[] = [];
  if (before.items.some((code) => !after.items.includes(code))) faults.push('items_taken_at_once');
  if (before.acts.some((act) => !after.acts.includes(act))) faults.push('acts_taken_at_once');
  if (after.validUntil < before.validUntil && after.validUntil <= at) faults.push('term_ended_at_once');
  return faults;
}
