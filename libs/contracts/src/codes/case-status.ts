import type { HandlingMode } from './handling-mode.js';

/**
 * The statuses of a case in the order of its life. Collecting (收件) is the window's act and accepting (受理) the deciding
 * authority's: the time limit runs from ACCEPTED, never from COLLECTED. The ends are kept apart, because the law keeps
 * them apart: NOT_REQUIRED (no permit needed), NOT_ACCEPTED (outside the authority's power), REJECTED (refused on its
 * merits), RETURNED (given back before acceptance), the two lapses, WITHDRAWN (by the applicant) and REVOKED (undone
 * after the decision) are never one another.
 */
export const CASE_STATUSES = [
  'COLLECTED',
  'FORWARDED',
  'RECEIVED',
  'CORRECTION',
  'DISPUTED',
  'ACCEPTED',
  'SUSPENDED',
  'NOT_ACCEPTED',
  'NOT_REQUIRED',
  'RETURNED',
  'WITHDRAWN',
  'CORRECTION_LAPSED',
  'DEFERRAL_LAPSED',
  'APPROVED',
  'REJECTED',
  'ISSUED',
  'READY_FOR_PICKUP',
  'PICKED_UP',
  'REVOKED',
  'JOINT_HANDLING',
  'JOINT_DONE',
  'JOINT_PARTIAL',
  'JOINT_ABORTED',
] as const;

/** One of {@link CASE_STATUSES}. */
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** The name of each status as people at the window know it. */
export const CASE_STATUS_NAMES: Readonly<Record<CaseStatus, string>> = {
  COLLECTED: '已收件待转递',
  FORWARDED: '已转递',
  RECEIVED: '属地已签收',
  CORRECTION: '待补正',
  DISPUTED: '管辖异议中',
  ACCEPTED: '已受理',
  SUSPENDED: '特别程序中',
  NOT_ACCEPTED: '不予受理',
  NOT_REQUIRED: '不受理',
  RETURNED: '已退件',
  WITHDRAWN: '已撤回',
  CORRECTION_LAPSED: '逾期未补正终止',
  DEFERRAL_LAPSED: '容缺逾期终止',
  APPROVED: '准予办理',
  REJECTED: '不予许可',
  ISSUED: '结果已出证',
  READY_FOR_PICKUP: '待领取',
  PICKED_UP: '已领取',
  REVOKED: '已撤销',
  JOINT_HANDLING: '联办中',
  JOINT_DONE: '联办办结',
  JOINT_PARTIAL: '联办部分办结',
  JOINT_ABORTED: '联办终止',
};

/** The name of a status in a mode: what is decided where it is collected waits for no forwarding. */
export function statusNameIn(status: CaseStatus, mode: HandlingMode | null): string {
  const here = mode === 'DIRECT' || mode === 'DELEGATED';
  return here && status === 'COLLECTED' ? '已收件待受理' : CASE_STATUS_NAMES[status];
}

/** True for the code of a status. */
export function isCaseStatus(value: unknown): value is CaseStatus {
  return CASE_STATUSES.includes(value as CaseStatus);
}

/** What lists call several statuses together: under way, waiting for a correction, to be handed over, over. */
export const STATUS_GROUPS = {
  UNDERWAY: ['COLLECTED', 'FORWARDED', 'RECEIVED', 'DISPUTED', 'ACCEPTED', 'SUSPENDED', 'APPROVED', 'JOINT_HANDLING'],
  CORRECTING: ['CORRECTION'],
  DELIVERING: ['ISSUED', 'READY_FOR_PICKUP'],
  ENDED: [
    'NOT_ACCEPTED',
    'NOT_REQUIRED',
    'RETURNED',
    'WITHDRAWN',
    'CORRECTION_LAPSED',
    'DEFERRAL_LAPSED',
    'REJECTED',
    'PICKED_UP',
    'REVOKED',
    'JOINT_DONE',
    'JOINT_PARTIAL',
    'JOINT_ABORTED',
  ],
} as const satisfies Record<string, readonly CaseStatus[]>;
export type StatusGroup = keyof typeof STATUS_GROUPS;
export const STATUS_GROUP_NAMES = Object.keys(STATUS_GROUPS) as StatusGroup[];
