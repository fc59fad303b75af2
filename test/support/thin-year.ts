import { chinaDateOf, type FiguresView } from '#contracts';
import { createLogger, SystemClock } from '#runtime';
import { sampleYear } from '../../deploy/local/year/sample-year.js';
import { writeYear, YearDatabase } from '../../deploy/local/year/write-year.js';
import type { ConsoleStand } from './console.js';
import { CITIES, XIANGTAN, ZHUZHOU } from './three-cities.js';
import { until } from './until.js';

/** Fills a sample year of a handful of cases a day into all three cities, with a bad month in 株洲, until it is counted. */
export async function liveThinYear({ cities, gateway }: ConsoleStand): Promise<void> {
  await until('every city has all lists', async () => {
    const counts = await Promise.all(
      CITIES.map((city) => cities.sql<{ n: string }>(city, 'select count(distinct home_city) as n from service_item')),
    );
    return counts.every(([row]) => Number(row?.n) === CITIES.length);
  });
  const [log, clock] = [createLogger({ level: 'silent', name: 'test' }), new SystemClock()];
  const databases = new Map<string, YearDatabase>();
  for (const city of CITIES) {
    databases.set(city, await YearDatabase.open(city, cities.databaseUrl(city), log, clock));
  }
  const offers = await Promise.all([...databases.values()].map((db) => db.city()));
  const plan = { cities: offers, untilMs: clock.now().getTime(), casesPerDay: 5, seed: 11 };
  await writeYear(sampleYear({ ...plan, bad: { city: ZHUZHOU, monthsAgo: 0 } }), databases, () => undefined);
  await Promise.all([...databases.values()].map((db) => db.close()));
  const supervisor = await gateway.signIn(XIANGTAN, 'supervisor1');
  const day = chinaDateOf(new Date());
  await until(
    'all of it is counted, and everybody answers',
    async () => {
      const { body } = await supervisor.get<FiguresView>(`/supervision/figures?from=${day}&to=${day}&by=pair`);
      return body.behind === 0 && body.sources.every(({ state }) => state === 'OWN' || state === 'LIVE');
    },
    60_000,
  );
}
