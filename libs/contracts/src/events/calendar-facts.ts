import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IsCalendarDate } from '../codes/calendar-date.js';
import { IsRegionCode } from '../codes/region-code.js';

/** A time of the day `HH:MM`. */
export const OFFICE_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Days of December that the notice of the next year may rearrange, because its first holiday begins there. */
const FIRST_DAY_OF_NEXT_NOTICE = '12-22';

/** What any notice of any year has as holidays: 元旦, 劳动节 and 国庆节 do not move (全国年节及纪念日放假办法). */
export const FIXED_DAYS_OFF = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'] as const;

/**
 * calendar.year.published 工作日历: the holidays and make-up days of one year in one city, whole. A higher version replaces
 * the year. While `final` is false no notice of the year is known, and due dates that touch it are provisional.
 */
export class CalendarYear {
  @IsRegionCode() city!: string;
  @IsInt() @Min(2000) @Max(2199) year!: number;
  @IsInt() @Min(1) @Max(1_000_000) version!: number;
  @IsBoolean() final!: boolean;
  /** 放假: days `YYYY-MM-DD` off by the national notice; weekend days may be named. */
  @IsArray() @ArrayMaxSize(120) @ArrayUnique() @IsCalendarDate({ each: true }) daysOff!: string[];
  /** 调休上班: weekend days that are worked. */
  @IsArray() @ArrayMaxSize(60) @ArrayUnique() @IsCalendarDate({ each: true }) workedDays!: string[];
  /** Days off in this region only, such as 广西三月三. */
  @IsArray() @ArrayMaxSize(60) @ArrayUnique() @IsCalendarDate({ each: true }) extraDaysOff!: string[];
  /** Office hours of a working day `HH:MM`, China time. */
  @Matches(OFFICE_TIME) officeFrom!: string;
  @Matches(OFFICE_TIME) officeTo!: string;
  /** The notice that the days are taken from. */
  @IsString() @Length(1, 200) source!: string;
  /** True for sample values, which must never be shown as an authority's own. */
  @IsBoolean() sample!: boolean;
  @IsOptional() @IsString() @Length(1, 200) sampleNote?: string;
}

/**
 * What is wrong between the fields of a year whose fields are each well formed: codes, empty when nothing is. A code
 * that concerns one day ends in `:` and the day.
 */
export function calendarYearFaults(calendar: CalendarYear): string[] {
  const { year, daysOff, workedDays, extraDaysOff } = calendar;
  const faults: string[] = [];
  if (calendar.officeFrom >= calendar.officeTo) faults.push('office_hours');
  if (calendar.sample && !calendar.sampleNote) faults.push('sample_note_missing');
  const [first, last] = [`${year - 1}-${FIRST_DAY_OF_NEXT_NOTICE}`, `${year}-12-31`];
  for (const day of [...daysOff, ...workedDays, ...extraDaysOff]) {
    if (day < first || day > last) faults.push(`day_outside_year:${day}`);
  }
  const off = new Set([...daysOff, ...extraDaysOff]);
  for (const day of workedDays) {
    if (!isWeekend(day)) faults.push(`worked_day_is_weekday:${day}`);
    if (off.has(day)) faults.push(`day_off_and_worked:${day}`);
    if (FIXED_DAYS_OFF.some((fixed) => day.endsWith(`-${fixed}`))) faults.push(`fixed_day_worked:${day}`);
  }
  for (const day of extraDaysOff) if (daysOff.includes(day)) faults.push(`day_off_twice:${day}`);
  if (calendar.final) {
    for (const fixed of FIXED_DAYS_OFF) {
      const day = `${year}-${fixed}`;
      if (!isWeekend(day) && !off.has(day)) faults.push(`fixed_day_missing:${day}`);
    }
  }
  return faults;
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00.000Z`).getUTCDay());
}
