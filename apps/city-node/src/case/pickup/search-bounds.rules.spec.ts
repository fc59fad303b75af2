import { expect, it } from '@jest/globals';
import { lockedUntil, MAX_WRONG_OF_PERSON, MAX_WRONG_OF_WINDOW, maxWrongOfCity } from './search-bounds.rules.js';

const HOUR_MS = 3_600_000;
const START = Date.parse('2026-11-20T01:00:00.000Z');
const times = (count: number): Date[] => Array.from({ length: count }, (_, i) => new Date(START + i * 1000));
const at = (second: number): Date => new Date(START + second * 1000 + HOUR_MS);

it('a person, the people of a window and those of a city each come to an end of guessing', () => {
  const [person, window, city] = [MAX_WRONG_OF_PERSON, MAX_WRONG_OF_WINDOW, maxWrongOfCity(2000)];
  const until = (p: number, w: number, c: number): Date | null =>
    lockedUntil({ person: times(p), window: times(w), city: times(c) }, 2000, HOUR_MS);
  expect(until(person - 1, window - 1, city - 1)).toBeNull();
  expect(until(person, window - 1, city - 1)).toEqual(at(0));
  expect(until(0, window, city - 1)).toEqual(at(0));
  expect(until(0, 0, city + 3)).toEqual(at(3));
  expect(until(person, window + 5, 0)).toEqual(at(5));
});

it('however long the shelf, all guesses of a city find less than a result in four hours by chance', () => {
  for (const onShelf of [1, 200, 2000, 3300]) {
    expect((4 * maxWrongOfCity(onShelf) * onShelf) / 1_000_000).toBeLessThan(1);
  }
  expect(maxWrongOfCity(0)).toBe(200_000);
  expect(maxWrongOfCity(100_000)).toBe(60);
});
