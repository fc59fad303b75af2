import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { IsMobilePhone, isMobilePhone } from './mobile-phone.js';

class Held {
  @IsMobilePhone()
  phone!: string;
}

describe('mobile phone', () => {
  it('takes every number that begins with 13 to 19 and has eleven digits', () => {
    fc.assert(fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), (phone) => isMobilePhone(phone)));
  });

  it('refuses a number that is too short, too long or begins otherwise', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,14}$/), (phone) => {
        fc.pre(phone.length !== 11 || phone[0] !== '1' || Number(phone[1]) < 3);
        expect(isMobilePhone(phone)).toBe(false);
      }),
    );
  });

  it.each(['+8613812345678', '138-1234-5678', '13812345678 ', '13812345678\n', '１３８12345678'])(
    'refuses %p',
    (phone) => {
      expect(isMobilePhone(phone)).toBe(false);
    },
  );

  it('answers a wrong number in a form with an error code', () => {
    expect(validateSync(Object.assign(new Held(), { phone: '13812345678' }))).toEqual([]);
    const [fault] = validateSync(Object.assign(new Held(), { phone: 13812345678 }));
    expect(fault?.constraints).toEqual({ isMobilePhone: 'mobile_phone_invalid' });
  });
});
