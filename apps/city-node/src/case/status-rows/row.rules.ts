import type { StatusRule } from '../case-status.rules.js';

type Usual = 'act' | 'byRule' | 'modes' | 'when';

/** A row with what is usual left out. */
export const row = (rule: Omit<StatusRule, Usual> & Partial<Pick<StatusRule, Usual>>): StatusRule => ({
  act: null,
  byRule: false,
  modes: null,
  when: [],
  ...rule,
});
