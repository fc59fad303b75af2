import { describe, expect, it } from '@jest/globals';
import { termHasEnded, type TermGiven } from './lapse-terms.js';

const [HOME, COLLECTING] = ['430100', '430300'] as const;
const notice = (seq: number, dueOn: string | null, author: string = HOME): TermGiven => ({
  type: 'correction.requested',
  author,
  seq,
  dueOn,
});
/** A lapse stated by the home city at 10:00 in China of a day. */
const ended = (day: string, dueOn: string, given: readonly TermGiven[], act = 'CORRECTION', seen = 2): boolean =>
  termHasEnded(
    {
      author: HOME,
      seq: 5,
      act,
      at: `${day}T02:00:00.000Z`,
      seen: [{ city: COLLECTING, seq: seen, hash: 'a'.repeat(64) }],
    },
    dueOn,
    given,
  );

describe('逾期终止 of another city', () => {
  it('stands where the day of the notice is over', () => {
    expect(ended('2026-12-11', '2026-12-10', [notice(2, '2026-12-10')])).toBe(true);
  });

  it('does not stand before that day is over, whatever day it names', () => {
    expect(ended('2026-12-10', '2026-12-10', [notice(2, '2026-12-10')])).toBe(false);
    expect(ended('2026-12-09', '2026-12-08', [notice(2, '2026-12-10')])).toBe(false);
    expect(ended('2026-12-11', '2026-12-08', [notice(2, '2026-12-10')])).toBe(false);
  });

  it('goes by the second notice where there were two, and by none that was given after it', () => {
    const two = [notice(4, '2026-12-20'), notice(2, '2026-12-10')];
    expect(ended('2026-12-21', '2026-12-20', two)).toBe(true);
    expect(ended('2026-12-21', '2026-12-10', two)).toBe(false);
    expect(ended('2026-12-21', '2026-12-10', [notice(2, '2026-12-10'), notice(6, '2026-12-20')])).toBe(true);
  });

  it('goes by the notice of the other city in a case that was taken back, as far as it was known', () => {
    expect(ended('2026-12-11', '2026-12-10', [notice(2, '2026-12-10', COLLECTING)])).toBe(true);
    expect(ended('2026-12-11', '2026-12-10', [notice(3, '2026-12-10', COLLECTING)])).toBe(false);
  });

  it('goes by the conditional acceptance where deferred materials did not come', () => {
    const deferred = { ...notice(3, '2026-12-10'), type: 'case.accepted' };
    expect(ended('2026-12-11', '2026-12-10', [deferred], 'DEFERRED')).toBe(true);
    expect(ended('2026-12-11', '2026-12-09', [deferred], 'DEFERRED')).toBe(false);
    expect(ended('2026-12-11', '2026-12-10', [notice(3, '2026-12-10')], 'DEFERRED')).toBe(false);
  });

  it('is not held up by what was erased here, and rests on no notice that nobody gave', () => {
    expect(ended('2026-12-11', '2026-12-10', [notice(2, null)])).toBe(true);
    expect(ended('2026-12-11', '2026-12-10', [])).toBe(false);
  });
});
