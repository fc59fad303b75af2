import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { IsCaseNo, isCaseNo, makeCaseNo, parseCaseNo, receiptNoOf } from './case-no.js';

const cities = fc.constantFrom('430100', '430200', '430300', '440100', '450103', '610100', '110000');
const anyParts = fc.record({
  home: cities,
  collecting: cities,
  onDate: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10).replaceAll('-', '')),
  random: fc.uint8Array({ minLength: 5, maxLength: 5 }),
});
const anyCaseNo = anyParts.map(makeCaseNo);
const many = { numRuns: 2_000 };

class Held {
  @IsCaseNo()
  caseNo!: string;
}

describe('case number', () => {
  it('says where the case was collected, who decides it and on which day', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const caseNo = makeCaseNo(parts);
        expect(caseNo).toMatch(/^KY[0-9]{20}[0-9A-HJKMNP-TV-Z]{8}[0-9A-Z]$/);
        const { random: _random, ...told } = parts;
        expect(parseCaseNo(caseNo)).toEqual({ ...told, tail: caseNo.slice(22, 30) });
      }),
      many,
    );
  });

  it('stays the same for the same chance, so a golden number can be kept', () => {
    const random = Uint8Array.from([0, 68, 50, 20, 199]);
    const caseNo = makeCaseNo({ home: '430100', collecting: '430300', onDate: '20260212', random });
    expect(caseNo.slice(0, 30)).toBe('KY4301004303002026021201234567');
    expect(parseCaseNo(caseNo)?.tail).toBe('01234567');
  });

  it('finds any one wrong character', () => {
    const characters = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    fc.assert(
      fc.property(anyCaseNo, fc.nat(30), characters, (caseNo, place, other) => {
        fc.pre(caseNo[place] !== other);
        expect(parseCaseNo(caseNo.slice(0, place) + other + caseNo.slice(place + 1))).toBeNull();
      }),
      many,
    );
  });

  it('finds any two neighbouring characters that changed places, wherever they stand', () => {
    fc.assert(
      fc.property(anyCaseNo, (caseNo) => {
        for (let place = 0; place < 30; place += 1) {
          const [a, b] = [caseNo.charAt(place), caseNo.charAt(place + 1)];
          if (a !== b) expect(parseCaseNo(caseNo.slice(0, place) + b + a + caseNo.slice(place + 2))).toBeNull();
        }
      }),
      many,
    );
  });

  it('finds the swap of two days that many check characters miss', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), (random) => {
        const caseNo = makeCaseNo({ home: '430100', collecting: '430100', onDate: '20260412', random });
        expect(parseCaseNo(caseNo.replace('20260412', '20260421'))).toBeNull();
      }),
    );
  });

  it('finds any two characters that changed places, however far apart', () => {
    fc.assert(
      fc.property(anyCaseNo, fc.nat(29), fc.nat(29), (caseNo, one, other) => {
        const characters = Array.from(caseNo);
        [characters[one], characters[other]] = [caseNo.charAt(other), caseNo.charAt(one)];
        fc.pre(characters.join('') !== caseNo);
        expect(parseCaseNo(characters.join(''))).toBeNull();
      }),
      many,
    );
  });

  it('finds the swap that turns 长沙 430100 into 郴州 431000, whatever stands before and after', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const caseNo = makeCaseNo({ ...parts, home: '430100' });
        expect(parseCaseNo(caseNo.replace('KY430100', 'KY431000'))).toBeNull();
      }),
      many,
    );
  });

  it('finds a missing and a doubled character, blanks and small letters', () => {
    fc.assert(
      fc.property(anyCaseNo, fc.nat(30), (caseNo, place) => {
        expect(isCaseNo(caseNo.slice(0, place) + caseNo.slice(place + 1))).toBe(false);
        expect(isCaseNo(caseNo.slice(0, place) + caseNo.charAt(place) + caseNo.slice(place))).toBe(false);
        expect(isCaseNo(caseNo.toLowerCase())).toBe(false);
        expect(isCaseNo(` ${caseNo}`)).toBe(false);
        expect(isCaseNo(`${caseNo}\n`)).toBe(false);
      }),
    );
  });

  it('gives no two alike out of ten thousand on one day', () => {
    const made = new Set<string>();
    for (let n = 0; n < 10_000; n += 1) {
      made.add(makeCaseNo({ home: '430100', collecting: '430300', onDate: '20260212', random: randomBytes(5) }));
    }
    expect(made.size).toBeGreaterThanOrEqual(9_999);
  });

  it('refuses to make a number from parts that cannot be', () => {
    const good = { home: '430100', collecting: '430300', onDate: '20260212', random: new Uint8Array(5) };
    expect(() => makeCaseNo({ ...good, home: '430001' })).toThrow('home');
    expect(() => makeCaseNo({ ...good, collecting: '4301' })).toThrow('collecting');
    expect(() => makeCaseNo({ ...good, onDate: '20260230' })).toThrow('date');
    expect(() => makeCaseNo({ ...good, random: new Uint8Array(4) })).toThrow('random');
  });

  it('answers a wrong number in a form with an error code', () => {
    const [fault] = validateSync(Object.assign(new Held(), { caseNo: 'KY' }));
    expect(fault?.constraints).toEqual({ isCaseNo: 'case_no_invalid' });
  });
});

describe('receipt number', () => {
  it('follows from the case and the ordinal of the receipt', () => {
    fc.assert(
      fc.property(anyCaseNo, fc.integer({ min: 1, max: 99 }), (caseNo, ordinal) => {
        const receiptNo = receiptNoOf(caseNo, ordinal);
        expect(receiptNo).toMatch(/^SJ\d{14}-[0-9A-HJKMNP-TV-Z]{8}-\d{2}$/);
        expect(receiptNo).toBe(`SJ${caseNo.slice(8, 22)}-${caseNo.slice(22, 30)}-${String(ordinal).padStart(2, '0')}`);
      }),
    );
  });

  it('is given for a real case and an ordinal from 1 to 99 only', () => {
    const caseNo = makeCaseNo({
      home: '430100',
      collecting: '430300',
      onDate: '20260212',
      random: Uint8Array.from([1, 2, 3, 4, 5]),
    });
    expect(() => receiptNoOf(caseNo, 0)).toThrow(RangeError);
    expect(() => receiptNoOf(caseNo, 100)).toThrow(RangeError);
    expect(() => receiptNoOf(caseNo, 1.5)).toThrow(RangeError);
    expect(() => receiptNoOf(caseNo.slice(1), 1)).toThrow(RangeError);
  });
});
