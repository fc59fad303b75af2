import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chinaDay, dayText } from '../../sla/china-day.rules.js';
import { WorkCalendar } from '../../sla/working-calendar.rules.js';
import { jointDue, type DuePart } from './joint-due.rules.js';

const year = { year: 2026, version: 1, final: true, extraDaysOff: [], officeFrom: '09:00', officeTo: '17:00' };
/** October 2026 by the notice: the holiday from the 1st to the 7th, worked on Saturday the 10th. */
const HOLIDAYS = ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'];
const calendar = new WorkCalendar([{ ...year, daysOff: HOLIDAYS, workedDays: ['2026-09-20', '2026-10-10'] }]);
const weekdays = new WorkCalendar([{ ...year, daysOff: [], workedDays: [] }]);
const BEGUN = chinaDay('2026-09-07');

const part = (key: string, after: string[], days: number, more: Partial<DuePart> = {}): DuePart => ({
  ...{ key, after, calendar: weekdays, runs: null, closed: null, counts: true, acceptWithinWorkingDays: 5 },
  promise: { amount: days, unit: 'WORKING_DAY' },
  ...more,
});

const anyParts = fc
  .array(fc.record({ after: fc.array(fc.nat(9), { maxLength: 3 }), days: fc.integer({ min: 1, max: 15 }) }), {
    minLength: 1,
    maxLength: 9,
  })
  .map((all) =>
    all.map(({ after, days }, i) =>
      part(`p${i}`, i === 0 ? [] : [...new Set(after.map((one) => `p${one % i}`))], days),
    ),
  );

/** All ways through the graph that end with a part. */
const waysTo = (parts: readonly DuePart[], one: DuePart): DuePart[][] => {
  const before = parts.filter(({ key }) => one.after.includes(key)).flatMap((p) => waysTo(parts, p));
  return before.length === 0 ? [[one]] : before.map((way) => [...way, one]);
};

describe('the due day of a joint case', () => {
  it('is the end of the longest way through its parts', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const ends = parts
          .flatMap((one) => waysTo(parts, one))
          .map((way) =>
            // One working day on the way, five to accept, and what was promised, for each part in turn.
            way.reduce((day, { promise }) => weekdays.addWorkingDays(day, 6 + promise.amount), BEGUN),
          );
        expect(jointDue(parts, BEGUN).whole.day).toBe(Math.max(...ends));
      }),
    );
  });

  it('is never sooner where a part takes longer or waits for one more', () => {
    fc.assert(
      fc.property(anyParts, fc.nat(), fc.integer({ min: 1, max: 9 }), (parts, pick, longer) => {
        const at = pick % parts.length;
        const slow = parts.map((one, i) =>
          i === at ? { ...one, promise: { ...one.promise, amount: one.promise.amount + longer } } : one,
        );
        const waits = parts.map((one, i) =>
          i === at ? { ...one, after: parts.slice(0, at).map(({ key }) => key) } : one,
        );
        const { day } = jointDue(parts, BEGUN).whole;
        expect(jointDue(slow, BEGUN).whole.day).toBeGreaterThanOrEqual(day);
        expect(jointDue(waits, BEGUN).whole.day).toBeGreaterThanOrEqual(day);
      }),
    );
  });

  it('counts each part by the calendar of its own city', () => {
    const parts = [part('verify', [], 9), part('pay', ['verify'], 3, { calendar })];
    const due = jointDue(parts, BEGUN);
    expect(dayText(due.parts.get('verify')?.day ?? 0)).toBe('2026-09-28');
    // 长沙 counts from there over its holiday: 29, 30, 8, 9, 10, 12, 13, 14, 15 October.
    expect(dayText(due.whole.day)).toBe('2026-10-15');
    expect(due.whole.provisional).toBe(false);
  });

  it('follows the clock of a part that runs and the day of one that is closed, and no part that is left out', () => {
    const parts = [
      part('done', [], 9, { closed: chinaDay('2026-09-08') }),
      part('runs', ['done'], 3, { runs: chinaDay('2026-09-30') }),
      part('left', [], 200, { counts: false }),
    ];
    expect(dayText(jointDue(parts, BEGUN).whole.day)).toBe('2026-09-30');
  });

  it('may still move where it touches a year without a notice', () => {
    const due = jointDue([part('first', [], 60), part('second', ['first'], 30)], BEGUN);
    expect([...due.parts.values()].map(({ provisional }) => provisional)).toEqual([false, true]);
    expect(due.whole.provisional).toBe(true);
  });
});
