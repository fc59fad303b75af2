import { TongbanError, type FigureGroup } from '#contracts';
import { chinaDay } from '../sla/china-day.rules.js';

const MOST_DAYS_BY_DAY = 100;
const MOST_DAYS = 800;

/** Throws figures_range where the days are turned round or too many. */
export function checkRange({ from, to, by }: { from: string; to: string; by: FigureGroup }): void {
  const days = chinaDay(to) - chinaDay(from) + 1;
  const most = by === 'day' ? MOST_DAYS_BY_DAY : MOST_DAYS;
  if (days < 1 || days > most) throw new TongbanError('figures_range', { from, to, mostDays: most });
}
