import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { CaseView, CollectCase } from '#contracts';
import { aCollection } from '../support/builders.js';
import { startNodeProcess, type NodeProcess } from '../support/node-process.js';
import { proxyBefore, throughProxy } from '../support/tcp-proxy.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { untilStatus, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];
const WINDOWS = 6;
const LONG_MS = 60_000;

let cities: ThreeCities;
let gateway: HttpGateway;
let node: NodeProcess;
let clerk: HttpDesk;

beforeAll(async () => {
  cities = await threeCities('leaves', { cities: PAIR, idle: true });
  await cities.startNode(CHANGSHA);
  node = await startNodeProcess(cities, XIANGTAN);
  await node.ready();
  gateway = await withGateway(cities, { cities: PAIR, env: { TONGBAN_GATEWAY_COMMAND_TIMEOUT_MS: '5000' } });
  clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  await until('湘潭 has the list of 长沙', async () => {
    const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
    return body.total >= 60;
  });
}, LONG_MS);
afterAll(async () => {
  await gateway?.close();
  if (node?.alive()) node.signal('SIGKILL');
  await node?.exited;
  await cities?.close();
}, LONG_MS);

/** What one window submitted: the form, its key, and the case it got, if any. */
interface Submission {
  form: CollectCase;
  key: string;
  caseNo: string | null;
  status: number;
}

async function submit(form: CollectCase, key: string): Promise<Submission> {
  const { status, body } = await clerk.post<CaseView>('/cases', form, { key });
  return { form, key, status, caseNo: status === 201 ? body.caseNo : null };
}

describe('a node that is told to stop while all windows are busy', () => {
  const submissions: Submission[] = [];

  it(
    'finishes what it has begun and ends without an error',
    async () => {
      let stopping = false;
      const windows = Array.from({ length: WINDOWS }, async () => {
        while (!stopping) submissions.push(await submit(aCollection(), randomUUID()));
      });
      await until('some cases are taken', () => submissions.filter((one) => one.caseNo).length > 30, LONG_MS);
      node.signal('SIGTERM');
      // The windows go on clicking while it leaves; what it no longer takes is refused, not swallowed.
      await until('a window is refused', () => submissions.some((one) => one.status === 503), LONG_MS);
      stopping = true;
      expect(await node.exited).toBe(0);
      await Promise.all(windows);
      expect(new Set(submissions.map((one) => one.status))).toEqual(new Set([201, 503]));
    },
    LONG_MS,
  );

  it('has kept every case that a window was told of', async () => {
    const told = submissions.flatMap((one) => one.caseNo ?? []);
    const rows = await cities.sql<{ case_no: string }>(XIANGTAN, 'select case_no from case_file');
    const held = new Set(rows.map((row) => row.case_no));
    expect(told.filter((caseNo) => !held.has(caseNo))).toEqual([]);
    expect(new Set(told).size).toBe(told.length);
  });

  it('lets go of its lease, so that the next one need not wait for it', async () => {
    const [lease] = await cities.sql<{ free: boolean }>(
      XIANGTAN,
      "select expires_at < clock_timestamp() as free from lease where name = 'exchange'",
    );
    expect(lease?.free).toBe(true);
  });

  it('started again, it takes the refused forms under their keys once, and everything arrives', async () => {
    node = await startNodeProcess(cities, XIANGTAN);
    await node.ready();
    await until('answers', async () => (await clerk.get('/cases')).status === 200);
    for (const one of submissions.filter((each) => each.status === 503)) {
      const again = await submit(one.form, one.key);
      expect(again.status).toBe(201);
      one.caseNo = again.caseNo;
    }
    const numbers = submissions.map((one) => one.caseNo);
    expect(new Set(numbers).size).toBe(submissions.length);
    const rows = await cities.sql(XIANGTAN, 'select 1 from case_file');
    expect(rows).toHaveLength(submissions.length);
    await until(
      'all are received in 长沙',
      async () => {
        const there = await cities.sql(CHANGSHA, "select 1 from case_file where status = 'RECEIVED'");
        return there.length === submissions.length;
      },
      LONG_MS,
    );
    await untilStatus(clerk, submissions.at(-1)!.caseNo!, 'RECEIVED');
  }, 90_000);
});

describe('a node that is told to stop before it was ever of use', () => {
  it(
    'ends at once without its database and its nats-server',
    async () => {
      const env = { TONGBAN_DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x', TONGBAN_NATS_URL: 'nats://127.0.0.1:1' };
      const lonely = await startNodeProcess(cities, XIANGTAN, { replica: 'lonely', env });
      await until('it lives', async () => (await fetch(`${lonely.url}/health/live`)).ok, LONG_MS);
      const began = Date.now();
      lonely.signal('SIGTERM');
      expect(await lonely.exited).toBe(0);
      expect(Date.now() - began).toBeLessThan(10_000);
    },
    LONG_MS,
  );
});

describe('a node that meets trouble while it starts', () => {
  it(
    'begins anew when the database goes away in the middle, and takes up its work',
    async () => {
      const proxy = await proxyBefore(cities.databaseUrl(XIANGTAN));
      const blocker = new pg.Client({ connectionString: cities.databaseUrl(XIANGTAN) });
      await blocker.connect();
      const env = {
        TONGBAN_DATABASE_URL: throughProxy(cities.databaseUrl(XIANGTAN), proxy),
        TONGBAN_LOG_LEVEL: 'info',
      };
      // Somebody holds a table that it needs for its start, so that the start stands still half way.
      await blocker.query('begin; lock table account in access exclusive mode');
      const starting = await startNodeProcess(cities, XIANGTAN, { replica: 'starting', env });
      try {
        await until('it waits for the table', async () => {
          const waiting = await cities.sql(
            XIANGTAN,
            "select 1 from pg_stat_activity where application_name like '%-starting' and wait_event_type = 'Lock'",
          );
          return waiting.length > 0;
        });
        await proxy.refuse();
        await until('it has noticed', () => starting.output().includes('database went away while the node started'));
        await blocker.query('rollback');
        await proxy.restore();
        await starting.ready();
        await until('it works', () => /"msg":"(connected to nats-server|INBOX made)"/.test(starting.output()), LONG_MS);
        expect(starting.alive()).toBe(true);
      } finally {
        starting.signal('SIGTERM');
        expect(await starting.exited).toBe(0);
        await blocker.end();
        await proxy.close();
      }
    },
    LONG_MS,
  );

  it(
    'ends with an error that whoever restarts it can see, when trying again cannot help',
    async () => {
      const path = join(cities.dir, 'not-a-sample.json');
      writeFileSync(path, '{"items": []}');
      const env = { TONGBAN_SAMPLE_DATA_FILE: path };
      const faulty = await startNodeProcess(cities, XIANGTAN, { replica: 'faulty', env });
      expect(await faulty.exited).toBe(1);
      expect(faulty.output()).toContain('node cannot work');
    },
    LONG_MS,
  );
});
