import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables of one row a partner that every batch changes. A row's dead versions are cleared on their page, until somebody's
 * long look at the database holds them back and the row moves to new pages. Only a vacuum tells where those are free
 * again, and with few dead rows left by then none came: every such look added pages for good. A vacuum of these costs
 * next to nothing.
 */
export class SmallHotTables1763841000000 implements MigrationInterface {
  name = 'SmallHotTables1763841000000';

  async up(db: QueryRunner): Promise<void> {
    for (const table of ['link_out', 'link_in', 'link_state', 'lease']) {
      await db.query(`alter table ${table} set (autovacuum_vacuum_threshold = 20, autovacuum_vacuum_cost_delay = 0)`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['link_out', 'link_in', 'link_state', 'lease']) {
      await db.query(`alter table ${table} set (autovacuum_vacuum_threshold = 1000)`);
      await db.query(`alter table ${table} reset (autovacuum_vacuum_cost_delay)`);
    }
  }
}
