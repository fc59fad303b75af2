import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators do about messages, batches that were refused, and alerts with what the webhook was told. */
export class Operations1764150000000 implements MigrationInterface {
  name = 'Operations1764150000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- never changed, never deleted
      create table message_act (
        id bigint generated always as identity primary key,
        partner text not null,
        direction text not null check (direction in ('in', 'out')),
        n bigint not null,
        act text not null,
        reason text not null,
        -- null: the partner's operator, whose name stays there
        acted_by text,
        acted_at timestamptz not null,
        -- the event that was meant: numbers may come again after a restore
        event_hash bytea not null,
        command_id text unique
      );
      create index message_act_message on message_act (partner, direction, n);

      create table refused_batch (
        partner text not null,
        code text not null,
        first_at timestamptz not null,
        last_at timestamptz not null,
        times bigint not null,
        primary key (partner, code)
      );

      create table alert (
        id bigint generated always as identity primary key,
        kind text not null,
        subject text not null,
        words text not null,
        since timestamptz not null,
        ended_at timestamptz,
        -- when the webhook took it, and its end
        told_at timestamptz,
        end_told_at timestamptz,
        attempts integer not null default 0,
        next_try_at timestamptz,
        last_fault text
      );
      -- one of a kind and subject at a time
      create unique index alert_open on alert (kind, subject) where ended_at is null;
      create index alert_untold on alert (id) where end_told_at is null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table alert, refused_batch, message_act');
  }
}
