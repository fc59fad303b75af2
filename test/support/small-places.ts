import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#runtime';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from './three-cities.js';

/** A district of 长沙, and a development park in it with powers of its own. */
export const FURONG = '430102';
export const PARK = '430171';

const MODEL = '430200';
const PLACES = {
  [FURONG]: { prefix: 'FR', name: '长沙市芙蓉区', scope: [XIANGTAN, PARK] },
  [PARK]: { prefix: 'YQ', name: '长沙示例产业园区', scope: [XIANGTAN, CHANGSHA] },
};

interface SampleText {
  items: { scopeAreas: string[] }[];
  calendar: { year: number; extraDaysOff: string[] }[];
  delegations: unknown[];
}

/** The sample data of 株洲 in the hands of a district or park: same items and people, other codes and name. */
function sampleOf(city: keyof typeof PLACES, dir: string, change: (sample: SampleText) => void): string {
  const { prefix, name, scope } = PLACES[city]!;
  const model = readFileSync(join(process.cwd(), 'deploy', 'local', 'sample', `${MODEL}.json`), 'utf8');
  const sample = JSON.parse(
    model.replaceAll(MODEL, city).replaceAll('ZZ-', `${prefix}-`).replaceAll('株洲市', name),
  ) as SampleText;
  for (const item of sample.items) item.scopeAreas = [...scope];
  sample.delegations = [];
  change(sample);
  const file = join(dir, `sample-${city}.json`);
  writeFileSync(file, JSON.stringify(sample));
  return file;
}

/**
 * 长沙, its district 芙蓉, a park and 湘潭, each with a node of its own. The district publishes no calendar; the park has a
 * day off of its own on `parkDayOff` (`YYYY-MM-DD`).
 */
export async function smallPlaces(name: string, parkDayOff: string, clock: Clock): Promise<ThreeCities> {
  const cities = await threeCities(name, { cities: [CHANGSHA, FURONG, PARK, XIANGTAN], idle: true, clock });
  const files: Record<string, string> = {
    [FURONG]: sampleOf(FURONG, cities.dir, (sample) => {
      sample.calendar = [];
    }),
    [PARK]: sampleOf(PARK, cities.dir, ({ calendar }) => {
      for (const year of calendar) if (parkDayOff.startsWith(String(year.year))) year.extraDaysOff.push(parkDayOff);
    }),
  };
  for (const city of [CHANGSHA, FURONG, PARK, XIANGTAN]) {
    const sample = files[city];
    await cities.startNode(city, sample ? { env: { TONGBAN_SAMPLE_DATA_FILE: sample } } : {});
  }
  await Promise.all([CHANGSHA, FURONG, PARK, XIANGTAN].map((city) => cities.node(city).started));
  return cities;
}
