/**
 * Batches numbered for a partner and not settled, as the tail of a select after `from`; `partner` and `settledTo` are
 * SQL. Begins at the batch in which the watermark lies: by `last` alone every batch ever sent would be read.
 */
export const unsettledBatches = (partner: string, settledTo: string): string =>
  `link_batch b where b.partner = ${partner} and b.direction = 'out' and b.last > ${settledTo}
   and b.first >= coalesce((select max(f.first) from link_batch f
     where f.partner = ${partner} and f.direction = 'out' and f.first <= ${settledTo} + 1), 0)`;

const settledTo = (partner: string): string =>
  `coalesce((select o.settled_to from link_out o where o.partner = ${partner}), 0)`;

/** Ids of events kept for a partner: waiting for a number, or numbered and without a receipt. `partner` is SQL. */
export const keptFor = (partner: string): string =>
  `select p.event_id as id from pending p where p.recipient = ${partner}
   union all select unnest(b.event_ids) from ${unsettledBatches(partner, settledTo(partner))}`;

/**
 * Number of cases kept for a partner; as costly as there are many. `partner` is SQL. Each event is looked up by itself:
 * the planner cannot know how few batches lie behind the watermark, and joined it would one day read all events.
 */
export const keptCases = (partner: string): string =>
  `(select count(distinct k.lane) from (
      select p.lane from pending p where p.recipient = ${partner}
      union all select e.lane from (
        select unnest(b.event_ids) as id from ${unsettledBatches(partner, settledTo(partner))}) u
        cross join lateral (select o.lane from event o where o.id = u.id limit 1) e
    ) k where k.lane like 'case/%')`;

/** Instant of the oldest event kept for a partner; null where none is. `partner` is SQL. */
export const oldestKept = (partner: string): string =>
  `(select min(e.at) from event e where e.id in (
      (select min(p.event_id) from pending p where p.recipient = ${partner}),
      (select min(u.id) from (
        select unnest(b.event_ids) as id from ${unsettledBatches(partner, settledTo(partner))}) u)))`;
