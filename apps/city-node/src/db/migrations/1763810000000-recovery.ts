import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a node needs to notice that its database is not the one it was, and to come forward again from its partners. */
export class Recovery1763810000000 implements MigrationInterface {
  name = 'Recovery1763810000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- every database this city's node has run on; the newest row is the present one
      create table database_identity (
        id bigint generated always as identity primary key,
        identity text not null,
        seen_at timestamptz not null,
        -- true: restored, failed over, or older than this table: partners may hold more of us than we do
        restored boolean not null
      );

      -- partners that have to agree on what they hold of us before people act on existing cases with them
      create table recovery (
        partner text primary key,
        since timestamptz not null,
        -- last number of ours that was fetched back
        fetched_to bigint,
        -- why the last attempt to fetch was given up
        fault text,
        released_at timestamptz
      );

      -- an operator's word that work goes on without a partner; never deleted
      create table partner_release (
        id bigint generated always as identity primary key,
        partner text not null,
        released_at timestamptz not null,
        released_by text not null,
        reason text not null,
        command_id text not null unique
      );

      -- numbers that were fetched back, so that no older event is numbered for the same partner twice
      create table recovered_number (
        partner text not null,
        event_id bigint not null,
        n bigint not null,
        primary key (partner, event_id)
      );

      -- partners whose link status agreed since a replica leads, for the other replicas
      create table link_agreement (partner text primary key, generation bigint not null, agreed_at timestamptz not null);

      -- finds the events of a batch that arrived long ago, for a partner that lost them; costs next to nothing to keep
      create index event_stored on event using brin (stored_at) with (autosummarize = on);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index event_stored;
      drop table link_agreement, recovered_number, partner_release, recovery, database_identity
    `);
  }
}
