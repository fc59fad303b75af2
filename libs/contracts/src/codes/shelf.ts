/**
 * How a result stands at a pickup point. ARRIVED: instructed, not on the shelf yet; DUE_SOON: at most three days left;
 * OVER: the term is over, it may be sent back; RETURNED: sent back, the deciding city has to instruct again.
 */
export const SHELF_STATES = ['ARRIVED', 'SHELVED', 'DUE_SOON', 'OVER', 'RETURNED'] as const;
export type ShelfState = (typeof SHELF_STATES)[number];
