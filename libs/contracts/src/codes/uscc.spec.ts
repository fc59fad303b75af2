import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { IsUscc, isUscc, makeUscc, usccFault } from './uscc.js';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const anyCode = fc
  .tuple(
    fc.constantFrom('11', '51', '52', '91', '92', '93'),
    fc.constantFrom('430100', '450721', '100000'),
    fc.array(fc.constantFrom(...ALPHABET), { minLength: 9, maxLength: 9 }),
  )
  .map(([head, region, rest]) => makeUscc(head + region + rest.join('')));

class Held {
  @IsUscc()
  creditCode!: string;
}

describe('unified social credit code', () => {
  it.each(['91350100M000100Y43', '11450721348531435D', '11450721MB15580811', '114507210081153718'])(
    'takes %s',
    (code) => {
      expect(usccFault(code)).toBeNull();
    },
  );

  it.each([
    ['91350100M000100Y4', 'length'],
    ['91350100M000100Y4Z', 'charset'],
    ['91350100m000100Y43', 'charset'],
    ['9135A100M000100Y43', 'charset'],
    ['91990100M000100Y43', 'region'],
    ['91350100M000100Y44', 'check_digit'],
  ] as const)('says what is wrong with %s: %s', (code, fault) => {
    expect(usccFault(code)).toBe(fault);
  });

  it('takes every code it makes', () => {
    fc.assert(fc.property(anyCode, (code) => isUscc(code)));
  });

  it('finds any one wrong character', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(17), fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), (code, i, other) => {
        fc.pre(code[i] !== other);
        expect(isUscc(code.slice(0, i) + other + code.slice(i + 1))).toBe(false);
      }),
    );
  });

  it('finds any two neighbouring characters that changed places', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(16), (code, i) => {
        const [a, b] = [code.charAt(i), code.charAt(i + 1)];
        fc.pre(a !== b);
        expect(isUscc(code.slice(0, i) + b + a + code.slice(i + 2))).toBe(false);
      }),
    );
  });

  it('refuses to complete a body that cannot be', () => {
    expect(() => makeUscc('91350100M000100Y')).toThrow(RangeError);
    expect(() => makeUscc('91990100M000100Y4')).toThrow(RangeError);
  });

  it('answers a wrong code in a form with an error code', () => {
    const [fault] = validateSync(Object.assign(new Held(), { creditCode: null }));
    expect(fault?.constraints).toEqual({ isUscc: 'uscc_invalid' });
  });
});
