import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { SessionView } from '#contracts';
import { FakeClock } from '#runtime';
import { passwordOf, withGateway, type HttpGateway } from '../support/with-gateway.js';
import { CHANGSHA, threeCities, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

describe('passwords guessed side by side', () => {
  const clock = new FakeClock(new Date());
  let cities: ThreeCities;
  let http: HttpGateway;

  beforeAll(async () => {
    cities = await threeCities('guessing', { cities: [CHANGSHA], clock });
    http = await withGateway(cities, { cities: [CHANGSHA], clock });
    await until('people can sign in', async () => (await signIn('clerk2', passwordOf(CHANGSHA, 'clerk2'))) === 200);
  });
  afterAll(async () => {
    await http?.close();
    await cities?.close();
  });

  const signIn = async (username: string, password: string): Promise<number> =>
    (await http.call('/session', { body: { city: CHANGSHA, username, password } })).status;

  it('are counted like those one after the other: the sixth is not even looked at', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => signIn('clerk1', `guess-${i}`)));
    expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(4);
    expect(answers.filter((status) => status === 429).length).toBeGreaterThanOrEqual(8);
    expect(await signIn('clerk1', passwordOf(CHANGSHA, 'clerk1'))).toBe(429);
    clock.advanceMs(15 * 60_000 + 1000);
    expect(await signIn('clerk1', passwordOf(CHANGSHA, 'clerk1'))).toBe(200);
  });

  it('that waited while the account was being locked find it locked', async () => {
    const locking = new pg.Client({ connectionString: cities.databaseUrl(CHANGSHA) });
    await locking.connect();
    try {
      await locking.query('begin');
      const until15 = new Date(clock.now().getTime() + 15 * 60_000);
      await locking.query("update account set locked_until = $1 where username = 'clerk1'", [until15]);
      const right = signIn('clerk1', passwordOf(CHANGSHA, 'clerk1'));
      await until('the sign-in waits for the account', async () => {
        const waiting =
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        return (await locking.query(waiting)).rows.length > 0;
      });
      await locking.query('commit');
      expect(await right).toBe(429);
    } finally {
      await locking.end();
    }
  });

  describe('while somebody is at work', () => {
    const OWN = 'Shili-Koling-2026';
    const refreshed = (token: string) =>
      http.call<SessionView & Record<string, unknown>>('/session/refresh', { token, method: 'POST' });
    const locked = async (username: string): Promise<void> => {
      await until(`${username} is locked`, async () => (await signIn(username, 'guess')) === 429);
      // What ends sessions ends those that began before it.
      clock.advanceMs(1000);
    };

    it('sign nobody out: new sign-ins wait, a session that is open goes on', async () => {
      const { token } = await http.signIn(CHANGSHA, 'clerk2');
      await locked('clerk2');
      expect(await signIn('clerk2', passwordOf(CHANGSHA, 'clerk2'))).toBe(429);
      // Half a working day of refreshing would outlive the token: each one counts.
      const next = await refreshed(token);
      expect(next.status).toBe(200);
      expect((await http.call('/session', { token: next.body.token })).body).toMatchObject({ username: 'clerk2' });
      expect((await refreshed(next.body.token)).status).toBe(200);
      // Nor does the open session open the door for others.
      expect(await signIn('clerk2', passwordOf(CHANGSHA, 'clerk2'))).toBe(429);
    });

    it('keep no session open that an administrator has ended, locked or not', async () => {
      const admin = await http.signIn(CHANGSHA, 'admin1');
      const { token } = await http.signIn(CHANGSHA, 'reviewer1');
      await locked('reviewer1');
      expect((await admin.post('/people/reviewer1/disablement', { reason: '示例：调离' })).status).toBe(200);
      await until('the session has ended', async () => (await refreshed(token)).status === 401);
      expect(await signIn('reviewer1', passwordOf(CHANGSHA, 'reviewer1'))).toBe(429);
    });

    it('keep no session open whose password the administrator has set anew', async () => {
      const admin = await http.signIn(CHANGSHA, 'admin1');
      const { token } = await http.signIn(CHANGSHA, 'reviewer2');
      await locked('reviewer2');
      const reset = await admin.post<{ temporaryPassword: string }>('/people/reviewer2/password-reset');
      await until('the session has ended', async () => (await refreshed(token)).status === 401);
      const given = { city: CHANGSHA, username: 'reviewer2', password: reset.body.temporaryPassword };
      const signed = (await http.call<SessionView & Record<string, unknown>>('/session', { body: given })).body;
      // An own new password ends the sessions of the one before as well.
      clock.advanceMs(1000);
      const change = { token: signed.token, body: { current: given.password, next: OWN } };
      expect((await http.call('/session/password', change)).status).toBe(200);
      await until('the session of before has ended', async () => (await refreshed(signed.token)).status === 401);
    });

    it('leave a changed role to the session as ever', async () => {
      const admin = await http.signIn(CHANGSHA, 'admin1');
      const { token } = await http.signIn(CHANGSHA, 'reviewer3');
      await locked('reviewer3');
      await admin.post('/people/reviewer3', { displayName: '示例', role: 'supervisor' });
      await until('the session has ended', async () => (await refreshed(token)).status === 401);
    });
  });
});
