import { isDeepStrictEqual } from 'node:util';
import { TongbanError } from '#contracts';
import type { Mutant, MutantSource } from './mutant.js';
import { Random } from './random.js';
import { Tally } from './tally.js';

const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

/** Reads one mutant both ways; gives the outcome for the table, and what is wrong with it, if anything. */
async function judged(mutant: Mutant): Promise<{ outcome: string; fault: string | null }> {
  const expected = plain(await mutant.expected());
  let read: unknown;
  try {
    read = plain(await mutant.read());
  } catch (error) {
    if (!(error instanceof TongbanError)) return { outcome: 'raw exception', fault: `raw exception: ${String(error)}` };
    const { code } = error;
    if (code === 'internal_error' && error.details.answered !== true) return { outcome: code, fault: 'internal_error' };
    const fault =
      expected === undefined || mutant.refusable
        ? null
        : `refused as ${code} (${JSON.stringify(error.details)}), and is right`;
    return { outcome: code, fault };
  }
  if (expected === undefined) return { outcome: 'accepted', fault: `accepted: ${JSON.stringify(read).slice(0, 600)}` };
  if (isDeepStrictEqual(read, expected))
    return { outcome: mutant.genuine ? 'genuine' : 'same as written', fault: null };
  const both = `${JSON.stringify(read)} instead of ${JSON.stringify(expected)}`;
  return { outcome: 'another meaning', fault: `taken for something else: ${both.slice(0, 1500)}` };
}

export interface EnvelopeRun {
  seed: string;
  /** Numbers of the mutants to make. */
  from: number;
  count: number;
  tally: Tally;
  /** Prints the mutant itself: for one that is replayed alone. */
  show?: (line: string) => void;
}

/** Read at once: signatures are checked on other threads, which would be idle while one is awaited. */
const AT_ONCE = 16;

/** Makes mutants by number and reads each with the nodes' own readers and with the reference. */
export async function runEnvelopes(sources: readonly MutantSource[], run: EnvelopeRun): Promise<void> {
  for (let n = run.from; n < run.from + run.count; n += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, run.from + run.count - n) }, (_, i) => n + i);
    await Promise.all(numbers.map((number) => one(sources, run, number)));
  }
}

async function one(sources: readonly MutantSource[], { seed, tally, show }: EnvelopeRun, n: number): Promise<void> {
  const random = new Random(seed, 'envelope', n);
  const source = random.weighted(sources.map((each) => [each.weight, each] as const));
  const mutant = await source.make(random);
  const { outcome, fault } = await judged(mutant);
  const where = `${source.name}: ${mutant.layer}`;
  tally.count(where, outcome);
  const wrong = fault ?? (mutant.genuine && outcome !== 'genuine' ? `a genuine one was ${outcome}` : null);
  if (wrong !== null) tally.found(`${where}: ${wrong}\n    replay: npm run fuzz -- --seed ${seed} --only ${n}`);
  show?.(`${where}: ${outcome}\n${Buffer.from(mutant.bytes).toString('latin1')}`);
}
