import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createTestDatabase } from '../support/postgres.js';
import { threeCities, type ThreeCities } from '../support/three-cities.js';
import { Floor, type Decider } from './floor/floor.js';
import { putLoad, type LoadResult } from './measure/load.js';
import { NodeDriver } from './ours/node-driver.js';
import { COLLECTING_CITY, HOME_CITY, sampleCase } from './ours/sample-case.js';
import { writeSampleData } from './ours/sample-data.js';

const load = { underWay: 8, warmMs: 50, windowMs: 300 };
const nobody = { begins: () => undefined, ends: () => undefined };

/** What a city holds of one case. */
interface Held {
  caseNo: string;
  facts: string;
  status: string;
}

describe('what the benchmark compares is the same work', () => {
  describe.each([
    ['row', 'rule'],
    ['set', 'rule'],
    ['row', 'person'],
    ['set', 'person'],
  ] as const)('the bare SQL by %s where a %s decides', (statements, decider: Decider) => {
    it('leaves every case once at both cities, decided once', async () => {
      const name = `bench_${statements}_${decider}`;
      const databases = {
        collecting: await createTestDatabase(`${name}_a`),
        home: await createTestDatabase(`${name}_b`),
      };
      const form = Buffer.from(JSON.stringify(sampleCase(decider, 1).application));
      expect(form.length).toBe(2048);
      const floor = new Floor({ ...databases, decider, statements, deciders: 4 }, form, Buffer.from('{}'));
      await floor.prepare();
      const result = await putLoad(floor, load, nobody);
      await floor.close();
      const held = `select c.case_no as "caseNo", c.status, string_agg(e.seq || ' ' || e.type, ', ' order by e.seq) as facts
        from floor_case c join floor_event e using (case_no) group by c.case_no, c.status order by c.case_no`;
      const here = await read(databases.collecting, held);
      expect(result.failed).toBe(0);
      expect(here.length).toBeGreaterThanOrEqual(result.completed);
      expect(await read(databases.home, held)).toEqual(here);
      expect(new Set(here.map(({ facts, status }) => `${status}: ${facts}`))).toEqual(
        new Set(['DECIDED: 1 case.collected, 2 case.decided']),
      );
      // What is told to the other city does not stay behind.
      expect(await read(databases.collecting, 'select case_no as "caseNo" from floor_outbox')).toEqual([]);
    });
  });

  describe('the nodes', () => {
    let cities: ThreeCities;
    const dir = mkdtempSync(join(tmpdir(), 'tongban-bench-'));

    beforeAll(async () => {
      cities = await threeCities('bench', { cities: [HOME_CITY, COLLECTING_CITY], idle: true });
      for (const city of [HOME_CITY, COLLECTING_CITY]) {
        const node = await cities.startNode(city, { env: { TONGBAN_SAMPLE_DATA_FILE: writeSampleData(dir, city) } });
        await node.started;
      }
    });
    afterAll(async () => {
      await cities?.close();
      rmSync(dir, { recursive: true, force: true });
    });

    it('leave every case once at both cities, decided once by the rule', async () => {
      const signIn = (city: string) => {
        const { servers: url, user, pass: password } = cities.nats.gateway(city);
        return [city, { url, user, password }] as const;
      };
      const driver = await NodeDriver.start({
        decider: 'rule',
        nats: Object.fromEntries([signIn(COLLECTING_CITY), signIn(HOME_CITY)]),
        databases: { [COLLECTING_CITY]: cities.databaseUrl(COLLECTING_CITY) },
      });
      let result: LoadResult;
      try {
        result = await putLoad(driver, load, nobody);
      } finally {
        await driver.close();
      }
      await cities.quiet();
      const held = `select c.case_no as "caseNo", c.status, string_agg(e.type, ', ' order by e.author desc, e.seq) as facts
        from case_file c join event e on e.lane = 'case/' || c.case_no group by c.case_no, c.status order by c.case_no`;
      const here = await read(cities.databaseUrl(COLLECTING_CITY), held);
      expect(result.failed).toBe(0);
      expect(here.length).toBeGreaterThanOrEqual(load.underWay);
      expect(here.length).toBeGreaterThanOrEqual(result.completed);
      expect(await read(cities.databaseUrl(HOME_CITY), held)).toEqual(here);
      expect(new Set(here.map(({ facts, status }) => `${status}: ${facts}`))).toEqual(
        new Set(['APPROVED: case.collected, case.submitted, case.received, case.accepted, case.decided']),
      );
    });
  });
});

async function read(databaseUrl: string, text: string): Promise<Held[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Held>(text)).rows;
  } finally {
    await client.end();
  }
}
