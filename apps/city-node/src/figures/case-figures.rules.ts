import { durationBucket, HANDLING, type CardLeg, type CardLevel, type CardState, type VolumeKind } from '#contracts';
import type { CaseParties, SlaFact } from '../sla/case-parties.rules.js';
import { chinaDay, chinaDayAt, dayText } from '../sla/china-day.rules.js';
import { clocksOf, type ItemLimits } from '../sla/clocks.rules.js';
import { holderSpans, type CalendarOf } from '../sla/holders.rules.js';
import { isBesideCourse } from '../sla/plain-course.rules.js';

/** Counts by measure, by the day in China on which it happened. */
export type DayCounts = Record<string, Record<string, number>>;

/** A card as figures count it. */
export interface CountedCard {
  level: CardLevel;
  leg: CardLeg;
  state: CardState;
  cardedAt: string;
}

const VOLUMES: Readonly<Record<string, VolumeKind>> = {
  'case.collected': 'collected',
  'case.received': 'received',
  'case.accepted': 'accepted',
  'correction.requested': 'corrected',
  'case.decided': 'decided',
  'pickup.done': 'handed-over',
  'result.posted': 'handed-over',
  'case.refused': 'ended',
  'case.returned': 'ended',
  'case.lapsed': 'ended',
  'case.withdrawn': 'ended',
  'case.revoked': 'ended',
  'joint.closed': 'ended',
  'withdrawal.answered/GRANTED': 'ended',
};

const dayOf = (at: string): string => dayText(chinaDayAt(Date.parse(at)));
const volumeOf = ({ type, act }: SlaFact): VolumeKind | undefined => VOLUMES[type] ?? VOLUMES[`${type}/${act ?? ''}`];

/**
 * What a case adds to the figures, from its effective facts alone: what happened, the clocks that ended, how long each
 * holder had it and how long it took in all, and its cards but for cancelled ones. What still runs adds nothing: how
 * many cases are open or late is asked of the cases at the moment. Counting at another time gives the same.
 */
export function countsOf(
  facts: readonly SlaFact[],
  first: CaseParties,
  limits: ItemLimits | null,
  calendarOf: CalendarOf,
  cards: readonly CountedCard[],
): DayCounts {
  const counts: DayCounts = {};
  const add = (day: string, measure: string): void => {
    const of = (counts[day] ??= {});
    of[measure] = (of[measure] ?? 0) + 1;
  };
  for (const fact of facts) {
    const volume = volumeOf(fact);
    if (volume) add(dayOf(fact.at), volume);
    if (fact.type === 'case.decided' && fact.act === 'REJECTED') add(dayOf(fact.at), 'rejected');
  }
  const took = (measure: string, from: string, to: string): void => {
    const seconds = Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1000));
    add(dayOf(to), `time:${measure}:${durationBucket(seconds)}`);
  };
  const spans = holderSpans(facts, first);
  for (const { holder, from, to } of spans) if (to !== null && holder !== 'closed') took(holder, from, to);
  const begun = facts.find(({ type }) => type === 'case.collected');
  const over = facts.find((fact) => ['decided', 'ended'].includes(volumeOf(fact) ?? ''));
  if (begun && over) took(HANDLING, begun.at, over.at);

  // Silence is judged up to the last fact that moves the case: that a term has passed since is a fact only when
  // somebody states one. A card moves nothing, and a case may be told with its cards or without.
  const lastMs = Math.max(0, ...facts.filter(({ type }) => !isBesideCourse(type)).map(({ at }) => Date.parse(at)));
  const { clocks, deemedAcceptedAt } = clocksOf(facts, first, limits, calendarOf, lastMs, spans);
  for (const { kind, state, endedAt, dueAt, dueOn, startedAt } of clocks) {
    // Without an end of the term (a fact that is not readable here) nobody can say whether it was kept.
    if (endedAt !== null && dueAt !== null && state === 'MET') add(dayOf(endedAt), `met:${kind}`);
    if (endedAt !== null && state === 'MISSED') add(dayOf(endedAt), `missed:${kind}`);
    if (kind === 'acceptance' && startedAt === deemedAcceptedAt && dueOn !== null) {
      add(dayText(chinaDay(dueOn)), 'deemed');
    }
  }
  for (const { level, leg, state, cardedAt } of cards) {
    if (state !== 'CANCELLED') add(dayOf(cardedAt), `card:${level}:${leg}`);
  }
  return counts;
}
