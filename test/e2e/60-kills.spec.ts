import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView } from '#contracts';
import { aCollection, anApplication } from '../support/builders.js';
import { expectArrivedOnce, expectLinksAgree } from '../support/ledger-check.js';
import { startNodeProcess, type NodeProcess } from '../support/node-process.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

/** Every window between two commits: the process dies there as in a power cut, and comes back. */
describe('a node killed in the middle of its work', () => {
  const pair = [CHANGSHA, XIANGTAN];
  let cities: ThreeCities;
  let clerk: Desk;
  let reviewer: Desk;
  const processes = new Map<string, NodeProcess>();

  const start = async (city: string, faults?: string): Promise<NodeProcess> => {
    const node = await startNodeProcess(cities, city, faults ? { faults } : {});
    processes.set(city, node);
    await node.ready();
    return node;
  };
  const stop = async (city: string): Promise<void> => {
    const node = processes.get(city);
    if (!node?.alive()) return;
    node.signal('SIGTERM');
    await node.exited;
  };

  beforeAll(async () => {
    cities = await threeCities('kills', { cities: pair, idle: true });
    await start(CHANGSHA);
    await start(XIANGTAN);
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    await until('the list of 长沙 is here', async () => {
      return (await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA })).total > 40;
    });
  });
  afterAll(async () => {
    for (const city of pair) await stop(city);
    await cities?.close();
  });

  const settled = (): Promise<true | false> =>
    until(
      'both ends agree',
      async () => {
        for (const city of pair) {
          const [row] = await cities.sql<{ waiting: string }>(
            city,
            `select (select count(*) from pending) + (select count(*) from parked_event)
               + coalesce((select sum(numbered_to - settled_to) from link_out), 0) as waiting`,
          );
          if (Number(row?.waiting) !== 0) return false;
        }
        return true as const;
      },
      30_000,
    );

  it.each([
    ['after the commit of a case, before anything else', XIANGTAN, 'state.committed:kill:3'],
    ['with the seal signed and not committed', XIANGTAN, 'seal.signed:kill'],
    ['after the commit of the seal, before sending', XIANGTAN, 'seal.committed:kill'],
    ['with a batch packed and not published', XIANGTAN, 'send.packed:kill'],
    ['after publishing, before the receipt', XIANGTAN, 'send.published:kill'],
    ['with a receipt in hand and not settled', XIANGTAN, 'settle.received:kill'],
    ['after settling', XIANGTAN, 'settle.committed:kill'],
    ['at the home city with a batch opened', CHANGSHA, 'apply.opened:kill'],
    ['at the home city before its commit', CHANGSHA, 'apply.before-commit:kill'],
    ['at the home city between commit and receipt', CHANGSHA, 'apply.committed:kill'],
    ['at the home city after its receipt', CHANGSHA, 'apply.receipt-published:kill'],
  ])('loses and doubles nothing %s', async (_when, city, fault) => {
    await settled();
    await stop(city);
    const victim = await start(city, fault);
    const accepted: string[] = [];
    // The same command again and again, as a patient gateway does: an answer that got lost must not double a case.
    const collect = async (i: number): Promise<void> => {
      const commandId = `kill-${fault.replaceAll(/[^a-z]/g, '-')}-${i}`.slice(0, 64);
      const body = aCollection({ application: anApplication(null) });
      const view = await until(
        'the case is accepted',
        () => clerk.ask<CollectedView>('collectCase', body, { commandId }).catch(() => null),
        40_000,
      );
      accepted.push(view.caseNo);
    };
    for (let i = 0; i < 3 && victim.alive(); i += 1) await Promise.race([collect(i), victim.exited]);
    const late = victim.alive() ? collect(90) : Promise.resolve();
    expect(await Promise.race([victim.exited, until('it dies', () => !victim.alive(), 30_000)])).toBeTruthy();
    expect(victim.alive()).toBe(false);
    await start(city);
    await late;
    await collect(91);
    for (const caseNo of accepted) {
      await until(`${caseNo} is received`, async () => {
        const view = await reviewer.ask<CaseView>('getCase', { caseNo }).catch(() => null);
        return view?.status === 'RECEIVED';
      });
    }
    await settled();
    await expectArrivedOnce(cities, XIANGTAN, CHANGSHA, accepted);
    await expectLinksAgree(cities, pair);
    const [doubled] = await cities.sql<{ n: string }>(
      XIANGTAN,
      "select count(*) as n from event where command_id like 'clerk1/kill-%' and type = 'case.collected'",
    );
    const [files] = await cities.sql<{ n: string }>(XIANGTAN, 'select count(*) as n from case_file');
    expect(doubled?.n).toBe(files?.n);
  });
});
