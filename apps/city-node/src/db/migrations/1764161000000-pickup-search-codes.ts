import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A wrong code that is typed twice is one guess: which were tried is kept as keyed hashes, beside when. */
export class PickupSearchCodes1764161000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query("alter table pickup_search add column tried bytea[] not null default '{}'");
    // Those of the hour of the upgrade: what was tried is not known any more, that it was still counts.
    await db.query("update pickup_search set tried = array_fill('\\x00'::bytea, array[cardinality(wrong_at)])");
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table pickup_search drop column tried');
  }
}
