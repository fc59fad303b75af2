/** What `npm run bench -- …` was asked for. */
export interface BenchOptions {
  /** `all` is throughput, http and latency. */
  readonly part: string;
  /** Seconds in place of minutes, to see that everything runs; such figures are not written down. */
  readonly short: boolean;
  /** Put the tables into docs/benchmarks.md. */
  readonly write: boolean;
  readonly rounds: number;
  /** Cases under way for every contestant, in place of trying which number is best for each. */
  readonly underWay?: number;
  /** Cases begun a second at fixed times in `profile`, in place of a number under way. */
  readonly perSecond?: number;
  /** Length of the soak. */
  readonly minutes: number;
  /** Cases put into the database before `scale` looks at it. */
  readonly cases: number;
  /** Cases held for a partner that is away in `scale`. */
  readonly held: number;
}

export const USAGE = `npm run bench [-- part] [--short] [--write] [--rounds=n] [--under-way=n] [--per-second=n] [--minutes=n] [--cases=n] [--held=n]
  all (throughput, http, latency), throughput, http, latency, stages, profile, soak,
  scale (partners, million, backlog, replicas), partners, million, backlog, replicas, pieces`;

/** Reads the arguments after the program; throws what is wrong with the usage. */
export function readOptions(args: readonly string[]): BenchOptions {
  const words = args.filter((arg) => !arg.startsWith('--'));
  const flags = new Map<string, string | undefined>();
  for (const arg of args.filter((one) => one.startsWith('--'))) {
    const [name = '', value] = arg.slice(2).split('=');
    flags.set(name, value);
  }
  const known = ['short', 'write', 'rounds', 'under-way', 'per-second', 'minutes', 'cases', 'held'];
  const unknown = [...flags.keys()].find((flag) => !known.includes(flag));
  if (unknown !== undefined || words.length > 1) throw new Error(`unknown: ${unknown ?? words[1] ?? ''}\n${USAGE}`);
  const short = flags.has('short');
  const number = (flag: string, usual: number): number => {
    const value = Number(flags.get(flag) ?? usual);
    if (!Number.isFinite(value) || value <= 0) throw new Error(`--${flag} is not a number\n${USAGE}`);
    return value;
  };
  return {
    part: words[0] ?? 'all',
    short,
    write: flags.has('write') && !short,
    // Many short rounds: whatever else the machine does falls on all contestants alike.
    rounds: number('rounds', short ? 1 : 5),
    ...(flags.has('under-way') ? { underWay: number('under-way', 64) } : {}),
    ...(flags.has('per-second') ? { perSecond: number('per-second', 100) } : {}),
    minutes: number('minutes', short ? 0.5 : 30),
    cases: number('cases', short ? 5_000 : 1_000_000),
    held: number('held', short ? 300 : 50_000),
  };
}
