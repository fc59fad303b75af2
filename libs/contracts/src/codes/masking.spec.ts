import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskAddress, maskBankAccount, maskIdNumber, maskName, maskPhone } from './masking.js';

const hanCharacter = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((point) => String.fromCodePoint(point));

describe('masking', () => {
  it.each([
    ['张三', '张*'],
    ['张小明', '张**'],
    ['欧阳修文', '欧阳**'],
    ['欧阳修', '欧阳*'],
    // Two characters that happen to be a compound surname: showing both would show the whole name.
    ['欧阳', '欧*'],
    ['𠮷田', '𠮷*'],
    ['阿依古丽·买买提', '阿*******'],
    ['张', '*'],
    ['', ''],
  ])('shows the name %s as %s', (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });

  it('never shows the last character of a name', () => {
    fc.assert(
      fc.property(fc.array(hanCharacter, { minLength: 1, maxLength: 12 }), (characters) => {
        const shown = Array.from(maskName(characters.join('')));
        expect(shown).toHaveLength(characters.length);
        expect(shown.at(-1)).toBe('*');
        expect(shown.filter((character) => character !== '*').length).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('shows seven digits of a phone and seven of an id number', () => {
    expect(maskPhone('13812345678')).toBe('138****5678');
    expect(maskIdNumber('430102199001010019')).toBe('430***********0019');
    expect(maskBankAccount('6222021234567890123')).toBe('***************0123');
  });

  it('hides a phone, id number or account of unknown form whole', () => {
    const odd = fc.stringMatching(/^[0-9+ -]{0,20}$/);
    fc.assert(
      fc.property(odd, (text) => {
        if (!/^1\d{10}$/.test(text)) expect(maskPhone(text)).toBe('*'.repeat(text.length));
        if (!/^\d{18}$/.test(text)) expect(maskIdNumber(text)).toBe('*'.repeat(text.length));
        if (!/^\d{12,}$/.test(text)) expect(maskBankAccount(text)).toBe('*'.repeat(text.length));
      }),
    );
  });

  it.each([
    ['湖南省长沙市岳麓区望星路18号', '湖南省长沙市岳麓区***'],
    ['长沙市岳麓区望星路18号', '长沙市岳麓区***'],
    ['湖南省长沙市浏阳市淮川街道3号', '湖南省长沙市浏阳市***'],
    ['湖南省湘西土家族苗族自治州凤凰县沱江镇', '湖南省湘西土家族苗族自治州凤凰县***'],
    ['广西壮族自治区南宁市青秀区民族大道1号', '广西壮族自治区南宁市青秀区***'],
    ['北京市东城区景山街1号', '北京市东城区***'],
    ['长沙市阳光小区3栋401', '长沙市***'],
    ['阳光小区3栋401', '***'],
    ['望星路18号', '***'],
    ['', '***'],
  ])('shows the address %s as %s', (address, shown) => {
    expect(maskAddress(address)).toBe(shown);
  });
});
