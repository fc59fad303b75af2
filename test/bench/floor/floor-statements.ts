/** Tables of a floor's city: the case, what happened to it, and what is still to be told to the other city. */
export const FLOOR_TABLES = `
  drop table if exists floor_case, floor_event, floor_outbox;
  create table floor_case (case_no bigint primary key, status text not null, decided_at timestamptz);
  create table floor_event (
    case_no bigint not null, seq integer not null, type text not null, body bytea not null, at timestamptz not null,
    primary key (case_no, seq)
  );
  -- 2 KB stay in the row, as they are: measured faster than compressed or beside it.
  alter table floor_event set (toast_tuple_target = 8160);
  alter table floor_event alter column body set storage external;
  create table floor_outbox (case_no bigint not null, seq integer not null, primary key (case_no, seq));
`;

/** A commits new cases, what happened and what B is to be told. $1 case numbers, $2 forms, $3 now. */
export const COLLECT = `
  with new as materialized (select * from unnest($1::bigint[], $2::bytea[]) as n (case_no, body)),
    c as (insert into floor_case select case_no, 'FORWARDED', null from new),
    e as (insert into floor_event select case_no, 1, 'case.collected', body, $3 from new)
  insert into floor_outbox select case_no, 1 from new`;

/**
 * B commits each case once and decides it in the same transaction; decisions that A has committed leave its outbox.
 * $1 case numbers, $2 forms, $3 decisions, $4 now, $5 told case numbers. Gives the numbers that were new.
 */
export const RECEIVE_AND_DECIDE = `
  with told as (delete from floor_outbox where seq = 2 and case_no = any ($5::bigint[])),
    new as materialized (select * from unnest($1::bigint[], $2::bytea[], $3::bytea[]) as n (case_no, body, decision)),
    c as (insert into floor_case select case_no, 'DECIDED', $4 from new on conflict do nothing returning case_no),
    e as (insert into floor_event select case_no, 1, 'case.collected', body, $4 from new where case_no in (select case_no from c)),
    d as (insert into floor_event select case_no, 2, 'case.decided', decision, $4 from new where case_no in (select case_no from c)),
    o as (insert into floor_outbox select case_no, 2 from c)
  select case_no from c`;

/** B commits each case once; a person decides later. $1 case numbers, $2 forms, $3 now, $4 told case numbers. */
export const RECEIVE = `
  with told as (delete from floor_outbox where seq = 2 and case_no = any ($4::bigint[])),
    new as materialized (select * from unnest($1::bigint[], $2::bytea[]) as n (case_no, body)),
    c as (insert into floor_case select case_no, 'RECEIVED', null from new on conflict do nothing returning case_no),
    e as (insert into floor_event select case_no, 1, 'case.collected', body, $3 from new where case_no in (select case_no from c))
  select case_no from c`;

/** One person's decision of one case, a transaction of its own. $1 case number, $2 decision, $3 now. */
export const DECIDE = `
  with c as (update floor_case set status = 'DECIDED', decided_at = $3
      where case_no = $1::bigint and status = 'RECEIVED' returning case_no),
    e as (insert into floor_event select case_no, 2, 'case.decided', $2::bytea, $3 from c)
  insert into floor_outbox select case_no, 2 from c`;

/** A commits decisions once; what B was told leaves the outbox. $1 case numbers, $2 decisions, $3 now. */
export const RETURN = `
  with back as materialized (select * from unnest($1::bigint[], $2::bytea[]) as n (case_no, decision)),
    e as (insert into floor_event select case_no, 2, 'case.decided', decision, $3 from back on conflict do nothing returning case_no),
    o as (delete from floor_outbox where seq = 1 and case_no = any ($1::bigint[]))
  update floor_case set status = 'DECIDED', decided_at = $3 from e where floor_case.case_no = e.case_no`;

/** The same work with one statement for a row, as most programs write it; run between BEGIN and COMMIT. */
export const ROW_BY_ROW = {
  addCase: 'insert into floor_case (case_no, status, decided_at) values ($1, $2, $3)',
  addCaseOnce:
    'insert into floor_case (case_no, status, decided_at) values ($1, $2, $3) on conflict do nothing returning case_no',
  addEvent: 'insert into floor_event (case_no, seq, type, body, at) values ($1, $2, $3, $4, $5) on conflict do nothing',
  addToOutbox: 'insert into floor_outbox (case_no, seq) values ($1, $2)',
  takeFromOutbox: 'delete from floor_outbox where case_no = $1 and seq = $2',
  decideCase: "update floor_case set status = 'DECIDED', decided_at = $2 where case_no = $1",
} as const;
