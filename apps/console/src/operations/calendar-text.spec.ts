import { describe, expect, it } from '@jest/globals';
import { readYear } from './calendar-text.js';

const about = { year: 2027, final: true, officeFrom: '09:00', officeTo: '17:00', source: '示例通知' };

describe('a calendar as it is typed from the notice', () => {
  it('days and spans of days are read, each once, in order', () => {
    const { year, faults } = readYear(
      '放假：2027-04-05、2027-02-05~2027-02-07，2027-04-05\n调休上班: 2027-02-20\n',
      about,
    );
    expect(faults).toEqual([]);
    expect(year).toEqual({
      ...about,
      daysOff: ['2027-02-05', '2027-02-06', '2027-02-07', '2027-04-05'],
      workedDays: ['2027-02-20'],
      extraDaysOff: [],
    });
  });

  it.each(['2027-02-05', '放假：2月5日', '放假：2026-02-05', '放假：2027-02-30x', '加放：2027-03-02~2027-03-01'])(
    'what is not understood is named, and nothing is imported: %s',
    (line) => {
      const { year, faults } = readYear(line, about);
      expect(year).toBeNull();
      expect(faults).toHaveLength(1);
    },
  );
});
