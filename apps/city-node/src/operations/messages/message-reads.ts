import type { MessageAct } from '#contracts';

/** Where rows are read: a transaction under way, or the database. */
export interface Readable {
  query<T>(sql: string, parameters: readonly unknown[]): Promise<T[]>;
}

export interface OutcomeRow {
  partner: string;
  direction: 'in' | 'out';
  n: number;
  outcome: 'kept' | 'parked' | 'broken' | 'refused';
  reason: string | null;
  event_hash: Buffer;
  lane: string | null;
  changed_at: Date;
  times: number;
}

export interface ActRow {
  partner: string;
  direction: 'in' | 'out';
  n: number;
  act: MessageAct;
  reason: string;
  acted_by: string | null;
  acted_at: Date;
}

/**
 * Everything that stands, as one relation: outcomes other than applied, without broken events that came again and are
 * in their lane by now, and refused batches until a later one of that partner was taken. `state` as the words tell it.
 */
const STANDING = `
  select o.partner, o.direction, o.n, o.outcome, o.reason, o.event_hash, o.lane, o.changed_at, 1 as times,
    case when a.act in ('SETTLE', 'RESEND') then 'SETTLED'
      when a.act = 'RETURN' and a.acted_by is not null then 'WAITING' else 'OPEN' end as state
  from link_outcome o
  left join lateral (select act, acted_by from message_act m where m.partner = o.partner
    and m.direction = o.direction and m.n = o.n and m.event_hash = o.event_hash order by m.id desc limit 1) a on true
  where o.outcome <> 'applied' and not (o.outcome = 'broken' and o.direction = 'in' and o.lane is not null
    and exists (select 1 from event e where e.lane = o.lane and e.hash = o.event_hash))
  union all
  select r.partner, 'in', 0, 'refused', r.code, ''::bytea, null, r.last_at, r.times::int, 'OPEN' from refused_batch r
  where r.last_at > coalesce((select b.at from link_batch b where b.partner = r.partner and b.direction = 'in'
    order by b.first desc limit 1), '-infinity')`;

/** One page of what stands, newest first; without a state what is not settled. */
export function readStanding(
  where: Readable,
  filter: { partner: string | null; state: string | null },
  limit: number,
  offset: number,
): Promise<(OutcomeRow & { total: number })[]> {
  return where.query(
    `select s.*, count(*) over () as total from (${STANDING}) s
     where ($1::text is null or s.partner = $1)
       and case when $2::text is null then s.state <> 'SETTLED' else s.state = $2 end
     order by s.changed_at desc, s.partner, s.n limit $3 offset $4`,
    [filter.partner, filter.state, limit, offset],
  );
}

/** The outcome noted for one number; undefined where none is, or it was applied meanwhile. */
export async function readOutcome(
  where: Readable,
  partner: string,
  direction: 'in' | 'out',
  n: number,
): Promise<OutcomeRow | undefined> {
  const [row] = await where.query<OutcomeRow>(
    `select partner, direction, n, outcome, reason, event_hash, lane, changed_at, 1 as times from link_outcome
     where partner = $1 and direction = $2 and n = $3`,
    [partner, direction, n],
  );
  return row;
}

export async function readActs(where: Readable, rows: readonly OutcomeRow[]): Promise<ActRow[]> {
  return where.query<ActRow>(
    `select m.partner, m.direction, m.n, m.act, m.reason, m.acted_by, m.acted_at from message_act m
     join unnest($1::text[], $2::text[], $3::bigint[]) as k (partner, direction, n) using (partner, direction, n)
     order by m.id`,
    [rows.map((row) => row.partner), rows.map((row) => row.direction), rows.map((row) => row.n)],
  );
}
