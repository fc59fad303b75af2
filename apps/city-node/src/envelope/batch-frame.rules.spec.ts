import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TongbanError } from '#contracts';
import { packFrame, unpackFrame } from './batch-frame.rules.js';

const codeOf = (frame: Buffer): string => {
  try {
    unpackFrame(frame);
  } catch (error) {
    if (error instanceof TongbanError) return error.code;
    throw error;
  }
  return 'accepted';
};
const statements = fc.stringMatching(/^[A-Za-z0-9._-]{1,200}$/);
const bodies = fc.uint8Array({ minLength: 1, maxLength: 300 });

describe('the frame of a batch', () => {
  it('gives back what was put in, byte for byte', () => {
    fc.assert(
      fc.property(statements, bodies, (statement, body) => {
        const parts = unpackFrame(packFrame(statement, body));
        expect(parts.statement).toBe(statement);
        expect(parts.body.equals(Buffer.from(body))).toBe(true);
      }),
    );
  });

  it('is refused when it is cut before its body, whatever length it claims', () => {
    fc.assert(
      fc.property(statements, bodies, fc.nat(), (statement, body, some) => {
        const frame = packFrame(statement, body);
        const kept = some % (4 + statement.length + 1);
        expect(codeOf(frame.subarray(0, kept))).toBe('envelope_malformed');
      }),
    );
  });

  it('is refused without statement, without body and with a length beyond its end', () => {
    for (const hex of ['', '00', '00000000', '0000000041', '00000001', '0000000141', 'ffffffff4142', '7fffffff4142']) {
      expect(codeOf(Buffer.from(hex, 'hex'))).toBe('envelope_malformed');
    }
    expect(codeOf(Buffer.from('000000014142', 'hex'))).toBe('accepted');
  });
});
