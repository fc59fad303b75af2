import type { CommandKey } from '#contracts';
import type { Route } from '../routes.js';
import { COLLECTING_ERRORS } from './collecting-errors.js';

/** 多地联办, 按月委托, and the end of a case in other platforms' codes. */
export const JOINT_ROUTES = {
  collectJointCase: {
    method: 'POST',
    path: '/joint-cases',
    desk: 'counter',
    zh: '联办收件：一次收件，各地分件按联办方案自动启动',
    answer: 'CollectedCase',
    status: 201,
    errors: [...COLLECTING_ERRORS, 'joint_plan_missing', 'joint_choice_invalid'],
  },
  getJointCase: {
    method: 'GET',
    path: '/cases/:caseNo/joint',
    desk: 'supervision',
    zh: '联办进度：各地分件、依赖关系与期限',
    answer: 'Joint',
  },
  approveStanding: {
    method: 'POST',
    path: '/cases/:caseNo/standing-approval',
    desk: 'review-desk',
    zh: '准予按月委托：一次批准，按月执行',
    answer: 'Case',
    errors: ['standing_not_offered', 'review_step_missing', 'four_eyes'],
  },
  requestStandingEnd: {
    method: 'POST',
    path: '/cases/:caseNo/standing-end-request',
    desk: 'counter',
    zh: '申请终止委托',
    answer: 'Case',
    errors: ['standing_not_granted'],
  },
  endStanding: {
    method: 'POST',
    path: '/cases/:caseNo/standing-end',
    desk: 'review-desk',
    zh: '终止委托',
    answer: 'Case',
    errors: ['standing_not_granted'],
  },
  getCloseCodes: {
    method: 'GET',
    path: '/cases/:caseNo/close-codes',
    desk: 'supervision',
    zh: '办结结果在其他平台的代码对照',
    answer: 'CloseCodes',
  },
  getStanding: {
    method: 'GET',
    path: '/cases/:caseNo/standing',
    desk: 'supervision',
    zh: '按月委托的执行情况',
    answer: 'Standing',
  },
} as const satisfies Partial<Record<CommandKey, Route>>;
