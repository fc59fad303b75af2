import type { ClockKind, ClockState, Holder, LimitUnit } from '#contracts';
import { chinaDay, chinaDayAt, dayText, endOfDay, type ChinaDay } from './china-day.rules.js';
import type { WorkCalendar } from './working-calendar.rules.js';

/** Which holder, and which city with it, answers for a clock. */
export interface ClockLeg {
  holder: Holder;
  city: string | null;
}

/** One clock of a case as screens show it. Days are `YYYY-MM-DD` in China, instants ISO in UTC. */
export interface CaseClock {
  kind: ClockKind;
  startedAt: string;
  /** Last day of the term; null while it stands still, and where its end is not known here. */
  dueOn: string | null;
  /** The instant at which the term is over: 24:00 of that day in China. */
  dueAt: string | null;
  /** The end may still move: it touches a year whose notice is not published. */
  provisional: boolean;
  state: ClockState;
  endedAt: string | null;
  /** Working days counted so far; a stop never counts. */
  usedWorkingDays: number;
  /** Working days left after today, negative when overdue; null once ended and where the end is not known. */
  remainingWorkingDays: number | null;
  leg: ClockLeg;
}

/** How long a clock runs: so many units, up to a day, up to an instant, or nobody here knows. */
export type Term =
  { amount: number; unit: LimitUnit } | { day: string; provisional?: boolean } | { instant: string } | null;

const HOUR_MS = 3_600_000;

/** A clock that runs, stops, goes on and ends. Day 0 is the day of the act that starts it. */
export class Countdown {
  private dueMs: number | null;
  private readonly byWorkingDays: boolean;
  /** What was left when it stopped: working days, days or milliseconds by its unit. */
  private left: number | null = null;
  private isStopped = false;
  /** Stretches in which it ran, as days; counted only where somebody looks. */
  private readonly ran: [ChinaDay, ChinaDay][] = [];
  private since: ChinaDay;
  private endedAt: string | null = null;
  private end: 'DONE' | 'VOID' = 'DONE';

  constructor(
    readonly kind: ClockKind,
    readonly startedAt: string,
    private readonly term: Term,
    private readonly calendar: WorkCalendar,
    public leg: ClockLeg,
  ) {
    const startMs = Date.parse(startedAt);
    this.since = chinaDayAt(startMs);
    this.byWorkingDays = term !== null && 'unit' in term && term.unit === 'WORKING_DAY';
    this.dueMs = this.dueFrom(startMs, term);
  }

  private dueFrom(startMs: number, term: Term): number | null {
    if (term === null) return null;
    if ('day' in term) return endOfDay(chinaDay(term.day));
    if ('instant' in term) return Date.parse(term.instant);
    return this.plus(startMs, term.amount, term.unit);
  }

  private plus(fromMs: number, amount: number, unit: LimitUnit): number {
    // Hours and days run on through nights and holidays; only working days know a calendar.
    if (unit === 'HOUR') return fromMs + amount * HOUR_MS;
    const day = chinaDayAt(fromMs);
    return endOfDay(unit === 'DAY' ? day + amount : this.calendar.addWorkingDays(day, amount));
  }

  /** Neither done nor void yet. */
  get isOpen(): boolean {
    return this.endedAt === null;
  }

  /** The end of the term in milliseconds; null while it stands still or is not known. */
  get due(): number | null {
    return this.isStopped && this.left !== null ? null : this.dueMs;
  }

  /** The end touches a year whose notice is not known, and may still move. */
  get isProvisional(): boolean {
    const { due } = this;
    if (this.term !== null && 'day' in this.term) return this.isOpen && this.term.provisional === true;
    if (!this.byWorkingDays || !this.isOpen || due === null) return false;
    return this.calendar.isProvisional(chinaDayAt(Date.parse(this.startedAt)), lastDay(due));
  }

  /** Stops the clock; what is over already stays over. */
  stop(at: string): void {
    const atMs = Date.parse(at);
    if (!this.isOpen || this.isStopped || (this.dueMs !== null && this.dueMs <= atMs)) return;
    this.ran.push([this.since, chinaDayAt(atMs)]);
    this.isStopped = true;
    if (this.dueMs === null || this.term === null || !('unit' in this.term)) return;
    const [day, dueDay] = [chinaDayAt(atMs), lastDay(this.dueMs)];
    if (this.term.unit === 'HOUR') this.left = this.dueMs - atMs;
    else this.left = this.byWorkingDays ? this.calendar.workingDaysBetween(day, dueDay) : dueDay - day;
  }

  /** Goes on with what was left. */
  resume(at: string): void {
    if (!this.isStopped || !this.isOpen) return;
    const atMs = Date.parse(at);
    this.isStopped = false;
    this.since = chinaDayAt(atMs);
    if (this.left === null || this.term === null || !('unit' in this.term)) return;
    // Nothing left: it stopped on its last day, and ends with the day on which it goes on.
    if (this.term.unit === 'HOUR') this.dueMs = atMs + this.left;
    else this.dueMs = this.left === 0 ? endOfDay(this.since) : this.plus(atMs, this.left, this.term.unit);
    this.left = null;
  }

  /** 延期: so many working days more. A clock that stands still is not extended: its procedure has to end first. */
  extend(workingDays: number): void {
    if (!this.isOpen || this.isStopped || this.dueMs === null) return;
    this.dueMs = endOfDay(this.calendar.addWorkingDays(lastDay(this.dueMs), workingDays));
  }

  /** The act it waited for. */
  done(at: string): void {
    this.close(at, 'DONE');
  }

  /** What it waited for is no longer to come. */
  abandon(at: string): void {
    this.close(at, 'VOID');
  }

  private close(at: string, end: 'DONE' | 'VOID'): void {
    if (!this.isOpen) return;
    if (!this.isStopped) this.ran.push([this.since, chinaDayAt(Date.parse(at))]);
    this.endedAt = at;
    this.end = end;
  }

  private usedTo(nowMs: number): number {
    const runs = this.isOpen && !this.isStopped ? [...this.ran, [this.since, chinaDayAt(nowMs)] as const] : this.ran;
    return runs.reduce((sum, [from, to]) => sum + Math.max(0, this.calendar.workingDaysBetween(from, to)), 0);
  }

  private stateAt(nowMs: number): ClockState {
    const { due } = this;
    if (due !== null && due <= (this.endedAt === null ? nowMs : Date.parse(this.endedAt))) return 'MISSED';
    if (this.endedAt !== null) return this.end === 'DONE' ? 'MET' : 'ENDED';
    return this.isStopped ? 'PAUSED' : 'RUNNING';
  }

  /** The clock as it stands at an instant in milliseconds. */
  view(nowMs: number): CaseClock {
    const { due } = this;
    const dueDay = due === null ? null : lastDay(due);
    return {
      kind: this.kind,
      startedAt: this.startedAt,
      dueOn: dueDay === null ? null : dayText(dueDay),
      dueAt: due === null ? null : new Date(due).toISOString(),
      provisional: this.isProvisional,
      state: this.stateAt(nowMs),
      endedAt: this.endedAt,
      usedWorkingDays: this.usedTo(nowMs),
      remainingWorkingDays: this.remaining(nowMs, dueDay),
      leg: this.leg,
    };
  }

  private remaining(nowMs: number, dueDay: ChinaDay | null): number | null {
    if (!this.isOpen) return null;
    if (this.isStopped && this.left !== null) return this.byWorkingDays ? this.left : null;
    return dueDay === null ? null : this.calendar.workingDaysBetween(chinaDayAt(nowMs), dueDay);
  }
}

/** The last day of a term that is over at an instant: an end at 24:00 belongs to the day before. */
function lastDay(dueMs: number): ChinaDay {
  return chinaDayAt(dueMs - 1);
}
