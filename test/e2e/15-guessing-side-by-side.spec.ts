import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
});
