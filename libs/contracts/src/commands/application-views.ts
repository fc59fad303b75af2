/** 补正告知 as it was given last: what to mend, by when. */
export interface CorrectionView {
  noticeNo: string;
  round: number;
  dueOn: string;
  defects: { kind: 'FIELD' | 'MATERIAL'; code: string; problem: string; remedy: string; visibleBefore: boolean }[];
}

/** 容缺: what is owed, or was, and by when. */
export interface DeferralView {
  materials: { code: string; name: string }[];
  dueOn: string;
}

/** On which terms the papers were taken in. */
export interface IntakeView {
  papers: 'SCAN_SUFFICES' | 'ORIGINAL_REQUIRED';
  commitment: boolean;
  deferAsked: string[];
}

/** What goes with an application; null where this city or this person may not read it, and where there is none. */
export interface ApplicationTermsView {
  intake: IntakeView | null;
  correction: CorrectionView | null;
  deferral: DeferralView | null;
}
