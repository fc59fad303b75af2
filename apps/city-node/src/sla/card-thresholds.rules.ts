import { CARD_LEGS, type CardLeg } from '#contracts';
import { chinaDayAt, endOfDay } from './china-day.rules.js';
import type { WorkCalendar } from './working-calendar.rules.js';

/** From when on a city's own legs are warned, and within how many working days a yellow card is answered. */
export interface LegThresholds {
  /** 预警 once so few working days are left after today; */
  warnDaysLeft: number;
  /** or once so much of the term is used, in percent. */
  warnUsedPercent: number;
  replyWithinWorkingDays: number;
}
export type Thresholds = Readonly<Record<CardLeg, LegThresholds>>;

const DEFAULT: LegThresholds = { warnDaysLeft: 1, warnUsedPercent: 80, replyWithinWorkingDays: 3 };
/** No rule of the field names a number: these hold until a city's supervisor sets its own. */
export const DEFAULT_THRESHOLDS = Object.fromEntries(CARD_LEGS.map((leg) => [leg, DEFAULT])) as Thresholds;

/** The term of a clock, in milliseconds, with the working days that it has in all; a stop counts on neither side. */
export interface WarnedTerm {
  startMs: number;
  dueMs: number;
  totalWorkingDays: number;
}

/**
 * The instant, in milliseconds, from which a term is to be warned of: with the beginning of a day, and never on the day
 * on which it began, or every short term would be born with a warning. Null where nothing is left to warn of. A term that
 * is over on its first day (in hours) is warned of by its share alone.
 */
export function warnAt(term: WarnedTerm, thresholds: LegThresholds, calendar: WorkCalendar): number | null {
  const { startMs, dueMs, totalWorkingDays: total } = term;
  const [first, last] = [chinaDayAt(startMs), chinaDayAt(dueMs - 1)];
  if (last <= first) {
    return Math.min(dueMs - 1, startMs + Math.floor(((dueMs - startMs) * thresholds.warnUsedPercent) / 100));
  }
  const used = Math.ceil((total * thresholds.warnUsedPercent) / 100);
  const left = Math.max(thresholds.warnDaysLeft, total - used);
  let day = last;
  while (day > first && calendar.workingDaysBetween(day - 1, last) <= left) day--;
  const at = endOfDay(Math.max(day, calendar.addWorkingDays(first, 1)) - 1);
  return at < dueMs ? at : null;
}
