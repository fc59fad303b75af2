import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { GatewayOverrides } from '../../apps/gateway/src/gateway.js';
import { startTestNats, type TestNats } from '../support/nats.js';
import {
  CASE_NO,
  CITY,
  servedBy,
  standingGateway,
  standInNode,
  tokenFor,
  untilReady,
  type StandingGateway,
  type StandInNode,
} from './gateway-stand.js';

let nats: TestNats;
let node: StandInNode;
let gateway: StandingGateway;
/** Gateways with settings of their own; closed also when their test fails, or the run would never end. */
const others: StandingGateway[] = [];

async function anotherGateway(
  ...[env, overrides]: [Record<string, string>?, GatewayOverrides?]
): Promise<StandingGateway> {
  const made = await standingGateway([servedBy(nats)], env, overrides);
  others.push(made);
  await untilReady(made);
  return made;
}

const KEY = { 'Idempotency-Key': 'key-0000-0001' };
const ACT = { ...KEY, 'If-Match': '"rev-1"' };

interface ProblemBody {
  code: string;
  status: number;
}

async function problem(response: Response): Promise<ProblemBody> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  return (await response.json()) as ProblemBody;
}

beforeAll(async () => {
  nats = await startTestNats([CITY]);
  node = await standInNode(nats);
  gateway = await standingGateway([servedBy(nats)]);
  await untilReady(gateway);
});
beforeEach(() => {
  node.asked.length = 0;
  node.answer = () => ({ ok: true, result: { caseNo: CASE_NO, revision: 'rev-2' } });
});
afterEach(async () => {
  for (const one of others.splice(0)) await one.close();
});
afterAll(async () => {
  await gateway.close();
  await node.close();
  await nats.remove();
});

describe('who may', () => {
  it.each([
    ['nothing', undefined, 'token_missing'],
    ['a password instead of a token', 'Basic YTpi', 'token_invalid'],
    ['three words that are no token', 'Bearer a.b.c', 'token_invalid'],
    ['a token of a city not served', `Bearer ${tokenFor('clerk', { city: '430200' })}`, 'token_invalid'],
    ['a token of an unknown role', `Bearer ${tokenFor('clerk', { role: 'mayor' })}`, 'token_invalid'],
    ['a token without an end', `Bearer ${tokenFor('clerk', { exp: undefined })}`, 'token_invalid'],
    ['a token of yesterday', `Bearer ${tokenFor('clerk', { exp: 1_700_000_000 })}`, 'token_expired'],
  ])('with %s nobody gets in', async (_what, authorization, code) => {
    const headers: Record<string, string> = authorization ? { Authorization: authorization } : {};
    const answer = await gateway.call('GET', '/cases', { headers });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await problem(answer)).toMatchObject({ status: 401, code });
    expect(node.asked).toEqual([]);
  });

  it('a clerk cannot decide a case', async () => {
    const body = { act: 'APPROVED', reason: '符合条件' };
    const answer = await gateway.call('POST', `/cases/${CASE_NO}/decision`, { role: 'clerk', headers: ACT, body });
    expect(await problem(answer)).toMatchObject({ status: 403, code: 'role_not_allowed' });
  });

  it('the node, not the gateway, has the last word on a token', async () => {
    node.answer = () => ({ ok: false, error: { code: 'token_invalid', details: { reason: 'signature' } } });
    expect(await problem(await gateway.call('GET', '/cases', { role: 'clerk' }))).toMatchObject({ status: 401 });
  });

  it('signs in at the city that is named, and the city is not passed on', async () => {
    node.answer = () => ({ ok: true, result: { token: 't' } });
    const body = { city: CITY, username: 'clerk1', password: 'a password' };
    const answer = await gateway.call('POST', '/session', { body });
    expect([answer.status, await answer.json()]).toEqual([200, { token: 't' }]);
    expect(node.asked).toMatchObject([
      {
        subject: `tongban.v1.city.${CITY}.auth.sign-in`,
        token: null,
        body: { username: 'clerk1', password: 'a password' },
      },
    ]);
    expect(node.asked[0]?.body).not.toHaveProperty('city');
  });

  it('tells which cities can be signed in to, without passwords', async () => {
    const answer = await gateway.call('GET', '/session/cities');
    expect(await answer.json()).toEqual([{ city: CITY, name: `城市${CITY}`, providerLabel: null }]);
  });

  it('refuses to sign in at a city that it does not serve', async () => {
    const answer = await gateway.call('POST', '/session', { body: { city: '440100', username: 'a', password: 'b' } });
    expect(await problem(answer)).toMatchObject({ status: 404, code: 'city_not_served' });
  });
});

describe('too often', () => {
  it('guessing passwords is slowed down, signing in rightly is not', async () => {
    const door = await anotherGateway({}, { failedSignInsPerMinute: 2 });
    const signIn = async (): Promise<number> =>
      (await door.call('POST', '/session', { body: { city: CITY, username: 'a', password: 'b' } })).status;
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push(await signIn());
    node.answer = () => ({ ok: false, error: { code: 'sign_in_failed', details: {} } });
    for (let i = 0; i < 3; i++) statuses.push(await signIn());
    expect(statuses).toEqual([200, 200, 200, 200, 401, 401, 429]);
  });

  it.each(['/session/', '/SESSION', '/Session/?a=b'])('guessing is slowed down at %s too', async (path) => {
    const door = await anotherGateway({}, { failedSignInsPerMinute: 1 });
    node.answer = () => ({ ok: false, error: { code: 'sign_in_failed', details: {} } });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) {
      statuses.push((await door.call('POST', path, { body: { city: CITY, username: 'a', password: 'b' } })).status);
    }
    expect(statuses).toEqual([401, 429, 429]);
  });

  it('an address that asks without end is told to wait', async () => {
    const door = await anotherGateway({ TONGBAN_GATEWAY_RATE_PER_MINUTE: '2' });
    await door.call('GET', '/cases');
    await door.call('GET', '/cases');
    const answer = await door.call('GET', '/cases');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problem(answer)).toMatchObject({ status: 429, code: 'rate_limited' });
  });
});
