import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chinaDateOf, isCalendarDate, isCompactDate, isInstant } from './calendar-date.js';

const anyInstant = fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

describe('calendar date', () => {
  it('takes every real day and every real instant', () => {
    fc.assert(
      fc.property(anyInstant, (date) => {
        const iso = date.toISOString();
        expect(isInstant(iso)).toBe(true);
        expect(isCalendarDate(iso.slice(0, 10))).toBe(true);
        expect(isCompactDate(iso.slice(0, 10).replaceAll('-', ''))).toBe(true);
      }),
    );
  });

  it.each(['2027-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-4-3', '20260403', '0000-00-00'])(
    'refuses the day %s',
    (text) => {
      expect(isCalendarDate(text)).toBe(false);
    },
  );

  it.each([
    '2026-02-30T08:00:00.000Z',
    '2026-02-03T24:00:00.000Z',
    '2026-02-03T08:00:00Z',
    '2026-02-03T08:00:00.000+08:00',
    '2026-02-03 08:00:00.000Z',
    7,
  ])('refuses the instant %s', (text) => {
    expect(isInstant(text)).toBe(false);
  });

  it('turns to the next day at midnight in China, not in Greenwich', () => {
    expect(chinaDateOf(new Date('2026-02-12T15:59:59.999Z'))).toBe('2026-02-12');
    expect(chinaDateOf(new Date('2026-02-12T16:00:00.000Z'))).toBe('2026-02-13');
  });
});
