import {
  TongbanError,
  type CityView,
  type ListMessages,
  type Page,
  type PartnerView,
  type StuckMessage,
} from '#contracts';
import type { Database } from '../db/database.js';
import { operatorHoldWords } from '../exchange/send/operator-holds.js';
import { keptCases, oldestKept } from '../exchange/settle/unsettled.js';
import type { DirectoryService } from '../partners/directory.service.js';

/** What a hold means, in words for people. */
const HOLD_WORDS: Record<string, string> = {
  starting: '正在与对方核对链路',
  unreachable: '对方暂时联系不上，办件已安全留存，恢复后自动转递',
  inbox_full: '对方收件箱已满，稍后自动继续',
  slow: '对方处理较慢，正在等待',
  clock_ahead: '双方时钟相差过大，请校准',
  link_conflict: '双方链路账不一致，请技术人员对账',
  partner_ahead: '对方的记录比本市新，本市由备份恢复，正在从对方取回',
  recovering: '本市数据由备份恢复，正在与对方核对，相关办件暂只能查阅',
  released: '本市数据由备份恢复，对方长期联系不上，已由管理员确认继续办理',
  local: '本市网络或数据库暂时不可用',
};

/** The machine room's view of partners and of messages that need a look. */
export class PartnersView {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly directory: DirectoryService,
  ) {}

  cities(): CityView[] {
    const { cities, document } = this.directory.current;
    return cities.map(({ city, name }) => ({ city, name, self: city === this.self, sample: document.sample }));
  }

  /** Throws city_unknown. */
  checkPartner(partner: string): void {
    if (partner === this.self || !this.directory.current.party(partner)) {
      throw new TongbanError('city_unknown', { city: partner });
    }
  }

  async partners(): Promise<PartnerView[]> {
    const cities = this.directory.current.partnersOf(this.self);
    const found = await this.db.query<{
      partner: string;
      breaker: PartnerView['breaker'] | null;
      hold_reason: string | null;
      persistent: string | null;
      recovery: string | null;
      held: number;
      oldest: Date | null;
      sent_to: number;
      settled_to: number;
      received_to: number;
      receipt_at: Date | null;
      rewinds: number;
      clock_difference_ms: number | null;
      version: string | null;
      held_for: string | null;
      held_by: string | null;
      held_at: Date | null;
      until: Date | null;
    }>(
      `select c.partner, s.breaker, s.hold_reason, o.hold_reason as persistent, s.version, h.reason as held_for, h.held_by, h.held_at, h.until,
         case when r.released_at is not null then 'released' when r.partner is not null then 'recovering' end as recovery, i.clock_difference_ms,
         coalesce(o.numbered_to, 0)::bigint as sent_to, coalesce(o.settled_to, 0)::bigint as settled_to,
         coalesce(i.applied_to, 0)::bigint as received_to, o.receipt_at, coalesce(o.rewinds, 0) as rewinds,
         -- Waiting for a number, or numbered and without a receipt: both are still ours to keep safe.
         ${keptCases('c.partner')} as held, ${oldestKept('c.partner')} as oldest
       from unnest($1::text[]) as c (partner)
       left join link_state s on s.partner = c.partner
       left join link_out o on o.partner = c.partner
       left join link_in i on i.partner = c.partner
       left join recovery r on r.partner = c.partner
       left join link_hold h on h.partner = c.partner and h.ended_at is null
       order by c.partner`,
      [cities],
    );
    return found.map((row) => {
      const away = (row.breaker ?? 'closed') === 'closed' ? null : 'unreachable';
      const released = row.recovery === 'released' ? 'released' : null;
      const { held_for: reason, held_by: by, held_at: since, until } = row;
      const hold = reason !== null && by !== null && since && until ? { reason, by, since, until } : null;
      const holdReason =
        (hold && 'operator_hold') ?? released ?? row.persistent ?? row.recovery ?? row.hold_reason ?? away;
      return {
        city: row.partner,
        name: this.directory.current.nameOf(row.partner),
        breaker: row.breaker ?? 'closed',
        link: holdReason === null && row.breaker === 'closed' ? 'open' : 'held',
        holdReason,
        words: hold ? operatorHoldWords(hold) : holdReason === null ? '畅通' : (HOLD_WORDS[holdReason] ?? holdReason),
        hold: hold && { ...hold, since: hold.since.toISOString(), until: hold.until.toISOString() },
        held: Number(row.held),
        oldestHeldAt: row.oldest?.toISOString() ?? null,
        sentTo: row.sent_to,
        settledTo: row.settled_to,
        receivedTo: row.received_to,
        lastReceiptAt: row.receipt_at?.toISOString() ?? null,
        rewinds: row.rewinds,
        clockDifferenceMs: row.clock_difference_ms,
        version: row.version,
      };
    });
  }

  /** Messages that were kept, parked or broken, here or at the partner; newest first. */
  async messages(input: ListMessages): Promise<Page<StuckMessage>> {
    const page = input.page ?? 1;
    const pageSize = input.pageSize ?? 20;
    const found = await this.db.query<{
      partner: string;
      direction: 'out' | 'in';
      n: number;
      outcome: StuckMessage['outcome'];
      reason: string | null;
      lane: string | null;
      changed_at: Date;
      total: number;
    }>(
      `select partner, direction, n, outcome, reason, lane, changed_at, count(*) over () as total from link_outcome
       where outcome <> 'applied' and ($1::text is null or partner = $1) and ($2::text is null or outcome = $2)
       order by changed_at desc, partner, n limit $3 offset $4`,
      [input.partner ?? null, input.outcome ?? null, pageSize, (page - 1) * pageSize],
    );
    const items = found.map(({ n, changed_at, partner, direction, outcome, reason, lane }) => ({
      partner,
      direction,
      number: n,
      outcome,
      reason,
      lane,
      changedAt: changed_at.toISOString(),
    }));
    return { items, page, pageSize, total: Number(found[0]?.total ?? 0) };
  }
}
