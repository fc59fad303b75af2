import { describe, expect, it } from '@jest/globals';
import { certificateTail, readCode, slipText } from './slip-text.js';

const caseNo = 'KY4301004303002026112001234567Z';

describe('what is scanned at a pickup desk', () => {
  it('is six digits, or the case with its code as a slip has it', () => {
    expect(readCode('123456')).toEqual({ pickupCode: '123456' });
    expect(readCode(' １２３ 456 ')).toEqual({ pickupCode: '123456' });
    expect(readCode(slipText(caseNo, '000123'))).toEqual({ caseNo, pickupCode: '000123' });
    expect(readCode(slipText(caseNo, '000123').toLowerCase())).toEqual({ caseNo, pickupCode: '000123' });
  });

  it('is nothing else: no part of a code, no other number, no case without a code', () => {
    for (const text of ['', '12345', '1234567', '43030219880215317X', caseNo, `${caseNo}-`, `X-123456`, '1-2-3']) {
      expect(readCode(text)).toBeNull();
    }
  });

  it('is compared by the last four characters of a certificate', () => {
    expect(certificateTail('43030219880215317x')).toBe('317X');
    expect(certificateTail('317X')).toBe('317X');
    expect(certificateTail('17X')).toBeNull();
  });
});
