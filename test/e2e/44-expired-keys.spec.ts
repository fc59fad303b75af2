import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#runtime';
import { CatalogueService } from '../../apps/city-node/src/service-items/catalogue.service.js';
import { RogueCity } from '../support/rogue-city.js';
import { CHANGSHA, threeCities, ZHUZHOU, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

const YEAR_MS = 365 * 24 * 3600_000;

/** The keys of the federation end after five years; seven go by while 长沙 runs. */
describe('keys whose time is over', () => {
  const clock = new FakeClock(new Date());
  let cities: ThreeCities;
  let rogue: RogueCity;

  beforeAll(async () => {
    cities = await threeCities('expired_keys', { idle: true });
    await cities.startNode(CHANGSHA, { clock });
    await cities.node(CHANGSHA).started;
    await until('what it published is sealed', async () => {
      const [row] = await cities.sql<{ n: string }>(
        CHANGSHA,
        'select count(*) as n from pending where seal_id is null',
      );
      return Number(row?.n) === 0;
    });
    clock.advanceMs(7 * YEAR_MS);
    rogue = await RogueCity.at(cities, ZHUZHOU, CHANGSHA);
  });
  afterAll(async () => {
    await rogue?.close();
    await cities?.close();
  });

  it('open no envelope: it is refused by code and nothing of it is stored', async () => {
    await rogue.send([rogue.next(`catalogue/${ZHUZHOU}`, 'catalogue.item.published', {})]);
    await until('it was refused', async () => (await rogue.refused('key_expired')) > 0);
    expect(await rogue.applied()).toBe(0);
    const [stored] = await cities.sql<{ n: string }>(CHANGSHA, 'select count(*) as n from event where author = $1', [
      ZHUZHOU,
    ]);
    expect(Number(stored?.n)).toBe(0);
  });

  it('sign nothing: what the city states waits, and its health says why', async () => {
    const report = (await (await fetch(`${cities.node(CHANGSHA).url}/health/ready`)).json()) as {
      checks: { name: string; ok: boolean; detail?: string }[];
    };
    expect(report.checks.find((check) => check.name === 'keys')).toMatchObject({ ok: false });
    const catalogue = cities.node(CHANGSHA).app.get(CatalogueService);
    const { definition } = await catalogue.find(CHANGSHA, 'CS-YB-001');
    await catalogue.publish([{ ...definition, version: definition.version + 1 }], []);
    const [waiting] = await cities.sql<{ n: string }>(
      CHANGSHA,
      'select count(*) as n from pending where seal_id is null',
    );
    expect(Number(waiting?.n)).toBe(2);
  });

  it('keep a node from starting: it says which key ended', async () => {
    await cities.stopNode(CHANGSHA);
    await expect(cities.startNode(CHANGSHA, { clock })).rejects.toMatchObject({ code: 'key_expired' });
  });
});
