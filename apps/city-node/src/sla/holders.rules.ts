import { HOLDERS, type Holder } from '#contracts';
import { isDecidedAtWindow, partiesAfter, type CaseParties, type SlaFact } from './case-parties.rules.js';
import type { WorkCalendar } from './working-calendar.rules.js';

/** A stretch of time in which a case was with one holder; `to` is null while it is with it still. */
export interface HolderSpan {
  holder: Holder;
  /** The city that answers for it; null where none does (link, transport, applicant). */
  city: string | null;
  from: string;
  to: string | null;
  /** The city whose calendar counts its working time. */
  calendar: string;
}

type Place = Pick<HolderSpan, 'holder' | 'city'>;

export interface TimedSpan extends HolderSpan {
  /** Minutes of office hours, of the window's, the pickup city's or else the home city's calendar. */
  workingMinutes: number;
}

/** Calendar of a city as published; a city that published none has weekends and fixed holidays. */
export type CalendarOf = (city: string) => WorkCalendar;

/** With whom a case is after a fact; null where the fact does not pass it on. */
function holderAfter(fact: SlaFact, parties: CaseParties, now: Place | undefined): Place | null {
  const review = { holder: 'home-review', city: parties.decider } as const;
  switch (fact.type) {
    case 'case.collected':
      return isDecidedAtWindow(parties.mode) || parties.mode === 'JOINT'
        ? review
        : { holder: 'window', city: parties.collecting };
    case 'case.submitted':
    case 'case.rerouted':
      return { holder: 'link', city: null };
    case 'correction.requested':
      return { holder: 'applicant', city: null };
    case 'case.received':
    case 'correction.supplied':
    case 'case.accepted':
    case 'jurisdiction.settled':
    case 'procedure.ended':
      return review;
    case 'case.taken-back':
      // The step stays where it is, the city that answers for it changes.
      return now && DECIDERS_WORK.has(now.holder) ? { holder: now.holder, city: parties.decider } : null;
    case 'procedure.started':
      return { holder: 'special-procedure', city: parties.decider };
    case 'case.decided':
      return fact.act === 'REJECTED' ? CLOSED : { holder: 'making', city: parties.decider };
    case 'handover.instructed':
      return { holder: 'transport', city: null };
    case 'pickup.ready':
      return { holder: 'pickup', city: parties.pickup };
    case 'pickup.lapsed':
      // Back on its way to the city that made it, which has to find another way to hand it over.
      return { holder: 'making', city: parties.decider };
    case 'withdrawal.answered':
      return fact.act === 'GRANTED' ? CLOSED : null;
    default:
      return ENDS.has(fact.type) ? CLOSED : null;
  }
}

const DECIDERS_WORK: ReadonlySet<Holder> = new Set(['home-review', 'special-procedure', 'making']);
const CLOSED = { holder: 'closed', city: null } as const;

/** Facts after which nobody has to do anything more; an issued result may still be instructed to a pickup point. */
const ENDS: ReadonlySet<string> = new Set([
  'case.refused',
  'case.returned',
  'case.lapsed',
  'case.withdrawn',
  'case.revoked',
  'result.issued',
  'result.posted',
  'pickup.done',
  'joint.closed',
]);

/**
 * The responsibility clock: who had the case from when to when, from the facts alone, so that every city that holds the
 * same facts tells the same. The spans follow each other without gap or overlap; the clocks of two cities may differ a
 * little, so a fact that claims to be older than the one before counts as of the same instant.
 */
export function holderSpans(facts: readonly SlaFact[], first: CaseParties): HolderSpan[] {
  const spans: HolderSpan[] = [];
  // Until a result that is to be handed over is instructed to a point, it lies where it was made.
  const isHandedOver = facts.some(({ type }) => type === 'handover.instructed');
  // A standing authorisation waits for nobody between its months; told by the executions, which no erasure takes away.
  const isStanding = facts.some(({ type }) => type === 'execution.notified');
  let parties = first;
  for (const fact of facts) {
    parties = partiesAfter(parties, fact);
    const last = spans.at(-1);
    const isAtRest = isStanding && fact.type === 'case.decided';
    const isOnItsWay = isHandedOver && fact.type === 'result.issued';
    const next = isAtRest ? CLOSED : isOnItsWay ? null : holderAfter(fact, parties, last);
    if (!next || (last?.holder === next.holder && last.city === next.city)) continue;
    const from = last && last.from > fact.at ? last.from : fact.at;
    pass(spans, next, from, parties);
  }
  return spans;
}

/** Ends the last span and begins the next; one that took no time at all is left out. */
function pass(spans: HolderSpan[], next: Place, from: string, parties: CaseParties): void {
  if (spans.at(-1)?.from === from) spans.pop();
  const last = spans.at(-1);
  if (last?.holder === next.holder && last.city === next.city) {
    last.to = null;
    return;
  }
  if (last) last.to = from;
  const isLocal = next.holder === 'window' || next.holder === 'pickup';
  const calendar = (isLocal ? next.city : null) ?? parties.home;
  spans.push({ holder: next.holder, city: next.city, from, to: null, calendar });
}

/** The spans with their working time, an open one up to now. */
export function timedSpans(spans: readonly HolderSpan[], calendarOf: CalendarOf, nowMs: number): TimedSpan[] {
  return spans.map((span) => {
    const to = span.to === null ? nowMs : Date.parse(span.to);
    const minutes = calendarOf(span.calendar).workingMinutes(Date.parse(span.from), to);
    const workingMinutes = span.holder === 'closed' ? 0 : minutes;
    return { ...span, workingMinutes };
  });
}

/** Working minutes by holder, in the order of a case's life; holders that never had it are left out. */
export function holderTotals(spans: readonly TimedSpan[]): { holder: Holder; workingMinutes: number }[] {
  return HOLDERS.flatMap((holder) => {
    const own = spans.filter((span) => span.holder === holder && holder !== 'closed');
    return own.length > 0 ? [{ holder, workingMinutes: own.reduce((sum, span) => sum + span.workingMinutes, 0) }] : [];
  });
}

/** The span in which an instant (ISO) lies; undefined before the first. */
export function spanAt(spans: readonly HolderSpan[], instant: string): HolderSpan | undefined {
  return spans.findLast((span) => span.from <= instant);
}
