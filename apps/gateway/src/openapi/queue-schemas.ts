import {
  CASE_STATUSES,
  REVIEW_STEPS,
  type BatchItemView,
  type BatchView,
  type ClaimView,
  type DeputyView,
  type OpinionView,
  type ReviewerView,
  type ReviewQueueView,
  type ReasonView,
} from '#contracts';
import { answer, day, instant, listOf, oneOf, orNull, ref, text, whole, yesNo } from './schema-words.js';

/** Answers about the queue of one city, by name. */
export const QUEUE_SCHEMAS = {
  Claim: answer<ClaimView>({ caseNo: text, claimedBy: orNull(text) }),
  Deputy: answer<DeputyView>({
    absent: text,
    absentName: text,
    deputy: text,
    deputyName: text,
    from: day,
    until: day,
    setBy: text,
    setByName: text,
  }),
  ReviewQueue: answer<ReviewQueueView>({
    items: listOf(ref('CaseSummary')),
    free: { ...whole, description: 'In the whole queue, however it is narrowed.' },
    freeIsLowerBound: { ...yesNo, description: 'True: there are more than `free`, which is counted no further.' },
    mine: { ...whole, description: 'In the whole queue, however it is narrowed.' },
    mineIsLowerBound: yesNo,
    total: { ...whole, description: 'Of what was asked for, with its filters.' },
    totalIsLowerBound: yesNo,
    next: { ...orNull(text), description: 'Sent back as `cursor`, with the same filters, for the part behind this.' },
  }),
  Opinion: answer<OpinionView>({
    step: oneOf(REVIEW_STEPS),
    by: text,
    mine: yesNo,
    at: instant,
    opinion: orNull(oneOf(['AGREE', 'DISAGREE'])),
    words: text,
  }),
  Opinions: listOf(ref('Opinion')),
  Reason: answer<ReasonView>({ id: text, action: text, itemCode: orNull(text), words: text, savedBy: text }),
  Reasons: listOf(ref('Reason')),
  ReasonRef: answer<{ id: string }>({ id: text }),
  Deputies: listOf(ref('Deputy')),
  Reviewer: answer<ReviewerView>({ username: text, displayName: text, unit: orNull(text), disabled: yesNo }),
  Reviewers: listOf(ref('Reviewer')),
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
