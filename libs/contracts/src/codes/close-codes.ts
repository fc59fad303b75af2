import type { CaseStatus } from './case-status.js';

/** How another platform numbers the ends of a case (办结结果), and which of ours goes under which number. */
export interface ClosePlatform {
  platform: string;
  zh: string;
  /** The platform's own codes with its own words. */
  codes: Readonly<Record<string, string>>;
  /** An end that is not named has no code there: it is told in words, never put under a code that means something else. */
  ends: Readonly<Partial<Record<CaseStatus, string>>>;
  /** Under which code a city closes its own leg of a case that it passed on (转报); null where there is none. */
  passedOn: string | null;
  /** The result went out: 出证 in whatever place it is now. */
  issued: string | null;
}

const GUANGDONG = {
  '0': '出证办结',
  '1': '退回办结',
  '2': '作废办结',
  '3': '删除办结',
  '4': '转报办结',
  '5': '补正不来办结',
} as const;

/**
 * Platforms that cases are reported to. Their codes are made from a case when they are asked for and stored nowhere: what
 * one of them calls 6, another calls 1, and a third has no word for.
 */
export const CLOSE_PLATFORMS: readonly ClosePlatform[] = [
  {
    platform: 'GD',
    zh: '广东办件交换',
    codes: { ...GUANGDONG, '6': '办结' },
    ends: { RETURNED: '1', CORRECTION_LAPSED: '5', APPROVED: '6', REJECTED: '6' },
    passedOn: '4',
    issued: '0',
  },
  {
    platform: 'GD-2',
    zh: '广东办件交换（后一版）',
    codes: { ...GUANGDONG, '6': '准予许可', '7': '不予许可' },
    ends: { RETURNED: '1', CORRECTION_LAPSED: '5', APPROVED: '6', REJECTED: '7' },
    passedOn: '4',
    issued: '0',
  },
  {
    platform: 'SD',
    zh: '山东办件交换',
    codes: { '0': '出证', '1': '不予许可', '5': '退件', '6': '不予受理' },
    // 退件 there is also what becomes of an applicant who does not come back or gives up.
    ends: { REJECTED: '1', RETURNED: '5', CORRECTION_LAPSED: '5', WITHDRAWN: '5', NOT_ACCEPTED: '6' },
    passedOn: null,
    issued: '0',
  },
];

const RESULT_OUT: readonly CaseStatus[] = ['ISSUED', 'READY_FOR_PICKUP', 'PICKED_UP'];

/** Statuses in which a case is over, or decided so that other platforms count it as closed. */
export const CLOSED_STATUSES: readonly CaseStatus[] = [
  ...RESULT_OUT,
  'APPROVED',
  'REJECTED',
  'NOT_ACCEPTED',
  'NOT_REQUIRED',
  'RETURNED',
  'WITHDRAWN',
  'CORRECTION_LAPSED',
  'DEFERRAL_LAPSED',
  'REVOKED',
  'JOINT_DONE',
  'JOINT_PARTIAL',
  'JOINT_ABORTED',
];

/** The platform's code for a case in this status; null where it has none, or the case is not closed. */
export function closeCodeOf(platform: ClosePlatform, status: CaseStatus, passedOn: boolean): string | null {
  if (passedOn) return platform.passedOn;
  if (RESULT_OUT.includes(status)) return platform.issued;
  return platform.ends[status] ?? null;
}

/** Other ends of ours that go under the same code there: whoever reads the code cannot tell them apart. */
export function mergedWith(platform: ClosePlatform, status: CaseStatus): CaseStatus[] {
  const code = closeCodeOf(platform, status, false);
  if (code === null) return [];
  return CLOSED_STATUSES.filter((other) => other !== status && closeCodeOf(platform, other, false) === code).filter(
    (other) => !(RESULT_OUT.includes(other) && RESULT_OUT.includes(status)),
  );
}
