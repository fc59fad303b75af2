import { chinaDayAt, endOfDay } from './china-day.rules.js';
import type { WorkCalendar } from './working-calendar.rules.js';

/** A time in which the breaker to a partner was open; `to` is null while it is. Instants in ISO. */
export interface LinkOutage {
  partner: string;
  from: string;
  to: string | null;
}

/** Working minutes between two instants (ms) in which the link was down: booked to the link and to nobody else. */
export function outageMinutes(
  outages: readonly LinkOutage[],
  fromMs: number,
  toMs: number,
  nowMs: number,
  calendar: WorkCalendar,
): number {
  return outages.reduce((sum, { from, to }) => {
    const [begin, end] = [Math.max(Date.parse(from), fromMs), Math.min(to === null ? nowMs : Date.parse(to), toMs)];
    return sum + calendar.workingMinutes(begin, end);
  }, 0);
}

/**
 * From when on (ms) a leg that waits for a partner may be carded for a term: later by as many working days as the link
 * was down meanwhile, a part of a day being one. The term itself stays where it is. Null while the link is down.
 */
export function cardableAt(
  outages: readonly LinkOutage[],
  startMs: number,
  dueMs: number,
  nowMs: number,
  calendar: WorkCalendar,
): number | null {
  const minutesADay = 480;
  let at = dueMs;
  // What is granted may itself fall into an outage; each round grants at least a day more, so it ends.
  for (;;) {
    const days = Math.ceil(outageMinutes(outages, startMs, at, nowMs, calendar) / minutesADay);
    const next = days === 0 ? dueMs : endOfDay(calendar.addWorkingDays(chinaDayAt(dueMs - 1), days));
    if (next <= at) break;
    at = next;
  }
  const isDown = outages.some(({ from, to }) => to === null && Date.parse(from) <= at);
  return isDown && nowMs >= dueMs ? null : at;
}
