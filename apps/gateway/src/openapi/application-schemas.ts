import type { CaseView, CorrectionView, DeferralView, IntakeView } from '#contracts';
import { answer, day, listOf, oneOf, orNull, text, whole, yesNo, type FieldsOf } from './schema-words.js';

/** What a case shows of its application beside the application itself; null where this city may not read it. */
export const APPLICATION_PARTS: FieldsOf<Pick<CaseView, 'intake' | 'correction' | 'deferral'>> = {
  intake: orNull(
    answer<IntakeView>({
      papers: oneOf(['SCAN_SUFFICES', 'ORIGINAL_REQUIRED']),
      commitment: yesNo,
      deferAsked: listOf(text),
    }),
  ),
  correction: orNull(
    answer<CorrectionView>({
      noticeNo: text,
      round: whole,
      dueOn: day,
      defects: listOf(
        answer<CorrectionView['defects'][number]>({
          kind: oneOf(['FIELD', 'MATERIAL']),
          code: text,
          problem: text,
          remedy: text,
          visibleBefore: { ...yesNo, description: 'It could have been named in the notice before.' },
        }),
      ),
    }),
  ),
  deferral: orNull(
    answer<DeferralView>({
      materials: listOf(answer<DeferralView['materials'][number]>({ code: text, name: text })),
      dueOn: day,
    }),
  ),
};
