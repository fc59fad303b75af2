import { DELEGATED_ACTS, type DelegationView, type StepView } from '#contracts';
import { answer, instant, listOf, oneOf, orNull, ref, text, yesNo } from './schema-words.js';

/** Answers about steps and delegations, by name. */
export const MODE_SCHEMAS = {
  Step: answer<StepView>({
    action: text,
    zh: text,
    city: text,
    cityName: text,
    state: oneOf(['DONE', 'NOW', 'LATER']),
    at: orNull(instant),
  }),
  Delegation: answer<DelegationView>({
    id: text,
    from: text,
    fromName: text,
    to: text,
    toName: text,
    items: listOf(text),
    acts: listOf(oneOf(DELEGATED_ACTS)),
    validFrom: instant,
    validUntil: instant,
    revokedAt: orNull(instant),
    legalGround: text,
    sample: yesNo,
    state: oneOf(['NOT_YET', 'IN_FORCE', 'ENDED']),
  }),
  Delegations: listOf(ref('Delegation')),
};
