import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger, FakeClock } from '#runtime';
import { createTestDatabase } from '../../../../test/support/postgres.js';
import { until } from '../../../../test/support/until.js';
import { Database } from '../db/database.js';
import { EndedTokens } from './ended-tokens.js';

const clock = new FakeClock('2026-11-23T02:00:00.000Z');
const HALF_AN_HOUR = 30 * 60_000;
let url: string;
let db: Database;
let here: EndedTokens;
/** Another replica of the same city. */
let there: EndedTokens;

const database = (): Database =>
  new Database({ url, poolSize: 2, applicationName: 'test' }, createLogger({ level: 'silent', name: 'test' }));

beforeAll(async () => {
  url = await createTestDatabase('ended-tokens');
  db = database();
  db.start();
  await db.started();
  [here, there] = [new EndedTokens(db, clock, HALF_AN_HOUR), new EndedTokens(db, clock, HALF_AN_HOUR)];
});
afterAll(() => db?.stop());

const refused = (at: EndedTokens, sessionId: string): Promise<string> =>
  at.mustNotHave({ user: { username: 'clerk1' }, sessionId, issuedMs: clock.now().getTime() }).then(
    () => 'goes on',
    (error: { code: string }) => error.code,
  );

describe('who has signed out', () => {
  it('is out at once here, soon at the other replica, and in no other session', async () => {
    await here.endSession('at the window', clock.now());
    expect(await refused(here, 'at the window')).toBe('token_invalid');
    await until('known there', async () => (await refused(there, 'at the window')) === 'token_invalid');
    expect([await refused(here, 'at home'), await refused(there, 'at home')]).toEqual(['goes on', 'goes on']);
  });

  it('is out at the other replica too when the clock of a rehearsal has gone back', async () => {
    clock.advanceMs(8 * 24 * 3600_000);
    await here.endSession('a week on', clock.now());
    await until('known there', async () => (await refused(there, 'a week on')) === 'token_invalid');
    clock.advanceMs(-8 * 24 * 3600_000);
    await here.endSession('back again', clock.now());
    await until('known there', async () => (await refused(there, 'back again')) === 'token_invalid', 10_000);
  });

  it('stays out at a node that answers before it has reached its database', async () => {
    await here.endSession('before the restart', clock.now());
    const later = database();
    const restarted = new EndedTokens(later, clock, HALF_AN_HOUR);
    try {
      expect(await refused(restarted, 'before the restart')).toBe('database_unavailable');
      later.start();
      await later.started();
      expect(await refused(restarted, 'before the restart')).toBe('token_invalid');
      expect(await refused(restarted, 'still at work')).toBe('goes on');
    } finally {
      await later.stop();
    }
  });
});
