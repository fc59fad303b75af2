import { TongbanError, type ClaimView, type DeputyView, type ReviewerView, type SetDeputy } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../../db/database.js';
import type { CommandContext } from '../case-desk.service.js';
import { caseLane, loadCaseFiles, type CaseFile } from '../case-file.js';
import { deciderOf } from '../case-status.rules.js';
import { standsIn } from '../claims.js';
import type { LiveCases } from '../live-cases.js';
import { lockLane } from '../../exchange/state/lanes.js';

/** A person who is no account of the city any more keeps the name of the account. */
const nameOf = (account: string): string =>
  `coalesce((select display_name from account where username = d.${account}), d.${account})`;
const DEPUTIES = `
  select d.absent, ${nameOf('absent')} as "absentName", d.deputy, ${nameOf('deputy')} as "deputyName",
    d.from_day::text as "from", d.until_day::text as "until", d.set_by as "setBy", ${nameOf('set_by')} as "setByName"
  from deputy d`;

/** 领办 and AB岗: who of this city works on what. No fact of any case; no other city learns of it. */
export class QueueService {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly live: Pick<LiveCases, 'touched'>,
  ) {}

  /** Takes a case that this city decides from the queue. Throws case_not_found, not_our_part, claimed_by_other. */
  async claim({ user }: CommandContext, caseNo: string): Promise<ClaimView> {
    const claimed = await this.db.transaction(async (em): Promise<ClaimView> => {
      const file = await this.lock(em, caseNo);
      if (deciderOf(file.state) !== this.self) throw new TongbanError('not_our_part', { action: 'claim' });
      if (file.claimed_by !== null && file.claimed_by !== user.username) {
        throw new TongbanError('claimed_by_other', { claimedBy: file.claimed_by });
      }
      await this.write(em, caseNo, user.username);
      return { caseNo, claimedBy: user.username };
    });
    this.live.touched(caseNo);
    return claimed;
  }

  /** Back into the queue: one's own, one's absent colleague's, or as a supervisor any. Throws claim_not_yours. */
  async handBack({ user }: CommandContext, caseNo: string): Promise<ClaimView> {
    const returned = await this.db.transaction(async (em): Promise<ClaimView> => {
      const { claimed_by: holder } = await this.lock(em, caseNo);
      // Nothing to hand back: the same call again, or a supervisor was faster.
      if (holder === null) return { caseNo, claimedBy: null };
      const mayRelease =
        holder === user.username ||
        user.role === 'supervisor' ||
        (await standsIn(em, holder, user.username, this.clock.now()));
      if (!mayRelease) throw new TongbanError('claim_not_yours', { claimedBy: holder });
      await this.write(em, caseNo, null);
      return { caseNo, claimedBy: null };
    });
    this.live.touched(caseNo);
    return returned;
  }

  /** Under the lock of the case: an act that is under way on it ends first. */
  private async lock(em: Tx, caseNo: string): Promise<CaseFile> {
    const lane = await lockLane(em, caseLane(caseNo));
    const file = lane && (await loadCaseFiles(em, [caseNo])).get(caseNo);
    if (!file) throw new TongbanError('case_not_found', { caseNo });
    return file;
  }

  private async write(em: Tx, caseNo: string, claimedBy: string | null): Promise<void> {
    await rows(em, 'update case_file set claimed_by = $2, claimed_at = $3 where case_no = $1', [
      caseNo,
      claimedBy,
      claimedBy === null ? null : this.clock.now(),
    ]);
  }

  /** Names who stands in for a reviewer; the same command names it once. Throws deputy_invalid. */
  async setDeputy({ user, commandId }: CommandContext, input: SetDeputy): Promise<DeputyView> {
    const { absent, deputy, from, until } = input;
    // Who has left can be stood in for, and stands in for nobody.
    const reviewers = await this.db.query<{ username: string }>(
      `select username from account where role = 'reviewer'
       and (username = $1 or (username = $2 and disabled_at is null))`,
      [absent, deputy],
    );
    if (absent === deputy || until < from || reviewers.length < 2) throw new TongbanError('deputy_invalid');
    await this.db.query(
      `insert into deputy (absent, deputy, from_day, until_day, set_by, set_at, command_id)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (command_id) do nothing`,
      [absent, deputy, from, until, user.username, this.clock.now(), commandId],
    );
    const [set] = await this.db.query<DeputyView & Record<string, unknown>>(`${DEPUTIES} where d.command_id = $1`, [
      commandId,
    ]);
    return set!;
  }

  /** Whom a deputy can be set for, or be; those who act first. */
  async reviewers(): Promise<ReviewerView[]> {
    return this.db.query<ReviewerView & Record<string, unknown>>(
      `select a.username, a.display_name as "displayName", u.name as unit, a.disabled_at is not null as disabled
       from account a left join unit u on u.id = a.unit_id where a.role = 'reviewer'
       order by a.disabled_at is not null, u.name nulls last, a.username limit 1000`,
    );
  }

  /** Newest first. */
  async deputies(): Promise<DeputyView[]> {
    return this.db.query<DeputyView & Record<string, unknown>>(`${DEPUTIES} order by d.id desc limit 200`);
  }
}
