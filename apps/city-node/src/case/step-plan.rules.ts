import type { CaseStatus, StepView } from '#contracts';
import type { CaseState } from './case-state.js';
import { fromOf, modesOf, ownerOf, ruleOfAction, STATUS_TABLE, toOf, type StatusRule } from './case-status.rules.js';

/** The straight way of a case; what a mode does not know is left out of it. */
const STRAIGHT = ['collect', 'forward', 'receive', 'accept', 'approve', 'issue', 'shelve', 'hand-over'] as const;
/** Other ends of the same step: 容缺受理 is an acceptance, 不予 a decision. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  accept: ['accept-conditionally'],
  approve: ['approve-on-promise', 'reject'],
};
/** What is still to come is called by its step, not by one of its ends. */
const OPEN_NAMES: Readonly<Record<string, string>> = { approve: '审查决定' };

/**
 * 办理环节: the steps of a case in its mode, in order, with whose each is and what is done. After another end (退件,
 * 撤回 …) that end is the last step.
 */
export function stepPlan(state: CaseState, nameOf: (city: string) => string): StepView[] {
  const steps: StepView[] = [];
  const toCome = new Set(stillReachable(state));
  for (const action of STRAIGHT) {
    const usual = ruleOfAction(action);
    if (state.mode === null || !modesOf(usual).includes(state.mode)) continue;
    const city = ownerOf(usual, state);
    // Whether and where a result is handed over at a desk is told by the instruction.
    if (city === null) continue;
    const ways = [usual, ...(INSTEAD[action] ?? []).map(ruleOfAction)];
    // After 转办 the new home city has yet to receive what the old one had received.
    const again = action === 'receive' && state.status === 'FORWARDED';
    const done = again ? undefined : ways.find((rule) => timeOf(state, rule) !== null);
    const at = done ? timeOf(state, done) : null;
    if (action === 'receive') steps.push(...passedOn(state, nameOf));
    if (!done && !toCome.has(action)) continue;
    const zh = done?.zh ?? OPEN_NAMES[action] ?? usual.zh;
    steps.push({ action: done?.action ?? action, zh, city, cityName: nameOf(city), state: 'LATER', at });
  }
  const end = SIDE_ENDS.find((rule) => rule.to === state.status && timeOf(state, rule) !== null);
  if (end) {
    const city = ownerOf(end, state) ?? state.roles.home;
    const at = timeOf(state, end);
    steps.push({ action: end.action, zh: end.zh, city, cityName: nameOf(city), state: 'DONE', at });
  }
  let next = true;
  return steps.map((step) => {
    if (step.at !== null) return { ...step, state: 'DONE' };
    const now = next;
    next = false;
    return { ...step, state: now ? 'NOW' : 'LATER' };
  });
}

/** 转办 stands before the receipt by the city that it went to. */
function passedOn(state: CaseState, nameOf: (city: string) => string): StepView[] {
  const rule = ruleOfAction('reroute');
  const [at, city] = [timeOf(state, rule), state.formerHomes?.at(-1)];
  if (at === null || city === undefined) return [];
  return [{ action: rule.action, zh: rule.zh, city, cityName: nameOf(city), state: 'DONE', at }];
}

const timeOf = ({ times }: CaseState, { fact, act }: StatusRule): string | null =>
  times[act === null ? fact : `${fact}/${act}`] ?? null;

/** An end of its own, on no straight way: nothing leads on from it. */
const isSideEnd = ({ to, action }: StatusRule): boolean =>
  to !== null &&
  !Object.values(INSTEAD).flat().includes(action) &&
  !STATUS_TABLE.some((rule) => rule.to !== null && rule.from.includes(to));

const SIDE_ENDS = STATUS_TABLE.filter(isSideEnd);

const reachable = new Map<string, readonly string[]>();

/** Steps of the straight way that may still come, by walking the table from where the case stands. */
function stillReachable({ status, mode }: CaseState): readonly string[] {
  const key = `${mode} ${status}`;
  const known = reachable.get(key);
  if (known) return known;
  const reached = new Set<CaseStatus>([status]);
  const found: string[] = [];
  for (let size = -1; size < reached.size;) {
    size = reached.size;
    for (const rule of STATUS_TABLE) {
      const to = toOf(rule, mode);
      if (mode === null || to === null || !modesOf(rule).includes(mode)) continue;
      if (!fromOf(rule, mode).some((from) => reached.has(from))) continue;
      reached.add(to);
      found.push(rule.action);
    }
  }
  reachable.set(key, found);
  return found;
}
