import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Working days as the cities publish them, and when each case is due next, so that lists need not count. */
export class WorkCalendar1763910000000 implements MigrationInterface {
  name = 'WorkCalendar1763910000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- every version is kept: what was told as due rested on one of them
      create table work_calendar (
        city text not null,
        year integer not null,
        version integer not null,
        definition jsonb not null,
        lane text not null,
        seq integer not null,
        hash bytea not null,
        known_at timestamptz not null,
        primary key (city, year, version)
      );

      -- partners that were given all of our years; one that joins later is given them whole
      create table calendar_recipient (city text primary key, supplied_at timestamptz not null);

      -- next_due_at was there from the beginning; which clock it is, on which day it ends, and who has the case
      alter table case_file add column next_due_kind text, add column next_due_provisional boolean not null default false,
        add column holder text;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table case_file drop column next_due_kind, drop column next_due_provisional, drop column holder;
      drop table calendar_recipient, work_calendar;
    `);
  }
}
