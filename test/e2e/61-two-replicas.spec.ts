import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView } from '#contracts';
import { aCollection, anApplication } from '../support/builders.js';
import { expectArrivedOnce, expectLinksAgree } from '../support/ledger-check.js';
import { startNodeProcess, type NodeProcess } from '../support/node-process.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

describe('two replicas of one city', () => {
  const pair = [CHANGSHA, XIANGTAN];
  let cities: ThreeCities;
  let clerk: Desk;
  let reviewer: Desk;
  const nodes = new Map<string, NodeProcess>();

  const start = async (city: string, replica: string): Promise<NodeProcess> => {
    const node = await startNodeProcess(cities, city, { replica });
    nodes.set(`${city}/${replica}`, node);
    await node.ready();
    return node;
  };

  beforeAll(async () => {
    cities = await threeCities('replicas', { cities: pair, idle: true });
    await Promise.all(pair.flatMap((city) => ['a', 'b'].map((replica) => start(city, replica))));
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    await until('the list of 长沙 is here', async () => {
      return (await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA })).total > 40;
    });
  });
  afterAll(async () => {
    for (const node of nodes.values()) {
      node.signal('SIGCONT');
      node.signal('SIGTERM');
      await node.exited;
    }
    await cities?.close();
  });

  const leader = async (city: string): Promise<string> => {
    const [row] = await cities.sql<{ holder: string }>(city, 'select holder from lease where expires_at > now()');
    return row?.holder ?? 'nobody';
  };
  const collectMany = async (count: number): Promise<string[]> => {
    const views = await Promise.all(
      Array.from({ length: count }, () =>
        clerk.ask<CollectedView>('collectCase', aCollection({ application: anApplication(null) })),
      ),
    );
    return views.map((view) => view.caseNo);
  };
  const allReceived = async (caseNos: readonly string[]): Promise<void> => {
    for (const caseNo of caseNos) {
      await until(
        `${caseNo} is received`,
        async () => {
          const view = await reviewer.ask<CaseView>('getCase', { caseNo }).catch(() => null);
          return view?.status === 'RECEIVED';
        },
        40_000,
      );
    }
    await until('both ends agree', async () => {
      for (const city of pair) {
        const [row] = await cities.sql<{ waiting: string }>(
          city,
          `select (select count(*) from pending) + coalesce((select sum(numbered_to - settled_to) from link_out), 0) as waiting`,
        );
        if (Number(row?.waiting) !== 0) return false;
      }
      return true;
    });
    await expectArrivedOnce(cities, XIANGTAN, CHANGSHA, caseNos);
    await expectLinksAgree(cities, pair);
  };

  it('take commands side by side, and every case arrives once', async () => {
    expect(['a', 'b']).toContain(await leader(XIANGTAN));
    await allReceived(await collectMany(60));
  });

  it('go on when the leading one is killed in the middle', async () => {
    const first = await leader(XIANGTAN);
    const sent = await collectMany(20);
    nodes.get(`${XIANGTAN}/${first}`)?.signal('SIGKILL');
    await until('the other leads', async () => ![first, 'nobody'].includes(await leader(XIANGTAN)));
    sent.push(...(await collectMany(20)));
    await allReceived(sent);
    await start(XIANGTAN, first);
  });

  it('a stopped leader that wakes up writes nothing any more', async () => {
    const first = await leader(CHANGSHA);
    const stopped = nodes.get(`${CHANGSHA}/${first}`)!;
    const sent = await collectMany(10);
    stopped.signal('SIGSTOP');
    await until('the other leads', async () => ![first, 'nobody'].includes(await leader(CHANGSHA)), 30_000);
    sent.push(...(await collectMany(20)));
    stopped.signal('SIGCONT');
    sent.push(...(await collectMany(20)));
    await until('it noticed', () => stopped.output().includes('no longer leads'));
    await allReceived(sent);
    expect(await leader(CHANGSHA)).not.toBe(first);
  });
});
