import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 统一身份认证: which provider a subject belongs to, accounts without a password, and nonces that were used. */
export class ProviderSignIn1764162000000 implements MigrationInterface {
  name = 'ProviderSignIn1764162000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- subject_issuer null: bound before a provider was set, and meant for whichever is set then
      alter table account alter column password_hash drop not null, add column subject_issuer text;

      -- a nonce until its end: what was used signs nobody in again
      create table spent_nonce (hash bytea primary key, until timestamptz not null);
      create index spent_nonce_until on spent_nonce (until);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table spent_nonce;
      update account set password_hash = '' where password_hash is null;
      alter table account alter column password_hash set not null, drop column subject_issuer;
    `);
  }
}
