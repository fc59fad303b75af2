import { parseCaseNo, type CaseStatus, type CityRole, type EventPayload, type LaneHead } from '#contracts';
import { ruleOfFact } from './case-status.rules.js';

/** What a case is, computed from its lanes alone: the same at every city that holds the same events. */
export interface CaseState {
  status: CaseStatus;
  roles: { collecting: string; home: string; pickup: string | null };
  /** Instant of the effective fact of each type, and of each end. */
  times: Record<string, string>;
  /** Hashes of facts that came too late or out of turn and changed nothing. */
  ineffective: string[];
}

/** A case before its first event, from its number. Throws RangeError where that is none. */
export function emptyCase(lane: string): CaseState {
  const parts = parseCaseNo(lane.replace(/^case\//, ''));
  if (!parts) throw new RangeError('not a case lane');
  return {
    status: 'COLLECTED',
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
  if (!rule) return { ...state, ineffective: [...state.ineffective, hash] };
  const first = Object.keys(state.times).length === 0;
  // A pickup city joins by the instruction; the law of the earlier steps was the home city's to keep.
  const joined = first && payload.type === 'handover.instructed';
  const allowed = joined || (rule.from.length === 0 ? first : !first && rule.from.includes(state.status));
  if (!allowed) return { ...state, ineffective: [...state.ineffective, hash] };
  const roles = { ...state.roles };
  for (const { role, city } of payload.assigns) if (role === 'pickup') roles.pickup = city;
  const key = payload.act ? `${payload.type}/${payload.act}` : payload.type;
  return {
    status: joined ? 'ISSUED' : (rule.to ?? state.status),
    roles,
    times: { ...state.times, [key]: payload.at },
    ineffective: state.ineffective,
  };
}

/** True if a fact saw every lane as far as it goes: it can be taken on top, without folding anew. */
export function isOnTop(fact: FoldFact, heads: Record<string, { seq: number }>): boolean {
  const { author, seen } = fact.payload;
  return Object.entries(heads).every(
    ([city, head]) => city === author || seen.some((s: LaneHead) => s.city === city && s.seq >= head.seq),
  );
}

/**
 * Facts in one causal order that depends on nothing but the facts: a fact comes after all that it saw, ties go to
 * the lower city code. Facts that are not here (a joined city lacks the first, a kept one has no effect) count as there.
 */
export function causalOrder<T extends FoldFact>(facts: readonly T[]): T[] {
  const lanes = new Map<string, T[]>();
  for (const fact of facts) {
    const lane = lanes.get(fact.payload.author) ?? [];
    lane.push(fact);
    lanes.set(fact.payload.author, lane);
  }
  for (const lane of lanes.values()) lane.sort((a, b) => a.payload.seq - b.payload.seq);
  const cities = [...lanes.keys()].sort();
  const order: T[] = [];
  const taken = new Map(cities.map((city) => [city, 0]));
  const nextOf = (city: string): T | undefined => lanes.get(city)?.[taken.get(city) ?? 0];
  // What was kept leaves a gap in its lane: a fact waits for what it saw, never for what its author stated after that.
  const isReady = ({ payload }: T): boolean =>
    payload.seen.every(({ city, seq }) => (nextOf(city)?.payload.seq ?? Infinity) > seq);
  while (order.length < facts.length) {
    let moved = false;
    for (const city of cities) {
      const fact = nextOf(city);
      if (!fact || !isReady(fact)) continue;
      order.push(fact);
      taken.set(city, (taken.get(city) ?? 0) + 1);
      moved = true;
      break;
    }
    // Cannot happen between honest lanes: seen names only what was applied, and that cannot be circular.
    if (!moved) throw new RangeError('facts name each other in a circle');
  }
  return order;
}

/** The state of a case from all its facts. */
export function foldCase(lane: string, facts: readonly FoldFact[]): CaseState {
  return causalOrder(facts).reduce(step, emptyCase(lane));
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
