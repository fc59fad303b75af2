import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectCase, CollectedView } from '#contracts';
import { aCollection, anApplication } from '../support/builders.js';
import { expectArrivedOnce, expectLinksAgree } from '../support/ledger-check.js';
import { startNodeProcess, type NodeProcess } from '../support/node-process.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

/** Long enough for acts to be asked for, and answered, while the lease of a dead leader still runs. */
const LEASE_MS = '6000';
const PAIR = [CHANGSHA, XIANGTAN];
const WINDOWS = 6;
/** So long a clerk looks at the hourglass before clicking again. */
const PATIENCE_MS = 1500;
const LONG_MS = 90_000;

/** What one window submitted under one Idempotency-Key. */
interface Submission {
  readonly form: CollectCase;
  readonly key: string;
  readonly caseNo: string;
}

describe('two replicas of one city', () => {
  let cities: ThreeCities;
  let clerk: Desk;
  let gateway: HttpGateway;
  let window: HttpDesk;
  const nodes = new Map<string, NodeProcess>();
  const submissions: Submission[] = [];

  const start = async (replica: string): Promise<void> => {
    const node = await startNodeProcess(cities, XIANGTAN, { replica, env: { TONGBAN_LEASE_MS: LEASE_MS } });
    nodes.set(replica, node);
    await node.ready();
  };
  const leader = async (): Promise<string> => {
    const text = 'select holder from lease where expires_at > clock_timestamp()';
    const [row] = await cities.sql<{ holder: string }>(XIANGTAN, text);
    return row?.holder ?? 'nobody';
  };
  const submit = async (form: CollectCase, key: string): Promise<string> =>
    (await clerk.ask<CollectedView>('collectCase', form, { commandId: key })).caseNo;
  /** Clicks again, under the same key, until there is an answer. */
  const submitPatiently = (form: CollectCase, key: string): Promise<string> =>
    until('the window is answered', async () => Promise.race([submit(form, key), pause(PATIENCE_MS, null)]), LONG_MS);

  /** Keeps all windows busy until `work` is over. */
  const whileWindowsAreBusy = async (take: typeof submit, work: () => Promise<void>): Promise<Submission[]> => {
    const taken: Submission[] = [];
    let closing = false;
    const windows = Array.from({ length: WINDOWS }, async () => {
      while (!closing) {
        const form = aCollection({ application: anApplication(null) });
        const key = randomUUID();
        taken.push({ form, key, caseNo: await take(form, key) });
      }
    });
    const all = Promise.all(windows);
    try {
      await Promise.race([until('some cases are taken', () => taken.length > 20), all]);
      await Promise.race([work(), all]);
    } finally {
      closing = true;
    }
    await all;
    submissions.push(...taken);
    return taken;
  };

  /** Numbers of cases of which a fact was stated in one commit and sealed in a later one. */
  const sealedLater = async (taken: readonly Submission[]): Promise<string[]> => {
    const found = await cities.sql<{ lane: string }>(
      XIANGTAN,
      `select distinct e.lane from event e left join seal s on e.id = any(s.event_ids)
       where e.lane = any($1) and e.author = $2 and s.sealed_at is distinct from e.stored_at`,
      [taken.map(({ caseNo }) => `case/${caseNo}`), XIANGTAN],
    );
    return found.map(({ lane }) => lane);
  };

  beforeAll(async () => {
    cities = await threeCities('leader_acts', { cities: PAIR, idle: true });
    await cities.startNode(CHANGSHA);
    await start('a');
    await until('a leads', async () => (await leader()) === 'a');
    await start('b');
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    gateway = await withGateway(cities, { cities: [XIANGTAN] });
    window = await gateway.signIn(XIANGTAN, 'clerk1');
    await until('the list of 长沙 is here', async () => {
      return (await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA })).total > 40;
    });
  }, LONG_MS);
  afterAll(async () => {
    await gateway?.close();
    for (const node of nodes.values()) {
      node.signal('SIGKILL');
      await node.exited;
    }
    await cities?.close();
  }, LONG_MS);

  it('leave acts to the one that leads, which seals them in the commit that states them', async () => {
    const taken = await whileWindowsAreBusy(submit, () => Promise.resolve());
    expect(await sealedLater(taken)).toEqual([]);
  });

  it(
    'go on when the leading one is killed in the middle: windows that click again are answered by the other at once',
    async () => {
      let holder = '';
      await whileWindowsAreBusy(submitPatiently, async () => {
        nodes.get('a')?.signal('SIGKILL');
        await nodes.get('a')?.exited;
        const form = aCollection({ application: anApplication(null) });
        const key = randomUUID();
        // Over the gateway not even the first click is refused.
        const { status, body } = await window.post<CaseView>('/cases', form, { key });
        expect(status).toBe(201);
        submissions.push({ form, key, caseNo: body.caseNo });
        holder = await leader();
        await until('the other leads', async () => (await leader()) === 'b');
      });
      // The dead one's lease still ran when the window was answered.
      expect(holder).toBe('a');
    },
    LONG_MS,
  );

  it(
    'leave acts to the other from then on, also once the first is back',
    async () => {
      await start('a');
      const taken = await whileWindowsAreBusy(submit, () => Promise.resolve());
      expect(await sealedLater(taken)).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'are stopped one after the other, and no window is refused anything',
    async () => {
      await whileWindowsAreBusy(submit, async () => {
        nodes.get('b')?.signal('SIGTERM');
        expect(await nodes.get('b')?.exited).toBe(0);
        await until('the other leads', async () => (await leader()) === 'a');
      });
    },
    LONG_MS,
  );

  it(
    'have lost nothing and doubled nothing: a form sent again under its key is the case it was',
    async () => {
      for (const { form, key, caseNo } of submissions) expect(await submit(form, key)).toBe(caseNo);
      const numbers = submissions.map(({ caseNo }) => caseNo);
      const held = await cities.sql<{ case_no: string }>(XIANGTAN, 'select case_no from case_file');
      expect(held.map((row) => row.case_no).sort()).toEqual([...numbers].sort());
      await until(
        'all are received in 长沙',
        async () => {
          const there = await cities.sql(CHANGSHA, "select 1 from case_file where status = 'RECEIVED'");
          return there.length === numbers.length;
        },
        LONG_MS,
      );
      await until('both ends agree', async () => {
        for (const city of PAIR) {
          const [row] = await cities.sql<{ waiting: string }>(
            city,
            `select (select count(*) from pending) + coalesce((select sum(numbered_to - settled_to) from link_out), 0) as waiting`,
          );
          if (Number(row?.waiting) !== 0) return false;
        }
        return true;
      });
      await expectArrivedOnce(cities, XIANGTAN, CHANGSHA, numbers);
      await expectLinksAgree(cities, PAIR);
    },
    LONG_MS,
  );
});
