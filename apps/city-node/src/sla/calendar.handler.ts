import {
  calendarYearFaults,
  CalendarYear,
  checkShape,
  EventData,
  factRule,
  TongbanError,
  type ErrorCode,
} from '#contracts';
import type { Tx } from '../db/database.js';
import type { Effects, LaneHandler, LaneSession, PlacedEvent, TakenBack } from '../exchange/apply/lane-handler.js';
import type { Lane } from '../exchange/state/lanes.js';
import { saveYears, type PublishedYear } from './calendar-store.js';

/** The lane in which a city publishes its working days. */
export const calendarLane = (city: string): string => `calendar/${city}`;

/** Calendars go before every case: due dates rest on them. */
export const CALENDAR_PRECEDENCE = { urgent: true, since: new Date(0) };

/** Takes the years that other cities publish. A version once published never changes; a higher one replaces the year. */
export class CalendarHandler implements LaneHandler {
  readonly kind = 'calendar';

  constructor(
    private readonly partners: () => readonly string[],
    /** Cities whose years were changed, after the commit. */
    private readonly changed: (cities: readonly string[]) => void,
  ) {}

  open(_em: Tx, _lanes: ReadonlyMap<string, Lane>, _arriving: readonly object[], now: Date): Promise<LaneSession> {
    return Promise.resolve(new CalendarSession(now, this.changed));
  }

  /** Our own years as a partner gave them back; every partner has them or still gets them. */
  async takeBack(
    em: Tx,
    _lanes: ReadonlyMap<string, Lane>,
    events: readonly PlacedEvent[],
    now: Date,
  ): Promise<TakenBack[]> {
    const years = events.flatMap((event) => publishedOf(event) ?? []);
    await saveYears(em, years, now);
    const recipients = this.partners().map((city) => ({ city, withData: true }));
    return events.map(({ hash }) => ({ hash: hash.toString('hex'), recipients, precedence: CALENDAR_PRECEDENCE }));
  }
}

class CalendarSession implements LaneSession {
  private readonly taken: PublishedYear[] = [];

  constructor(
    private readonly now: Date,
    private readonly changed: (cities: readonly string[]) => void,
  ) {}

  mayJoin(): boolean {
    return false;
  }

  mayBegin({ payload }: PlacedEvent): boolean {
    return payload.lane === calendarLane(payload.author);
  }

  judge({ payload, dataText }: PlacedEvent): ErrorCode | null {
    const rule = factRule(payload.type, payload.typeVersion);
    if (!rule || rule.lane !== 'calendar') return 'fact_unknown';
    if (payload.lane !== calendarLane(payload.author)) return 'not_entitled';
    if (dataText === null) return 'data_invalid';
    try {
      const { body } = checkShape(EventData, JSON.parse(dataText), 'data_invalid');
      const year = checkShape(CalendarYear, body, 'data_invalid');
      if (year.city !== payload.author) return 'not_entitled';
      return calendarYearFaults(year).length > 0 ? 'data_invalid' : null;
    } catch (error) {
      if (error instanceof TongbanError || error instanceof SyntaxError) return 'data_invalid';
      throw error;
    }
  }

  apply(event: PlacedEvent): Effects {
    const year = publishedOf(event);
    if (year) this.taken.push(year);
    return { drafts: [], precedence: CALENDAR_PRECEDENCE, supply: [] };
  }

  stated(): void {
    // Nothing of ours follows from a published year.
  }

  save(em: Tx): Promise<void> {
    return saveYears(em, this.taken, this.now);
  }

  committed(): void {
    this.changed([...new Set(this.taken.map(({ year }) => year.city))]);
  }
}

function publishedOf({ payload, hash, dataText }: PlacedEvent): PublishedYear | null {
  if (dataText === null) return null;
  const { body } = JSON.parse(dataText) as { body: CalendarYear };
  return { year: body, lane: payload.lane, seq: payload.seq, hash };
}
