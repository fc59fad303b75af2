import { type CardLeg } from '#contracts';
import { rows, type Tx } from '../db/database.js';
import { DEFAULT_THRESHOLDS, type LegThresholds, type Thresholds } from './card-thresholds.rules.js';
import type { LinkOutage } from './outages.rules.js';

interface ThresholdRow {
  leg: CardLeg;
  warn_days_left: number;
  warn_used_percent: number;
  reply_within: number;
}

/** Thresholds of this city for each leg: what its supervisor has set, or else the default. */
export async function readThresholds(em: Tx): Promise<Thresholds> {
  const found = await rows<ThresholdRow>(
    em,
    'select leg, warn_days_left, warn_used_percent, reply_within from card_threshold',
  );
  const set = found.map((row): [CardLeg, LegThresholds] => [
    row.leg,
    {
      warnDaysLeft: row.warn_days_left,
      warnUsedPercent: row.warn_used_percent,
      replyWithinWorkingDays: row.reply_within,
    },
  ]);
  return { ...DEFAULT_THRESHOLDS, ...Object.fromEntries(set) } as Thresholds;
}

/** Sets the thresholds of one leg; timers of open cases are counted anew, since every list is looked through again. */
export async function setThresholds(
  em: Tx,
  leg: CardLeg,
  { warnDaysLeft, warnUsedPercent, replyWithinWorkingDays }: LegThresholds,
  by: { username: string; at: Date },
): Promise<void> {
  await rows(
    em,
    `insert into card_threshold (leg, warn_days_left, warn_used_percent, reply_within, changed_at, changed_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (leg) do update set warn_days_left = $2, warn_used_percent = $3, reply_within = $4, changed_at = $5,
       changed_by = $6`,
    [leg, warnDaysLeft, warnUsedPercent, replyWithinWorkingDays, by.at, by.username],
  );
  await rows(em, 'delete from case_timer_walk where split_part(walk, $2, 2) = any($1)', [OPEN_STATUSES, '/']);
}

/** Statuses in which a clock may run; a result that was issued may still have to be delivered, and a joint case ends last. */
export const OPEN_STATUSES = [
  'COLLECTED',
  'FORWARDED',
  'RECEIVED',
  'CORRECTION',
  'DISPUTED',
  'ACCEPTED',
  'SUSPENDED',
  'APPROVED',
  'ISSUED',
  'READY_FOR_PICKUP',
  'JOINT_HANDLING',
] as const;

/** Times in which the breaker to a partner was open, of the last days that may still matter for a clock. */
export async function readOutages(em: Tx, now: Date): Promise<LinkOutage[]> {
  const found = await rows<{ partner: string; began_at: Date; ended_at: Date | null }>(
    em,
    `select partner, began_at, ended_at from link_outage
     where ended_at is null or ended_at > $1::timestamptz - interval '200 days'`,
    [now],
  );
  return found.map(({ partner, began_at, ended_at }) => ({
    partner,
    from: began_at.toISOString(),
    to: ended_at?.toISOString() ?? null,
  }));
}
