import type { StandingOrder } from '#contracts';
import { chinaDay, chinaDayAt, endOfDay } from '../../sla/china-day.rules.js';

/** A month, `YYYY-MM`, so many months later. */
export function monthAfter(month: string, months = 1): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const count = year * 12 + number - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** Months from the first to the last, both counted; 0 or less where they are the wrong way round. */
export function monthsIn({ from, until }: Pick<StandingOrder, 'from' | 'until'>): number {
  const count = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return count(until) - count(from) + 1;
}

/** The day, `YYYY-MM-DD`, on which a month is executed. */
export const dayOf = (order: Pick<StandingOrder, 'dayOfMonth'>, month: string): string =>
  `${month}-${String(order.dayOfMonth).padStart(2, '0')}`;

/** The instant, in milliseconds, from which a month is executed: the beginning of its day in China. */
export const executesAt = (order: Pick<StandingOrder, 'dayOfMonth'>, month: string): number =>
  endOfDay(chinaDay(dayOf(order, month)) - 1);

/** The first month that was not executed yet; null when all were. */
export function nextMonth(order: Pick<StandingOrder, 'from' | 'until'>, executed: ReadonlySet<string>): string | null {
  for (let month = order.from; month <= order.until; month = monthAfter(month)) if (!executed.has(month)) return month;
  return null;
}

/** What is wrong with an order under an item's terms, as the name of the field; null where nothing is. */
export function orderFault(
  order: StandingOrder,
  terms: { maxMonths: number; payment: boolean },
  nowMs: number,
): keyof StandingOrder | null {
  const months = monthsIn(order);
  if (months < 1 || months > terms.maxMonths) return 'until';
  if (terms.payment !== order.ceilingYuan > 0) return 'ceilingYuan';
  // Nothing is executed for a time before the approval.
  return chinaDayAt(nowMs) < chinaDay(dayOf(order, order.from)) ? null : 'from';
}
