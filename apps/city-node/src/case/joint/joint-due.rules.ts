import type { TimeLimit } from '#contracts';
import type { ChinaDay } from '../../sla/china-day.rules.js';
import type { WorkCalendar } from '../../sla/working-calendar.rules.js';

/** A part as its due day needs it. */
export interface DuePart {
  key: string;
  after: readonly string[];
  promise: TimeLimit;
  acceptWithinWorkingDays: number;
  /** Calendar of the part's home city. */
  calendar: WorkCalendar;
  /** Last day of the part's own clock, where one runs that is known. */
  runs: ChinaDay | null;
  /** Day on which it was closed. */
  closed: ChinaDay | null;
  /** It was ended without a result or will not be opened: nobody waits for it. */
  counts: boolean;
}

export interface PartDue {
  day: ChinaDay;
  provisional: boolean;
}

/** Working days for the way to the other city, and for handing on what a part brought. */
const TRANSFER = 1;

/**
 * Last day of each part and of the whole: the longest way through the graph from the day on which the joint case was
 * taken in, over transfer, acceptance and promised limit of each part by its home city's calendar. Parts under way
 * count by their own clock, closed ones by the day of their end. The plan has no circles.
 */
export function jointDue(parts: readonly DuePart[], begun: ChinaDay): { parts: Map<string, PartDue>; whole: PartDue } {
  const dues = new Map<string, PartDue>();
  const dueOf = (part: DuePart): PartDue => {
    const known = dues.get(part.key);
    if (known) return known;
    const before = parts.filter(({ key }) => part.after.includes(key)).map(dueOf);
    const start = Math.max(begun, ...before.map(({ day }) => day));
    const fixed = part.closed ?? part.runs;
    const day = fixed ?? plannedEnd(part, start);
    const moves = fixed === null && (part.calendar.isProvisional(start, day) || before.some((one) => one.provisional));
    const due = { day, provisional: moves };
    dues.set(part.key, due);
    return due;
  };
  for (const part of parts) dueOf(part);
  const counted = parts.filter(({ counts }) => counts).map(dueOf);
  const day = Math.max(begun, ...counted.map((one) => one.day));
  return { parts: dues, whole: { day, provisional: counted.some((one) => one.provisional) } };
}

function plannedEnd({ promise, acceptWithinWorkingDays, calendar }: DuePart, start: ChinaDay): ChinaDay {
  const accepted = calendar.addWorkingDays(start, TRANSFER + acceptWithinWorkingDays);
  if (promise.unit === 'WORKING_DAY') return calendar.addWorkingDays(accepted, promise.amount);
  return accepted + (promise.unit === 'DAY' ? promise.amount : Math.ceil(promise.amount / 24));
}
