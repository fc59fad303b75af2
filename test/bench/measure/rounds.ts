import type { ContestantProcess } from './contestant.js';
import { costPerCase, type CostPerCase, type Counters, type Reading } from './counters.js';
import type { Load, LoadResult } from './load.js';

/** A contestant in a measurement: its process, and whose processor time is counted while it runs. */
export interface Entrant {
  readonly process: ContestantProcess;
  /** Process ids by name, asked anew each time. */
  readonly pids: () => Readonly<Record<string, readonly number[]>>;
}

/** One window of one contestant. */
export interface Measured {
  readonly load: LoadResult;
  readonly cost: CostPerCase;
}

/**
 * Puts one load on one contestant and reads the counters at both ends of its window. It starts with a checkpoint, unless
 * pages that are written whole at their first touch after one would be what is measured.
 */
export async function measure(
  entrant: Entrant,
  counters: Counters,
  load: Load,
  how: { readonly checkpoint: boolean } = { checkpoint: true },
): Promise<Measured> {
  if (how.checkpoint) await counters.checkpoint();
  let from: Reading | undefined;
  let to: Reading | undefined;
  const result = await entrant.process.run(load, {
    begins: async () => {
      from = await counters.read(entrant.pids());
    },
    ends: async () => {
      to = await counters.read(entrant.pids());
    },
  });
  if (!from || !to) throw new Error(`${entrant.process.name}: no window`);
  // The readings stand a little outside the window; at a steady rate the cases of that moment are known.
  const cases = (result.perSecond * (to.atMs - from.atMs)) / 1000;
  return { load: result, cost: costPerCase(from, to, cases) };
}

/** The number of cases under way at which a contestant carries most, tried one after another. */
export async function bestUnderWay(
  entrant: Entrant,
  counters: Counters,
  candidates: readonly number[],
  load: Pick<Load, 'warmMs' | 'windowMs'>,
  say: (line: string) => void,
): Promise<number> {
  let previous = 0;
  let best = { underWay: candidates[0] ?? 1, perSecond: 0 };
  for (const underWay of candidates) {
    const { load: result } = await measure(entrant, counters, { ...load, underWay });
    say(`  ${entrant.process.name}: ${underWay} under way: ${Math.round(result.perSecond)}/s${failures(result)}`);
    if (result.perSecond > best.perSecond) best = { underWay, perSecond: result.perSecond };
    // Far past its best, more cases under way only wait longer.
    else if (result.perSecond < best.perSecond / 2 && result.perSecond < previous) break;
    previous = result.perSecond;
  }
  return best.underWay;
}

/** Says in a few words what went wrong in a window; '' where nothing did. */
export function failures(result: LoadResult): string {
  return result.failed === 0 ? '' : `, ${result.failed} FAILED (${result.firstFailure ?? '?'})`;
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}
