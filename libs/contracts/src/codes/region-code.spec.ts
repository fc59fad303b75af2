import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { codesWithin, IsRegionCode, PROVINCE_NAMES, isRegionCode, regionsAround } from './region-code.js';

class Held {
  @IsRegionCode()
  city!: string;
  @IsRegionCode({ each: true })
  others!: string[];
}

function held(city: string, others: string[]): Held {
  return Object.assign(new Held(), { city, others });
}

const twoDigits = fc.integer({ min: 1, max: 99 }).map((n) => String(n).padStart(2, '0'));

describe('region code', () => {
  it.each(['430000', '430100', '430102', '429004', '810000'])('takes %s', (code) => {
    expect(isRegionCode(code)).toBe(true);
  });

  it.each(['000000', '430001', '43010', '4301000', '990100', '43010O', ' 430100', '430100000000', ''])(
    'refuses %p',
    (code) => {
      expect(isRegionCode(code)).toBe(false);
    },
  );

  it('takes every prefecture of every province and refuses a county that hangs under none', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(PROVINCE_NAMES)), twoDigits, twoDigits, (province, city, county) => {
        expect(isRegionCode(`${province}${city}00`)).toBe(true);
        expect(isRegionCode(`${province}${city}${county}`)).toBe(true);
        expect(isRegionCode(`${province}00${county}`)).toBe(false);
      }),
    );
  });

  it('refuses whatever begins with no province', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{6}$/), (code) => {
        fc.pre(!Object.hasOwn(PROVINCE_NAMES, code.slice(0, 2)));
        expect(isRegionCode(code)).toBe(false);
      }),
    );
  });

  it('lies in its prefecture and in its province', () => {
    expect(regionsAround('430102')).toEqual(['430102', '430100', '430000']);
    expect(regionsAround('430100')).toEqual(['430100', '430000']);
    expect(regionsAround('430000')).toEqual(['430000']);
    expect(codesWithin('430102')).toEqual(['430102', '430103']);
    expect(codesWithin('430100')).toEqual(['430100', '430200']);
    expect(codesWithin('430000')).toEqual(['430000', '440000']);
  });

  it('answers a wrong code in a form with an error code, not a sentence', () => {
    expect(validateSync(held('430100', ['430200']))).toEqual([]);
    const faults = validateSync(held('43010', ['430200', 'x']));
    expect(faults.map((fault) => Object.values(fault.constraints ?? {}))).toEqual([
      ['region_code_invalid'],
      ['region_code_invalid'],
    ]);
  });
});
