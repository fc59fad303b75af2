import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CASE_STATUSES, CASE_STATUS_NAMES, isCaseStatus } from './case-status.js';

describe('case status', () => {
  it('names every status, and no two alike', () => {
    expect(Object.keys(CASE_STATUS_NAMES)).toEqual([...CASE_STATUSES]);
    expect(new Set(Object.values(CASE_STATUS_NAMES)).size).toBe(CASE_STATUSES.length);
  });

  it('keeps the refusal of an authority without power apart from a matter that needs no permit', () => {
    expect(CASE_STATUS_NAMES.NOT_ACCEPTED).toBe('不予受理');
    expect(CASE_STATUS_NAMES.NOT_REQUIRED).toBe('不受理');
  });

  it('knows no other status', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('accepted', 'constructor', 'CLOSED')), (text) => {
        expect(isCaseStatus(text)).toBe((CASE_STATUSES as readonly string[]).includes(text));
      }),
    );
    expect(CASE_STATUSES.every(isCaseStatus)).toBe(true);
  });
});
