import { expect, it } from '@jest/globals';
import type { OpenCase } from '#contracts';
import { mostUrgent } from './most-urgent.rules.js';

const due = (caseNo: string, day: number | null): OpenCase =>
  ({ caseNo, dueAt: day === null ? null : `2026-11-${day}T08:00:00.000Z` }) as OpenCase;
const numbers = (cases: readonly OpenCase[]): string => cases.map(({ caseNo }) => caseNo).join('');

it('cases of several cities are one list, the soonest due first and those without a term last', () => {
  const ours = [due('b', 11), due('d', 13), due('f', null)];
  const theirs = [due('a', 10), due('c', 11), due('e', null)];
  const lists = [
    { all: ours, wanted: ours },
    { all: theirs, wanted: theirs },
  ];
  expect(numbers(mostUrgent(lists, 500))).toBe('abcdef');
});

it('a list that may go on is trusted no further than its last case, also where that is not its own to tell', () => {
  const full = [due('a', 10), due('x', 12)];
  const others = [due('b', 11), due('c', 12), due('y', 12), due('d', 13)];
  const lists = [
    { all: full, wanted: full.slice(0, 1) },
    { all: others, wanted: others },
  ];
  expect(numbers(mostUrgent(lists, 2))).toBe('abc');
  expect(numbers(mostUrgent(lists, 5))).toBe('abcyd');
});
