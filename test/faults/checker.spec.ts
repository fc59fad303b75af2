import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/until.js';
import { runCampaign } from './campaign.js';
import { checkAll } from './check-all.js';
import { Findings } from './findings.js';
import { Load, type AcceptedCase } from './load.js';
import { Random } from './random.js';
import { CITIES, Stand } from './stand.js';
import { isSettled, Watch } from './watch.js';

const [CHANGSHA, ZHUZHOU] = CITIES;

/** A checker that finds nothing wrong has to be one that would: every fault here is made by hand and undone. */
describe('the checker of the fault suite', () => {
  let stand: Stand;
  let load: Load;
  let one: AcceptedCase;

  beforeAll(async () => {
    stand = await Stand.start({ cities: [CHANGSHA, ZHUZHOU] });
    load = await Load.open(stand, new Random(1));
    const watch = new Watch(stand, load);
    await watch.start();
    load.start({ name: 'checked', cases: 30, casesPerSecond: 30 });
    await load.collected();
    await until('all is decided and settled', async () => watch.decided >= 30 && (await isSettled(stand)), 40_000);
    await watch.stop();
    one = load.accepted.find((c) => c.collecting === ZHUZHOU) as AcceptedCase;
  }, 90_000);
  afterAll(async () => {
    await load?.close();
    await stand?.close();
  }, 60_000);

  const check = async (): Promise<Findings> => {
    const findings = new Findings();
    await checkAll(stand, load, 'checked', { count: 3, random: new Random(2) }, findings);
    return findings;
  };
  /** Does something to a city's tables, checks, and undoes it by putting the old rows back. */
  const after = async (city: string, table: string, change: string): Promise<Findings> => {
    await stand.sql(city, `create table kept_aside as table ${table}`);
    try {
      await stand.sql(city, change);
      return await check();
    } finally {
      const columns = (
        await stand.sql<{ name: string }>(
          city,
          `select column_name as name from information_schema.columns where table_name = '${table}' order by ordinal_position`,
        )
      )
        .map((row) => row.name)
        .join(', ');
      await stand.sql(city, `delete from ${table}`);
      await stand.sql(
        city,
        `insert into ${table} (${columns}) overriding system value select ${columns} from kept_aside`,
      );
      await stand.sql(city, 'drop table kept_aside');
    }
  };

  it('finds nothing where nothing is wrong', async () => {
    expect(load.accepted).toHaveLength(30);
    expect((await check()).sentences).toEqual([]);
  });

  it('names a case whose decision did not come back', async () => {
    const lane = `case/${one.caseNo}`;
    const found = await after(ZHUZHOU, 'event', `delete from event where lane = '${lane}' and type = 'case.decided'`);
    expect([...found.lostCases]).toContain(one.caseNo);
    expect(found.sentences.join()).toContain('has no case.decided');
  });

  it('names a case that is at home twice received', async () => {
    const found = await after(
      CHANGSHA,
      'event',
      `insert into event (lane, author, seq, hash, type, payload, data, at, stored_at)
       select lane, author, 90, sha256('other'), type, payload, data, at, stored_at from event
       where lane = 'case/${one.caseNo}' and type = 'case.received'`,
    );
    expect([...found.doubledCases]).toEqual([one.caseNo]);
  });

  it('names a second case that one command made', async () => {
    const found = await after(
      ZHUZHOU,
      'event',
      `insert into event (lane, author, seq, hash, type, payload, data, at, stored_at, command_id)
       select lane || 'X', author, seq, hash, type, payload, data, at, stored_at, command_id || '-again' from event
       where lane = 'case/${one.caseNo}' and type = 'case.collected'`,
    );
    expect([...found.doubledCases]).toEqual([`${one.caseNo}X`]);
  });

  it('names a case with one changed letter', async () => {
    const found = await after(
      CHANGSHA,
      'event',
      `update event set data = replace(data, '欧阳', '欧陽') where lane = 'case/${one.caseNo}' and type = 'case.collected'`,
    );
    expect([...found.lostCases]).toContain(one.caseNo);
    expect(found.sentences.join()).toContain('other data than was signed');
  });

  it('names a seal that another round made', async () => {
    const found = await after(
      CHANGSHA,
      'event',
      `update event set leaf = leaf + 1 where lane = 'case/${one.caseNo}' and author = '${ZHUZHOU}' and seq = 1`,
    );
    expect([...found.lostCases]).toContain(one.caseNo);
  });

  it('names a fact that was kept without effect', async () => {
    const found = await after(
      CHANGSHA,
      'event',
      `update event set kept_reason = 'internal_error' where lane = 'case/${one.caseNo}' and type = 'case.submitted'`,
    );
    expect([...found.refusedCases]).toContain(one.caseNo);
  });

  it('names a link whose ends do not agree', async () => {
    const found = await after(
      CHANGSHA,
      'link_batch',
      `update link_batch set hashes = overlay(hashes placing '\\x00'::bytea from 1)
       where direction = 'in' and first = (select max(first) from link_batch where direction = 'in')`,
    );
    expect([...found.lostCases]).toEqual([`link ${ZHUZHOU} → ${CHANGSHA}`]);
  });

  it('names a link that is not settled', async () => {
    const found = await after(CHANGSHA, 'link_out', 'update link_out set settled_to = settled_to - 1');
    expect([...found.lostCases]).toEqual([`link ${CHANGSHA} → ${ZHUZHOU}`]);
  });

  it('counts a nemesis that the stand does not survive as a loss', async () => {
    const result = await runCampaign(
      stand,
      {
        name: 'unmendable',
        holdMs: 0,
        restMs: 0,
        strike: () => Promise.reject(new Error('the machine is gone')),
        heal: () => Promise.resolve(),
      },
      new Random(3),
      { cases: 5, casesPerSecond: 5, samples: 1, strikes: 1, drainWithinMs: 1_000, say: () => undefined },
    );
    expect(result.lost).toBe(1);
    expect(result.sentences.join()).toContain('the machine is gone');
  });
});
