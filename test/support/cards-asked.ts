import { readFileSync } from 'node:fs';
import type { CalendarYear } from '#contracts';
import { DEFAULT_THRESHOLDS } from '../../apps/city-node/src/sla/card-thresholds.rules.js';
import { cardsOf, type CardsAsked, type CardPlan } from '../../apps/city-node/src/sla/cards.rules.js';
import { firstParties, type SlaFact } from '../../apps/city-node/src/sla/case-parties.rules.js';
import { WorkCalendar } from '../../apps/city-node/src/sla/working-calendar.rules.js';

const sampleFile = new URL('../../deploy/local/sample/430100.json', import.meta.url);
const { calendar: years } = JSON.parse(readFileSync(sampleFile, 'utf8')) as { calendar: CalendarYear[] };
export const calendar = new WorkCalendar(years);
export const [WINDOW, HOME, PICKUP] = ['430300', '430100', '430200'] as const;

/** Ten in the morning of a day in China. */
export const at = (day: string): string => `${day}T02:00:00.000Z`;
/** A day in China begins at 16:00 UTC of the one before. */
export const beginOf = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) - 8 * 3_600_000).toISOString();

export function fact(type: string, day: string, more: Partial<SlaFact> = {}): SlaFact {
  const author = type === 'case.collected' || type === 'case.submitted' ? WINDOW : HOME;
  return { type, act: null, author, at: at(day), assigns: [], data: null, ...more };
}
export const collected = (day: string, more: Partial<SlaFact> = {}): SlaFact[] => [fact('case.collected', day, more)];
export const arrived = (day: string): SlaFact[] => [
  ...collected(day),
  fact('case.submitted', day),
  fact('case.received', day),
];
export const accepted = (day: string): SlaFact[] => [...arrived(day), fact('case.accepted', day)];

export const at24 = (day: string): string => new Date(Date.parse(beginOf(day)) + 24 * 3_600_000).toISOString();
export function ask(
  facts: readonly SlaFact[],
  now: string,
  more: Partial<CardsAsked> = {},
): ReturnType<typeof cardsOf> {
  return cardsOf({
    self: HOME,
    facts,
    first: firstParties(WINDOW, HOME),
    limits: {
      legalLimit: { amount: 20, unit: 'WORKING_DAY' },
      promiseLimit: { amount: 5, unit: 'WORKING_DAY' },
      acceptWithinWorkingDays: 5,
    },
    calendarOf: () => calendar,
    thresholds: DEFAULT_THRESHOLDS,
    outages: [],
    nowMs: Date.parse(now),
    ...more,
  });
}
export const short = ({ clock, level, ground }: CardPlan): string => `${clock} ${level} ${ground}`;
export const due = (facts: readonly SlaFact[], now: string, more: Partial<CardsAsked> = {}): string[] =>
  ask(facts, now, more).due.map(short);
/** The cards as stated facts. */
export function given(cards: readonly CardPlan[], when: string, author: string = HOME): SlaFact[] {
  return cards.map(({ cardId, level, clock }) =>
    fact('supervision.carded', '2026-01-01', {
      act: level,
      author,
      at: when,
      data: { cardId, ...(clock ? { clock } : {}) },
    }),
  );
}
