import { describe, expect, it } from '@jest/globals';
import { makeCaseNo } from '#contracts';
import { ArgumentsError, verifyArguments } from './verify-arguments.js';

const caseNo = makeCaseNo({
  home: '430100',
  collecting: '430300',
  onDate: '20261120',
  random: new Uint8Array([1, 2, 3, 4, 5]),
});
const print = 'ab'.repeat(32);

describe('npm run verify-case', () => {
  it('takes a case number, however it was typed', () => {
    expect(verifyArguments([caseNo])).toEqual({ kind: 'case', caseNo });
    expect(verifyArguments([` ${caseNo.toLowerCase()} `])).toEqual({ kind: 'case', caseNo });
  });

  it('takes a file, and a fingerprint to trust instead of the one of this machine', () => {
    expect(verifyArguments(['--file', 'a.json', '--fingerprint', print.toUpperCase()])).toEqual({
      kind: 'file',
      path: 'a.json',
      fingerprint: print,
    });
  });

  it('tells how it is used', () => {
    expect(verifyArguments(['--help'])).toEqual({ kind: 'help' });
  });

  it.each([
    ['nothing', []],
    ['two case numbers', [caseNo, caseNo]],
    ['a mistyped case number', [caseNo.replace('2026', '2062')]],
    ['a case number beside a file', ['--file', 'a.json', caseNo]],
    ['half a fingerprint', ['--file', 'a.json', '--fingerprint', 'abcd']],
    ['an option that nobody knows', ['--files', 'a.json']],
  ])('refuses %s', (_what, args) => {
    expect(() => verifyArguments(args)).toThrow(ArgumentsError);
  });
});
