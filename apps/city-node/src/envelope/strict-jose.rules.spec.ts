import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TongbanError } from '#contracts';
import { decodeBase64Url } from './strict-jose.rules.js';

/** The plain definition, letter by letter: this alphabet alone, and only what encodes to itself again. */
function plainly(text: string): string | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes.toString('hex') : null;
}
function strictly(text: string): string | null {
  try {
    return decodeBase64Url(text).toString('hex');
  } catch (error) {
    if (error instanceof TongbanError && error.code === 'envelope_malformed') return null;
    throw error;
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('base64url', () => {
  it('is taken or refused as plainly defined, with every character that could pass for a letter in every place', () => {
    const wrong: string[] = [];
    // A decoder that looks at the last byte alone takes U+0141 for an A; surrogates and the ends of the plane beside.
    const ranges: [number, number][] = [
      [0, 0x4ff],
      [0xd7f0, 0xe00f],
      [0xff00, 0xffff],
    ];
    const codes = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
    for (const good of ['AQ', 'AAE', 'AAAA']) {
      for (const code of codes) {
        for (let at = 0; at <= good.length; at += 1) {
          const other = good.slice(0, at) + String.fromCharCode(code) + good.slice(at + 1);
          if (strictly(other) !== plainly(other)) wrong.push(`${good} ${at} ${code.toString(16)}`);
        }
      }
    }
    expect(wrong.slice(0, 20)).toEqual([]);
  });

  it('is taken or refused as plainly defined, with every last letters and every length', () => {
    for (const one of LETTERS) {
      for (const two of LETTERS) {
        for (const text of [one, one + two, `A${one}${two}`, `AA${one}${two}`, `AAA${one}${two}`]) {
          expect([text, strictly(text)]).toEqual([text, plainly(text)]);
        }
      }
    }
    expect(strictly('')).toBe('');
  });

  it('is taken or refused as plainly defined, long and short, with anything put in anywhere', () => {
    const base64url = fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
    const odd = fc.oneof(
      fc.constantFrom(...'=+/ \n\r\t\0Aa-_é\u0141字\ud800.'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    let taken = 0;
    fc.assert(
      fc.property(base64url, fc.nat(), fc.nat(4), fc.array(odd, { maxLength: 5 }), (text, some, cut, put) => {
        const at = some % (text.length + 1);
        const other = text.slice(0, at) + put.join('') + text.slice(at + cut);
        expect(strictly(other)).toBe(plainly(other));
        if (strictly(other) !== null) taken += 1;
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
