import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonBytes, prewritten } from './prewritten.js';

describe('an answer with parts that many answers have', () => {
  it('is the bytes that JSON has for it, wherever the parts stand and whatever stands beside them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.jsonValue(), fc.boolean()), { maxLength: 6 }), (members) => {
        const plain = members.map(([value]) => value);
        const marked = members.map(([value, isPart]) =>
          isPart && typeof value === 'object' && value !== null
            ? prewritten(JSON.parse(JSON.stringify(value)) as object)
            : value,
        );
        expect(jsonBytes({ ok: true, marked }).toString('utf8')).toBe(JSON.stringify({ ok: true, marked: plain }));
        expect(JSON.stringify({ marked })).toBe(JSON.stringify({ marked: plain }));
      }),
    );
  });

  it('may have the same part twice, and one inside of another', () => {
    const inner = prewritten([{ action: 'forward', zh: '转交' }]);
    const outer = prewritten({ inner, more: [1] });
    const answer = { a: inner, b: outer, c: inner, d: '“引号”"' };
    const wanted = { a: [...inner], b: { inner: [...inner], more: [1] }, c: [...inner], d: '“引号”"' };
    expect(jsonBytes(answer).toString('utf8')).toBe(JSON.stringify(wanted));
    expect(jsonBytes(answer).toString('utf8')).toBe(JSON.stringify(wanted));
  });

  it('is whole after a part that cannot be written', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(() => jsonBytes({ circle })).toThrow(TypeError);
    expect(JSON.stringify({ a: prewritten([1]) })).toBe('{"a":[1]}');
  });
});
