import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { InstantRule } from '#contracts';
import { ruleCovers } from './instant.rules.js';

const rule = (conditions: InstantRule['conditions']): InstantRule => ({
  ruleId: 'CS-R01',
  name: '示例规则',
  upTo: 'DECIDED',
  conditions,
  decisionReason: '符合规则',
});
const agent = {
  name: '示例',
  certificateType: '111',
  certificateNo: '430302198802151234',
  phone: '13907320000',
} as const;

describe('a rule that decides at once', () => {
  const amount = rule([{ field: 'amount', atLeast: 0, atMost: 5000 }]);

  it('covers what lies within its bounds, both ends included, and nothing else', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(ruleCovers(amount, { form: { amount: value } })).toBe(value >= 0 && value <= 5000);
      }),
    );
  });

  it('leaves a field that is missing, empty or of another kind to a person', () => {
    expect(ruleCovers(amount, { form: {} })).toBe(false);
    expect(ruleCovers(amount, { form: { amount: '' } })).toBe(false);
    expect(ruleCovers(amount, { form: { amount: '100' } })).toBe(false);
  });

  it('covers only the choices it names', () => {
    const kind = rule([{ field: 'kind', oneOf: ['甲', '乙'] }]);
    expect(['甲', '乙', '丙'].map((one) => ruleCovers(kind, { form: { kind: one } }))).toEqual([true, true, false]);
  });

  it('needs every condition', () => {
    const both = rule([...amount.conditions, { field: 'kind', oneOf: ['甲'] }]);
    expect(ruleCovers(both, { form: { amount: 1, kind: '甲' } })).toBe(true);
    expect(ruleCovers(both, { form: { amount: 1, kind: '乙' } })).toBe(false);
    expect(ruleCovers(both, { form: { amount: 9999, kind: '甲' } })).toBe(false);
  });

  it('never covers what an agent brings', () => {
    expect(ruleCovers(amount, { form: { amount: 1 }, agent })).toBe(false);
  });
});
