import type { Schemas } from '../api/client.js';
import type { Item } from '../case/open-case.js';

type Opinion = Schemas['Opinion'];
type Words = (key: string, values?: Record<string, unknown>) => string;

/** Steps of 三级审查 that the item asks for and nobody has signed. */
export const missingSteps = (item: Pick<Item, 'reviewSteps'>, opinions: readonly Opinion[]): Opinion['step'][] =>
  (item.reviewSteps ?? []).filter((step) => !opinions.some((one) => one.step === step));

/** What stands against opinions and decisions of the one who looks, by action; told before anything is written. */
export function reviewWarnings(item: Item | null, opinions: readonly Opinion[], t: Words): Record<string, string> {
  if (!item) return {};
  const own = opinions.find(({ mine }) => mine);
  const eyes = item.fourEyes && own ? t('reviewDesk.fourEyes', { step: t(`reviewDesk.steps.${own.step}`) }) : null;
  const missing = missingSteps(item, opinions).map((step) => t(`reviewDesk.steps.${step}`));
  const lacking = missing.length > 0 ? t('reviewDesk.stepsMissing', { steps: missing.join('、') }) : null;
  const decision = eyes ?? lacking;
  return {
    ...(eyes ? { 'note-handling': eyes, 'note-review': eyes } : {}),
    ...(decision
      ? { approve: decision, reject: decision, 'approve-standing': decision, 'approve-on-promise': decision }
      : {}),
  };
}
