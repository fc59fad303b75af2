import type { Item } from './open-case.js';

/** Sentences of the item itself: what its own list says is the ground on which most cases are decided. */
export function usualReasons(action: string, field: string, item: Item | null): string[] {
  if (!item || field !== 'reason') return [];
  if (action === 'approve' && item.instantRule) return [item.instantRule.decisionReason];
  if (action === 'approve-on-promise' && item.commitment) return [item.commitment.conditions];
  return [];
}
