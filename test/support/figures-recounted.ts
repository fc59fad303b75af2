/**
 * What the figures of a city must be, told once more by SQL alone: from the events, the items and the calendars, without
 * any code of the node. It knows the ordinary course with corrections, refusals, returns and withdrawals.
 */
export const RECOUNT = `
create temp view workday as
  with years as (select distinct on (city, year) city, definition from work_calendar order by city, year, version desc),
  off as (select city, jsonb_array_elements_text(definition->'daysOff' || coalesce(definition->'extraDaysOff', '[]'))::date as day from years),
  worked as (select city, jsonb_array_elements_text(definition->'workedDays')::date as day from years),
  days as (select distinct y.city, d::date as day from years y
    cross join generate_series(date '2025-01-01', date '2027-12-31', interval '1 day') d)
  select city, day,
    (extract(isodow from day) < 6 and not exists (select 1 from off where off.city = days.city and off.day = days.day))
      or exists (select 1 from worked where worked.city = days.city and worked.day = days.day) as works
  from days;
create temp table ranked as
  select city, day, works, count(*) filter (where works) over (partition by city order by day)::int as rank from workday;
create unique index on ranked (city, day);
create temp table nth as select city, rank, day from ranked where works;
create unique index on nth (city, rank);
create function pg_temp.due(of_city text, since timestamptz, days int) returns timestamptz language sql stable as $$
  select (n.day + 1)::timestamp at time zone 'Asia/Shanghai'
  from ranked r join nth n on n.city = of_city and n.rank = r.rank + days
  where r.city = of_city and r.day = (since at time zone 'Asia/Shanghai')::date $$;

create temp table fact as
  select substr(lane, 6) as case_no, author, type, payload::jsonb->>'act' as act, at, data::jsonb->'body' as body
  from event where lane like 'case/%' and kept_reason is null;
create temp table told as
  select case_no,
    substr(case_no, 9, 6) as collecting, substr(case_no, 3, 6) as home,
    max(body->>'itemCode') filter (where type = 'case.collected') as item,
    max((body->>'itemVersion')::int) filter (where type = 'case.collected') as version,
    max(body->>'mode') filter (where type = 'case.collected') as mode,
    max(body->>'windowId') filter (where type = 'case.collected') as desk,
    min(at) filter (where type = 'case.collected') as collected,
    min(at) filter (where type = 'case.withdrawn') as withdrawn,
    min(at) filter (where type = 'case.submitted') as submitted,
    min(at) filter (where type = 'case.received') as received,
    min(at) filter (where type = 'correction.requested') as asked,
    (min(body->>'dueOn') filter (where type = 'correction.requested'))::date as ask_due,
    min(at) filter (where type = 'correction.supplied') as supplied,
    min(at) filter (where type = 'case.accepted') as accepted,
    min(at) filter (where type in ('case.refused', 'case.returned')) as given_back,
    min(at) filter (where type = 'case.decided') as decided,
    bool_or(type = 'case.decided' and act = 'REJECTED') as rejected,
    min(at) filter (where type = 'result.issued') as issued,
    min(at) filter (where type = 'handover.instructed') as instructed,
    min(at) filter (where type = 'pickup.ready') as ready,
    (min(body->>'shelfUntil') filter (where type = 'pickup.ready'))::timestamptz as shelf_until,
    min(at) filter (where type = 'pickup.done') as done,
    max(at) filter (where type !~ '^(papers|record|supervision|standing)[.]' and type not in
      ('review.noted', 'execution.notified', 'case.sampled', 'withdrawal.requested')) as last
  from fact group by case_no;
create temp table timed as
  select t.*, (i.definition->>'acceptWithinWorkingDays')::int as within, (i.definition->'promiseLimit'->>'amount')::int as promise,
    (i.definition->'legalLimit'->>'amount')::int as legal, coalesce((i.definition->>'deliverWithinWorkingDays')::int, 10) as deliver,
    least(asked, accepted, given_back) as first_end
  from told t join service_item i on i.home_city = t.home and i.item_code = t.item and i.version = t.version;
-- 视为受理: the first silence that lasted, before or after a correction
create temp table deemed as
  select case_no, due, since from (
    select case_no, received as since, pg_temp.due(home, received, within) as due, coalesce(first_end, last) as until, 1 as round from timed where received is not null
    union all
    select case_no, supplied, pg_temp.due(home, supplied, within), coalesce(least(accepted, given_back), last), 2 from timed
      where supplied is not null and pg_temp.due(home, received, within) > asked) silence
  where due <= until;
create temp table clock as
  select case_no, 'forwarding' as kind, pg_temp.due(collecting, collected, 1) as due, coalesce(submitted, withdrawn) as ended, submitted is not null as acted from timed
  union all select case_no, 'acceptance', pg_temp.due(home, received, within), first_end, true from timed where received is not null
  union all select case_no, 'acceptance', pg_temp.due(home, supplied, within), least(accepted, given_back), true from timed
    where supplied is not null and pg_temp.due(home, received, within) > asked
  union all select case_no, 'correction', (ask_due + 1)::timestamp at time zone 'Asia/Shanghai', coalesce(supplied, given_back), supplied is not null from timed where asked is not null
  union all select case_no, kind, pg_temp.due(home, since, days), ended, acted from (
    select t.case_no, t.home, coalesce(d.since, accepted) as since, coalesce(decided, given_back) as ended, decided is not null as acted, promise, legal
    from timed t left join deemed d using (case_no)) h cross join lateral (values ('promise', promise), ('legal', legal)) k (kind, days)
    where since is not null
  union all select case_no, 'delivery', pg_temp.due(home, decided, deliver), case when instructed is null then issued else ready end, true from timed
    where decided is not null and not rejected
  union all select case_no, 'shelf', shelf_until, done, true from timed where ready is not null;
create temp table span as
  select case_no, 'window' as holder, collected as since, coalesce(submitted, withdrawn) as until from timed
  union all select case_no, 'link', submitted, received from timed where received > submitted
  union all select case_no, 'home-review', received, least(asked, decided, given_back) from timed where received is not null
  union all select case_no, 'applicant', asked, supplied from timed where asked is not null
  union all select case_no, 'home-review', supplied, least(decided, given_back) from timed where supplied is not null
  union all select case_no, 'making', decided, coalesce(instructed, issued) from timed where decided is not null and not rejected
  union all select case_no, 'transport', instructed, ready from timed where instructed is not null
  union all select case_no, 'pickup', ready, done from timed where ready is not null
  union all select case_no, 'handling', collected, least(decided, given_back, withdrawn) from timed;
delete from span where until is null;
create temp table bound as
  with recursive b (at) as (select 1::bigint union all select greatest(at + 1, at * 21 / 20) from b where at < 160000000)
  select array_agg(at order by at) filter (where at <= 160000000) as at from b;
create temp table counted as
  select case_no, at, measure from (
    select case_no, at, case type
      when 'case.collected' then 'collected' when 'case.received' then 'received' when 'case.accepted' then 'accepted'
      when 'correction.requested' then 'corrected' when 'case.decided' then 'decided' when 'pickup.done' then 'handed-over'
      when 'case.refused' then 'ended' when 'case.returned' then 'ended' when 'case.withdrawn' then 'ended'
      when 'supervision.carded' then 'card:' || act || case body->>'clock' when 'forwarding' then ':window' else ':home-review' end
      end as measure from fact) volume where measure is not null
  union all select case_no, at, 'rejected' from fact where type = 'case.decided' and act = 'REJECTED'
  union all select case_no, due - interval '1 second', 'deemed' from deemed
  union all select case_no, ended, case when due <= ended then 'missed:' else 'met:' end || kind from clock
    where ended is not null and (acted or due <= ended)
  union all select case_no, until, 'time:' || holder || ':' || width_bucket(floor(extract(epoch from until - since))::bigint, bound.at) from span, bound;
create temp table recounted as
  select (c.at at time zone 'Asia/Shanghai')::date as day, t.collecting, t.home, t.item, t.mode, t.desk, c.measure, count(*)::int as n
  from counted c join told t using (case_no) group by 1, 2, 3, 4, 5, 6, 7;`;

/** Counts that the node has otherwise; none if it is right. */
export const DIFFERENCES = `
  select day, collecting, home, item, mode, desk, measure, r.n as recounted, f.n as counted from recounted r
  full join (
    select day, collecting_city as collecting, home_city as home, item_code as item, mode, window_id as desk,
      m.key as measure, m.value::int as n
    from supervision_figure cross join lateral jsonb_each_text(counts) m) f
  using (day, collecting, home, item, mode, desk, measure)
  where r.n is distinct from f.n order by day limit 20`;
