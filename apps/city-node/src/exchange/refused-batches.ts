import type { Logger } from 'pino';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';

/** Noise of a partner is written down this often at most. */
const WRITE_EVERY_MS = 1000;

/** Notes batches that were refused, by partner and code, for people to look at: they have no number of their own. */
export class RefusedBatches {
  private readonly counted = new Map<string, { partner: string; code: string; times: number }>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  note(partner: string, code: string): void {
    const key = `${partner} ${code}`;
    const before = this.counted.get(key);
    if (before) before.times += 1;
    else this.counted.set(key, { partner, code, times: 1 });
    this.timer ??= setTimeout(() => void this.write(), WRITE_EVERY_MS).unref();
  }

  private async write(): Promise<void> {
    this.timer = null;
    const noted = [...this.counted.values()];
    this.counted.clear();
    const now = this.clock.now();
    for (const { partner, code, times } of noted) {
      try {
        await this.db.query(
          `insert into refused_batch as r (partner, code, first_at, last_at, times) values ($1, $2, $3, $3, $4)
           on conflict (partner, code) do update set last_at = $3, times = r.times + $4`,
          [partner, code, now, times],
        );
      } catch (error) {
        this.log.warn({ err: error, partner, errorCode: code }, 'refused batch not noted; the figures count it');
      }
    }
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
