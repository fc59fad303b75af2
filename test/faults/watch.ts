import { setTimeout as pause } from 'node:timers/promises';
import type { Load } from './load.js';
import type { Stand } from './stand.js';

const LOOK_EVERY_MS = 200;

/** Looks at the collecting cities' databases while a load runs: how many cases are back decided, and when none came. */
export class Watch {
  /** Longest time in ms in which a pair of cities had cases under way and none of them came back decided. */
  longestStallMs = 0;
  private before = new Map<string, number>();
  private counts = new Map<string, number>();
  private readonly progress = new Map<string, { decided: number; at: number }>();
  private stopped = false;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly stand: Stand,
    private readonly load: Load,
  ) {}

  /** Takes what is there now as nothing, then looks again and again. */
  async start(): Promise<void> {
    for (const city of this.stand.cities) await this.look(city);
    this.before = new Map(this.counts);
    this.looking = this.run();
  }

  /** Cases that came back decided since the start. */
  get decided(): number {
    let sum = 0;
    for (const [pair, count] of this.counts) sum += count - (this.before.get(pair) ?? 0);
    return sum;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      // Side by side and bounded: a city whose database hangs must not hide the others' progress.
      await Promise.all(
        this.stand.cities.map((city) => Promise.race([this.look(city).catch(() => undefined), pause(2_000)])),
      );
      for (const [from, to] of this.load.pairs()) this.judge(from, to, Date.now());
      await pause(LOOK_EVERY_MS);
    }
  }

  private judge(from: string, to: string, now: number): void {
    const pair = `${from}/${to}`;
    const decided = (this.counts.get(pair) ?? 0) - (this.before.get(pair) ?? 0);
    const last = this.progress.get(pair);
    if (!last || last.decided !== decided || this.load.acceptedBy(from, to) <= decided) {
      this.progress.set(pair, { decided, at: now });
    } else this.longestStallMs = Math.max(this.longestStallMs, now - last.at);
  }

  private async look(city: string): Promise<void> {
    const rows = await this.stand.sql<{ home_city: string; n: string }>(
      city,
      `select home_city, count(*) as n from case_file where collecting_city = $1 and decided_at is not null group by 1`,
      [city],
    );
    for (const { home_city: home, n } of rows) {
      const pair = `${city}/${home}`;
      this.counts.set(pair, Number(n));
      this.load.decided(city, home, Number(n) - (this.before.get(pair) ?? 0));
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.looking;
  }
}

/** What is still under way on the links of a city: waiting for a number, for a receipt, or for another event. */
const UNDER_WAY_SQL = `select (select count(*) from pending) + (select count(*) from parked_event)
  + coalesce((select sum(numbered_to - settled_to) from link_out), 0) as waiting`;
const WATERMARKS_SQL = `select partner, 'out' as direction, numbered_to as n from link_out
  union all select partner, 'in', applied_to from link_in`;

/**
 * True when every event of every city is settled, and both ends of every link say the same: one end alone, restored from a
 * backup, looks settled too.
 */
export async function isSettled(stand: Stand, cities: readonly string[] = stand.cities): Promise<boolean> {
  for (const city of cities) {
    const [row] = await stand.sql<{ waiting: string }>(city, UNDER_WAY_SQL);
    if (Number(row?.waiting ?? 1) !== 0) return false;
  }
  return endsAgree(
    stand,
    cities.flatMap((from) => cities.filter((to) => to !== from).map((to) => [from, to] as const)),
  );
}

/** True when the receiver of each of these links has taken every number that its sender gave. */
export async function endsAgree(stand: Stand, links: readonly (readonly [string, string])[]): Promise<boolean> {
  const marks = new Map<string, number>();
  for (const city of new Set(links.flat())) {
    const rows = await stand.sql<{ partner: string; direction: string; n: string }>(city, WATERMARKS_SQL);
    for (const { partner, direction, n } of rows) marks.set(`${direction} ${city} ${partner}`, Number(n));
  }
  return links.every(([from, to]) => (marks.get(`out ${from} ${to}`) ?? 0) === (marks.get(`in ${to} ${from}`) ?? 0));
}
