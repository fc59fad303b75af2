import { ITEM_CODE_PATTERN } from '#contracts/codes';
import type { LocationQuery, LocationQueryRaw } from 'vue-router';

/** Cases shown at first, and added with every "more". */
export const STEP = 100;
/** The number of rows comes from the address; nobody reads more, and no page can draw any number of them. */
const MOST_ROWS = 5000;

/** What the queue is narrowed by; the next case is looked for within it too. */
export interface QueueFilters {
  readonly itemCode?: string | undefined;
  readonly collectingCity?: string | undefined;
}

/** The queue as it is looked at, as it stands in the address of its page and of its cases. */
export interface QueueView extends QueueFilters {
  readonly of: 'free' | 'mine';
  /** Rows shown at most. */
  readonly rows: number;
}

/** Reads an address; what is no filter is left out. */
export function viewOf(query: LocationQuery): QueueView {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  const rows = Math.ceil(Number(text('rows')) / STEP) * STEP;
  return {
    of: text('of') === 'mine' ? 'mine' : 'free',
    itemCode: ITEM_CODE_PATTERN.test(text('itemCode')) ? text('itemCode') : undefined,
    collectingCity: /^\d{6}$/.test(text('collectingCity')) ? text('collectingCity') : undefined,
    rows: rows > STEP ? Math.min(rows, MOST_ROWS) : STEP,
  };
}

/** The address of a queue; what is as usual is left out. */
export function addressOf({ of, itemCode, collectingCity, rows }: QueueView): LocationQueryRaw {
  return {
    ...(of === 'mine' ? { of } : {}),
    ...(itemCode ? { itemCode } : {}),
    ...(collectingCity ? { collectingCity } : {}),
    ...(rows > STEP ? { rows: String(rows) } : {}),
  };
}

export const isNarrowed = ({ itemCode, collectingCity }: QueueFilters): boolean =>
  itemCode !== undefined || collectingCity !== undefined;
