import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Erasing the personal data of cases that ended long ago: how far it has come, what waits, and what was erased when. */
export class Retention1763830000000 implements MigrationInterface {
  name = 'Retention1763830000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- for each part of ours and status: the last ended case that was looked at; one that changes later lies behind it
      create table retention_progress (walk text primary key, changed_at timestamptz not null, case_no text not null);

      -- ended cases of which something is still on its way to a partner, or parked here
      create table retention_waiting (case_no text primary key, since timestamptz not null);

      -- one row for each erased case, kept as long as the case
      create table erasure (
        case_no text primary key,
        erased_at timestamptz not null,
        ended_at timestamptz not null,
        -- events whose data was erased
        events integer not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table retention_progress, retention_waiting, erasure');
  }
}
