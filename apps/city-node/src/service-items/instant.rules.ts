import type { Application, InstantRule, RuleCondition } from '#contracts';

/** True if the rule covers this application: every condition holds on what was written. Pure; never refuses anybody. */
export function ruleCovers(rule: InstantRule, application: Pick<Application, 'form' | 'agent'>): boolean {
  // Whether an agent may act is for a person to judge.
  return application.agent === undefined && rule.conditions.every((one) => holds(one, application.form[one.field]));
}

function holds({ atLeast, atMost, oneOf }: RuleCondition, value: string | number | undefined): boolean {
  if (value === undefined || value === '') return false;
  if (oneOf && !(typeof value === 'string' && oneOf.includes(value))) return false;
  if (atLeast === undefined && atMost === undefined) return oneOf !== undefined;
  return typeof value === 'number' && value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);
}
