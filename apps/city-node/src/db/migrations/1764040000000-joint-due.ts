import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Last days of the joint cases that this city leads, as counted last from their parts. */
export class JointDue1764040000000 implements MigrationInterface {
  name = 'JointDue1764040000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      'create table joint_due (case_no text primary key, due_on text not null, provisional boolean not null)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table joint_due');
  }
}
