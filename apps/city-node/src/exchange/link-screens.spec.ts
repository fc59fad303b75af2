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
  const hints: unknown[] = [];
  const publish = (subject: string, bytes: Uint8Array): void =>
    void hints.push([subject, Buffer.from(bytes).toString()]);
  const screens = new LinkScreens(db, breakers, { now: () => now }, { self: '430300', transport: { publish } });
  const link = { partner: '430100', holdReason: 'unreachable', contactAt: null, version: null } as LinkSender;
  const shown = async (): Promise<object | undefined> => {
    await screens.show([link]);
    return (await db.query<object>('select breaker, since from link_state'))[0];
  };
  expect(await shown()).toEqual({ breaker: 'open', since: now });
  const told = ['tongban.v1.live.430300.links', '{"links":["430100"]}'];
  expect(hints).toEqual([told]);
  const since = now;
  for (state of ['half-open', 'open', 'half-open'] as const) {
    now = new Date(now.getTime() + 5000);
    expect(screens.differ(link)).toBe(false);
    expect(await shown()).toEqual({ breaker: 'open', since });
  }
  expect(hints).toEqual([told]);
  now = new Date(now.getTime() + 5000);
  state = 'closed';
  expect(screens.differ(link)).toBe(true);
  expect(await shown()).toEqual({ breaker: 'closed', since: now });
  expect(hints).toEqual([told, told]);
});

it('what holds a link is booked to it, an outage apart from what an operator agreed to', async () => {
  let state: BreakerState = 'closed';
  let now = new Date('2026-11-21T01:00:00.000Z');
  const breakers = { state: () => state } as unknown as Breakers;
  const screens = new LinkScreens(
    db,
    breakers,
    { now: () => now },
    { self: '430300', transport: { publish: () => undefined } },
  );
  const link = { partner: '430200', operatorHold: null, contactAt: null, version: null } as unknown as LinkSender;
  const hours = [now, ...[1, 2, 3, 4].map((hour) => new Date(now.getTime() + hour * 3_600_000))];
  const hold = { reason: '示例', until: new Date('2026-11-22T01:00:00.000Z') };
  const steps = [
    [null, 'closed'],
    [hold, 'closed'],
    [hold, 'open'],
    [null, 'open'],
    [null, 'closed'],
  ] as const;
  for (const [i, [held, breaker]] of steps.entries()) {
    now = hours[i] ?? now;
    state = breaker;
    Object.assign(link, { operatorHold: held, shownReason: held ? 'operator_hold' : null });
    await screens.show([link]);
    // Another replica may take over at any moment.
    screens.forget();
    await screens.show([link]);
  }
  const booked = await db.query(
    "select cause, began_at, ended_at from link_outage where partner = '430200' order by began_at",
  );
  expect(booked).toEqual([
    { cause: 'HELD', began_at: hours[1], ended_at: hours[2] },
    { cause: 'DOWN', began_at: hours[2], ended_at: hours[4] },
  ]);
});
