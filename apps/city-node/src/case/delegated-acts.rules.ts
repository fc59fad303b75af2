import type { DelegatedAct } from '#contracts';
import type { CaseState } from './case-state.js';

/** Which power each fact needs where another city states it in the home city's name. */
const POWERS: Readonly<Record<DelegatedAct, readonly string[]>> = {
  ACCEPT: ['correction.requested', 'case.accepted', 'case.refused', 'case.returned', 'case.lapsed'],
  DECIDE: [
    'review.noted',
    'procedure.started',
    'procedure.ended',
    'case.extended',
    'case.decided',
    'commitment.verified',
    'withdrawal.answered',
  ],
  ISSUE: ['result.issued', 'handover.instructed', 'result.posted'],
};
const byType = new Map(
  Object.entries(POWERS).flatMap(([act, types]) => types.map((type) => [type, act as DelegatedAct])),
);

/** Powers that are not given, each with the sentence that says so. */
export type LackingPowers = Readonly<Partial<Record<DelegatedAct, string>>>;

/** The name of each power as the delegation and its refusal say it. */
export const DELEGATED_ACT_NAMES: Readonly<Record<DelegatedAct, string>> = {
  ACCEPT: '受理',
  DECIDE: '审查决定',
  ISSUE: '出证交付',
};

/** The sentence that says that a power is not given. */
export const notDelegated = (homeName: string, act: DelegatedAct): string =>
  `${homeName}没有现行有效的“${DELEGATED_ACT_NAMES[act]}”授权委托覆盖本事项`;

/** The power that a fact needs; undefined where anybody in its role may state it. */
export const powerFor = (type: string): DelegatedAct | undefined => byType.get(type);

/** True if `city` states this fact in a delegated case in the name of another, so that it rests on a delegation. */
export function restsOnDelegation({ mode, roles }: CaseState, type: string, city: string): boolean {
  return mode === 'DELEGATED' && city === roles.collecting && city !== roles.home && byType.has(type);
}
