/** What `npm run fuzz` passes on: the seed, one mutant alone (`123`, `http:123`), and how many of each. */
export interface FuzzSettings {
  seed: string;
  only: { part: string; n: number } | null;
  envelopes: number;
  requests: number;
  atNode: number;
}

const whole = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

export function fuzzSettings(): FuzzSettings {
  const only = /^(?:(envelope|http|node):)?(\d+)$/.exec(process.env.FUZZ_ONLY ?? '');
  return {
    seed: process.env.FUZZ_SEED ?? '1',
    only: only ? { part: only[1] ?? 'envelope', n: Number(only[2]) } : null,
    envelopes: whole('FUZZ_ENVELOPES', 100_000),
    requests: whole('FUZZ_REQUESTS', 20_000),
    atNode: whole('FUZZ_AT_NODE', 3_000),
  };
}

/** True where a part has to run: all do, unless one mutant is wanted alone. */
export const isWanted = (part: string): boolean => (fuzzSettings().only?.part ?? part) === part;

export const say = (text: string): void => void process.stdout.write(`${text}\n`);
