import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 授权委托: what each city lets others do in its name. */
export class Delegations1763930000000 implements MigrationInterface {
  name = 'Delegations1763930000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- every version is kept: each act rests on one of them
      create table delegation (
        from_city text not null,
        seq integer not null,
        id text not null,
        to_city text not null,
        definition jsonb not null,
        lane text not null,
        hash bytea not null,
        primary key (from_city, seq)
      );
      create index delegation_id on delegation (from_city, id, seq);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table delegation');
  }
}
