/**
 * A day of the calendar in China as the number of days since 1970-01-01. China has had one time zone (UTC+8) and no
 * summer time since 1992, so days are plain arithmetic.
 */
export type ChinaDay = number;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const OFFSET_MS = 8 * 3_600_000;
export const MINUTES_OF_DAY = 1440;

/** The day in China at an instant, given in milliseconds. */
export function chinaDayAt(ms: number): ChinaDay {
  return Math.floor((ms + OFFSET_MS) / DAY_MS);
}

/** Minutes since midnight in China at an instant in milliseconds; seconds are left off. */
export function minuteOfDay(ms: number): number {
  const minutes = Math.floor((ms + OFFSET_MS) / MINUTE_MS);
  return minutes - Math.floor(minutes / MINUTES_OF_DAY) * MINUTES_OF_DAY;
}

/** The instant, in milliseconds, at which a day ends: 24:00 in China. */
export function endOfDay(day: ChinaDay): number {
  return (day + 1) * DAY_MS - OFFSET_MS;
}

/** A day from `YYYY-MM-DD`. Throws RangeError where it is none. */
export function chinaDay(text: string): ChinaDay {
  const ms = Date.parse(`${text}T00:00:00.000Z`);
  if (Number.isNaN(ms)) throw new RangeError(`not a day: ${text}`);
  return ms / DAY_MS;
}

/** `YYYY-MM-DD` of a day. */
export function dayText(day: ChinaDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The calendar year of a day. */
export function yearOf(day: ChinaDay): number {
  // An estimate that is off by one at most: faster than a Date, of which due dates would need several each.
  const year = 1970 + Math.floor(day / 365.2425);
  if (newYearsDay(year) > day) return year - 1;
  return newYearsDay(year + 1) <= day ? year + 1 : year;
}

/** The first day of a year. */
export function newYearsDay(year: number): ChinaDay {
  return Date.UTC(year, 0, 1) / DAY_MS;
}

/** True on Saturday and Sunday. */
export function isWeekend(day: ChinaDay): boolean {
  // 1970-01-01 was a Thursday.
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}
