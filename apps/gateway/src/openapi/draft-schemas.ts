import type { DraftSummary, DraftView, ExportRecordView, SavedViewView } from '#contracts';
import { answer, instant, listOf, ref, text, whole } from './schema-words.js';

const line = { draftId: text, kind: text, label: text, version: whole, startedAt: instant, changedAt: instant };

/** Answers about drafts and saved views, by name. */
export const DRAFT_SCHEMAS = {
  DraftSummary: answer<DraftSummary>(line),
  Drafts: listOf(ref('DraftSummary')),
  Draft: answer<DraftView>({ ...line, content: text }),
  ExportRecord: answer<ExportRecordView>({ at: instant, maxRows: whole }),
  SavedViews: listOf(answer<SavedViewView>({ name: text, address: text })),
};
