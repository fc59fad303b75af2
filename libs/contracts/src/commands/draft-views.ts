/** One line of the caller's drafts. */
export interface DraftSummary {
  draftId: string;
  kind: string;
  label: string;
  version: number;
  startedAt: string;
  changedAt: string;
}

/** A draft as it was last saved. */
export interface DraftView extends DraftSummary {
  content: string;
}

/** That an export was written down, and how many lines it may have. */
export interface ExportRecordView {
  at: string;
  maxRows: number;
}

/** 常用视图 of one person. */
export interface SavedViewView {
  name: string;
  address: string;
}
