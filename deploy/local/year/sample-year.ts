import type { ServiceItemDefinition } from '#contracts';
import { chinaDayAt, dayText, type ChinaDay } from '../../../apps/city-node/src/sla/china-day.rules.js';
import type { WorkCalendar } from '../../../apps/city-node/src/sla/working-calendar.rules.js';
import { Chance } from './chance.js';
import { sampleCase, type SampleCase } from './sample-case.js';

/** What a city offers to the sample year. */
export interface SampleCity {
  code: string;
  windows: string[];
  points: string[];
  items: ServiceItemDefinition[];
  calendar: WorkCalendar;
}

export interface SampleYearPlan {
  cities: readonly SampleCity[];
  /** Only pairs with this city in them; all where there is none. */
  around?: string;
  /** The last day that is told of; the year ends with it. */
  untilMs: number;
  casesPerDay: number;
  /** The city with a bad month, and how many months before the end it lies. */
  bad: { city: string; monthsAgo: number };
  seed: number;
}

/** More in spring and autumn, few around 春节. */
const SEASON = [1.1, 0.6, 1.25, 1, 1, 1.05, 1.1, 1.15, 1.3, 0.85, 1, 1.05] as const;
const USUAL_LATE = 3;
const BAD_LATE = 38;
const DAYS = 365;

/** All cases of a year, day by day; weekends and holidays are empty. */
export function* sampleYear(plan: SampleYearPlan): Generator<SampleCase> {
  const chance = new Chance(plan.seed);
  const last = chinaDayAt(plan.untilMs);
  const byCode = new Map(plan.cities.map((city) => [city.code, city]));
  const calendars = (code: string): WorkCalendar => (byCode.get(code) as SampleCity).calendar;
  const pairs = pairsOf(plan);
  const usable = new Map(plan.cities.map((city) => [city.code, city.items.filter(isUsable)]));
  for (let day = last - DAYS; day <= last; day += 1) {
    const [collectingIsOpen] = [(code: string) => calendars(code).isWorkingDay(day)];
    const cases = Math.round(plan.casesPerDay * seasonOf(day) * (0.85 + 0.3 * chance.next()));
    for (let i = 0; i < cases; i += 1) {
      const [collecting, home] = chance.weighted(pairs);
      if (!collectingIsOpen(collecting)) continue;
      const item = popular(usable.get(home) ?? [], chance);
      const here = byCode.get(collecting) as SampleCity;
      const mode = item.modes.includes('ONLINE') && chance.of100(35) ? 'ONLINE' : 'PROXY_COLLECT';
      const pointId = here.points.length > 0 && chance.of100(60) ? chance.one(here.points) : null;
      const latePercent = home === plan.bad.city && isBad(day, plan) ? BAD_LATE : USUAL_LATE;
      const modes = item.modes.includes(mode) ? mode : 'ONLINE';
      const place = { collecting, home, item, mode: modes, windowId: chance.one(here.windows), pointId, day } as const;
      yield sampleCase({ ...place, calendars, latePercent }, chance, plan.untilMs);
    }
  }
}

/** Items that are handled by the plain course: limits in working days, and no more than one opinion. */
const isUsable = ({ modes, promiseLimit, legalLimit, reviewSteps }: ServiceItemDefinition): boolean =>
  (modes.includes('PROXY_COLLECT') || modes.includes('ONLINE')) &&
  promiseLimit.unit === 'WORKING_DAY' &&
  legalLimit.unit === 'WORKING_DAY' &&
  (reviewSteps ?? []).length === 0;

/** Few items make up most of the cases. */
function popular(items: readonly ServiceItemDefinition[], chance: Chance): ServiceItemDefinition {
  return chance.weighted(items.map((item, i) => [item, 1 / (i + 1)] as const));
}

function pairsOf({ cities, around }: SampleYearPlan): (readonly [readonly [string, string], number])[] {
  return cities.flatMap(({ code: collecting }, c) =>
    cities
      .filter(({ code: home }) => around === undefined || around === home || around === collecting)
      .map(
        ({ code: home }, h) =>
          [[collecting, home] as const, collecting === home ? 1 : 3 - Math.min(c + h, 2) + 1] as const,
      ),
  );
}

const seasonOf = (day: ChinaDay): number => SEASON[Number(dayText(day).slice(5, 7)) - 1] ?? 1;

function isBad(day: ChinaDay, { untilMs, bad }: SampleYearPlan): boolean {
  const end = new Date(untilMs + 8 * 3_600_000);
  const month = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - bad.monthsAgo, 1))
    .toISOString()
    .slice(0, 7);
  return dayText(day).startsWith(month);
}
