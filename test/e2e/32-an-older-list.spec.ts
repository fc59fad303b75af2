import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DelegationView, ServiceItemDefinition } from '#contracts';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

interface SampleFile {
  items: ServiceItemDefinition[];
}
const present = JSON.parse(
  readFileSync(join(process.cwd(), 'deploy', 'local', 'sample', `${CHANGSHA}.json`), 'utf8'),
) as SampleFile;
const renewed = present.items.filter(({ version }) => version > 1);
/** The list as it was before: first versions of all, and nothing of it done in another city's name. */
const older = {
  ...present,
  items: present.items.map((item) => ({
    ...item,
    version: 1,
    modes: item.modes.filter((mode) => mode !== 'DELEGATED'),
  })),
};

let cities: ThreeCities;
let clerk: Desk;

beforeAll(async () => {
  cities = await threeCities('older', { cities: [CHANGSHA, XIANGTAN], idle: true });
  const file = join(cities.dir, 'older-list.json');
  writeFileSync(file, JSON.stringify(older));
  await cities.startNode(CHANGSHA, { env: { TONGBAN_SAMPLE_DATA_FILE: file } });
  await cities.startNode(XIANGTAN);
  clerk = await cities.signIn(XIANGTAN, 'clerk1');
});
afterAll(() => cities?.close());

const versionAt = async (itemCode: string): Promise<number> =>
  (await clerk.ask<ServiceItemDefinition>('getItem', { homeCity: CHANGSHA, itemCode })).version;
const versions = (): Promise<number[]> => Promise.all(renewed.map(({ itemCode }) => versionAt(itemCode)));
const holdsAll = async (): Promise<boolean> => {
  const { total } = await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA, pageSize: 1 });
  return total === present.items.length;
};

describe('a database that holds an older sample list', () => {
  it('gets the new versions when its node starts, and so do the partners', async () => {
    expect(renewed.length).toBeGreaterThan(0);
    await until('湘潭 holds the older list', holdsAll, 30_000);
    expect(await versions()).toEqual(renewed.map(() => 1));
    await cities.stopNode(CHANGSHA);
    await cities.startNode(CHANGSHA);
    const wanted = renewed.map(({ version }) => version).join();
    await until('湘潭 holds the new versions', async () => (await versions()).join() === wanted, 30_000);
    for (const item of renewed) {
      expect(await clerk.ask('getItem', { homeCity: CHANGSHA, itemCode: item.itemCode })).toEqual(item);
    }
  });

  it('keeps what did not change, and the first versions for cases that were taken in by them', async () => {
    const [before] = await cities.sql<{ n: number }>(
      XIANGTAN,
      'select count(*)::int as n from service_item where home_city = $1',
      [CHANGSHA],
    );
    expect(before?.n).toBe(present.items.length + renewed.length);
    const code = renewed[0]?.itemCode ?? '';
    const first = await clerk.ask<ServiceItemDefinition>('getItem', {
      homeCity: CHANGSHA,
      itemCode: code,
      version: 1,
    });
    expect(first.version).toBe(1);
  });

  it('delegates what only the new version lets others do', async () => {
    await until('湘潭 may do it in the name of 长沙', async () => {
      const found = await clerk.ask<DelegationView[]>('listDelegations', { city: CHANGSHA });
      return found.some(({ items }) => items.includes('CS-SB-002'));
    });
  });
});
