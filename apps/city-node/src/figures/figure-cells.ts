import { texts } from '../db/arrays.js';
import { rows, type Tx } from '../db/database.js';
import type { DayCounts } from './case-figures.rules.js';

/** Where a case is counted: pair of cities, item, mode and collecting window; empty where not known. */
export interface CellPlace {
  collecting: string;
  home: string;
  item: string;
  mode: string;
  window: string;
}

/** What one case has added. */
export interface CountedCase {
  place: CellPlace;
  days: DayCounts;
}

type Counts = Record<string, number>;
interface Cell extends CellPlace {
  day: string;
}

const DIMENSIONS = 'collecting_city, home_city, item_code, mode, window_id';

/** Changes of figures, gathered from many cases and written once. */
export class FigureChanges {
  private readonly cells = new Map<string, { cell: Cell; change: Counts }>();

  /** Adds (`sign` 1) or takes away (-1) what a case counts. */
  take({ place, days }: CountedCase, sign: 1 | -1): void {
    for (const [day, counts] of Object.entries(days)) {
      const { collecting, home, item, mode, window } = place;
      const key = [day, collecting, home, item, mode, window].join('\n');
      let known = this.cells.get(key);
      if (!known) this.cells.set(key, (known = { cell: { day, collecting, home, item, mode, window }, change: {} }));
      for (const [measure, n] of Object.entries(counts)) {
        known.change[measure] = (known.change[measure] ?? 0) + sign * n;
      }
    }
  }

  /** Writes all of it; only the leading replica writes figures, so nothing changes between reading and writing. */
  async save(tx: Tx): Promise<void> {
    const changed = [...this.cells.values()].filter(({ change }) => Object.values(change).some((n) => n !== 0));
    if (changed.length === 0) return;
    const columns = columnsOf(changed.map(({ cell }) => cell));
    const found = await rows<{ place: number; counts: Counts }>(
      tx,
      `select w.place::int as place, f.counts from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         with ordinality as w (day, ${DIMENSIONS}, place)
       join supervision_figure f on f.day = w.day::date and f.collecting_city = w.collecting_city
         and f.home_city = w.home_city and f.item_code = w.item_code and f.mode = w.mode and f.window_id = w.window_id`,
      columns,
    );
    const before = new Map(found.map(({ place, counts }) => [place - 1, counts]));
    const after = changed.map(({ change }, i) => plus(before.get(i) ?? {}, change));
    tx.later(
      `insert into supervision_figure (day, ${DIMENSIONS}, counts)
       select w.day::date, ${DIMENSIONS}, w.counts::jsonb
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
         as w (day, ${DIMENSIONS}, counts)
       on conflict (day, ${DIMENSIONS}) do update set counts = excluded.counts`,
      [...columns, texts(after.map((counts) => JSON.stringify(counts)))],
    );
  }
}

const columnsOf = (cells: readonly Cell[]): Buffer[] =>
  (['day', 'collecting', 'home', 'item', 'mode', 'window'] as const).map((name) => texts(cells.map((c) => c[name])));

function plus(counts: Counts, change: Counts): Counts {
  const sum = { ...counts };
  for (const [measure, n] of Object.entries(change)) {
    const now = (sum[measure] ?? 0) + n;
    if (now === 0) delete sum[measure];
    else sum[measure] = now;
  }
  return sum;
}

/** What these cases have added so far, by case number. */
export async function readCounted(tx: Tx, caseNos: readonly string[]): Promise<Map<string, CountedCase>> {
  const found = await rows<{ case_no: string; cells: CountedCase }>(
    tx,
    'select case_no, cells from supervision_counted where case_no = any($1::text[])',
    [texts(caseNos)],
  );
  return new Map(found.map(({ case_no, cells }) => [case_no, cells]));
}

/** Remembers what these cases have added. */
export function saveCounted(tx: Tx, counted: ReadonlyMap<string, CountedCase>): void {
  if (counted.size === 0) return;
  tx.later(
    `insert into supervision_counted (case_no, cells)
     select c.case_no, c.cells::jsonb from unnest($1::text[], $2::text[]) as c (case_no, cells)
     on conflict (case_no) do update set cells = excluded.cells`,
    [texts([...counted.keys()]), texts([...counted.values()].map((one) => JSON.stringify(one)))],
  );
}
