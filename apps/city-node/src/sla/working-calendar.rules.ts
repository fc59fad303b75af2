import { FIXED_DAYS_OFF, type CalendarYear } from '#contracts';
import {
  chinaDay,
  chinaDayAt,
  endOfDay,
  isWeekend,
  minuteOfDay,
  newYearsDay,
  yearOf,
  type ChinaDay,
} from './china-day.rules.js';

/** One year as the calendar needs it; where it comes from and who published it play no part in counting. */
export type YearNotice = Pick<
  CalendarYear,
  'year' | 'version' | 'final' | 'daysOff' | 'workedDays' | 'extraDaysOff' | 'officeFrom' | 'officeTo'
>;

/** Working days of one year, counted once. */
interface YearTable {
  first: ChinaDay;
  /** Working days of the year before the day with this index. */
  before: Uint16Array;
  /** The working days of the year in their order. */
  days: Int32Array;
}

/** Days outside are counted as its ends are: no honest case is that old, and a table must not grow with a wrong date. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2199;
const DEFAULT_OFFICE = { from: 9 * 60, to: 17 * 60 };

/**
 * 工作日历 of one city: counts working days and office minutes. Day 0 is the day of the act, so n working days later is
 * the n-th working day after it. A year that nobody has published has its weekends and its fixed holidays.
 */
export class WorkCalendar {
  private readonly notices = new Map<number, YearNotice>();
  private readonly off = new Set<ChinaDay>();
  private readonly worked = new Set<ChinaDay>();
  private readonly tables: (YearTable | undefined)[] = [];
  private readonly first = newYearsDay(FIRST_YEAR);
  private readonly last = newYearsDay(LAST_YEAR + 1) - 1;

  /** Of several versions of a year the highest counts. */
  constructor(years: readonly YearNotice[]) {
    for (const year of years) {
      const known = this.notices.get(year.year);
      if (!known || known.version < year.version) this.notices.set(year.year, year);
    }
    for (const { daysOff, extraDaysOff, workedDays } of this.notices.values()) {
      for (const day of [...daysOff, ...extraDaysOff]) this.off.add(chinaDay(day));
      for (const day of workedDays) this.worked.add(chinaDay(day));
    }
  }

  isWorkingDay(day: ChinaDay): boolean {
    const at = this.within(day);
    const table = this.table(yearOf(at));
    const index = at - table.first;
    return (table.before[index + 1] ?? 0) > (table.before[index] ?? 0);
  }

  /** The n-th working day after a day, which itself may be none; the day itself for 0. */
  addWorkingDays(day: ChinaDay, n: number): ChinaDay {
    if (n <= 0) return day;
    const from = this.within(day);
    let year = yearOf(from);
    let table = this.table(year);
    // Counted from the first working day of the year, 1-based.
    let wanted = (table.before[from - table.first + 1] ?? 0) + n;
    while (wanted > table.days.length && year < LAST_YEAR) {
      wanted -= table.days.length;
      table = this.table(++year);
    }
    return table.days[wanted - 1] ?? this.last;
  }

  /** Working days in (after, upTo]; negative where `upTo` lies before. */
  workingDaysBetween(after: ChinaDay, upTo: ChinaDay): number {
    if (upTo < after) return -this.workingDaysBetween(upTo, after);
    return this.countedTo(upTo, yearOf(this.within(after))) - this.countedTo(after, yearOf(this.within(after)));
  }

  /** Working days up to and with a day, from the first of January of a year on. */
  private countedTo(day: ChinaDay, from: number): number {
    const at = this.within(day);
    const year = yearOf(at);
    let counted = 0;
    for (let one = from; one < year; one++) counted += this.table(one).days.length;
    const table = this.table(year);
    return counted + (table.before[at - table.first + 1] ?? 0);
  }

  /** Minutes of office hours between two instants in milliseconds; 0 where they are turned round. Parts add up. */
  workingMinutes(fromMs: number, toMs: number): number {
    const [first, last] = [chinaDayAt(fromMs), chinaDayAt(toMs)];
    if (toMs <= fromMs || first < this.first || last > this.last) return 0;
    if (first === last) return this.minutesGone(last, minuteOfDay(toMs)) - this.minutesGone(first, minuteOfDay(fromMs));
    let minutes = this.minutesGone(first, Infinity) - this.minutesGone(first, minuteOfDay(fromMs));
    minutes += this.minutesGone(last, minuteOfDay(toMs));
    // Whole days between, year by year: office hours may differ.
    for (let day = first; day < last - 1;) {
      const end = Math.min(last - 1, newYearsDay(yearOf(day + 1) + 1) - 1);
      const { from, to } = this.officeOf(end);
      minutes += this.workingDaysBetween(day, end) * (to - from);
      day = end;
    }
    return minutes;
  }

  /** Office minutes of a day that are over at a minute of it. */
  private minutesGone(day: ChinaDay, minute: number): number {
    if (!this.isWorkingDay(day)) return 0;
    const { from, to } = this.officeOf(day);
    return Math.max(0, Math.min(minute, to) - from);
  }

  private officeOf(day: ChinaDay): { from: number; to: number } {
    const notice = this.notices.get(yearOf(day));
    return notice ? { from: minutesOf(notice.officeFrom), to: minutesOf(notice.officeTo) } : DEFAULT_OFFICE;
  }

  /** True where a span touches a year whose notice is not known here: its end may still move. */
  isProvisional(from: ChinaDay, to: ChinaDay): boolean {
    const last = yearOf(this.within(to));
    for (let year = yearOf(this.within(from)); year <= last; year++) if (!this.notices.get(year)?.final) return true;
    return false;
  }

  private within(day: ChinaDay): ChinaDay {
    return Math.max(this.first, Math.min(this.last, day));
  }

  private table(year: number): YearTable {
    return (this.tables[year - FIRST_YEAR] ??= this.count(year));
  }

  private count(year: number): YearTable {
    const first = newYearsDay(year);
    const length = newYearsDay(year + 1) - first;
    const fixed = this.notices.get(year)?.final ? [] : FIXED_DAYS_OFF.map((day) => chinaDay(`${year}-${day}`));
    const before = new Uint16Array(length + 1);
    const days: number[] = [];
    for (let index = 0; index < length; index++) {
      const day = first + index;
      const isOff = this.off.has(day) || fixed.includes(day) || (isWeekend(day) && !this.worked.has(day));
      if (!isOff) days.push(day);
      before[index + 1] = days.length;
    }
    return { first, before, days: Int32Array.from(days) };
  }
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The instant at which a term that ends with a day is over, ISO in UTC: 24:00 in China. */
export function dueInstant(day: ChinaDay): string {
  return new Date(endOfDay(day)).toISOString();
}
