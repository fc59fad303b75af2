import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rangeOf, startOf } from './byte-range.js';

describe('the part of a file that is asked for', () => {
  it.each([
    ['bytes=0-', 0, 99],
    ['bytes=10-19', 10, 19],
    ['bytes=90-200', 90, 99],
    ['bytes=-10', 90, 99],
    ['bytes=-500', 0, 99],
    [' bytes=99-99 ', 99, 99],
  ])('%s', (header, first, last) => {
    expect(rangeOf(header, 100)).toEqual({ first, last });
  });

  it.each([undefined, '', 'bytes=', 'bytes=a-b', 'bytes=5-4', 'bytes=0-1,5-6', 'items=0-1', 'bytes=1e3-'])(
    'is the whole where %s says nothing that can be given',
    (header) => {
      expect(rangeOf(header, 100)).toBeNull();
    },
  );

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('is none where %s lies behind the end', (header) => {
    expect(() => rangeOf(header, 100)).toThrow(expect.objectContaining({ code: 'attachment_range' }));
  });

  it('never reaches out of the file, and begins where it was said before the size was known', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.nat(1e9), fc.option(fc.nat(1e9)), (size, from, to) => {
        const header = `bytes=${from}-${to ?? ''}`;
        if (from >= size || (to !== null && to < from)) return;
        const { first, last } = rangeOf(header, size)!;
        expect(first).toBe(startOf(header));
        expect(first <= last && last < size).toBe(true);
      }),
    );
  });
});
