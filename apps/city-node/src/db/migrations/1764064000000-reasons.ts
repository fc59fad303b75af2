import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 理由库: sentences that reviewers of this city write again and again; of no case, and no fact. */
export class Reasons1764064000000 implements MigrationInterface {
  name = 'Reasons1764064000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table reason (
        id bigint generated always as identity primary key,
        action text not null,
        -- null: for every item
        item_code text,
        words text not null,
        saved_by text not null,
        saved_at timestamptz not null,
        unique nulls not distinct (action, item_code, words)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table reason');
  }
}
