import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
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
});
