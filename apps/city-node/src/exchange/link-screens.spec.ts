import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createLogger } from '#runtime';
import { createTestDatabase } from '../../../../test/support/postgres.js';
import { Database } from '../db/database.js';
import type { Breakers, BreakerState } from '../partners/breakers.js';
import { LinkScreens } from './link-screens.js';
import type { LinkSender } from './send/link-sender.js';

const log = createLogger({ level: 'silent', name: 'test' });
let db: Database;

beforeAll(async () => {
  db = new Database({ url: await createTestDatabase('screens'), poolSize: 4, applicationName: 'screens' }, log);
  db.start();
  await db.started();
});
afterAll(() => db?.stop());

it('a silent partner is shown as silent since it fell silent, however often it is probed', async () => {
  let state: BreakerState = 'open';
  let now = new Date('2026-11-20T01:00:00.000Z');
  const breakers = { state: () => state } as unknown as Breakers;
  const screens = new LinkScreens(db, breakers, { now: () => now });
  const link = { partner: '430100', holdReason: 'unreachable', contactAt: null, version: null } as LinkSender;
  const shown = async (): Promise<object | undefined> => {
    await screens.show([link]);
    return (await db.query<object>('select breaker, since from link_state'))[0];
  };
  expect(await shown()).toEqual({ breaker: 'open', since: now });
  const since = now;
  for (state of ['half-open', 'open', 'half-open'] as const) {
    now = new Date(now.getTime() + 5000);
    expect(screens.differ(link)).toBe(false);
    expect(await shown()).toEqual({ breaker: 'open', since });
  }
  now = new Date(now.getTime() + 5000);
  state = 'closed';
  expect(screens.differ(link)).toBe(true);
  expect(await shown()).toEqual({ breaker: 'closed', since: now });
});
