import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the lists of one desk ask for: mine, my window's, what is due, by name. Of this city alone, no fact of the case. */
export class DeskLists1764062000000 implements MigrationInterface {
  name = 'DeskLists1764062000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- who collected it and where, in cases that this city collected; null in all others
      alter table case_file add column desk_officer text,
        add column desk_window text generated always as
          (case when 'collecting' = any(our_roles) then window_id end) stored;
      update case_file f set desk_officer =
        (select e.payload::jsonb -> 'actor' ->> 'id' from event e
          where e.lane = 'case/' || f.case_no and e.type = 'case.collected' and e.kept_reason is null limit 1)
        where 'collecting' = any(our_roles);

      create index case_file_officer on case_file (desk_officer, status, changed_at) where desk_officer is not null;
      create index case_file_window on case_file (desk_window, status, changed_at) where desk_window is not null;
      -- only cases under way have a term, so this one stays small
      create index case_file_due on case_file (next_due_at, case_no) where next_due_at is not null;
      create index case_file_applicant on case_file (applicant_masked, status, changed_at)
        where applicant_masked is not null;
      create index case_card_standing on case_card (case_no, level) where state in ('OPEN', 'APPEALED');

      -- mode and day of collecting are compared inside the index, as the other city is
      drop index case_file_collecting, case_file_home, case_file_pickup, case_file_item;
      create index case_file_collecting
        on case_file (collecting_city, status, changed_at, home_city, mode, collected_at);
      create index case_file_home on case_file (home_city, status, changed_at, collecting_city, mode, collected_at);
      create index case_file_pickup on case_file (pickup_city, status, changed_at, collecting_city, home_city,
        (case when pickup_city in (collecting_city, home_city) then 0 else 1 end), mode, collected_at)
        where pickup_city is not null;
      create index case_file_item on case_file (item_code, status, changed_at, collecting_city, home_city, pickup_city,
        mode, collected_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index case_file_officer, case_file_window, case_file_due, case_file_applicant, case_card_standing,
        case_file_collecting, case_file_home, case_file_pickup, case_file_item;
      alter table case_file drop column desk_window, drop column desk_officer;
      create index case_file_collecting on case_file (collecting_city, status, changed_at, home_city);
      create index case_file_home on case_file (home_city, status, changed_at, collecting_city);
      create index case_file_pickup on case_file (pickup_city, status, changed_at, collecting_city, home_city,
        (case when pickup_city in (collecting_city, home_city) then 0 else 1 end)) where pickup_city is not null;
      create index case_file_item
        on case_file (item_code, status, changed_at, collecting_city, home_city, pickup_city);
    `);
  }
}
