import { chinaDateOf, TongbanError, type UserRole } from '#contracts';
import { rows, type Tx } from '../db/database.js';
import type { CaseFile } from './case-file.js';

/** True if `deputy` stands in for `absent` on the day of this instant in China. */
export async function standsIn(em: Tx, absent: string, deputy: string, at: Date): Promise<boolean> {
  const found = await rows(
    em,
    'select 1 from deputy where absent = $1 and deputy = $2 and $3::date between from_day and until_day limit 1',
    [absent, deputy, chinaDateOf(at)],
  );
  return found.length > 0;
}

/**
 * A case that a reviewer has taken from the queue is acted on by that person, or by who stands in today; whoever acts is
 * the actor of the fact. Throws claimed_by_other.
 */
export async function checkClaim(
  em: Tx,
  { claimed_by: claimedBy }: CaseFile,
  user: { username: string; role: UserRole },
  at: Date,
): Promise<void> {
  if (claimedBy === null || user.role !== 'reviewer' || claimedBy === user.username) return;
  if (await standsIn(em, claimedBy, user.username, at)) return;
  throw new TongbanError('claimed_by_other', { claimedBy });
}
