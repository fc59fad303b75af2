import type { Logger } from 'pino';
import { TongbanError } from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import { dailyStatementId, type Statements } from '../exchange/status/statements.js';
import type { Breakers } from '../partners/breakers.js';
import { chinaDayAt, dayText, minuteOfDay } from '../sla/china-day.rules.js';
import { LeaderRound } from './leader-round.js';

/** Between looks; a partner that is away is asked again with the next. */
const LOOK_MS = 10_000;

export interface DailyDoors {
  db: Database;
  statements: Statements;
  breakers: Breakers;
  clock: Clock;
  log: Logger;
  partners: () => string[];
  isLeading: () => boolean;
  /** Minute of the day in China from which on the day's statements are made. */
  fromMinute: number;
}

/** 每日对账: one statement a day with every partner to which anything was ever sent or from which anything came. */
export class DailyStatements extends LeaderRound {
  constructor(private readonly daily: DailyDoors) {
    super('daily statements', LOOK_MS, daily, () => this.makeMissing());
  }

  private async makeMissing(): Promise<void> {
    const { db, statements, breakers, clock, log } = this.daily;
    const now = clock.now().getTime();
    if (minuteOfDay(now) < this.daily.fromMinute) return;
    const day = dayText(chinaDayAt(now));
    const ids = new Map(this.daily.partners().map((partner) => [dailyStatementId(partner, day), partner]));
    const missing = await db.query<{ id: string }>(
      `select k.id from unnest($1::text[], $2::text[]) as k (id, partner)
       where not exists (select 1 from link_statement s where s.command_id = k.id)
         and (exists (select 1 from link_out o where o.partner = k.partner and o.numbered_to > 0)
           or exists (select 1 from link_in i where i.partner = k.partner and i.applied_to > 0))`,
      [[...ids.keys()], [...ids.values()]],
    );
    for (const { id } of missing) {
      const partner = ids.get(id);
      // An open breaker is not ours to try: the link's own probe closes it.
      if (partner === undefined || this.stopped || breakers.state(partner) !== 'closed') continue;
      try {
        const { result } = await breakers.attempt(partner, () => statements.make(partner, id));
        log.info({ partner, day, result }, 'daily statement made');
      } catch (error) {
        if (!(error instanceof TongbanError)) throw error;
        log.info({ partner, day, errorCode: error.code }, 'daily statement waits for the partner');
      }
    }
  }
}
