import {
  calendarYearFaults,
  CalendarYear,
  checkShape,
  TongbanError,
  type Actor,
  type CalendarYearView,
  type ImportCalendar,
  type ListCalendar,
} from '#contracts';
import { rows, type Database } from '../db/database.js';
import type { OwnLane, PublishCommand, PublishedFact } from '../exchange/state/own-lane.js';
import { readYears, saveYears, type PublishedYear } from './calendar-store.js';

const factOf = (body: CalendarYear) => ({ type: 'calendar.year.published', body });
const yearOf = ({ body, ...place }: PublishedFact): PublishedYear => ({ year: body as CalendarYear, ...place });

/** 工作日历: our own years, published to all partners, and theirs as they published them. */
export class CalendarService {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly lane: OwnLane,
  ) {}

  /**
   * Publishes a whole year as the next version of it. Throws calendar_invalid naming the days that contradict the rest,
   * idempotency_key_reused, recovery_pending or partner_ahead where partners may hold a newer calendar of ours than we do.
   */
  async import(input: ImportCalendar, actor: Actor, command: PublishCommand): Promise<CalendarYearView> {
    return this.lane.publish(async ({ em, now, state, publishedBy }) => {
      const before = await publishedBy(command);
      if (before) {
        const [known] = await rows<{ definition: CalendarYear }>(
          em,
          'select definition from work_calendar where city = $1 and hash = $2',
          [this.self, before],
        );
        if (known) return viewOf(known.definition);
      }
      const [newest] = await rows<{ version: number }>(
        em,
        'select max(version) as version from work_calendar where city = $1 and year = $2',
        [this.self, input.year],
      );
      const version = (newest?.version ?? 0) + 1;
      const year: CalendarYear = { ...input, city: this.self, version, sample: input.sample ?? false };
      checkYear(year);
      await saveYears(em, (await state({ facts: [factOf(year)], actor, command })).map(yearOf), now);
      return viewOf(year);
    });
  }

  /** Publishes years of ours that are new, as they come with their version. Returns how many. May be called again. */
  async publish(years: readonly unknown[]): Promise<number> {
    const own = years.map((year) => checkShape(CalendarYear, year, 'request_invalid'));
    for (const year of own) checkYear(year, this.self);
    return this.lane.publish(async ({ em, now, state }) => {
      const known = await rows<{ year: number; version: number }>(
        em,
        'select year, max(version) as version from work_calendar where city = $1 group by year',
        [this.self],
      );
      const newest = new Map(known.map(({ year, version }) => [year, version]));
      const fresh = own.filter(({ year, version }) => version > (newest.get(year) ?? 0));
      const published = await state({ facts: fresh.map(factOf), actor: { role: 'node', id: 'calendar' } });
      await saveYears(em, published.map(yearOf), now);
      return fresh.length;
    });
  }

  /** A partner that joined after we published gets all years. Call when the directory changes. */
  supply(): Promise<void> {
    return this.lane.supply();
  }

  /** The version in force of each year, ours first. */
  async list(input: ListCalendar): Promise<CalendarYearView[]> {
    const years = await readYears(this.db, input);
    const own = (year: CalendarYear): number => (year.city === this.self ? 0 : 1);
    return years.sort((a, b) => own(a) - own(b)).map(viewOf);
  }
}

/** Throws calendar_invalid naming what is wrong. */
function checkYear(year: CalendarYear, self = year.city): void {
  const faults = [...calendarYearFaults(year), ...(year.city === self ? [] : ['city'])];
  if (faults.length > 0) throw new TongbanError('calendar_invalid', { year: year.year, faults });
}

function viewOf(year: CalendarYear): CalendarYearView {
  return {
    city: year.city,
    year: year.year,
    version: year.version,
    final: year.final,
    daysOff: year.daysOff,
    workedDays: year.workedDays,
    extraDaysOff: year.extraDaysOff,
    officeFrom: year.officeFrom,
    officeTo: year.officeTo,
    source: year.source,
    sample: year.sample,
    sampleNote: year.sampleNote ?? null,
  };
}
