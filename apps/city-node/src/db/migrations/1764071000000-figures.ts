import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 监督统计: what is counted of cases, by day, pair of cities, item, mode and window; nothing of any person. */
export class Figures1764071000000 implements MigrationInterface {
  name = 'Figures1764071000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table supervision_figure (
        day date not null,
        collecting_city text not null,
        home_city text not null,
        item_code text not null,
        mode text not null,
        window_id text not null,
        -- {"collected": 3, "met:promise": 2, "time:link:12": 1}: measures as in libs/contracts/src/codes/figures.ts
        counts jsonb not null,
        primary key (day, collecting_city, home_city, item_code, mode, window_id)
      );

      -- what each case has added, so that counting it again changes nothing but what has changed
      create table supervision_counted (case_no text primary key, cells jsonb not null);

      -- up to which event cases are counted
      create table supervision_mark (name text primary key, event_id bigint not null);
      insert into supervision_mark (name, event_id) values ('counted', 0);

      -- the last known figures of other cities, for when one does not answer
      create table supervision_known (city text not null, question text not null, answer jsonb not null,
        known_at timestamptz not null, primary key (city, question));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table supervision_known, supervision_mark, supervision_counted, supervision_figure');
  }
}
