import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { median } from './rounds.js';

interface Sample {
  readonly at: number;
  readonly undecided: number;
}

interface Strike {
  readonly name: string;
  readonly at: number;
}

/** What blows of one kind did; times in seconds from the blow. */
export interface StrikeEffect {
  readonly name: string;
  readonly times: number;
  /** Most cases undecided between the blow and the next one: the usual and the largest. */
  readonly most: number;
  readonly mostEver: number;
  /** Until as few were undecided as before; of those that got there. */
  readonly caughtUpSeconds: number;
  readonly longestSeconds: number;
  /** How often the next blow, or the end, came first. */
  readonly notCaughtUp: number;
}

/** How many cases wait for a decision over the time, as the collecting city's database has it. */
export class UndecidedLog {
  private readonly samples: Sample[] = [];
  private readonly strikes: Strike[] = [];
  private endedAt = Number.POSITIVE_INFINITY;

  /** `few`: so many under way are the load itself, not a backlog. */
  constructor(
    private readonly databaseUrl: string,
    private readonly homeCity: string,
    private readonly few: number,
  ) {}

  async watch(everyMs: number, over: AbortSignal): Promise<void> {
    const client = new pg.Client({ connectionString: this.databaseUrl });
    await client.connect();
    try {
      while (!over.aborted) {
        const { rows } = await client.query<{ n: string }>({
          name: 'undecided',
          text: `select count(*)::text as n from case_file
                 where home_city = $1 and status in ('COLLECTED', 'FORWARDED', 'RECEIVED', 'ACCEPTED')`,
          values: [this.homeCity],
        });
        this.samples.push({ at: performance.now(), undecided: Number(rows[0]?.n) });
        await pause(everyMs, undefined, { signal: over }).catch(() => undefined);
      }
    } finally {
      this.endedAt = performance.now();
      await client.end();
    }
  }

  /** How many the last look found. */
  get now(): number {
    return this.samples.at(-1)?.undecided ?? 0;
  }

  /** Something was broken at this moment. */
  struck(name: string): void {
    this.strikes.push({ name, at: performance.now() });
  }

  /** By kind, in the order of their first blow. */
  effects(): StrikeEffect[] {
    const all = this.strikes.map(({ name, at }, i) => ({ name, ...this.effect(at, this.strikes[i + 1]?.at) }));
    return [...new Set(all.map(({ name }) => name))].map((name) => {
      const these = all.filter((one) => one.name === name);
      const caughtUp = these.flatMap(({ seconds }) => seconds ?? []);
      return {
        name,
        times: these.length,
        most: median(these.map(({ most }) => most)),
        mostEver: Math.max(...these.map(({ most }) => most)),
        caughtUpSeconds: median(caughtUp),
        longestSeconds: Math.max(...caughtUp),
        notCaughtUp: these.length - caughtUp.length,
      };
    });
  }

  private effect(from: number, to = this.endedAt): { most: number; seconds: number | undefined } {
    const after = this.samples.filter(({ at }) => at >= from && at < to);
    const most = Math.max(0, ...after.map(({ undecided }) => undecided));
    const last = after.findLastIndex(({ undecided }) => undecided > this.few);
    if (last === after.length - 1) return { most, seconds: undefined };
    return { most, seconds: last < 0 ? 0 : (after[last + 1]!.at - from) / 1000 };
  }
}
