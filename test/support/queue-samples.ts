import * as contracts from '#contracts';
import type { Json, Shape } from './shape-samples.js';

/** Inputs of a review desk's queue, its reasons and its batches, each as good as it comes; `ACT` names the case. */
export const queueSamples = (ACT: { caseNo: string }): [Shape, ...Json[]][] => [
  [
    contracts.ListReviewQueue,
    { of: 'free' },
    { of: 'mine', itemCode: 'CS-YB-001', collectingCity: '430300', pageSize: 50, cursor: 'TiBpbmZpbml0eQ' },
  ],
  [contracts.ListReasons, { action: 'approve', itemCode: 'CS-YB-001' }, { action: 'reject' }],
  [contracts.SaveReason, { action: 'approve', itemCode: 'CS-YB-001', words: '样本理由' }],
  [contracts.ReasonRef, { id: '12' }],
  [contracts.ChangeReason, { id: '12', words: '样本理由' }],
  [contracts.SetDeputy, { absent: 'reviewer1', deputy: 'reviewer2', from: '2026-11-23', until: '2026-11-27' }],
  [contracts.AcceptBatch, { label: '样本', cases: [{ ...ACT, revision: '430100-1-ab' }] }],
  [contracts.StartInspections, { label: '样本', cases: [ACT], workingDays: 3, reason: '样本' }],
  [contracts.InspectBatch, { label: '样本', cases: [ACT], result: '样本' }],
  [contracts.IssueBatch, { label: '样本', cases: [{ ...ACT, resultNo: 'S-1' }], validUntil: '2027-12-31' }],
];
