import type { CaseStatus } from '../codes/case-status.js';

/** The end of a case as one platform would number it; made when asked for, stored nowhere. */
export interface CloseCodeView {
  platform: string;
  platformZh: string;
  /** Null where the platform has no code for this end, or the case is not closed. */
  code: string | null;
  codeZh: string | null;
  /** Other ends of ours, in words, that this code does not tell apart from this one. */
  alsoMeans: string[];
  words: string;
}

export interface CloseCodesView {
  caseNo: string;
  status: CaseStatus;
  statusZh: string;
  closed: boolean;
  codes: CloseCodeView[];
}
