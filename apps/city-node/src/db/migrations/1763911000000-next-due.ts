import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which cases have their due date still to be counted from their events, and which cities' calendars have changed. */
export class NextDue1763911000000 implements MigrationInterface {
  name = 'NextDue1763911000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table due_recount (city text primary key, since timestamptz not null);
      create index case_file_due_pending on case_file (case_no) where next_due_kind = 'pending';
      -- cases from before: those under way are counted soon after the start
      update case_file set next_due_kind = 'pending'
        where status in ('COLLECTED', 'FORWARDED', 'RECEIVED', 'ACCEPTED', 'APPROVED', 'ISSUED', 'READY_FOR_PICKUP');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index case_file_due_pending; drop table due_recount');
  }
}
