import { CASE_STATUSES, type BatchItemView, type BatchView, type ClaimView, type DeputyView } from '#contracts';
import { answer, day, listOf, oneOf, orNull, ref, text, whole, yesNo } from './schema-words.js';

/** Answers about the queue of one city, by name. */
export const QUEUE_SCHEMAS = {
  Claim: answer<ClaimView>({ caseNo: text, claimedBy: orNull(text) }),
  Deputy: answer<DeputyView>({ absent: text, deputy: text, from: day, until: day, setBy: text }),
  Deputies: listOf(ref('Deputy')),
  Batch: answer<BatchView>({
    label: text,
    done: whole,
    refused: whole,
    items: listOf(
      answer<BatchItemView>({
        caseNo: text,
        done: yesNo,
        status: { ...orNull(oneOf(CASE_STATUSES)), description: 'Null where it was done before, or refused.' },
        statusZh: orNull(text),
        code: orNull(text),
        words: orNull(text),
      }),
    ),
  }),
};
