import type { Logger } from 'pino';
import type { Clock, Metrics } from '#runtime';
import type { Database } from '../../db/database.js';
import { LeaderRound } from '../leader-round.js';
import type { AlertBook } from './alert-book.js';
import type { AlertWatch } from './alert-watch.js';
import { tell, type WebhookTarget } from './webhook.js';

/** A receiver that fails is asked again after this, then after twice as long, and so on up to the longest. */
const FIRST_REST_MS = 1000;
const LONGEST_REST_MS = 15 * 60_000;

export interface KeeperDoors {
  self: string;
  db: Database;
  book: AlertBook;
  watch: AlertWatch;
  target: WebhookTarget | null;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
  isLeading: () => boolean;
  lookMs: number;
}

/**
 * 告警: notes what is wrong and when it ended, and tells the webhook of both, at least once. What was not told outlives
 * a restart and another replica's lead.
 */
export class AlertKeeper extends LeaderRound {
  private readonly toldTotal;
  private telling: Promise<void> | undefined;

  constructor(private readonly keeper: KeeperDoors) {
    super('looking for alerts', keeper.lookMs, keeper, () => this.look());
    const help = 'Alerts told to the webhook, by kind and result.';
    this.toldTotal = keeper.metrics.counter('tongban_alerts_told_total', help, ['kind', 'result']);
  }

  private async look(): Promise<void> {
    const { book, watch, clock, log } = this.keeper;
    const { begun, ended } = await book.take(await watch.look(), clock.now());
    if (begun + ended > 0) log.warn({ begun, ended }, 'alerts changed');
    // Not waited for: what is wrong is noted and shown however slow the receiver is.
    this.telling ??= this.tellAll()
      .catch((error: unknown) => log.warn({ err: error }, 'alerts not told; trying again'))
      .finally(() => (this.telling = undefined));
  }

  /** A receiver that does not answer is not waited for. */
  override async stop(): Promise<void> {
    await super.stop();
    await this.telling;
  }

  private async tellAll(): Promise<void> {
    const { self, book, target, clock, log } = this.keeper;
    if (target === null) return;
    for (const alert of await book.untold(clock.now())) {
      if (this.stopped || !this.keeper.isLeading()) return;
      const end = alert.told_at !== null;
      const fault = await tell(target, self, alert, end, clock.now(), this.stopSignal);
      if (fault !== null && this.stopped) return;
      this.toldTotal.inc({ kind: alert.kind, result: fault === null ? 'taken' : 'failed' });
      if (fault === null) {
        await book.told(alert.id, end, clock.now());
        continue;
      }
      const restMs = Math.min(FIRST_REST_MS * 2 ** alert.attempts, LONGEST_REST_MS);
      await book.failed(alert.id, fault, new Date(clock.now().getTime() + restMs));
      log.warn({ alert: alert.id, kind: alert.kind, fault }, 'webhook did not take an alert; trying again');
      // The others would most likely find the same, ten seconds each; the next round tries the next of them.
      return;
    }
  }
}
