import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the desks of one city need of a case and no other city: terms of the intake at hand, who has claimed it, who stands in. */
export class ReviewDesk1763920000000 implements MigrationInterface {
  name = 'ReviewDesk1763920000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- PAPERS_REQUIRED, DEFER_ASKED, COMMITMENT as taken in, so that an acceptance need not read the application;
      -- claimed_by is of this city alone: no fact of the case, never sent
      alter table case_file add column intake text[] not null default '{}', add column claimed_by text,
        add column claimed_at timestamptz;
      create index case_file_claimed on case_file (claimed_by, changed_at) where claimed_by is not null;

      -- AB岗: who stands in for whom, days in China, both included
      create table deputy (
        id bigint generated always as identity primary key,
        absent text not null references account (username),
        deputy text not null references account (username),
        from_day date not null,
        until_day date not null,
        set_by text not null,
        set_at timestamptz not null,
        command_id text unique
      );
      create index deputy_absent on deputy (absent, deputy);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table deputy;
      drop index case_file_claimed;
      alter table case_file drop column intake, drop column claimed_by, drop column claimed_at;
    `);
  }
}
