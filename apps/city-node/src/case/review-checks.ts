import { TongbanError, type ServiceItemDefinition } from '#contracts';
import type { CommandContext, OpenCase } from './case-desk.service.js';
import { ownActors } from './open-case-reads.js';
import { missingSteps, REVIEW_STEP_NAMES } from './review-steps.rules.js';

/**
 * 三级审查, before a decision of whatever kind: the opinions that the item asks for are there, and who decides gave none
 * of them where it asks for four eyes. Throws review_step_missing, four_eyes.
 */
export async function checkReviewed(
  item: ServiceItemDefinition,
  open: OpenCase,
  context: CommandContext,
): Promise<void> {
  const steps = missingSteps(item, open.file.state);
  if (steps.length > 0) {
    const reason = `尚缺${steps.map((step) => REVIEW_STEP_NAMES[step]).join('、')}意见`;
    throw new TongbanError('review_step_missing', { steps, reason });
  }
  await checkFourEyes(item, open, context);
}

/** 四眼: nobody takes two review roles of one case where the item asks for it. Throws four_eyes. */
export async function checkFourEyes(
  item: ServiceItemDefinition,
  open: OpenCase,
  { user }: CommandContext,
): Promise<void> {
  if (!item.fourEyes || !open.file.state.reviewed) return;
  const before = (await ownActors(open, 'review.noted')).find(({ id }) => id === user.username);
  if (!before) return;
  const step = before.act === 'HANDLE' ? REVIEW_STEP_NAMES.HANDLE : REVIEW_STEP_NAMES.REVIEW;
  throw new TongbanError('four_eyes', { reason: `您已签署本办件的${step}意见，须由他人继续` });
}
