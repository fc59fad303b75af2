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
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../db/database.js';
import type { RestoreWatch } from '../exchange/recovery/restore-watch.js';
import { insertPending, insertStaged, stage } from '../exchange/state/event-writer.js';
import { dropEmptyLanes, lockLanes, saveLanes } from '../exchange/state/lanes.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { CALENDAR_PRECEDENCE, calendarLane } from './calendar.handler.js';
import { readYears, saveYears } from './calendar-store.js';

/** The command that asks for an import: a repeat gives the year that it published before. */
interface ImportCommand {
  id: string;
  hash: Buffer;
}

/** 工作日历: our own years, published to all partners, and theirs as they published them. */
export class CalendarService {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly watch: RestoreWatch,
    private readonly clock: Clock,
  ) {}

  /**
   * Publishes a whole year as the next version of it. Throws calendar_invalid naming the days that contradict the rest,
   * idempotency_key_reused, recovery_pending or partner_ahead where partners may hold a newer calendar of ours than we do.
   */
  async import(input: ImportCalendar, actor: Actor, command: ImportCommand): Promise<CalendarYearView> {
    return this.db.transaction(async (em) => {
      const lanes = await this.lock(em);
      const [before] = await rows<{ hash: Buffer; command_hash: Buffer }>(
        em,
        'select hash, command_hash from event where command_id = $1',
        [command.id],
      );
      if (before) {
        if (!before.command_hash.equals(command.hash)) throw new TongbanError('idempotency_key_reused');
        const [known] = await rows<{ definition: CalendarYear }>(
          em,
          'select definition from work_calendar where city = $1 and hash = $2',
          [this.self, before.hash],
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
      await this.state(em, lanes, [year], actor, command);
      await this.supplyNewPartners(em);
      return viewOf(year);
    });
  }

  /** Publishes years of ours that are new, as they come with their version. Returns how many. May be called again. */
  async publish(years: readonly unknown[]): Promise<number> {
    const own = years.map((year) => checkShape(CalendarYear, year, 'request_invalid'));
    for (const year of own) checkYear(year, this.self);
    return this.db.transaction(async (em) => {
      const lanes = await this.lock(em);
      const known = await rows<{ year: number; version: number }>(
        em,
        'select year, max(version) as version from work_calendar where city = $1 group by year',
        [this.self],
      );
      const newest = new Map(known.map(({ year, version }) => [year, version]));
      const fresh = own.filter(({ year, version }) => version > (newest.get(year) ?? 0));
      await this.state(em, lanes, fresh, { role: 'node', id: 'calendar' });
      await this.supplyNewPartners(em);
      return fresh.length;
    });
  }

  /** A partner that joined after we published gets all years; the others have them. Call when the directory changes. */
  async supply(): Promise<void> {
    await this.db.transaction(async (em) => {
      const lanes = await this.lock(em);
      await this.supplyNewPartners(em);
      dropEmptyLanes(em, lanes.values());
    });
  }

  /** The version in force of each year, ours first. */
  async list(input: ListCalendar): Promise<CalendarYearView[]> {
    const years = await readYears(this.db, input);
    const own = (year: CalendarYear): number => (year.city === this.self ? 0 : 1);
    return years.sort((a, b) => own(a) - own(b)).map(viewOf);
  }

  private lock(em: Tx): ReturnType<typeof lockLanes> {
    return lockLanes(em, [calendarLane(this.self)]);
  }

  private async state(
    em: Tx,
    lanes: Awaited<ReturnType<typeof lockLanes>>,
    years: readonly CalendarYear[],
    actor: Actor,
    command?: ImportCommand,
  ): Promise<void> {
    const lane = [...lanes.values()][0];
    if (!lane) throw new TongbanError('internal_error');
    const partners = this.directory.current.partnersOf(this.self);
    // A partner may hold what we published before a restore: publishing it again would fork our own lane.
    if (years.length > 0) await this.watch.checkComplete(em, partners);
    const now = this.clock.now();
    const recipients = partners.map((city) => ({ city, withData: true }));
    const staged = years.map((body) => {
      const draft = { type: 'calendar.year.published', typeVersion: 1, actor, body, recipients };
      return stage(this.self, lane, command ? { ...draft, command } : draft, CALENDAR_PRECEDENCE, now);
    });
    await insertStaged(em, this.self, staged, now);
    const published = staged.map((s, i) => ({
      year: years[i] as CalendarYear,
      lane: s.lane,
      seq: s.payload.seq,
      hash: s.hash,
    }));
    await saveYears(em, published, now);
    saveLanes(em, lanes.values());
    dropEmptyLanes(em, lanes.values());
  }

  private async supplyNewPartners(em: Tx): Promise<void> {
    const fresh = await rows<{ city: string }>(
      em,
      'insert into calendar_recipient (city, supplied_at) select unnest($1::text[]), $2 on conflict do nothing returning city',
      [this.directory.current.partnersOf(this.self), this.clock.now()],
    );
    if (fresh.length === 0) return;
    const lane = calendarLane(this.self);
    const events = await rows<{ id: number }>(em, 'select id from event where lane = $1 and author = $2 order by seq', [
      lane,
      this.self,
    ]);
    const pending = fresh.flatMap(({ city }) =>
      events.map(({ id }) => ({ eventId: id, lane, recipient: city, withData: true, ...CALENDAR_PRECEDENCE })),
    );
    insertPending(em, pending, 'look');
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
