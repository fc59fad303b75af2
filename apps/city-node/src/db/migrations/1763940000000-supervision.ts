import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 电子监察: when cards are due, which were given and how they stand, and what a city has set for them. */
export class Supervision1763940000000 implements MigrationInterface {
  name = 'Supervision1763940000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- cards that this city will have to give itself; a row goes with its clock, so closed cases have none
      create table case_timer (
        case_no text not null,
        card_id text not null,
        level text not null,
        fires_at timestamptz not null,
        primary key (case_no, card_id)
      );
      create index case_timer_fires on case_timer (fires_at);

      -- how far each list of cases (our part and the status) has been looked through for new timers
      create table case_timer_walk (walk text primary key, changed_at timestamptz not null, case_no text not null);
      -- what ended before has no clocks
      insert into case_timer_walk (walk, changed_at, case_no)
        select part || '/' || status, max(changed_at), ''
        from case_file, unnest(array['collecting', 'home', 'pickup']) part
        where status in ('NOT_ACCEPTED', 'NOT_REQUIRED', 'REJECTED', 'PICKED_UP') group by 1;

      -- the cards of all cities of a case, from the facts; words stay in the events, whose data is erased in time
      create table case_card (
        case_no text not null,
        city text not null,
        card_id text not null,
        level text not null,
        ground text not null,
        clock text,
        leg text not null,
        due_on text,
        overdue_days integer not null,
        carded_at timestamptz not null,
        state text not null,
        answered_at timestamptz,
        primary key (case_no, city, card_id)
      );
      create index case_card_recent on case_card (carded_at, case_no);
      create index case_card_open on case_card (carded_at, case_no) where state = 'OPEN';

      create table card_threshold (
        leg text primary key,
        warn_days_left integer not null,
        warn_used_percent integer not null,
        reply_within integer not null,
        changed_at timestamptz not null,
        changed_by text not null
      );

      -- when the breaker to a partner was open: booked to the link, and no ground for a card
      create table link_outage (partner text not null, began_at timestamptz not null, ended_at timestamptz,
        primary key (partner, began_at));
      create unique index link_outage_open on link_outage (partner) where ended_at is null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table link_outage, card_threshold, case_card, case_timer_walk, case_timer');
  }
}
