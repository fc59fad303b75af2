import { describe, expect, it } from '@jest/globals';
import { CASE_STATUSES, isCaseStatus } from './case-status.js';
import { CLOSE_PLATFORMS, closeCodeOf, CLOSED_STATUSES, mergedWith, type ClosePlatform } from './close-codes.js';

const of = (name: string): ClosePlatform => {
  const found = CLOSE_PLATFORMS.find(({ platform }) => platform === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

describe('the ends of a case in the codes of other platforms', () => {
  it('are codes that the platform has, and statuses that we have', () => {
    for (const platform of CLOSE_PLATFORMS) {
      for (const status of Object.keys(platform.ends)) expect(isCaseStatus(status)).toBe(true);
      const used = [...Object.values(platform.ends), platform.passedOn, platform.issued].filter(
        (code) => code !== null,
      );
      for (const code of used) expect(Object.keys(platform.codes)).toContain(code);
    }
    expect(new Set(CLOSE_PLATFORMS.map(({ platform }) => platform)).size).toBe(CLOSE_PLATFORMS.length);
  });

  it('are given for closed cases only', () => {
    for (const platform of CLOSE_PLATFORMS) {
      for (const status of CASE_STATUSES.filter((one) => !CLOSED_STATUSES.includes(one))) {
        expect(closeCodeOf(platform, status, false)).toBeNull();
      }
    }
  });

  it('mean different things under the same number', () => {
    const codes = (status: (typeof CASE_STATUSES)[number]): (string | null)[] =>
      CLOSE_PLATFORMS.map((platform) => closeCodeOf(platform, status, false));
    expect(codes('PICKED_UP')).toEqual(['0', '0', '0']);
    expect(codes('REJECTED')).toEqual(['6', '7', '1']);
    expect(codes('RETURNED')).toEqual(['1', '1', '5']);
    expect(codes('CORRECTION_LAPSED')).toEqual(['5', '5', '5']);
    expect(codes('NOT_ACCEPTED')).toEqual([null, null, '6']);
    // 不受理 is never reported as 不予受理, nor 撤销 as anything else.
    expect(codes('NOT_REQUIRED')).toEqual([null, null, null]);
    expect(codes('REVOKED')).toEqual([null, null, null]);
  });

  it('say which of our ends a code does not keep apart', () => {
    expect(mergedWith(of('GD'), 'REJECTED')).toEqual(['APPROVED']);
    expect(mergedWith(of('GD-2'), 'REJECTED')).toEqual([]);
    expect(mergedWith(of('SD'), 'RETURNED')).toEqual(['WITHDRAWN', 'CORRECTION_LAPSED']);
    expect(mergedWith(of('SD'), 'PICKED_UP')).toEqual([]);
  });

  it('close the leg of a city that has passed the case on, whatever becomes of it', () => {
    expect(CLOSE_PLATFORMS.map((platform) => closeCodeOf(platform, 'FORWARDED', true))).toEqual(['4', '4', null]);
  });
});
