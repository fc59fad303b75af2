import type pg from 'pg';

/** The city whose database is filled. */
export const SELF = '430100';
/** Of a thousand cases and more: a partner with most of them, one with five, one whose cases are all years old. */
export const PARTNERS = { frequent: '430101', rare: '438888', old: '439999' };
/** Our most wanted item, a seldom one, and one that was withdrawn years ago. */
export const ITEMS = { frequent: `${SELF}-100`, rare: '430400-143', old: `${SELF}-OLD` };
export const STATUSES = { frequent: 'PICKED_UP', rare: 'COLLECTED', old: 'NOT_REQUIRED' } as const;

/** Three years of cases: half of them ours to decide, the young ones under way, the old ones ended. */
const CASE_FILES = `
  insert into case_file (case_no, collecting_city, home_city, pickup_city, our_roles, status, item_code, item_version,
    item_name, mode, urgency, window_id, receipt_no, applicant_masked, certificate_hash, point_id, state, collected_at,
    accepted_at, decided_at, changed_at, desk_officer, next_due_at, next_due_kind)
  select 'KY' || home || collecting || to_char(at, 'YYYYMMDD') || upper(lpad(to_hex(i), 9, '0')), collecting, home, pickup,
    array_remove(array[case when collecting = self then 'collecting' end, case when home = self then 'home' end,
      case when pickup = self then 'pickup' end], null),
    status, home || '-' || item, 1, '示例事项' || item, 'PROXY_COLLECT', case when i % 20 = 0 then 'URGENT' else 'NORMAL' end,
    'W' || i % 20, 'SJ' || i, '欧阳**', sha256(int8send(i % (n * 6 / 10))), case when pickup is not null then 'P1' end,
    jsonb_build_object('status', status, 'roles',
      jsonb_build_object('collecting', collecting, 'home', home, 'pickup', pickup), 'times', jsonb_build_object(
      'case.collected', at, 'case.submitted', at, 'case.received', at, 'case.accepted', at), 'ineffective', '[]'::jsonb),
    at, at, at, at, case when collecting = self then 'clerk' || i % 40 end,
    case when status in ('RECEIVED', 'ACCEPTED', 'APPROVED') then at + interval '20 days' end,
    case when status in ('RECEIVED', 'ACCEPTED', 'APPROVED') then 'promise' end
  from (
    select i, n, self, date_trunc('milliseconds', at) as at,
      case when kind < 0.5 then partner when kind < 0.95 then self else partner end as collecting,
      case when kind < 0.5 then self when kind < 0.95 then partner else third end as home,
      case when kind >= 0.95 then self
        when where_to < 0.5 then case when kind < 0.5 then partner else self end
        when where_to < 0.52 then third end as pickup,
      case when kind < 0.5 and age > 900 and what < 0.1 then 'OLD'
        else (100 + floor(45 * power(what, 2)))::int::text end as item,
      case when age < 1 and stage < 0.3 then 'COLLECTED' when age < 2 and stage < 0.3 then 'FORWARDED'
        when age < 12 and stage < 0.5 then 'RECEIVED' when age < 30 and stage < 0.6 then 'ACCEPTED'
        when age < 60 and stage < 0.5 then 'APPROVED' when stage < 0.03 then 'NOT_ACCEPTED'
        when stage < 0.04 then 'NOT_REQUIRED' when stage < 0.09 then 'REJECTED' when stage < 0.3 then 'ISSUED'
        when age < 90 and stage < 0.5 then 'READY_FOR_PICKUP' else 'PICKED_UP' end as status
    from (
      select i, $1::bigint as n, '${SELF}' as self, (1 - i::float8 / $1) * 1095 as age,
        timestamptz '2026-11-20' - (1 - i::float8 / $1) * interval '1095 days' as at,
        case when i < $1 * 0.003 then '${PARTNERS.old}' when i % ($1 / 5) = 7 then '${PARTNERS.rare}'
          else (430101 + floor(332 * power(random(), 3)))::int::text end as partner,
        (430101 + floor(332 * random()))::int::text as third,
        random() as kind, random() as where_to, random() as what, random() as stage
      from generate_series(1, $1::bigint) as i) drawn) cases`;

/** Two events of each case, in rounds of a hundred under one seal and in one batch for one of thirty partners. */
const EVENTS = [
  `insert into lane (lane, heads)
   select 'case/' || case_no, jsonb_build_object('${SELF}', jsonb_build_object('seq', 2, 'hash', repeat('ab', 32),
     'at', changed_at)) from case_file`,
  `insert into event (lane, author, seq, hash, type, payload, data, at, stored_at)
   select 'case/' || case_no, '${SELF}', seq, sha256(int8send(row_number() over ())), 'case.submitted',
     '{"assigns":[]}', repeat('x', 200), changed_at, changed_at
   from case_file cross join generate_series(1, 2) as seq order by changed_at`,
  `insert into seal (city, signature, root, size, sealed_at, leaves, event_ids, first_event_id, last_event_id)
   select '${SELF}', repeat('s', 300), sha256(int8send(min(id))), count(*), min(at), string_agg(hash, '' order by id),
     array_agg(id order by id), min(id), max(id) from event group by (id - 1) / 100`,
  `insert into link_out (partner, head, numbered_to, settled_to)
   select (430101 + k)::text, sha256(''), $1::bigint / 15, $1::bigint / 15 from generate_series(0, 29) as k`,
  `insert into link_batch (partner, direction, first, last, hashes, head, event_ids, seal_ids, with_data, receipt, at)
   select (430101 + (s.id - 1) % 30)::text, 'out', ((s.id - 1) / 30) * 100 + 1, ((s.id - 1) / 30) * 100 + s.size, s.leaves,
     s.root, s.event_ids, array_fill(s.id, array[s.size]), array_fill(true, array[s.size]),
     'x.' || encode(convert_to('{"upTo":' || ((s.id - 1) / 30) * 100 + s.size || '}', 'UTF8'), 'base64'), s.sealed_at
   from seal s`,
];

/** Fills an empty, migrated database with `cases` cases (a multiple of 1,000), always the same ones. */
export async function fill(client: pg.Client, cases: number): Promise<void> {
  await client.query("set synchronous_commit = off; set work_mem = '64MB'; select setseed(0.42)");
  await client.query(CASE_FILES, [cases]);
  for (const sql of EVENTS) await client.query(sql, sql.includes('$1') ? [cases] : []);
  await client.query('vacuum (analyze)');
}
