import { describe, expect, it } from '@jest/globals';
import { looksPersonal, withoutPersonalNumbers } from './personal-data.js';

describe('numbers that belong to a person', () => {
  it.each([
    '11010519491231002X',
    '证件 11010519491231002x。',
    'tel:13800138000',
    '+8613800138000',
    '电话13800138000号',
  ])('are recognised in %s and taken out', (text) => {
    expect(looksPersonal(text)).toBe(true);
    const cleaned = withoutPersonalNumbers(text);
    expect(cleaned).toContain('[redacted]');
    expect(looksPersonal(cleaned)).toBe(false);
  });

  it.each([
    '430100',
    'KY4301004302002026030212345678A',
    '2026-03-02T01:00:00.000Z',
    '1767225600000',
    '123456789012345678',
    'a13800138000b',
    'tongban.v1.link.430100.430200',
  ])('are not seen in %s', (text) => {
    expect(looksPersonal(text)).toBe(false);
    expect(withoutPersonalNumbers(text)).toBe(text);
  });

  it('are taken out however many there are, call after call', () => {
    const text = '13800138000 and 13900139000';
    expect(withoutPersonalNumbers(text)).toBe('[redacted] and [redacted]');
    expect(withoutPersonalNumbers(text)).toBe('[redacted] and [redacted]');
  });
});
