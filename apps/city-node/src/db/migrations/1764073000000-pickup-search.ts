import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Wrong codes by who tried them: a search by code alone belongs to no case that could count it. */
export class PickupSearch1764073000000 implements MigrationInterface {
  name = 'PickupSearch1764073000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table pickup_search (
        username text primary key,
        -- oldest first; those of the last hour count
        wrong_at timestamptz[] not null
      )
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table pickup_search');
  }
}
