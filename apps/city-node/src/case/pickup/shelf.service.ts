import { SHELF_STATES, type ListShelf, type ShelfEntry, type ShelfState, type ShelfView } from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../../db/database.js';
import { revisionOf, type Head } from '../../exchange/state/lanes.js';
import { MAX_WRONG_CODES } from './pickup-code.js';

const DAY_MS = 24 * 3600_000;
/** Days before the end of its term from which a result is worth a call to its recipient. */
const SOON_DAYS = 3;

interface ShelfRow {
  case_no: string;
  heads: Record<string, Head>;
  shelf_state: ShelfState;
  item_name: string | null;
  applicant_masked: string | null;
  point_id: string | null;
  point_name: string | null;
  home_city: string;
  attempts: number | null;
  shelf_until: Date | null;
  result_name: string | null;
  arrived_at: Date | null;
  again: boolean | null;
  shelved_at: Date | null;
}

/** Results of this city's points with their state at the time $2; $3 is when a term ends soon. */
const SHELF = `select f.case_no, f.item_name, f.applicant_masked, f.point_id, f.home_city, f.state, f.changed_at,
    case when f.status = 'ISSUED' then null else c.attempts end as attempts,
    case when f.status = 'ISSUED' then null else c.shelf_until end as shelf_until,
    case when f.status = 'ISSUED' and f.state ? 'sentBack' then 'RETURNED' when f.status = 'ISSUED' then 'ARRIVED'
      when c.shelf_until <= $2 then 'OVER' when c.shelf_until <= $3 then 'DUE_SOON' else 'SHELVED' end as shelf_state
  from case_file f left join pickup_code c using (case_no)
  where f.pickup_city = $1 and f.status in ('ISSUED', 'READY_FOR_PICKUP')
    and f.state->>'sentBack' is distinct from 'POSTED'`;

const lastOf = (type: string): string => `
  left join lateral (
    select e.data::jsonb->'body' as body, e.payload::jsonb->>'act' as act, e.at from event e
    where e.lane = l.lane and e.type = '${type}' and e.kept_reason is null
      and not p.state->'ineffective' ? encode(e.hash, 'hex') order by e.id desc limit 1)`;

/** 待领架: what waits at the points of this city, the most urgent first. */
export class ShelfService {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly nameOf: (city: string) => string,
    private readonly clock: Clock,
  ) {}

  async list({ state, pointId, page = 1, pageSize = 20 }: ListShelf): Promise<ShelfView> {
    const now = this.clock.now();
    const times = [this.self, now, new Date(now.getTime() + SOON_DAYS * DAY_MS)];
    const counted = await this.db.query<{ shelf_state: ShelfState; n: number }>(
      `select shelf_state, count(*)::int as n from (${SHELF}) s where ($4::text is null or point_id = $4) group by 1`,
      [...times, pointId ?? null],
    );
    const counts = Object.fromEntries(
      SHELF_STATES.map((one) => [one, counted.find((row) => row.shelf_state === one)?.n ?? 0]),
    ) as Record<ShelfState, number>;
    const found = await this.db.query<ShelfRow>(
      `with p as (select * from (${SHELF}) s
         where ($4::text is null or point_id = $4) and ($5::text is null or shelf_state = $5)
         order by shelf_until nulls last, changed_at, case_no limit $6 offset $7)
       select p.*, l.heads, t.definition->>'name' as point_name, i.body->>'resultName' as result_name,
         i.at as arrived_at, i.act = 'AGAIN' as again,
         case when p.attempts is not null then r.at end as shelved_at
       from p join lane l on l.lane = 'case/' || p.case_no
       left join pickup_point t on t.city = $1 and t.id = p.point_id
       ${lastOf('handover.instructed')} i on true ${lastOf('pickup.ready')} r on true
       order by p.shelf_until nulls last, p.changed_at, p.case_no`,
      [...times, pointId ?? null, state ?? null, pageSize, (page - 1) * pageSize],
    );
    const total = state ? counts[state] : Object.values(counts).reduce((sum, n) => sum + n, 0);
    return { items: found.map((row) => this.entry(row, now)), page, pageSize, total, counts };
  }

  private entry(row: ShelfRow, now: Date): ShelfEntry {
    const days = (ms: number): number => Math.max(0, Math.floor(ms / DAY_MS));
    return {
      caseNo: row.case_no,
      revision: revisionOf(row.heads),
      state: row.shelf_state,
      resultName: row.result_name ?? row.item_name,
      recipientMasked: row.applicant_masked,
      pointId: row.point_id,
      pointName: row.point_name,
      homeCity: row.home_city,
      homeCityName: this.nameOf(row.home_city),
      arrivedAt: row.arrived_at?.toISOString() ?? null,
      shelvedAt: row.shelved_at?.toISOString() ?? null,
      shelfUntil: row.shelf_until?.toISOString() ?? null,
      daysOnShelf: row.shelved_at && days(now.getTime() - row.shelved_at.getTime()),
      daysLeft: row.shelf_until && days(row.shelf_until.getTime() - now.getTime()),
      locked: (row.attempts ?? 0) >= MAX_WRONG_CODES,
      instructedAgain: row.again ?? false,
    };
  }
}
