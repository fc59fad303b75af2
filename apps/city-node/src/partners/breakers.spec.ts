import { describe, expect, it, jest } from '@jest/globals';
import { Breakers, HeldWithoutCounting, type BreakerState } from './breakers.js';

const CITIES = Array.from({ length: 333 }, (_, i) => String(430_000 + i));
const fails = (): Promise<never> => Promise.reject(new Error('no answer'));

async function failThreeTimes(breakers: Breakers, city: string): Promise<void> {
  for (let i = 0; i < 3; i += 1) await breakers.attempt(city, fails).catch(() => undefined);
}

describe('the breakers of many partners', () => {
  it('keep no timer of their own, however many partners there are', async () => {
    const interval = jest.spyOn(globalThis, 'setInterval');
    const breakers = new Breakers({ resetMs: 5000, onChange: () => undefined });
    for (const city of CITIES) await breakers.attempt(city, () => Promise.resolve());
    expect(interval).toHaveBeenCalledTimes(1);
    breakers.stop();
    interval.mockRestore();
  });

  it('one that opens leaves the others closed, and asking for a state makes none', async () => {
    const changes: [string, BreakerState][] = [];
    const breakers = new Breakers({ resetMs: 60_000, onChange: (city, state) => changes.push([city, state]) });
    await failThreeTimes(breakers, CITIES[0]!);
    await breakers.attempt(CITIES[1]!, () => Promise.resolve());
    expect(CITIES.map((city) => breakers.state(city))).toEqual(['open', ...CITIES.slice(1).map(() => 'closed')]);
    expect(changes).toEqual([[CITIES[0], 'open']]);
    await expect(breakers.attempt(CITIES[0]!, () => Promise.resolve())).rejects.toMatchObject({
      code: 'partner_unreachable',
    });
    breakers.stop();
  });

  it('failures that are not the partner’s do not count', async () => {
    const breakers = new Breakers({ resetMs: 60_000, onChange: () => undefined });
    for (let i = 0; i < 5; i += 1) {
      await breakers.attempt(CITIES[0]!, () => Promise.reject(new HeldWithoutCounting('slow'))).catch(() => undefined);
    }
    expect(breakers.state(CITIES[0]!)).toBe('closed');
    breakers.stop();
  });

  it('old failures are forgotten: the shared window turns', async () => {
    jest.useFakeTimers();
    try {
      const breakers = new Breakers({ resetMs: 60_000, onChange: () => undefined });
      for (let i = 0; i < 2; i += 1) await breakers.attempt(CITIES[0]!, fails).catch(() => undefined);
      jest.advanceTimersByTime(21_000);
      await breakers.attempt(CITIES[0]!, fails).catch(() => undefined);
      expect(breakers.state(CITIES[0]!)).toBe('closed');
      breakers.stop();
    } finally {
      jest.useRealTimers();
    }
  });
});
