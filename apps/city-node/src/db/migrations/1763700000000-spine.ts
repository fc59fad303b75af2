import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The first tables. Rows per case are few on purpose: event (append-only), lane (heads, the case lock), case_file
 * (lists), pending (until numbered), link_batch (per batch, not per event). Nothing has a random key.
 */
export class Spine1763700000000 implements MigrationInterface {
  name = 'Spine1763700000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table lane (
        lane text primary key,
        -- {"430100": {"seq": 3, "hash": "<hex>", "at": "<instant>"}}: newest event of each author known here
        heads jsonb not null default '{}',
        frozen text[] not null default '{}'
      );

      create table event (
        id bigint generated always as identity primary key,
        lane text not null,
        author text not null,
        seq integer not null,
        hash bytea not null,
        type text not null,
        -- exact bytes as written; data is null where withheld from us or erased
        payload text not null,
        data text,
        at timestamptz not null,
        stored_at timestamptz not null,
        -- null: applied; otherwise the code why it was kept without effect
        kept_reason text,
        command_id text,
        command_hash bytea,
        -- proof as received for events of other cities; ours is made on demand from the seal row
        seal_id bigint,
        leaf integer,
        path bytea,
        constraint event_once unique (lane, author, seq)
      );
      create unique index event_command on event (command_id) where command_id is not null;

      create table pending (
        event_id bigint not null,
        recipient text not null,
        lane text not null,
        with_data boolean not null,
        urgent boolean not null,
        case_since timestamptz not null,
        seal_id bigint,
        primary key (recipient, event_id)
      );
      create index pending_unsealed on pending (event_id) where seal_id is null;
      create index pending_order on pending (recipient, urgent desc, case_since, lane, event_id);

      create table seal (
        id bigint generated always as identity primary key,
        city text not null,
        signature text not null,
        root bytea not null,
        size integer not null,
        sealed_at timestamptz not null,
        -- own seals only: all leaves, 32 bytes each, and the events they are
        leaves bytea,
        event_ids bigint[],
        first_event_id bigint,
        last_event_id bigint,
        constraint seal_once unique (city, root, size)
      );
      create index seal_own on seal (last_event_id) where event_ids is not null;

      create table link_out (
        partner text primary key,
        numbered_to bigint not null default 0,
        head bytea not null,
        settled_to bigint not null default 0,
        receipt text,
        receipt_at timestamptz,
        -- newest revision of outcomes taken from the partner's receipts
        outcomes_to bigint not null default 0,
        -- a hold that outlives a restart: link_conflict, partner_ahead
        hold_reason text,
        hold_since timestamptz,
        rewinds integer not null default 0
      );

      -- what the relaying replica knows of a partner now, for every replica's screens; written on change only
      create table link_state (
        partner text primary key,
        breaker text not null,
        hold_reason text,
        since timestamptz not null,
        contact_at timestamptz,
        version text
      );

      create table link_in (
        partner text primary key,
        applied_to bigint not null default 0,
        head bytea not null,
        receipt text,
        receipt_at timestamptz,
        -- revision counter of outcomes we report
        outcomes_revision bigint not null default 0,
        outcomes_acknowledged bigint not null default 0,
        conflict_at timestamptz,
        clock_difference_ms integer
      );

      create table link_batch (
        partner text not null,
        direction text not null check (direction in ('out', 'in')),
        first bigint not null,
        last bigint not null,
        -- number → eventHash for ever: 32 bytes each, in order of number
        hashes bytea not null,
        head bytea not null,
        event_ids bigint[],
        seal_ids bigint[],
        with_data boolean[],
        receipt text,
        at timestamptz not null,
        primary key (partner, direction, first)
      );

      create table link_outcome (
        partner text not null,
        direction text not null check (direction in ('out', 'in')),
        n bigint not null,
        outcome text not null,
        reason text,
        event_hash bytea not null,
        lane text,
        -- drawn under the lock of the link when a receipt tells it; null: not told yet
        revision bigint,
        changed_at timestamptz not null,
        primary key (partner, direction, n)
      );
      create index link_outcome_revision on link_outcome (partner, direction, revision);
      create index link_outcome_lane on link_outcome (lane);

      create table parked_event (
        id bigint generated always as identity primary key,
        partner text not null,
        n bigint not null,
        lane text not null,
        author text not null,
        seq integer not null,
        hash bytea not null,
        payload text not null,
        data text,
        seal_signature text not null,
        leaf integer not null,
        path bytea not null,
        waits_for text not null,
        -- the lane whose growth may free it: the case itself or the catalogue it rests on
        waits_lane text not null,
        parked_at timestamptz not null,
        constraint parked_once unique (lane, author, seq, hash)
      );
      create index parked_waits on parked_event (waits_lane);

      create table broken_event (
        id bigint generated always as identity primary key,
        partner text not null,
        n bigint not null,
        reason text not null,
        hash bytea not null,
        lane text,
        author text,
        seq integer,
        payload text not null,
        data text,
        seal_signature text,
        refused_at timestamptz not null
      );

      create table lease (
        name text primary key,
        generation bigint not null,
        holder text not null,
        expires_at timestamptz not null,
        -- makes a change of generation wait for transactions that hold the row for key share
        constraint lease_generation unique (name, generation)
      );

      create table directory (
        number bigint primary key,
        signed text not null,
        hash bytea not null,
        received_at timestamptz not null
      );

      create table link_statement (
        partner text not null,
        at timestamptz not null,
        result text not null,
        out_number bigint not null,
        in_number bigint not null,
        first_difference jsonb,
        signed text not null,
        command_id text unique,
        primary key (partner, at)
      );

      create table service_item (
        home_city text not null,
        item_code text not null,
        version integer not null,
        name text not null,
        definition jsonb not null,
        lane text not null,
        seq integer not null,
        hash bytea not null,
        effective_at timestamptz not null,
        withdrawn_at timestamptz,
        primary key (home_city, item_code, version)
      );

      -- partners that were given all of our list; one that joins later is given it whole
      create table catalogue_recipient (city text primary key, supplied_at timestamptz not null);

      create table pickup_point (
        city text not null,
        id text not null,
        definition jsonb not null,
        seq integer not null,
        primary key (city, id)
      );

      create table case_file (
        case_no text primary key,
        collecting_city text not null,
        home_city text not null,
        pickup_city text,
        our_roles text[] not null,
        status text not null,
        item_code text,
        item_version integer,
        item_name text,
        mode text,
        urgency text not null default 'NORMAL',
        window_id text,
        receipt_no text,
        applicant_masked text,
        certificate_hash bytea,
        point_id text,
        state jsonb not null,
        collected_at timestamptz,
        accepted_at timestamptz,
        decided_at timestamptz,
        changed_at timestamptz not null,
        next_due_at timestamptz
      );
      create index case_file_recent on case_file (changed_at desc, case_no);
      create index case_file_status on case_file (status, changed_at desc);
      create index case_file_item on case_file (home_city, item_code, status);
      create index case_file_certificate on case_file (certificate_hash) where certificate_hash is not null;
      create index case_file_due on case_file (next_due_at) where next_due_at is not null;

      create table pickup_code (
        case_no text primary key,
        code_hash bytea not null,
        issue integer not null,
        attempts integer not null default 0,
        issued_at timestamptz not null,
        issued_by text not null,
        shelf_until timestamptz not null,
        command_id text
      );

      create table hall (id text primary key, name text not null);
      create table service_window (id text primary key, hall_id text not null references hall (id), name text not null, kind text not null);
      create table account (
        username text primary key,
        display_name text not null,
        role text not null,
        window_id text references service_window (id),
        password_hash text not null,
        failed_attempts integer not null default 0,
        locked_until timestamptz
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table account, service_window, hall, pickup_code, case_file, catalogue_recipient, pickup_point, service_item, link_statement,
        directory, lease, broken_event, parked_event, link_outcome, link_batch, link_in, link_out, seal, pending, event, lane, link_state
    `);
  }
}
