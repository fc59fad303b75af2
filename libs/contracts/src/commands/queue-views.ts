import type { CaseStatus } from '../codes/case-status.js';
import type { ReviewStep } from '../item-terms.js';
import type { CaseSummary } from './views.js';

/** Who has taken a case from the queue of this city; null: nobody. */
export interface ClaimView {
  caseNo: string;
  claimedBy: string | null;
}

/** A part of the 审批队列, the first term to end first; with how many there are of both kinds in the whole queue. */
export interface ReviewQueueView {
  items: CaseSummary[];
  free: number;
  /** True: there are more than `free`, which is counted no further; so with the others. */
  freeIsLowerBound: boolean;
  mine: number;
  mineIsLowerBound: boolean;
  /** How many there are of what was asked for, with its filters. */
  total: number;
  totalIsLowerBound: boolean;
  /** Cursor of the part behind this one; null at the end. */
  next: string | null;
}

/** 承办 or 审核意见, as it stays in the city that decides. */
export interface OpinionView {
  step: ReviewStep;
  /** Name of who signed it. */
  by: string;
  /** By the one who asks. */
  mine: boolean;
  at: string;
  /** Null where the content is erased. */
  opinion: 'AGREE' | 'DISAGREE' | null;
  words: string;
}

/** One sentence of the 理由库. */
export interface ReasonView {
  id: string;
  action: string;
  /** Null: for every item. */
  itemCode: string | null;
  words: string;
  savedBy: string;
}

/** AB岗: accounts of this city with the names of their people. Days `YYYY-MM-DD` in China, both included. */
export interface DeputyView {
  absent: string;
  absentName: string;
  deputy: string;
  deputyName: string;
  from: string;
  until: string;
  setBy: string;
  setByName: string;
}

/** A reviewer of this city, as somebody who sets deputies chooses one. */
export interface ReviewerView {
  username: string;
  displayName: string;
  /** Name of the unit; null: of none. */
  unit: string | null;
  /** True: acts no more; others may still stand in for such a person. */
  disabled: boolean;
}

/** What became of one case of a batch. */
export interface BatchItemView {
  caseNo: string;
  done: boolean;
  status: CaseStatus | null;
  statusZh: string | null;
  /** Code and words where it was refused. */
  code: string | null;
  words: string | null;
}

export interface BatchView {
  label: string;
  done: number;
  refused: number;
  items: BatchItemView[];
}
