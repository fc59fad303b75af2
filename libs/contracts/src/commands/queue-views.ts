import type { CaseStatus } from '../codes/case-status.js';

/** Who has taken a case from the queue of this city; null: nobody. */
export interface ClaimView {
  caseNo: string;
  claimedBy: string | null;
}

/** AB岗. Days `YYYY-MM-DD` in China, both included. */
export interface DeputyView {
  absent: string;
  deputy: string;
  from: string;
  until: string;
  setBy: string;
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
