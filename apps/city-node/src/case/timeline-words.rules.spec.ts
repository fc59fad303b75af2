import { describe, expect, it } from '@jest/globals';
import { pathDetail } from './timeline-words.rules.js';

describe('按月执行 in the timeline', () => {
  const told = (body: object): string | null => pathDetail('execution.notified', null, { ...body });

  it('says month and amount', () => {
    expect(told({ month: '2026-12', amountYuan: 3000 })).toBe('2026 年 12 月，3000 元');
    expect(told({ month: '2027-01', amountYuan: 1250.5 })).toBe('2027 年 1 月，1250.5 元');
  });

  it('says what the home city noted, and no amount where nothing is paid', () => {
    expect(told({ month: '2027-01', amountYuan: 3000, note: '余额不足，次月补提' })).toBe(
      '2027 年 1 月，3000 元；余额不足，次月补提',
    );
    expect(told({ month: '2027-01', amountYuan: 0 })).toBe('2027 年 1 月，未发生金额');
  });
});
