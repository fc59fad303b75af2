import type { Logger } from 'pino';
import type { Clock } from '#runtime';
import { rows, type Database } from '../../db/database.js';

/** Lets an operator say that work goes on without a partner that will not come back. */
export class Releases {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /**
   * Acts on existing cases with this partner go on although it has not agreed. What it still holds of us and we lost may
   * then be stated a second time, which it will refuse as a fork: that is what the operator answers for. Kept with
   * name and reason; the same command again changes nothing.
   */
  async release(partner: string, commandId: string, reason: string): Promise<void> {
    const now = this.clock.now();
    const released = await this.db.transaction(async (em) => {
      const noted = await rows(
        em,
        `insert into partner_release (partner, released_at, released_by, reason, command_id)
         values ($1, $2, $3, $4, $5) on conflict (command_id) do nothing returning id`,
        [partner, now, commandId.split('/')[0], reason, commandId],
      );
      if (noted.length === 0) return false;
      await rows(
        em,
        `insert into recovery (partner, since, released_at)
           select partner, $2, $2 from link_out where partner = $1 and hold_reason = 'partner_ahead'
         on conflict (partner) do nothing`,
        [partner, now],
      );
      await rows(em, 'update recovery set released_at = $2 where partner = $1 and released_at is null', [partner, now]);
      return true;
    });
    if (released) this.log.warn({ partner, reason }, 'partner released: work goes on without it');
  }
}
