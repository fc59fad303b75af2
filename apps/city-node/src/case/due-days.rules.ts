import type { TimeLimit } from '#contracts';
import { chinaDay, chinaDayAt, dayText, endOfDay } from '../sla/china-day.rules.js';
import type { WorkCalendar } from '../sla/working-calendar.rules.js';

const HOUR_MS = 3_600_000;

/** Last day `YYYY-MM-DD` of a term of working days that begins with an act at this instant, which is day 0. */
export function lastDayOf(calendar: WorkCalendar, at: Date, workingDays: number): string {
  return dayText(calendar.addWorkingDays(chinaDayAt(at.getTime()), workingDays));
}

/** The same for a limit of an item in whatever unit. */
export function limitDayOf(calendar: WorkCalendar, at: Date, { amount, unit }: TimeLimit): string {
  if (unit === 'WORKING_DAY') return lastDayOf(calendar, at, amount);
  if (unit === 'DAY') return dayText(chinaDayAt(at.getTime()) + amount);
  return dayText(chinaDayAt(at.getTime() + amount * HOUR_MS));
}

/** True once a day is over in China. */
export function isOver(day: string, at: Date): boolean {
  return at.getTime() >= endOfDay(chinaDay(day));
}
