import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of applications (附件): what is kept of each, its wrapped key, and the cases that name it. */
export class Attachments1764055000000 implements MigrationInterface {
  name = 'Attachments1764055000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- holder: the city that took it in; a number is unique there alone. state: UPLOADING, HERE, REFUSED; WANTED from a
      -- partner; DAMAGED; GONE at the partner; ERASED here, with the sealed bytes still to be taken away.
      create table attachment (
        holder text not null,
        id text not null,
        state text not null,
        name text,
        size bigint not null,
        claimed_type text,
        kind text,
        sha256 bytea,
        root bytea,
        -- Hashes of the chunks, one after the other.
        leaves bytea,
        wrapped_key bytea,
        chunks_here int not null default 0,
        -- The case that it was uploaded for; null while none names it.
        case_no text,
        created_by text,
        command_id text,
        command_hash bytea,
        fault text,
        urgent boolean not null default false,
        tries int not null default 0,
        next_try_at timestamptz,
        created_at timestamptz not null,
        touched_at timestamptz not null,
        primary key (holder, id)
      );
      create unique index attachment_command on attachment (command_id) where command_id is not null;
      create index attachment_unused on attachment (created_by, touched_at) where case_no is null and state <> 'ERASED';
      create index attachment_wanted on attachment (urgent desc, next_try_at) where state = 'WANTED';
      create index attachment_erased on attachment (touched_at) where state = 'ERASED';

      create table attachment_use (
        case_no text not null,
        holder text not null,
        id text not null,
        -- The fact that names it: who reads that one may have the file.
        fact text not null,
        primary key (case_no, holder, id)
      );
      create index attachment_use_file on attachment_use (holder, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table attachment_use; drop table attachment');
  }
}
