import { randomBytes } from 'node:crypto';
import { chinaDateOf, makeCaseNo } from '#contracts';

/** What fails where a number has been given before: its lane, its first event or its file is there. */
const GIVEN_BEFORE: ReadonlySet<string | undefined> = new Set(['event_once', 'lane_pkey', 'case_file_pkey']);
/** Two draws of 40 bits that are both taken are no chance any more. */
const MOST_DRAWS = 3;

/**
 * Draws a number for a new case and makes the case with it; where that number was given on this very day, another is
 * drawn. Random, from no counter: after a restore from a backup no number can be given twice. Throws what `make` does.
 */
export async function withNewCaseNo<T>(
  cities: { home: string; collecting: string },
  now: Date,
  make: (caseNo: string) => Promise<T>,
): Promise<T> {
  const onDate = chinaDateOf(now).replaceAll('-', '');
  for (let draws = 1; ; draws += 1) {
    try {
      return await make(makeCaseNo({ ...cities, onDate, random: randomBytes(5) }));
    } catch (error) {
      if (draws === MOST_DRAWS || !GIVEN_BEFORE.has((error as { constraint?: string }).constraint)) throw error;
    }
  }
}
