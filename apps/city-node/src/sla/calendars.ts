import type { Logger } from 'pino';
import { regionsAround } from '#contracts';
import type { Database } from '../db/database.js';
import { readYears } from './calendar-store.js';
import { WorkCalendar } from './working-calendar.rules.js';

/** How long a replica may count by a year that another replica has replaced. */
const LOOK_MS = 10_000;
const NONE = new WorkCalendar([]);

/** The calendars of all cities in memory, for due dates on any screen; the database is the truth. */
export class Calendars {
  private byCity = new Map<string, WorkCalendar>();
  private mark = '';
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<void> = Promise.resolve();
  /** Called when the calendars of some cities have changed since the last look of this replica. */
  readonly changed: ((cities: readonly string[]) => void)[] = [];

  constructor(
    private readonly db: Database,
    private readonly log: Logger,
  ) {}

  /**
   * The calendar of a city; a district or park that published none goes by that of its prefecture, or else of its
   * province. Where nobody did there are weekends and fixed holidays, all of it provisional.
   */
  readonly of = (city: string): WorkCalendar => {
    for (const region of regionsAround(city)) {
      const found = this.byCity.get(region);
      if (found) return found;
    }
    return NONE;
  };

  /** Reads all and goes on looking whether another replica took in a newer year. */
  async start(): Promise<void> {
    await this.look();
    this.timer ??= setInterval(() => {
      this.look().catch((error: unknown) => this.log.warn({ err: error }, 'calendars not read; trying again'));
    }, LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Reads again where something changed; one look at a time. */
  look(): Promise<void> {
    const next = this.reading.then(() => this.read());
    this.reading = next.catch(() => undefined);
    return next;
  }

  private async read(): Promise<void> {
    // Versions are only ever added.
    const [row] = await this.db.query<{ mark: string }>(
      "select count(*) || '/' || coalesce(max(known_at)::text, '') as mark from work_calendar",
    );
    if (!row || row.mark === this.mark) return;
    const years = await readYears(this.db);
    const byCity = new Map<string, typeof years>();
    for (const year of years) byCity.set(year.city, [...(byCity.get(year.city) ?? []), year]);
    this.byCity = new Map([...byCity].map(([city, own]) => [city, new WorkCalendar(own)]));
    this.mark = row.mark;
    for (const call of this.changed) call([...byCity.keys()]);
  }
}
