import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Standing authorisations of this city with the month that is executed next; a list to look in, made from the facts. */
export class StandingNext1763941000000 implements MigrationInterface {
  name = 'StandingNext1763941000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table standing_next (case_no text primary key, next_month text, next_at timestamptz);
      create index standing_next_due on standing_next (next_at) where next_at is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table standing_next');
  }
}
