import type { Schemas } from '../api/client.js';

type ImportCalendar = Schemas['ImportCalendarBody'];

/** What people paste: JSON of a whole year as the import takes it, or lists of days, one kind a line. */
export interface ReadYear {
  year: ImportCalendar | null;
  /** Lines that are not understood. */
  faults: string[];
}

const KINDS = { 放假: 'daysOff', 调休上班: 'workedDays', 加放: 'extraDaysOff' } as const;
type Kind = (typeof KINDS)[keyof typeof KINDS];
const LINE = /^(放假|调休上班|加放)[:：]\s*(.*)$/;
const DAY = /^(\d{4}-\d{2}-\d{2})(?:(?:~|至)(\d{4}-\d{2}-\d{2}))?$/;
const DAY_MS = 86_400_000;
const MOST_DAYS = 60;

/** Reads lines such as `放假：2027-02-05~2027-02-11、2027-04-05`; days of other years than `year` are faults. */
export function readYear(text: string, about: Omit<ImportCalendar, Kind>): ReadYear {
  const days: Record<Kind, string[]> = { daysOff: [], workedDays: [], extraDaysOff: [] };
  const faults: string[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const match = LINE.exec(line);
    if (!match) {
      faults.push(line);
      continue;
    }
    for (const part of (match[2] ?? '').split(/[、,，\s]+/).filter(Boolean)) {
      const found = span(part).filter((day) => day.startsWith(`${about.year}-`));
      if (found.length === 0) faults.push(part);
      days[KINDS[match[1] as keyof typeof KINDS]].push(...found);
    }
  }
  for (const kind of Object.keys(days) as Kind[]) days[kind] = [...new Set(days[kind])].sort();
  return { year: faults.length === 0 ? { ...about, ...days } : null, faults };
}

function span(part: string): string[] {
  const match = DAY.exec(part);
  const [from, to] = [match?.[1], match?.[2] ?? match?.[1]].map((day) => Date.parse(`${day}T00:00:00Z`));
  if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to)) return [];
  const count = (to - from) / DAY_MS + 1;
  if (count < 1 || count > MOST_DAYS) return [];
  return Array.from({ length: count }, (_, i) => new Date(from + i * DAY_MS).toISOString().slice(0, 10));
}
