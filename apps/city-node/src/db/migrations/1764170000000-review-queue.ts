import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 审批队列: read in its order, as far as it is told, however many cases wait. */
export class ReviewQueue1764170000000 implements MigrationInterface {
  name = 'ReviewQueue1764170000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- cases leave it as soon as somebody takes them; it stays as small as what waits
      create index case_file_queue on case_file ((urgency <> 'URGENT'), coalesce(next_due_at, 'infinity'::timestamptz),
        coalesce(collected_at, 'infinity'::timestamptz), case_no)
        where claimed_by is null and status in ('COLLECTED', 'RECEIVED', 'ACCEPTED', 'APPROVED', 'SUSPENDED', 'DISPUTED');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index case_file_queue');
  }
}
