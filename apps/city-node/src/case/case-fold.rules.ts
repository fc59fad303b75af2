import {
  isHandlingMode,
  parseCaseNo,
  type CityRole,
  type EventPayload,
  type HandlingMode,
  type LaneHead,
  type SpecialProcedureKind,
} from '#contracts';
import { CONDITIONS } from './case-conditions.rules.js';
import type { CaseState } from './case-state.js';
import { fromOf, isOwner, modesOf, ruleOfFact, toOf, type StatusRule } from './case-status.rules.js';

export type { CaseState } from './case-state.js';

/** A case before its first event, from its number. Throws RangeError where that is none. */
export function emptyCase(lane: string): CaseState {
  const parts = parseCaseNo(lane.replace(/^case\//, ''));
  if (!parts) throw new RangeError('not a case lane');
  return {
    status: 'COLLECTED',
    mode: null,
    roles: { collecting: parts.collecting, home: parts.home, pickup: null },
    times: {},
    ineffective: [],
  };
}

/** A fact in the lanes of a case, with what the fold needs of it. */
export interface FoldFact {
  payload: Pick<EventPayload, 'author' | 'seq' | 'type' | 'act' | 'assigns' | 'at' | 'seen'>;
  hash: string;
}

/** Takes one fact in causal order. A fact that the table does not allow now stays in the lane and changes nothing. */
export function step(state: CaseState, { payload, hash }: FoldFact): CaseState {
  const rule = ruleOfFact(payload.type, payload.act);
  const first = Object.keys(state.times).length === 0;
  // A pickup city joins by the instruction; the law of the earlier steps was the home city's to keep.
  const joined = first && payload.type === 'handover.instructed';
  if (!rule || !(joined || allows(rule, state, payload.author, first))) {
    const same = { ...state, ineffective: [...state.ineffective, hash] };
    noteNamed(same, state, payload);
    return same;
  }
  const next = {
    ...state,
    status: joined ? 'ISSUED' : (toOf(rule, state.mode) ?? state.status),
    roles: { ...state.roles },
    times: { ...state.times, [timeKey(payload)]: payload.at },
  };
  if (first) next.mode = isHandlingMode(payload.act) ? payload.act : modeOfJoined(state, payload);
  for (const { role, city } of payload.assigns) if (role === 'pickup') next.roles.pickup = city;
  noteNamed(next, state, payload);
  mark(next, payload);
  return next;
}

/**
 * Whom an instruction names may state facts from then on, whatever becomes of the instruction: which one had effect is
 * only known with all facts beside it, and who may be heard must not depend on what came first.
 */
function noteNamed(next: CaseState, before: CaseState, { type, assigns }: FoldFact['payload']): void {
  if (type !== 'handover.instructed') return;
  const named = [before.roles.pickup, ...assigns.map(({ city }) => city), ...(before.namedPickups ?? [])];
  const others = named.filter((city): city is string => city !== null && city !== next.roles.pickup);
  if (others.length > 0) next.namedPickups = [...new Set(others)].sort();
  else delete next.namedPickups;
}

/** In version 1 no mode stood in the payload; at a pickup city it shows in who gives the instruction. */
function modeOfJoined({ roles }: CaseState, { type, author }: FoldFact['payload']): HandlingMode {
  const here = type === 'handover.instructed' && author === roles.collecting && author !== roles.home;
  return here ? 'DELEGATED' : 'PROXY_COLLECT';
}

/** Key of an instant in `times`: the fact, with its end where it has one. The mode of a collecting is no end. */
export const timeKey = ({ type, act }: Pick<EventPayload, 'type' | 'act'>): string =>
  act === null || type === 'case.collected' ? type : `${type}/${act}`;

function allows(rule: StatusRule, state: CaseState, author: string, first: boolean): boolean {
  if (rule.from.length === 0) return first;
  return (
    !first &&
    (state.mode === null || modesOf(rule).includes(state.mode)) &&
    fromOf(rule, state.mode).includes(state.status) &&
    isOwner(rule, state, author) &&
    rule.when.every((name) => CONDITIONS[name].holds(state))
  );
}

/** What a fact leaves in the state besides status and time. */
function mark(next: CaseState, { type, act, author, assigns }: FoldFact['payload']): void {
  switch (type) {
    case 'correction.requested':
      next.corrections = (next.corrections ?? 0) + 1;
      return;
    case 'case.accepted':
      if (act === 'CONDITIONAL') next.deferral = 'OWED';
      return;
    case 'deferred.supplied':
      next.deferral = 'SUPPLIED';
      return;
    case 'withdrawal.requested':
      next.withdrawal = 'REQUESTED';
      return;
    case 'withdrawal.answered':
      next.withdrawal = act === 'GRANTED' ? 'GRANTED' : 'DECLINED';
      return;
    case 'case.rerouted': {
      next.formerHomes = [...(next.formerHomes ?? []), author];
      const to = assigns.find(({ role }) => role === 'home');
      if (to) next.roles.home = to.city;
      return;
    }
    case 'review.noted':
      next.reviewed = [...(next.reviewed ?? []), act === 'HANDLE' ? 'HANDLE' : 'REVIEW'];
      return;
    case 'procedure.started':
      next.procedure = act as SpecialProcedureKind;
      return;
    case 'procedure.ended':
      delete next.procedure;
      return;
    case 'case.extended':
      next.extended = true;
      return;
    case 'case.decided':
      if (act === 'COMMITTED') next.commitment = 'OPEN';
      return;
    case 'commitment.verified':
      next.commitment = act === 'PASSED' ? 'PASSED' : 'FAILED';
      return;
    case 'case.taken-back':
      next.takenBack = true;
      return;
    case 'standing.revoke-requested':
      next.standing = 'REVOKE_REQUESTED';
      return;
    case 'standing.revoked':
      next.standing = 'REVOKED';
      return;
    case 'pickup.lapsed':
      next.sentBack = 'HERE';
      return;
    case 'handover.instructed':
      delete next.sentBack;
      return;
    case 'result.posted':
      next.sentBack = 'POSTED';
      return;
    case 'papers.sent':
      next.papers = 'SENT';
      return;
    case 'papers.received':
      next.papers = 'RECEIVED';
      return;
    case 'supervision.carded':
      next.cards = (next.cards ?? 0) + 1;
      return;
    case 'record.disputed':
      next.record = 'DISPUTED';
      return;
    case 'record.settled':
      next.record = 'SETTLED';
      return;
  }
}

/** True if a fact saw every lane as far as it goes: it can be taken on top, without folding anew. */
export function isOnTop(fact: FoldFact, heads: Record<string, { seq: number }>): boolean {
  const { author, seen } = fact.payload;
  return Object.entries(heads).every(
    ([city, head]) => city === author || seen.some((s: LaneHead) => s.city === city && s.seq >= head.seq),
  );
}

/**
 * Facts in one causal order that depends on nothing but the facts: a fact comes after all that it saw; of two that did
 * not see each other the one of a city that decides comes first, then the one of the lower city code. Before a fact of
 * a city that decides comes nothing but what it saw, so what that city did on what it knew is never undone by something
 * that it could not know. Facts that are not here (a joined city lacks the first, a kept one has no effect) count as there.
 */
export function causalOrder<T extends FoldFact>(lane: string, facts: readonly T[]): T[] {
  const lanes = new Map<string, T[]>();
  for (const fact of facts) {
    const own = lanes.get(fact.payload.author) ?? [];
    own.push(fact);
    lanes.set(fact.payload.author, own);
  }
  for (const own of lanes.values()) own.sort((a, b) => a.payload.seq - b.payload.seq);
  const deciders = decidersOf(lane, facts);
  const rank = (city: string): string => `${deciders.has(city) ? 0 : 1}${city}`;
  const cities = [...lanes.keys()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const order: T[] = [];
  const taken = new Map(cities.map((city) => [city, 0]));
  const nextOf = (city: string): T | undefined => lanes.get(city)?.[taken.get(city) ?? 0];
  // What was kept leaves a gap in its lane: a fact waits for what it saw, never for what its author stated after that.
  const waitsFor = ({ payload: { seen } }: T): string | undefined =>
    cities.find((city) => seen.some((s) => s.city === city && s.seq >= (nextOf(city)?.payload.seq ?? Infinity)));
  for (const city of cities) {
    // Lanes whose next fact waits for the next fact of the lane behind it in the list.
    const waiting: string[] = [];
    for (let next = nextOf(city), at = city; next; next = nextOf(at)) {
      const first = waitsFor(next);
      if (first === undefined) {
        order.push(next);
        taken.set(at, (taken.get(at) ?? 0) + 1);
        at = waiting.pop() ?? city;
        continue;
      }
      waiting.push(at);
      // Cannot happen between honest lanes: seen names only what was applied, and that cannot be circular.
      if (waiting.includes(first)) throw new RangeError('facts name each other in a circle');
      at = first;
    }
  }
  return order;
}

/**
 * Cities that decide or decided: by the number and the facts themselves, so that every holder of the same facts finds
 * the same ones.
 */
function decidersOf(lane: string, facts: readonly FoldFact[]): Set<string> {
  const { collecting, home } = emptyCase(lane).roles;
  const begun = facts.find(({ payload }) => payload.type === 'case.collected')?.payload;
  if (begun ? isDecidedHere(begun.act) : joinedByCollecting(facts, collecting, home)) return new Set([collecting]);
  const assigned = facts.flatMap(({ payload }) => payload.assigns.filter(({ role }) => role === 'home'));
  return new Set([home, ...assigned.map(({ city }) => city)]);
}

const isDecidedHere = (mode: string | null): boolean => mode === 'DIRECT' || mode === 'DELEGATED';

/** A pickup city never sees the beginning: who instructs it is who decides. */
const joinedByCollecting = (facts: readonly FoldFact[], collecting: string, home: string): boolean =>
  collecting !== home &&
  facts.some(({ payload }) => payload.type === 'handover.instructed' && payload.author === collecting);

/** The state of a case from all its facts. */
export function foldCase(lane: string, facts: readonly FoldFact[]): CaseState {
  return causalOrder(lane, facts).reduce(step, emptyCase(lane));
}

/** Roles of one city in a case. */
export function rolesOf(state: CaseState, city: string): CityRole[] {
  const roles: CityRole[] = [];
  if (state.roles.collecting === city) roles.push('collecting');
  if (state.roles.home === city) roles.push('home');
  if (state.roles.pickup === city) roles.push('pickup');
  return roles;
}

/** Everybody in the case but `self`. */
export function otherParties(state: CaseState, self: string): string[] {
  const { collecting, home, pickup } = state.roles;
  return [...new Set([collecting, home, ...(pickup ? [pickup] : [])])].filter((city) => city !== self);
}
