import {
  MAX_FIGURE_COUNTS,
  MAX_FIGURE_ROWS,
  type FigureGroup,
  type FiguresAnswer,
  type FiguresQuestion,
  type OpenCounts,
  type PairFigures,
} from '#contracts';
import type { Clock } from '#runtime';
import { instants, texts } from '../db/arrays.js';
import type { Database } from '../db/database.js';
import { OPEN_STATUSES } from '../sla/card-settings.js';
import type { Calendars } from '../sla/calendars.js';
import { chinaDayAt, endOfDay } from '../sla/china-day.rules.js';

/** Of which pairs figures are told: all of this city, or those of it with one other. */
export type Scope = { self: string; with: string | null };

type Asked = Omit<FiguresQuestion, 'after'>;

const KEYS: Record<FigureGroup, string> = {
  all: "''",
  pair: "''",
  day: "to_char(day, 'YYYY-MM-DD')",
  month: "to_char(day, 'YYYY-MM')",
  item: 'item_code',
  mode: 'mode',
  desk: 'window_id',
};
/** Cases that somebody has still to do something for; `$2` are the statuses in which that may be. */
export const IS_OPEN = "status = any($2::text[]) and holder is distinct from 'closed'";
const keyOf = ({ collecting, home, key }: PairFigures): string => `${collecting}/${home}/${key}`;

/** Figures of this city's own cases. */
export class FigureReads {
  constructor(
    readonly self: string,
    private readonly db: Database,
    private readonly calendars: Pick<Calendars, 'of'>,
    private readonly clock: Clock,
    /** All cities of the directory. */
    private readonly cities: () => string[],
  ) {}

  /** Counts between two days, in order of pair and key. Days tell no durations: one day says too little of them. */
  async rows(asked: Asked, scope: Scope): Promise<PairFigures[]> {
    const values: unknown[] = [asked.from, asked.to];
    const where = ['day between $1 and $2', ...this.conditions(asked, scope, values)];
    const measures = asked.by === 'day' ? "where m.key not like 'time:%'" : '';
    const found = await this.db.queryPlanned<PairFigures>(
      `select collecting, home, key, array_agg(measure order by measure) as measures, array_agg(n order by measure) as counts
       from (
         select collecting_city as collecting, home_city as home, ${KEYS[asked.by]} as key, m.key as measure,
           sum(m.value::bigint)::bigint as n
         from supervision_figure cross join lateral jsonb_each_text(counts) m
         ${measures === '' ? 'where' : `${measures} and`} ${where.join(' and ')}
         group by 1, 2, 3, 4) counted
       group by 1, 2, 3 order by 1, 2, 3`,
      values,
    );
    return found;
  }

  /** Cases that are not over at this moment, by pair. */
  async open(asked: Pick<Asked, 'collecting' | 'home' | 'itemCode' | 'mode'>, scope: Scope): Promise<OpenCounts[]> {
    const now = this.clock.now();
    const values: unknown[] = [now, texts(OPEN_STATUSES)];
    const where = this.conditions(asked, scope, values);
    const soon = this.soonEnds(values);
    return this.db.queryPlanned<OpenCounts>(
      `select collecting_city as collecting, home_city as home, count(*)::int as open,
         count(*) filter (where next_due_at > $1 and next_due_at <= s.until)::int as "dueSoon",
         count(*) filter (where next_due_at <= $1)::int as overdue
       from case_file left join ${soon} on s.city = home_city
       where ${[IS_OPEN, ...where].join(' and ')}
       group by 1, 2 order by 1, 2`,
      values,
    );
  }

  /** A table `s (city, until)`: by when a case of each home city has to be done to be due soon. */
  soonEnds(values: unknown[]): string {
    const nowMs = this.clock.now().getTime();
    const cities = this.cities();
    const ends = cities.map((city) => new Date(this.soonEnd(city, nowMs)));
    const at = [values.push(texts(cities)), values.push(instants(ends))];
    return `unnest($${at[0]}::text[], $${at[1]}::timestamptz[]) as s (city, until)`;
  }

  /** The end of the next working day of a city. */
  private soonEnd(city: string, nowMs: number): number {
    return endOfDay(this.calendars.of(city).addWorkingDays(chinaDayAt(nowMs), 1));
  }

  conditions(
    { collecting, home, itemCode, mode }: Pick<Asked, 'collecting' | 'home' | 'itemCode' | 'mode'>,
    scope: Scope,
    values: unknown[],
  ): string[] {
    const at = (value: unknown): string => `$${values.push(value)}`;
    const found: string[] = [];
    const self = at(scope.self);
    if (scope.with === null) found.push(`(collecting_city = ${self} or home_city = ${self})`);
    else {
      const other = at(scope.with);
      found.push(
        `((collecting_city = ${self} and home_city = ${other}) or (collecting_city = ${other} and home_city = ${self}))`,
      );
    }
    if (collecting) found.push(`collecting_city = ${at(collecting)}`);
    if (home) found.push(`home_city = ${at(home)}`);
    if (itemCode) found.push(`item_code = ${at(itemCode)}`);
    if (mode) found.push(`mode = ${at(mode)}`);
    return found;
  }

  /** Events that are not counted yet. */
  async behind(): Promise<number> {
    const [row] = await this.db.query<{ behind: number }>(
      `select greatest(0, coalesce((select max(id) from event), 0)
         - coalesce((select event_id from supervision_mark where name = 'counted'), 0))::bigint as behind`,
    );
    return row?.behind ?? 0;
  }

  /** One page of an answer to another city. */
  async answer({ after, ...asked }: FiguresQuestion, scope: Scope): Promise<FiguresAnswer> {
    const [all, open, behind] = await Promise.all([
      this.rows(asked, scope),
      after === undefined ? this.open(asked, scope) : [],
      this.behind(),
    ]);
    const left = after === undefined ? all : all.filter((row) => keyOf(row) > after);
    const rows: PairFigures[] = [];
    let counts = 0;
    for (const row of left) {
      counts += row.counts.length;
      if (rows.length > 0 && (counts > MAX_FIGURE_COUNTS || rows.length >= MAX_FIGURE_ROWS)) break;
      rows.push(row);
    }
    const last = rows.at(-1);
    const next = last && rows.length < left.length ? keyOf(last) : null;
    return { rows, open, behind, asOf: this.clock.now().toISOString(), next };
  }
}
