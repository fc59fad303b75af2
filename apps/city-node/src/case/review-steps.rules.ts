import type { ReviewStep, ServiceItemDefinition } from '#contracts';
import type { CaseState } from './case-state.js';

/** 三级审查 before 批准, as people name it. */
export const REVIEW_STEP_NAMES: Readonly<Record<ReviewStep, string>> = { HANDLE: '承办', REVIEW: '审核' };

/** Opinions that the item asks for and that have not been given. */
export function missingSteps(
  { reviewSteps = [] }: Pick<ServiceItemDefinition, 'reviewSteps'>,
  { reviewed = [] }: Pick<CaseState, 'reviewed'>,
): ReviewStep[] {
  return reviewSteps.filter((step) => !reviewed.includes(step));
}
