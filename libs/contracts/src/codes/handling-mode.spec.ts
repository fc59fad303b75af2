import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HANDLING_MODES, HANDLING_MODE_NAMES, isHandlingMode } from './handling-mode.js';

describe('handling mode', () => {
  it('names each of the five modes differently', () => {
    const names = HANDLING_MODES.map((mode) => HANDLING_MODE_NAMES[mode]);
    expect(names).toEqual(['直接办理', '全程网办', '代收资料', '授权委托', '多地联办']);
    expect(Object.keys(HANDLING_MODE_NAMES)).toEqual([...HANDLING_MODES]);
  });

  it('knows no other mode', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('direct', 'toString', 'JOINT ')), (text) => {
        expect(isHandlingMode(text)).toBe((HANDLING_MODES as readonly string[]).includes(text));
      }),
    );
    expect(HANDLING_MODES.every(isHandlingMode)).toBe(true);
  });
});
