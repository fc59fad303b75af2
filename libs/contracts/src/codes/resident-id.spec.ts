import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { IsResidentId, isResidentId, makeResidentId, residentIdFault } from './resident-id.js';

const TODAY = '2026-02-12';
// The example printed in GB 11643 itself.
const STANDARD_EXAMPLE = '11010519491231002X';

const anyId = fc
  .tuple(
    fc.constantFrom('110105', '430102', '430200', '450103', '830000'),
    fc.date({ min: new Date('1900-01-01'), max: new Date(TODAY), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([region, birth, serial]) =>
    makeResidentId(region, birth.toISOString().slice(0, 10).replaceAll('-', ''), String(serial).padStart(3, '0')),
  );

class Held {
  @IsResidentId({ today: () => TODAY })
  idNumber!: string;
}

describe('resident id', () => {
  it('takes the example of the standard', () => {
    expect(residentIdFault(STANDARD_EXAMPLE, TODAY)).toBeNull();
    expect(makeResidentId('110105', '19491231', '002')).toBe(STANDARD_EXAMPLE);
  });

  it.each([
    ['11010519491231002', 'length'],
    [`${STANDARD_EXAMPLE} `, 'length'],
    ['11010519491231002x', 'charset'],
    ['1101051949123X002X', 'charset'],
    ['99010519491231002X', 'region'],
    ['11010519490231002X', 'birth_date'],
    ['11010518491231002X', 'birth_date'],
    ['110105194912310020', 'check_digit'],
  ] as const)('says what is wrong with %s: %s', (id, fault) => {
    expect(residentIdFault(id, TODAY)).toBe(fault);
  });

  it('refuses a birth of tomorrow and takes one of today', () => {
    expect(residentIdFault(makeResidentId('430102', '20260212', '001'), TODAY)).toBeNull();
    expect(residentIdFault(makeResidentId('430102', '20260213', '001'), TODAY)).toBe('birth_date');
  });

  it('takes every number it makes', () => {
    fc.assert(fc.property(anyId, (id) => isResidentId(id, TODAY)));
  });

  it('finds any one wrong digit', () => {
    fc.assert(
      fc.property(anyId, fc.nat(17), fc.constantFrom(...'0123456789X'), (id, place, other) => {
        fc.pre(id[place] !== other);
        expect(isResidentId(id.slice(0, place) + other + id.slice(place + 1), TODAY)).toBe(false);
      }),
    );
  });

  it('finds any two neighbouring digits that changed places', () => {
    fc.assert(
      fc.property(anyId, fc.nat(16), (id, place) => {
        const [a, b] = [id.charAt(place), id.charAt(place + 1)];
        fc.pre(a !== b);
        expect(isResidentId(id.slice(0, place) + b + a + id.slice(place + 2), TODAY)).toBe(false);
      }),
    );
  });

  it('refuses to make a number from parts that cannot be', () => {
    expect(() => makeResidentId('43010', '19900101', '001')).toThrow(RangeError);
    expect(() => makeResidentId('430102', '19900231', '001')).toThrow(RangeError);
    expect(() => makeResidentId('430102', '19900101', '1')).toThrow(RangeError);
  });

  it('answers a wrong number in a form with an error code', () => {
    expect(validateSync(Object.assign(new Held(), { idNumber: STANDARD_EXAMPLE }))).toEqual([]);
    const [fault] = validateSync(Object.assign(new Held(), { idNumber: 11010519491231 }));
    expect(fault?.constraints).toEqual({ isResidentId: 'resident_id_invalid' });
  });
});
