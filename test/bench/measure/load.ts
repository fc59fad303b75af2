/** One way to carry a case from its first commit to its decision back at the collecting city. */
export interface Contestant {
  /**
   * Carries one new case; resolves once the collecting city holds the decision, rejects where the case was refused.
   * Calls `answered` when the collecting city has committed it, which is all that a window waits for.
   */
  roundTrip(answered?: () => void): Promise<void>;
  close(): Promise<void>;
}

/** Closed (`underWay` cases at any time) or open (`perSecond`, at times fixed beforehand whatever the answers do). */
export interface Load {
  readonly underWay?: number;
  readonly perSecond?: number;
  /** Time before the window that is measured, in ms. */
  readonly warmMs: number;
  /** Length of the window, in ms. */
  readonly windowMs: number;
  /** Time for what is under way at the end, in ms; given, what is left then is told in the result and no error. */
  readonly drainWithinMs?: number;
}

/** What a window gave; times in ms from the intended start of a case to its decision back at the collecting city. */
export interface LoadResult {
  readonly completed: number;
  readonly failed: number;
  readonly windowMs: number;
  readonly perSecond: number;
  readonly answerP50Ms: number;
  readonly answerP99Ms: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** From the end of the load until all was decided, in ms, and what was under way at both ends of that time. */
  readonly drainMs: number;
  readonly underWayAtEnd: number;
  readonly undecided: number;
  /** First failure in words, for the person who looks at the table. */
  readonly firstFailure?: string;
}

/** Told when the measured window begins and ends, while the load goes on. */
export interface WindowListener {
  begins(): Promise<void> | void;
  ends(): Promise<void> | void;
}

const usualDrainMs = 60_000;

/** Puts a load on a contestant and waits until every case it began is decided. */
export async function putLoad(contestant: Contestant, load: Load, listener: WindowListener): Promise<LoadResult> {
  const times: number[] = [];
  const answers: number[] = [];
  const underWay = new Set<Promise<void>>();
  let failed = 0;
  let firstFailure: string | undefined;
  let measuring = false;
  let stopped = false;

  const carry = async (intendedAt: number): Promise<void> => {
    try {
      await contestant.roundTrip(() => {
        if (measuring) answers.push(performance.now() - intendedAt);
      });
      if (measuring) times.push(performance.now() - intendedAt);
    } catch (error) {
      failed += 1;
      firstFailure ??= error instanceof Error ? error.message : String(error);
      // A contestant that refuses at once would otherwise spin.
      await pause(20);
    }
  };
  const note = (work: Promise<void>): void => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };
  const oneAfterAnother = async (): Promise<void> => {
    while (!stopped) await carry(performance.now());
  };
  const stopClock = load.perSecond === undefined ? undefined : openClock(load.perSecond, (at) => note(carry(at)));
  for (let i = 0; i < (load.underWay ?? 0); i += 1) note(oneAfterAnother());

  await pause(load.warmMs);
  await listener.begins();
  measuring = true;
  const from = performance.now();
  await pause(load.windowMs);
  measuring = false;
  const windowMs = performance.now() - from;
  const completed = times.length;
  await listener.ends();
  stopped = true;
  stopClock?.();
  const drainFrom = performance.now();
  const underWayAtEnd = underWay.size;
  const drained = await allWithin(underWay, load.drainWithinMs ?? usualDrainMs);
  if (!drained && load.drainWithinMs === undefined) {
    throw new Error(`${underWay.size} cases undecided ${usualDrainMs / 1000} s after the load ended`);
  }
  times.sort((a, b) => a - b);
  answers.sort((a, b) => a - b);
  return {
    completed,
    failed,
    windowMs,
    perSecond: (completed * 1000) / windowMs,
    answerP50Ms: at(answers, 0.5),
    answerP99Ms: at(answers, 0.99),
    p50Ms: at(times, 0.5),
    p99Ms: at(times, 0.99),
    maxMs: at(times, 1),
    drainMs: performance.now() - drainFrom,
    underWayAtEnd,
    undecided: underWay.size,
    ...(firstFailure === undefined ? {} : { firstFailure }),
  };
}

/**
 * Starts cases at fixed times. Each is timed from when it was due, not from when this process came to it: a stall must
 * not hide the cases that it held up.
 */
function openClock(perSecond: number, start: (dueAt: number) => void): () => void {
  const from = performance.now();
  let begun = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - from) * perSecond) / 1000;
    for (; begun < due; begun += 1) start(from + (begun * 1000) / perSecond);
  }, 1);
  return () => clearInterval(timer);
}

/** Waits until nothing is under way, at the most so long; whether that was reached. */
async function allWithin(underWay: ReadonlySet<Promise<void>>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const all = Promise.all(underWay).then(() => true);
  return Promise.race([all, late]).finally(() => clearTimeout(timer));
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
