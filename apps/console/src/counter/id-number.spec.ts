import { describe, expect, it } from '@jest/globals';
import { numberState, plainNumber, readCard } from './id-number.js';

const GOOD = '430302198802153173';
const NOW = new Date('2026-11-22T02:00:00Z');
const state = (type: string, no: string) => numberState(type, no, NOW);

describe('the number of a certificate while it is typed', () => {
  const good = Array.from('0123456789X', (last) => GOOD.slice(0, 17) + last).filter(
    (no) => state('111', no).is === 'good',
  );

  it('is not wrong for being short, and has one check digit that fits', () => {
    expect(state('111', '4303')).toEqual({ is: 'wait', typed: 4, of: 18 });
    expect(good).toHaveLength(1);
    const [right = ''] = good;
    const other = right.endsWith('1') ? '2' : '1';
    expect(state('111', right.slice(0, 17) + other)).toEqual({ is: 'wrong', why: 'check_digit' });
  });

  it('is wrong at once where a character cannot be there, a day does not exist, or there are too many', () => {
    expect(state('111', '43O3')).toEqual({ is: 'wrong', why: 'charset' });
    expect(state('111', '430302198802303173')).toEqual({ is: 'wrong', why: 'birth_date' });
    expect(state('111', `${good[0]}1`)).toEqual({ is: 'wrong', why: 'length' });
    expect(state('001', '91350100M000100Y43')).toEqual({ is: 'good' });
    expect(state('001', '91350100M000100Y44')).toEqual({ is: 'wrong', why: 'check_digit' });
    expect(state('414', 'E12345678')).toEqual({ is: 'unchecked' });
  });

  it('is written plainly: full-width, small letters and blanks of a copy are none of its own', () => {
    expect(plainNumber(' 4303 0219880215317x ')).toBe('43030219880215317X');
    expect(plainNumber('４３０３')).toBe('4303');
  });

  it('is found in the line of a card reader, with name and address', () => {
    const no = good[0] ?? '';
    expect(readCard(no)).toEqual({ certificateNo: no });
    expect(readCard(`欧阳示例，男，汉，1988年02月15日，湖南省湘潭市雨湖区示例路1号，${no}`)).toEqual({
      certificateNo: no,
      name: '欧阳示例',
      address: '湖南省湘潭市雨湖区示例路1号',
    });
    expect(readCard(`姓名:阿依古丽·示例\t土家族\t${no}\n`)).toEqual({ certificateNo: no, name: '阿依古丽·示例' });
    expect(readCard(`湖南省湘潭市雨湖区示例街道, ${no}`)).toMatchObject({ address: '湖南省湘潭市雨湖区示例街道' });
    expect(readCard('没有号码')).toBeNull();
    expect(readCard(`1${no}`)).toBeNull();
  });
});
