import type { ShelfState } from '../codes/shelf.js';
import type { Page } from './views.js';

/** One result at a pickup point, its recipient masked. */
export interface ShelfEntry {
  caseNo: string;
  /** Sent back as If-Match. */
  revision: string;
  state: ShelfState;
  /** Null where the instruction was erased. */
  resultName: string | null;
  recipientMasked: string | null;
  pointId: string | null;
  pointName: string | null;
  homeCity: string;
  homeCityName: string;
  /** When the deciding city instructed the hand-over. */
  arrivedAt: string | null;
  shelvedAt: string | null;
  shelfUntil: string | null;
  /** Whole days since it was put on the shelf. */
  daysOnShelf: number | null;
  /** Whole days of its term that remain; 0 on the last one and after. */
  daysLeft: number | null;
  /** Too many wrong codes: a new one has to be issued. */
  locked: boolean;
  /** 重新指示: it came back from a shelf before. */
  instructedAgain: boolean;
}

/** 待领架 with the number of results in each state, whatever the list is narrowed to. */
export interface ShelfView extends Page<ShelfEntry> {
  counts: Record<ShelfState, number>;
}

/** A result that a pickup code belongs to. */
export interface PickupMatch {
  caseNo: string;
  /** Sent back as If-Match. */
  revision: string;
  resultName: string;
  /** In full where the code fits one case alone; masked where several have it. */
  recipientName: string;
  recipientPhoneMasked: string;
  agentMayCollect: 'YES' | 'NO';
  pointId: string;
  pointName: string | null;
  shelfUntil: string;
  /** The term on the shelf is over; it may still be handed over. */
  isOver: boolean;
  instructedAgain: boolean;
}

/** Cases on the shelves of this city that a code fits: hardly ever more than one. */
export interface PickupMatches {
  matches: PickupMatch[];
}
