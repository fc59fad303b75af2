import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a node with a million cases needs. Each index of case_file is written anew whenever a case moves (its time and
 * status change, so no update is HOT): these are as few as answer every filter of the work list.
 */
export class ListsAndRetention1763820000000 implements MigrationInterface {
  name = 'ListsAndRetention1763820000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The status stands before the time in each, so that a list of all statuses merges eleven ordered walks and a
      -- list of one is one walk: no index is needed for the status alone or for the time alone. The cities behind the
      -- time are compared inside the index: two filters together then cost no look at rows that are not told.
      drop index case_file_recent;
      drop index case_file_status;
      drop index case_file_item;
      drop index case_file_due;
      create index case_file_collecting on case_file (collecting_city, status, changed_at, home_city);
      create index case_file_home on case_file (home_city, status, changed_at, collecting_city);
      create index case_file_pickup on case_file (pickup_city, status, changed_at, collecting_city, home_city,
        (case when pickup_city in (collecting_city, home_city) then 0 else 1 end)) where pickup_city is not null;
      create index case_file_item
        on case_file (item_code, status, changed_at, collecting_city, home_city, pickup_city);

      -- Evidence finds the batch of an event by its time; batches lie in that order, so this index costs nothing.
      create index link_batch_at on link_batch using brin (at);

      -- Payload and data together inline as far as they fit a page: a copy to a side table costs more than the room.
      alter table event set (toast_tuple_target = 8160);

      -- Rows of these come and go or change with every batch. Their dead versions are cleared away after so many
      -- changes, not after a share of the table, and changed rows find room on their page (HOT).
      alter table pending set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000,
        autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000, autovacuum_vacuum_cost_delay = 0);
      alter table link_out set (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
      alter table link_in set (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
      alter table link_state set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
      alter table lease set (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
      alter table lane set (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 20000);
      alter table case_file set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02,
        autovacuum_vacuum_threshold = 20000, autovacuum_analyze_scale_factor = 0.02);
      alter table link_batch set (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05,
        autovacuum_vacuum_insert_scale_factor = 0.05);
      alter table event set (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index link_batch_at;
      drop index case_file_collecting;
      drop index case_file_home;
      drop index case_file_pickup;
      drop index case_file_item;
      create index case_file_recent on case_file (changed_at desc, case_no);
      create index case_file_status on case_file (status, changed_at desc);
      create index case_file_item on case_file (home_city, item_code, status);
      create index case_file_due on case_file (next_due_at) where next_due_at is not null;
    `);
  }
}
