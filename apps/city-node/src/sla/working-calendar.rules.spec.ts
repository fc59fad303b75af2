import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarYearFaults, type CalendarYear } from '#contracts';
import { chinaDay, chinaDayAt, dayText } from './china-day.rules.js';
import { dueInstant, WorkCalendar } from './working-calendar.rules.js';

const sampleFile = new URL('../../../../deploy/local/sample/430100.json', import.meta.url);
const { calendar: years } = JSON.parse(readFileSync(sampleFile, 'utf8')) as { calendar: CalendarYear[] };
const calendar = new WorkCalendar(years);

const add = (day: string, n: number): string => dayText(calendar.addWorkingDays(chinaDay(day), n));
const between = (after: string, upTo: string): number => calendar.workingDaysBetween(chinaDay(after), chinaDay(upTo));
const minutes = (from: string, to: string): number => calendar.workingMinutes(Date.parse(from), Date.parse(to));

/** The published arrangement of two years written down once more, day by day as people read it. */
const WEEKDAYS_OFF = `2025-01-01 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-02-03 2025-02-04 2025-04-04 2025-05-01
  2025-05-02 2025-05-05 2025-06-02 2025-10-01 2025-10-02 2025-10-03 2025-10-06 2025-10-07 2025-10-08 2026-01-01
  2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-23 2026-04-06 2026-05-01 2026-05-04
  2026-05-05 2026-06-19 2026-09-25 2026-10-01 2026-10-02 2026-10-05 2026-10-06 2026-10-07`.split(/\s+/);
const WEEKENDS_WORKED =
  `2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09
  2026-09-20 2026-10-10`.split(/\s+/);

const days = fc.integer({ min: chinaDay('2024-06-01'), max: chinaDay('2028-06-01') });
const counts = fc.integer({ min: 0, max: 400 });

describe('working days of a city', () => {
  it.each([
    ['2026-02-13', 5, '2026-02-27'],
    ['2026-09-18', 20, '2026-10-22'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2025-09-26', 10, '2025-10-16'],
    ['2026-02-21', 1, '2026-02-24'],
    ['2026-09-18', 0, '2026-09-18'],
    ['2026-02-21', 0, '2026-02-21'],
  ])('counts from %s on %i working days to %s', (from, n, due) => {
    expect(add(from, n)).toBe(due);
    expect(between(from, due)).toBe(n);
  });

  it('knows every day of 2025 and 2026 as the notices arrange it', () => {
    const wrong: string[] = [];
    for (let day = chinaDay('2025-01-01'); day <= chinaDay('2026-12-31'); day++) {
      const text = dayText(day);
      const isWeekend = [0, 6].includes(new Date(text).getUTCDay());
      const isWorked = isWeekend ? WEEKENDS_WORKED.includes(text) : !WEEKDAYS_OFF.includes(text);
      if (calendar.isWorkingDay(day) !== isWorked) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });

  it('ends a term with the last moment of its day in China', () => {
    expect(dueInstant(chinaDay('2026-02-27'))).toBe('2026-02-27T16:00:00.000Z');
    expect(chinaDayAt(Date.parse('2026-02-27T15:59:59.999Z'))).toBe(chinaDay('2026-02-27'));
    expect(chinaDayAt(Date.parse('2026-02-27T16:00:00.000Z'))).toBe(chinaDay('2026-02-28'));
  });

  it('agrees with counting day by day, forwards and backwards', () => {
    fc.assert(
      fc.property(days, counts, (from, n) => {
        let [day, left] = [from, n];
        while (left > 0) if (calendar.isWorkingDay(++day)) left -= 1;
        expect(calendar.addWorkingDays(from, n)).toBe(day);
        expect(calendar.workingDaysBetween(from, day)).toBe(n);
        expect(calendar.workingDaysBetween(day, from)).toBe(0 - n);
      }),
    );
  });

  it('never ends earlier for a later start or more days, and counts on from where it stopped', () => {
    fc.assert(
      fc.property(days, days, counts, counts, (a, b, n, m) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        expect(calendar.addWorkingDays(first, n)).toBeLessThanOrEqual(calendar.addWorkingDays(second, n));
        expect(calendar.addWorkingDays(a, n)).toBeLessThanOrEqual(calendar.addWorkingDays(a, n + m));
        const stop = calendar.addWorkingDays(a, n);
        expect(calendar.addWorkingDays(stop, m)).toBe(m === 0 ? stop : calendar.addWorkingDays(a, n + m));
      }),
    );
  });

  it('has in a year without a notice its weekends and fixed holidays, and calls what touches it provisional', () => {
    expect(calendar.isWorkingDay(chinaDay('2027-01-01'))).toBe(false);
    expect(add('2026-12-25', 5)).toBe('2027-01-04');
    for (const known of ['2027-01-02', '2027-10-01', '2028-05-01', '2028-05-02', '2028-10-03']) {
      expect(calendar.isWorkingDay(chinaDay(known))).toBe(false);
    }
    const isProvisional = (from: string, to: string): boolean => calendar.isProvisional(chinaDay(from), chinaDay(to));
    expect(isProvisional('2026-12-25', '2027-01-04')).toBe(true);
    expect(isProvisional('2026-12-24', '2026-12-31')).toBe(false);
    expect(isProvisional('2025-12-24', '2026-12-31')).toBe(false);
    expect(isProvisional('2027-03-01', '2027-03-08')).toBe(true);
  });

  it('takes the highest version of a year, with the days that the notice moves in the December before', () => {
    const year = { ...(years[2] as CalendarYear), version: 2, final: true };
    const notice = { ...year, daysOff: ['2026-12-31', '2027-01-01'], workedDays: ['2026-12-27'] };
    const later = new WorkCalendar([notice, ...years]);
    expect(dayText(later.addWorkingDays(chinaDay('2026-12-25'), 4))).toBe('2026-12-30');
    expect(dayText(later.addWorkingDays(chinaDay('2026-12-25'), 5))).toBe('2027-01-04');
    expect(later.isProvisional(chinaDay('2026-12-25'), chinaDay('2027-01-04'))).toBe(false);
  });

  it('gives a region its own days off', () => {
    const year = years[1] as CalendarYear;
    const guangxi = new WorkCalendar([{ ...year, extraDaysOff: ['2026-04-20', '2026-04-21'] }]);
    expect(dayText(guangxi.addWorkingDays(chinaDay('2026-04-17'), 1))).toBe('2026-04-22');
    expect(add('2026-04-17', 1)).toBe('2026-04-20');
  });

  it('counts office hours only', () => {
    // Friday 16:00 to Monday 10:00 in China.
    expect(minutes('2026-11-20T08:00:00.000Z', '2026-11-23T02:00:00.000Z')).toBe(120);
    expect(minutes('2026-11-20T11:00:00.000Z', '2026-11-21T11:00:00.000Z')).toBe(0);
    // Nine working days of eight hours, over a holiday and two make-up days.
    expect(minutes('2026-02-13T00:00:00.000Z', '2026-03-02T16:00:00.000Z')).toBe(
      between('2026-02-12', '2026-03-02') * 480,
    );
    expect(minutes('2025-12-31T01:00:00.000Z', '2026-01-04T09:00:00.000Z')).toBe(960);
    expect(minutes('2026-11-23T02:00:00.000Z', '2026-11-20T08:00:00.000Z')).toBe(0);
  });

  it('adds the parts of a time up to the whole, to the minute', () => {
    const instants = fc.integer({ min: Date.UTC(2025, 10, 1), max: Date.UTC(2027, 2, 1) });
    fc.assert(
      fc.property(fc.tuple(instants, instants, instants), (three) => {
        const [a, b, c] = [...three].sort((x, y) => x - y) as [number, number, number];
        const parts = calendar.workingMinutes(a, b) + calendar.workingMinutes(b, c);
        expect(parts).toBe(calendar.workingMinutes(a, c));
      }),
    );
  });

  it('refuses a year that cannot be right and says which day', () => {
    const year = years[1] as CalendarYear;
    const faults = (change: Partial<CalendarYear>): string[] => calendarYearFaults({ ...year, ...change });
    expect(years.flatMap(calendarYearFaults)).toEqual([]);
    expect(faults({ workedDays: ['2026-03-04'] })).toEqual(['worked_day_is_weekday:2026-03-04']);
    expect(faults({ extraDaysOff: ['2026-02-14'] })).toEqual(['day_off_and_worked:2026-02-14']);
    expect(faults({ daysOff: [...year.daysOff, '2025-06-02'] })).toEqual(['day_outside_year:2025-06-02']);
    expect(faults({ daysOff: year.daysOff.slice(1) })).toEqual(['fixed_day_missing:2026-01-01']);
    expect(faults({ workedDays: [...year.workedDays, '2026-10-03'] })).toEqual(['fixed_day_worked:2026-10-03']);
    expect(faults({ officeFrom: '17:00' })).toEqual(['office_hours']);
  });
});
