import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 机构与人员: units, what may end, tokens that end before their time, and a record of every change. */
export class People1764061000000 implements MigrationInterface {
  name = 'People1764061000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- department: the name by which items name who decides them (实施部门); its cases are the unit's
      create table unit (id text primary key, name text not null, department text, disabled_at timestamptz);
      alter table hall add column disabled_at timestamptz;
      alter table service_window add column unit_id text references unit (id), add column disabled_at timestamptz;
      create index service_window_unit on service_window (unit_id) where unit_id is not null;

      -- tokens issued before tokens_from are worth nothing; must_change: the password was given by somebody else
      alter table account add column unit_id text references unit (id), add column disabled_at timestamptz,
        add column must_change boolean not null default false, add column tokens_from timestamptz,
        add column subject text, add column changed_at timestamptz;
      create unique index account_subject on account (subject) where subject is not null;
      create index account_tokens_from on account (tokens_from) where tokens_from is not null;

      -- who changed what of whom; no password and no hash of one
      create table administration_record (
        id bigint generated always as identity primary key,
        at timestamptz not null,
        by_whom text not null,
        act text not null,
        subject text not null,
        before jsonb,
        after jsonb,
        command_id text unique,
        command_hash bytea
      );
      create index administration_record_subject on administration_record (subject, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table administration_record;
      drop index account_subject, account_tokens_from, service_window_unit;
      alter table account drop column unit_id, drop column disabled_at, drop column must_change,
        drop column tokens_from, drop column subject, drop column changed_at;
      alter table service_window drop column unit_id, drop column disabled_at;
      alter table hall drop column disabled_at;
      drop table unit;
    `);
  }
}
