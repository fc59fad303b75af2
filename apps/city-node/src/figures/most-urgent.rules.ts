import type { OpenCase } from '#contracts';

/** Cases that one city has listed, and those of them that are its to tell. */
export interface ListedCases {
  all: readonly OpenCase[];
  wanted: readonly OpenCase[];
}

/** Soonest due first, without a term last; numbers decide between equals, as in each city's own list. */
export const byUrgency = (a: OpenCase, b: OpenCase): number => {
  const [first, second] = [a.dueAt ?? '9', b.dueAt ?? '9'];
  if (first !== second) return first < second ? -1 : 1;
  return a.caseNo < b.caseNo ? -1 : a.caseNo === b.caseNo ? 0 : 1;
};

/**
 * One list of several, each of at most `most` cases, as far as it is sure that nothing is missing between them: a list
 * that is full may go on behind its last case.
 */
export function mostUrgent(lists: readonly ListedCases[], most: number): OpenCase[] {
  const ends = lists.filter(({ all }) => all.length >= most).flatMap(({ all }) => all.at(-1) ?? []);
  return lists
    .flatMap(({ wanted }) => wanted)
    .filter((one) => ends.every((end) => byUrgency(one, end) <= 0))
    .sort(byUrgency);
}
