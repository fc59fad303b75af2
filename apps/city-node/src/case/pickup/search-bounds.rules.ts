/** Different wrong codes of one person in an hour: far above what is mistyped at the busiest counter. */
export const MAX_WRONG_OF_PERSON = 10;
/** Of all people of one window together: several accounts at one place are no more guesses. */
export const MAX_WRONG_OF_WINDOW = 20;
/** So many results may be found by chance in an hour at most, a fraction: of a million codes one of each result is right. */
const CHANCE_FINDS_AN_HOUR = 0.2;
const CODES = 1_000_000;
/** What mistyping alone comes to in a large city, where the shelf is long. */
const LEAST_OF_CITY = 60;

/** Wrong codes of all people of a city in an hour, by how many results lie on its shelves. */
export function maxWrongOfCity(onShelf: number): number {
  return Math.max(LEAST_OF_CITY, Math.floor((CHANCE_FINDS_AN_HOUR * CODES) / Math.max(1, onShelf)));
}

/** Wrong codes of the last hour, of those whom a bound counts together. */
export interface WrongCodes {
  person: readonly Date[];
  window: readonly Date[];
  city: readonly Date[];
}

/** The instant from which one more may be tried; null where that is now. Lists are oldest first. */
export function lockedUntil(wrong: WrongCodes, onShelf: number, forgottenAfterMs: number): Date | null {
  const bounds: [readonly Date[], number][] = [
    [wrong.person, MAX_WRONG_OF_PERSON],
    [wrong.window, MAX_WRONG_OF_WINDOW],
    [wrong.city, maxWrongOfCity(onShelf)],
  ];
  const ends = bounds.flatMap(([times, most]) => {
    const first = times.length >= most ? times[times.length - most] : undefined;
    return first ? [first.getTime() + forgottenAfterMs] : [];
  });
  return ends.length === 0 ? null : new Date(Math.max(...ends));
}
