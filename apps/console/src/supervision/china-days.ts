import { chinaDateOf } from '#contracts/codes';

const DAY_MS = 86_400_000;

/** The day in China so many days from today, `YYYY-MM-DD`. */
export const dayFromToday = (days: number): string => chinaDateOf(new Date(Date.now() + days * DAY_MS));

/** First and last day of the month in China so many months from this one, and its name `YYYY-MM`. */
export function monthFromNow(months: number): { name: string; from: string; to: string } {
  const [year = 0, month = 0] = dayFromToday(0).split('-').map(Number);
  const from = new Date(Date.UTC(year, month - 1 + months, 1));
  const to = new Date(Date.UTC(year, month + months, 0));
  return {
    name: from.toISOString().slice(0, 7),
    from: from.toISOString().slice(0, 10),
    to: to.toISOString().slice(0, 10),
  };
}
