import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 暂停转递 by an operator, kept with who, when and why; what held a link is told apart from a breaker that was open. */
export class LinkHolds1764160000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table link_hold (
        id bigint generated always as identity primary key,
        partner text not null,
        reason text not null,
        held_at timestamptz not null,
        held_by text not null,
        until timestamptz not null,
        ended_at timestamptz,
        ended_by text,
        command_id text not null unique
      );
      create unique index link_hold_open on link_hold (partner) where ended_at is null;
      create index link_hold_partner on link_hold (partner, id);
      alter table link_outage add column cause text not null default 'DOWN';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table link_outage drop column cause; drop table link_hold');
  }
}
