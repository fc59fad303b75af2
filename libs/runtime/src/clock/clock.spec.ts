import { describe, expect, it } from '@jest/globals';
import { FakeClock, SystemClock } from './clock.js';

describe('the clock', () => {
  it('of the machine gives the present instant', () => {
    const before = Date.now();
    const now = new SystemClock().now().getTime();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('of a test moves only when told to', () => {
    const clock = new FakeClock('2026-03-02T01:00:00.000Z');
    clock.now().setFullYear(1999);
    expect(clock.now().toISOString()).toBe('2026-03-02T01:00:00.000Z');
    clock.advanceMs(90_000);
    expect(clock.now().toISOString()).toBe('2026-03-02T01:01:30.000Z');
    clock.set('2026-05-01T00:00:00.000Z');
    expect(clock.now().toISOString()).toBe('2026-05-01T00:00:00.000Z');
  });

  it('refuses a start that is no instant', () => {
    expect(() => new FakeClock('tomorrow')).toThrow(RangeError);
  });
});
