import type { Logger } from 'pino';
import { TongbanError, type LinkHoldView } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database } from '../../db/database.js';

/** A hold is for a maintenance that was agreed, not for a partner that one would rather not send to. */
const LONGEST_MS = 7 * 86_400_000;
const SHOWN = 50;

/** 暂停转递: an operator lets nothing leave for a partner until an instant, for a reason. */
export interface OperatorHold {
  reason: string;
  until: Date;
}

/** What the relay reads of all links at each turn. */
export interface LinksRead {
  /** The newest number given to each partner. */
  numberedTo: Map<string, number>;
  holds: Map<string, OperatorHold>;
}

/** One statement for both: a turn comes with every commit. */
export async function readLinks(db: Database): Promise<LinksRead> {
  const found = await db.query<{
    partner: string;
    numbered_to: number | null;
    reason: string | null;
    until: Date | null;
  }>(
    `select partner, numbered_to, null as reason, null::timestamptz as until from link_out
     union all select partner, null, reason, until from link_hold where ended_at is null`,
  );
  const read: LinksRead = { numberedTo: new Map(), holds: new Map() };
  for (const { partner, numbered_to: numberedTo, reason, until } of found) {
    if (numberedTo !== null) read.numberedTo.set(partner, numberedTo);
    else if (reason !== null && until !== null) read.holds.set(partner, { reason, until });
  }
  return read;
}

/** Keeps who held which link when, why, until when, and who let it go. */
export class OperatorHolds {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /**
   * Holds a link, or gives the hold that there is another reason and end. The same command again changes nothing.
   * Throws hold_end_invalid.
   */
  async hold(partner: string, wanted: OperatorHold, by: string, commandId: string): Promise<void> {
    const now = this.clock.now();
    const ahead = wanted.until.getTime() - now.getTime();
    await this.db.transaction(async (tx) => {
      const done = await rows(tx, 'select 1 from link_hold where command_id = $1', [commandId]);
      if (done.length > 0) return;
      if (ahead <= 0 || ahead > LONGEST_MS) throw new TongbanError('hold_end_invalid');
      await rows(tx, 'update link_hold set ended_at = $2, ended_by = $3 where partner = $1 and ended_at is null', [
        partner,
        now,
        by,
      ]);
      await rows(
        tx,
        `insert into link_hold (partner, reason, held_at, held_by, until, command_id) values ($1, $2, $3, $4, $5, $6)`,
        [partner, wanted.reason, now, by, wanted.until, commandId],
      );
      this.log.warn({ partner, until: wanted.until }, 'an operator holds the link');
    });
  }

  /** Lets a link go before its time; where none is held nothing changes. */
  async resume(partner: string, by: string): Promise<void> {
    const ended = await this.db.query(
      'update link_hold set ended_at = $2, ended_by = $3 where partner = $1 and ended_at is null returning id',
      [partner, this.clock.now(), by],
    );
    if (ended.length > 0) this.log.warn({ partner }, 'an operator lets the link go');
  }

  /**
   * Has a link go by what is kept of it. A hold whose time is over ends here: one that was forgotten holds no case up.
   * True where the link was let go.
   */
  async take(
    link: { partner: string; operatorHold: OperatorHold | null },
    kept: OperatorHold | null,
  ): Promise<boolean> {
    const before = link.operatorHold;
    if (kept === null && before === null) return false;
    const isOver = kept !== null && kept.until <= this.clock.now();
    if (isOver) await this.endInTime(link.partner, kept);
    link.operatorHold = isOver ? null : kept;
    return before !== null && link.operatorHold === null;
  }

  private async endInTime(partner: string, { until }: OperatorHold): Promise<void> {
    await this.db.query(
      'update link_hold set ended_at = until where partner = $1 and ended_at is null and until = $2',
      [partner, until],
    );
    this.log.info({ partner }, 'the time of an operator’s hold is over');
  }

  /** The hold of a partner; null where there is none. */
  async current(partner: string): Promise<OperatorHold | null> {
    const [found] = await this.db.query<{ reason: string; until: Date }>(
      'select reason, until from link_hold where partner = $1 and ended_at is null',
      [partner],
    );
    return found ?? null;
  }

  /** The last holds of a partner, newest first. */
  async list(partner: string): Promise<LinkHoldView[]> {
    const found = await this.db.query<{
      reason: string;
      held_at: Date;
      held_by: string;
      until: Date;
      ended_at: Date | null;
      ended_by: string | null;
    }>(
      `select reason, held_at, held_by, until, ended_at, ended_by from link_hold where partner = $1
       order by id desc limit ${SHOWN}`,
      [partner],
    );
    return found.map((row) => ({
      partner,
      reason: row.reason,
      by: row.held_by,
      since: row.held_at.toISOString(),
      until: row.until.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
      endedBy: row.ended_by,
    }));
  }
}

/** 11月22日 16:30, on a clock in China. */
function chinaMinute(at: Date): string {
  const parts = new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('month')}月${of('day')}日 ${of('hour')}:${of('minute')}`;
}

/** What everybody reads of a link that an operator holds. */
export const operatorHoldWords = ({ reason, until }: OperatorHold): string =>
  `暂停转递：${reason}，预计 ${chinaMinute(until)} 恢复；办件已安全留存，恢复后按序自动转递`;
