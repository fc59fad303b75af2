import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are typing, and the lists they look at often: of one person each, of this city alone. */
export class Drafts1764060000000 implements MigrationInterface {
  name = 'Drafts1764060000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- ended without content: a save that comes late must not bring back what was handed in
      create table draft (
        username text not null,
        draft_id text not null,
        kind text not null,
        label text,
        content text,
        version integer not null,
        started_at timestamptz not null,
        changed_at timestamptz not null,
        ended_at timestamptz,
        primary key (username, draft_id)
      );
      create index draft_changed on draft (changed_at);
      alter table draft set (fillfactor = 70);

      create table saved_view (
        username text not null,
        name text not null,
        address text not null,
        saved_at timestamptz not null,
        primary key (username, name)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table saved_view, draft');
  }
}
