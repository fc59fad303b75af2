import type { CalendarYear } from '#contracts';
import { rows, type Database, type Tx } from '../db/database.js';

/** A year with the signed event that published it. */
export interface PublishedYear {
  year: CalendarYear;
  lane: string;
  seq: number;
  hash: Buffer;
}

/** Writes published years into the table that due dates are counted from; set-based. */
export async function saveYears(em: Tx, published: readonly PublishedYear[], now: Date): Promise<void> {
  if (published.length === 0) return;
  await rows(
    em,
    `insert into work_calendar (city, year, version, definition, lane, seq, hash, known_at)
     select *, $8::timestamptz from unnest($1::text[], $2::int[], $3::int[], $4::jsonb[], $5::text[], $6::int[], $7::bytea[])
     on conflict do nothing`,
    [
      published.map(({ year }) => year.city),
      published.map(({ year }) => year.year),
      published.map(({ year }) => year.version),
      published.map(({ year }) => JSON.stringify(year)),
      published.map(({ lane }) => lane),
      published.map(({ seq }) => seq),
      published.map(({ hash }) => hash),
      now,
    ],
  );
  // Whatever counts by these is counted anew.
  await rows(
    em,
    `insert into due_recount (city, since) select unnest($1::text[]), $2
     on conflict (city) do update set since = excluded.since`,
    [[...new Set(published.map(({ year }) => year.city))], now],
  );
}

/** The version in force of each year, by city and year; of one city, of one year, or of all. */
export async function readYears(
  reader: Pick<Database, 'query'>,
  filter: { city?: string | undefined; year?: number | undefined } = {},
): Promise<CalendarYear[]> {
  const found = await reader.query<{ definition: CalendarYear }>(
    `select distinct on (city, year) definition from work_calendar
     where ($1::text is null or city = $1) and ($2::int is null or year = $2)
     order by city, year, version desc`,
    [filter.city ?? null, filter.year ?? null],
  );
  return found.map(({ definition }) => definition);
}
