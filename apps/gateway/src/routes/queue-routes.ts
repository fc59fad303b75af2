import type { Route } from '../routes.js';

const claiming = ['claimed_by_other', 'claim_not_yours'] as const;

/** Addresses of the queue of one city, and of the batches of an on-site day. */
export const QUEUE_ROUTES = {
  claimCase: {
    method: 'POST',
    path: '/cases/:caseNo/claim',
    desk: 'review-desk',
    zh: '领办',
    answer: 'Claim',
    errors: ['not_our_part', 'claimed_by_other'],
  },
  handBackCase: {
    method: 'POST',
    path: '/cases/:caseNo/claim-return',
    desk: 'review-desk',
    zh: '退回领办，督查人员可以释放',
    answer: 'Claim',
    errors: claiming,
  },
  listReviewQueue: { method: 'GET', path: '/queue', desk: 'review-desk', zh: '审批队列', answer: 'ReviewQueue' },
  caseOpinions: {
    method: 'GET',
    path: '/cases/:caseNo/opinions',
    desk: 'review-desk',
    zh: '已签署的承办、审核意见',
    answer: 'Opinions',
  },
  listReasons: { method: 'GET', path: '/reasons', desk: 'review-desk', zh: '理由库', answer: 'Reasons' },
  saveReason: {
    method: 'POST',
    path: '/reasons',
    desk: 'review-desk',
    zh: '保存常用理由',
    answer: 'Reasons',
    errors: ['reasons_full'],
  },
  changeReason: {
    method: 'POST',
    path: '/reasons/:id',
    desk: 'review-desk',
    zh: '修改自己保存的常用理由',
    answer: 'Reasons',
    errors: ['reason_unknown', 'reason_not_yours'],
  },
  removeReason: {
    method: 'POST',
    path: '/reasons/:id/removal',
    desk: 'review-desk',
    zh: '删除自己保存的常用理由',
    answer: 'ReasonRef',
    errors: ['reason_not_yours'],
  },
  setDeputy: {
    method: 'POST',
    path: '/deputies',
    desk: 'review-desk',
    zh: '设置 AB 岗',
    answer: 'Deputy',
    status: 201,
    errors: ['deputy_invalid'],
  },
  listReviewers: {
    method: 'GET',
    path: '/deputies/reviewers',
    desk: 'review-desk',
    zh: '可安排 AB 岗的审批人员',
    answer: 'Reviewers',
  },
  listDeputies: { method: 'GET', path: '/deputies', desk: 'review-desk', zh: 'AB 岗', answer: 'Deputies' },
  acceptBatch: { method: 'POST', path: '/batches/acceptance', desk: 'review-desk', zh: '统一受理', answer: 'Batch' },
  startInspections: {
    method: 'POST',
    path: '/batches/inspection-start',
    desk: 'review-desk',
    zh: '统一启动现场勘验',
    answer: 'Batch',
  },
  inspectBatch: { method: 'POST', path: '/batches/inspection', desk: 'review-desk', zh: '统一勘验', answer: 'Batch' },
  issueBatch: { method: 'POST', path: '/batches/results', desk: 'review-desk', zh: '统一发证', answer: 'Batch' },
} as const satisfies Record<string, Route>;
