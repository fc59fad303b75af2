/**
 * The statuses of a case in the order of its life. Collecting (收件) is the window's act and accepting (受理) the home
 * authority's: the time limit runs from ACCEPTED, never from COLLECTED.
 * NOT_REQUIRED (no permit needed) and NOT_ACCEPTED (outside the authority's power) are different acts in law.
 */
export const CASE_STATUSES = [
  'COLLECTED',
  'FORWARDED',
  'RECEIVED',
  'ACCEPTED',
  'NOT_ACCEPTED',
  'NOT_REQUIRED',
  'APPROVED',
  'REJECTED',
  'ISSUED',
  'READY_FOR_PICKUP',
  'PICKED_UP',
] as const;

/** One of {@link CASE_STATUSES}. */
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** The name of each status as people at the window know it. */
export const CASE_STATUS_NAMES: Readonly<Record<CaseStatus, string>> = {
  COLLECTED: '已收件待转递',
  FORWARDED: '已转递',
  RECEIVED: '属地已签收',
  ACCEPTED: '已受理',
  NOT_ACCEPTED: '不予受理',
  NOT_REQUIRED: '不受理',
  APPROVED: '准予办理',
  REJECTED: '不予许可',
  ISSUED: '结果已出证',
  READY_FOR_PICKUP: '待领取',
  PICKED_UP: '已领取',
};

/** True for the code of a status. */
export function isCaseStatus(value: unknown): value is CaseStatus {
  return CASE_STATUSES.includes(value as CaseStatus);
}
