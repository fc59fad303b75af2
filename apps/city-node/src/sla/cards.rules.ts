import { CARD_LEG_OF, type CardGround, type CardLeg, type CardLevel, type CityRole, type ClockKind } from '#contracts';
import { warnAt, type Thresholds } from './card-thresholds.rules.js';
import { partiesAfter, type CaseParties, type SlaFact } from './case-parties.rules.js';
import { chinaDayAt, dayText, endOfDay } from './china-day.rules.js';
import { clocksOf, type ItemLimits } from './clocks.rules.js';
import type { CaseClock } from './countdown.rules.js';
import { holderSpans, spanAt, type CalendarOf, type HolderSpan } from './holders.rules.js';
import { cardableAt, type LinkOutage } from './outages.rules.js';
import { dueInstant, type WorkCalendar } from './working-calendar.rules.js';

/** A card that a city has to give itself, now or later. */
export interface CardPlan {
  /** The same for the same clock, start and level, whoever counts and how often. */
  cardId: string;
  level: CardLevel;
  ground: CardGround;
  leg: CardLeg;
  clock: ClockKind | null;
  /** From this instant on, ISO. */
  firesAt: string;
  /** The day that is, or will be, exceeded; null where none is. */
  dueOn: string | null;
}

/** What cards are counted from: a case as far as clocks need it, and what its city knows and has set. */
export interface CardsAsked {
  self: string;
  facts: readonly SlaFact[];
  first: CaseParties;
  limits: ItemLimits | null;
  calendarOf: CalendarOf;
  thresholds: Thresholds;
  outages: readonly LinkOutage[];
  nowMs: number;
}

export interface Cards {
  /** To be given now. */
  due: CardPlan[];
  /** To be given later, where nothing happens before. */
  coming: CardPlan[];
  /** Warnings, of whatever city, whose clock has ended or run out: they ask for nothing more. */
  passed: { city: string; cardId: string }[];
}

/** The partner without which a clock cannot be met; every other act is a city's own, and its record leaves by itself. */
const WAITS_FOR: Partial<Record<ClockKind, CityRole>> = { forwarding: 'home', delivery: 'pickup' };
const LEVELS: readonly CardLevel[] = ['WARNING', 'YELLOW', 'RED'];
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const stamp = (at: string): string => at.replace(/[-:.]/g, '');

/**
 * 电子监察: the cards of one city in a case. A city is carded for a leg that it held itself when the term ended, and
 * never for the link, for transport, for the applicant, or for a stop.
 */
export function cardsOf(asked: CardsAsked): Cards {
  const { self, facts, nowMs } = asked;
  const own = facts.filter(({ type, author }) => type === 'supervision.carded' && author === self);
  // Where the data was erased at the end of its term nobody can tell which cards there were: no more are given.
  if (own.some(({ data }) => data === null)) return { due: [], coming: [], passed: [] };
  const given = new Set(own.map(({ data }) => textOf(data?.cardId)));
  const parties = facts.reduce(partiesAfter, asked.first);
  const spans = holderSpans(facts, asked.first);
  const { clocks } = clocksOf(facts, asked.first, asked.limits, asked.calendarOf, nowMs, spans);
  const plans = [
    ...clocks.flatMap((clock) => ofClock(clock, clocks, parties, spans, asked)),
    ...facts.flatMap((fact) => ofSecondCorrection(fact, self)),
    ...own.flatMap((card) => ofUnanswered(card, asked)),
  ].filter((plan) => !levelsFrom(plan).some((cardId) => given.has(cardId)));
  const isDue = ({ firesAt }: CardPlan): boolean => Date.parse(firesAt) <= nowMs;
  return {
    due: plans.filter(isDue),
    coming: plans.filter((plan) => !isDue(plan)),
    passed: facts.flatMap((fact) => ofPassed(fact, clocks)),
  };
}

/** The card itself and the graver ones of the same clock: once one of them is given, a milder one says nothing new. */
function levelsFrom({ cardId, level }: CardPlan): string[] {
  const stem = cardId.slice(0, -level.length);
  return LEVELS.slice(LEVELS.indexOf(level)).map((one) => `${stem}${one}`);
}

function ofPassed({ type, act, author, data }: SlaFact, clocks: readonly CaseClock[]): Cards['passed'] {
  const cardId = textOf(data?.cardId);
  if (type !== 'supervision.carded' || act !== 'WARNING' || cardId === null) return [];
  const clock = clocks.find(({ kind, startedAt }) => cardId === `${kind}-${stamp(startedAt)}-WARNING`);
  return !clock || clock.endedAt !== null || clock.state === 'MISSED' ? [{ city: author, cardId }] : [];
}

function ofClock(
  clock: CaseClock,
  all: readonly CaseClock[],
  parties: CaseParties,
  spans: readonly HolderSpan[],
  asked: CardsAsked,
): CardPlan[] {
  const { kind, dueAt, dueOn, startedAt } = clock;
  const leg = CARD_LEG_OF[kind];
  const isMissed = clock.state === 'MISSED';
  if (!leg || dueAt === null || clock.leg.city !== asked.self || clock.leg.holder !== leg) return [];
  if (!isMissed && clock.endedAt !== null) return [];
  // Where the promise is no shorter than the law, the law's clock says it all.
  const legal = all.find((one) => one.kind === 'legal' && one.startedAt === startedAt);
  if (kind === 'promise' && legal?.dueAt && legal.dueAt <= dueAt) return [];
  const calendar = asked.calendarOf(calendarCity(kind, parties));
  const startMs = Date.parse(startedAt);
  const dueMs = kind === 'shelf' ? sentBackBy(Date.parse(dueAt), calendar) : Date.parse(dueAt);
  const card = (level: CardLevel, ms: number): CardPlan => ({
    cardId: `${kind}-${stamp(startedAt)}-${level}`,
    level,
    ground: kind === 'acceptance' && level !== 'WARNING' ? 'DEEMED_ACCEPTED' : 'CLOCK',
    leg,
    clock: kind,
    firesAt: new Date(ms).toISOString(),
    dueOn,
  });
  const role = WAITS_FOR[kind];
  const partner = role && role !== 'lead' ? parties[role] : null;
  const outages = asked.outages.filter((outage) => outage.partner === partner);
  const lateAt = cardableAt(outages, startMs, dueMs, asked.nowMs, calendar);
  const level = kind === 'legal' ? 'RED' : 'YELLOW';
  const isInTime = lateAt === null || (clock.endedAt !== null && Date.parse(clock.endedAt) <= lateAt);
  const late = isInTime ? [] : [card(level, lateAt)];
  // It is the applicant who does not come for a result: nobody is warned of that.
  if (kind === 'shelf') return late;
  if (isMissed) return late.filter(() => hadIt(clock, spans, dueAt));
  const totalWorkingDays = clock.usedWorkingDays + Math.max(0, clock.remainingWorkingDays ?? 0);
  const warnMs = warnAt({ startMs, dueMs, totalWorkingDays }, asked.thresholds[leg], calendar);
  const warns = warnMs !== null && hadIt(clock, spans, new Date(asked.nowMs).toISOString());
  return warns ? [card('WARNING', warnMs), ...late] : late;
}

function calendarCity(kind: ClockKind, { collecting, home, pickup }: CaseParties): string {
  if (kind === 'forwarding') return collecting;
  return kind === 'shelf' ? (pickup ?? home) : home;
}

/** What nobody came for goes back on the working day after its time on the shelf. */
function sentBackBy(shelfEndMs: number, calendar: WorkCalendar): number {
  return endOfDay(calendar.addWorkingDays(chinaDayAt(shelfEndMs - 1), 1));
}

/** True if the leg that answers for a clock held the case at that instant; a verification goes on beside the rest. */
function hadIt({ kind, leg }: CaseClock, spans: readonly HolderSpan[], instant: string): boolean {
  if (kind === 'verification') return true;
  const span = spanAt(spans, instant);
  return span?.holder === leg.holder && span.city === leg.city;
}

/** A second round for something that could be seen in the first: 一次性告知 was broken. */
function ofSecondCorrection({ type, author, at, data }: SlaFact, self: string): CardPlan[] {
  if (type !== 'correction.requested' || author !== self || typeof data?.round !== 'number' || data.round < 2)
    return [];
  const defects = Array.isArray(data.defects) ? (data.defects as { visibleBefore?: unknown }[]) : [];
  if (!defects.some(({ visibleBefore }) => visibleBefore === true)) return [];
  const cardId = `correction-${stamp(at)}-YELLOW`;
  return [
    { cardId, level: 'YELLOW', ground: 'SECOND_CORRECTION', leg: 'home-review', clock: null, firesAt: at, dueOn: null },
  ];
}

const ANSWERS: ReadonlySet<string> = new Set(['supervision.replied', 'supervision.appealed', 'supervision.cancelled']);

/** A yellow card that nobody answered in time becomes a red one, also where the case has gone on since. */
function ofUnanswered({ act, at, data }: SlaFact, asked: CardsAsked): CardPlan[] {
  const cardId = textOf(data?.cardId);
  if (act !== 'YELLOW' || cardId === null) return [];
  const isAnswer = (fact: SlaFact): boolean =>
    ANSWERS.has(fact.type) && fact.author === asked.self && fact.data?.cardId === cardId;
  if (asked.facts.some(isAnswer)) return [];
  const clock = (data?.clock ?? null) as ClockKind | null;
  const leg = (clock && CARD_LEG_OF[clock]) ?? 'home-review';
  const { replyWithinWorkingDays } = asked.thresholds[leg];
  const lastDay = asked.calendarOf(asked.self).addWorkingDays(chinaDayAt(Date.parse(at)), replyWithinWorkingDays);
  return [
    {
      cardId: cardId.replace(/YELLOW$/, 'RED'),
      level: 'RED',
      ground: 'CARD_UNANSWERED',
      leg,
      clock,
      firesAt: dueInstant(lastDay),
      dueOn: dayText(lastDay),
    },
  ];
}
