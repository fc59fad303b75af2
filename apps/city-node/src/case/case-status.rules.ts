import {
  HANDLING_MODE_NAMES,
  statusNameIn,
  USER_ROLE_NAMES,
  type CaseStatus,
  type CityRole,
  type FactOwner,
  type HandlingMode,
  type UserRole,
} from '#contracts';
import { CONDITIONS, type ConditionName } from './case-conditions.rules.js';
import type { CaseState } from './case-state.js';
import { powerFor, restsOnDelegation, type LackingPowers } from './delegated-acts.rules.js';
import { DELIVERY } from './status-rows/delivery.rules.js';
import { ENDS } from './status-rows/ends.rules.js';
import { HANDLING } from './status-rows/handling.rules.js';
import { INTAKE } from './status-rows/intake.rules.js';
import { OVERSIGHT } from './status-rows/oversight.rules.js';

/** One row: from → action → to, who may, where it comes from. Node, interface and screens read the same table. */
export interface StatusRule {
  action: string;
  /** Fact (and end) that the action states. */
  fact: string;
  act: string | null;
  zh: string;
  from: readonly CaseStatus[];
  /** In its place where the collecting city decides (DIRECT, DELEGATED) and nothing is sent before. */
  fromHere?: readonly CaseStatus[];
  /** Null where the fact leaves the status as it is. */
  to: CaseStatus | null;
  /** The same for `to`. */
  toHere?: CaseStatus;
  cityRole: Exclude<FactOwner, 'lane-city'>;
  /** Null: the node states it, no person. */
  userRole: UserRole | null;
  /** Roles that may as well, where the step is done at several desks. */
  orUserRoles?: readonly UserRole[];
  /** 秒批: a published rule of the home city may state it in the place of a person. */
  byRule: boolean;
  /** Modes in which it exists; null for all but JOINT, whose parent case has rows of its own. */
  modes: readonly HandlingMode[] | null;
  /** What must hold of the case besides its status. */
  when: readonly ConditionName[];
  source: string;
}

/** The whole table, in the order of a case's life. */
export const STATUS_TABLE: readonly StatusRule[] = [...INTAKE, ...HANDLING, ...DELIVERY, ...ENDS, ...OVERSIGHT];

const SINGLE: readonly HandlingMode[] = ['DIRECT', 'ONLINE', 'PROXY_COLLECT', 'DELEGATED'];
/** Modes of a row. */
export const modesOf = (rule: Pick<StatusRule, 'modes'>): readonly HandlingMode[] => rule.modes ?? SINGLE;

const byFact = new Map(STATUS_TABLE.map((rule) => [`${rule.fact}/${rule.act ?? ''}`, rule]));
const byAction = new Map(STATUS_TABLE.map((rule) => [rule.action, rule]));

/** The row of a fact with its end; undefined where there is none. */
export function ruleOfFact(fact: string, act: string | null): StatusRule | undefined {
  // The end of a collecting is the mode; it is one row all the same.
  return byFact.get(fact === 'case.collected' ? 'case.collected/' : `${fact}/${act ?? ''}`);
}

/** The row of an action. */
export function ruleOfAction(action: string): StatusRule {
  const rule = byAction.get(action);
  if (!rule) throw new RangeError(`no action ${action} in the status table`);
  return rule;
}

const isHere = (mode: HandlingMode | null): boolean => mode === 'DIRECT' || mode === 'DELEGATED';
/** Statuses from which a row leads, and to which, in a mode. */
export const fromOf = (rule: StatusRule, mode: HandlingMode | null): readonly CaseStatus[] =>
  (isHere(mode) ? rule.fromHere : undefined) ?? rule.from;
export const toOf = (rule: StatusRule, mode: HandlingMode | null): CaseStatus | null =>
  (isHere(mode) ? rule.toHere : undefined) ?? rule.to;

/** The city that may state a fact in a case as it stands; null where nobody has the role yet. */
export function ownerOf(rule: Pick<StatusRule, 'cityRole'>, state: CaseState): string | null {
  switch (rule.cityRole) {
    case 'decider':
      return deciderOf(state);
    case 'authority':
      // 撤销: who answers for the decision in law, also where another city made it in its name.
      return authorityOf(state);
    case 'party':
    case 'lead':
      return null;
    case 'home':
    case 'collecting':
    case 'pickup':
      return state.roles[rule.cityRole];
  }
}

/** The city in whose name is decided, and by which documents are numbered: the home city but in DIRECT. */
export const authorityOf = ({ mode, roles }: CaseState): string => (mode === 'DIRECT' ? roles.collecting : roles.home);

/** The city that decides: the home city; the collecting one in DIRECT, and in DELEGATED until it is taken back. */
export function deciderOf({ mode, takenBack, roles }: CaseState): string {
  return mode === 'DIRECT' || (mode === 'DELEGATED' && !takenBack) ? roles.collecting : roles.home;
}

const CITY_ROLE_NAMES: Record<CityRole, string> = {
  collecting: '收件地',
  home: '属地',
  pickup: '领取地',
  lead: '牵头地',
};

/** Why an action is not possible now at a city, as a sentence for people; null where it is possible. */
export function whyNot(
  rule: StatusRule,
  state: CaseState,
  self: string,
  userRole: UserRole,
  /** 授权委托: powers that the home city does not give us now, each with its sentence. */
  lacking: LackingPowers = {},
): string | null {
  const { status, mode } = state;
  if (mode !== null && !modesOf(rule).includes(mode)) return `“${HANDLING_MODE_NAMES[mode]}”办件没有“${rule.zh}”环节`;
  if (!isOwner(rule, state, self)) {
    return `“${rule.zh}”由${ownerName(rule, state)}办理`;
  }
  if (!fromOf(rule, mode).includes(status)) {
    const from = fromOf(rule, mode)
      .map((s) => `“${statusNameIn(s, mode)}”`)
      .join('或');
    return `办件当前为“${statusNameIn(status, mode)}”，须在${from || '收件之前'}时才能${rule.zh}`;
  }
  for (const name of rule.when) if (!CONDITIONS[name].holds(state)) return `不能${rule.zh}：${CONDITIONS[name].zh}`;
  const power = restsOnDelegation(state, rule.fact, self) ? powerFor(rule.fact) : undefined;
  const lack = power && lacking[power];
  if (lack) return lack;
  if (rule.userRole !== null && rule.userRole !== userRole && !rule.orUserRoles?.includes(userRole))
    return `“${rule.zh}”由${USER_ROLE_NAMES[rule.userRole]}办理`;
  return null;
}

function ownerName({ cityRole }: StatusRule, state: CaseState): string {
  if (cityRole === 'party') return '办件相关城市';
  if (cityRole !== 'decider' && cityRole !== 'authority') return CITY_ROLE_NAMES[cityRole];
  return CITY_ROLE_NAMES[ownerOf({ cityRole }, state) === state.roles.home ? 'home' : 'collecting'];
}

/** True if a city may state this fact in a case as it stands. */
export function isOwner(rule: Pick<StatusRule, 'cityRole'>, state: CaseState, city: string): boolean {
  if (rule.cityRole === 'party') return Object.values(state.roles).includes(city);
  return ownerOf(rule, state) === city;
}

/**
 * True if a city may state facts of this owner in a case at all. Which of two that decide in turn was the one at that
 * moment is for the fold to say, which knows the causal order; here arrival order must make no difference.
 */
export function mayEverState(owner: FactOwner, state: CaseState, city: string): boolean {
  const { mode, roles, formerHomes = [], namedPickups = [] } = state;
  switch (owner) {
    case 'collecting':
    case 'home':
      return roles[owner] === city;
    case 'pickup':
      return roles.pickup === city || namedPickups.includes(city);
    case 'decider':
    case 'authority':
      if (mode === 'DIRECT') return roles.collecting === city;
      // Who joins by an instruction knows no mode yet: the delegation that it rests on is judged beside this.
      return roles.home === city || ((mode === 'DELEGATED' || mode === null) && roles.collecting === city);
    case 'party':
      return [...Object.values(roles), ...formerHomes, ...namedPickups].includes(city);
    case 'lead':
    case 'lane-city':
      return false;
  }
}
