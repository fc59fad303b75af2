import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 退出登录: sessions that people have ended, until the last of their tokens would have ended by itself. */
export class EndedSessions1764171000000 implements MigrationInterface {
  name = 'EndedSessions1764171000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table ended_session (id text primary key, ended_at timestamptz not null, until timestamptz not null);
      create index ended_session_ended_at on ended_session (ended_at);
      create index ended_session_until on ended_session (until);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table ended_session');
  }
}
