import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#runtime';
import { startTestNats, type TestNats } from '../support/nats.js';
import {
  CITY,
  servedBy,
  standInNode,
  standingGateway,
  tokenFor,
  untilReady,
  type StandingGateway,
  type StandInNode,
} from './gateway-stand.js';

const MINUTE_MS = 60_000;
const clock = new FakeClock(new Date());
const user = { city: CITY, cityName: '长沙市', username: 'clerk1', displayName: '示例', role: 'clerk', windowId: null };

let nats: TestNats;
let node: StandInNode;
let gateway: StandingGateway;
let cookies: string;
let csrf: string;
/** The token that the node gave last. */
let issued: string;

beforeAll(async () => {
  nats = await startTestNats([CITY]);
  node = await standInNode(nats);
  gateway = await standingGateway([servedBy(nats)], {}, { clock });
  await untilReady(gateway);
});
afterAll(async () => {
  await gateway?.close();
  await node?.close();
  await nats?.remove();
});
afterEach(() => {
  node.asked.length = 0;
});

function token(minutes: number): string {
  issued = tokenFor('clerk', { exp: Math.floor(clock.now().getTime() / 1000) + minutes * 60 });
  return issued;
}
const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');

async function signIn(minutes = 480): Promise<Response> {
  node.answer = ({ subject }) => ({
    ok: true,
    result: !/auth\.(sign-in|refresh)/.test(subject) ? user : { token: token(minutes), expiresAt: '', user },
  });
  const body = { city: CITY, username: 'clerk1', password: 'Sample-clerk1-430100' };
  const answer = await gateway.call('POST', '/browser-session', { body });
  cookies = cookiesOf(answer);
  csrf = /tongban_csrf=([^;]+)/.exec(cookies)?.[1] ?? '';
  return answer;
}
const asBrowser = (more: Record<string, string> = {}) => ({ headers: { Cookie: cookies, ...more } });

describe('a sign-in at a browser', () => {
  it('gives the page who is signed in, and the token to no script', async () => {
    const answer = await signIn();
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).not.toContain('eyJ');
    expect(JSON.parse(text)).toMatchObject({ user, idleMs: 15 * MINUTE_MS });
    const [session, shown] = answer.headers.getSetCookie();
    expect(session).toMatch(/^tongban_session=.*; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(Buffer.from(session!.split(/[=;]/)[1]!, 'base64url').toString('latin1')).not.toContain('eyJ');
    expect(shown).toMatch(/^tongban_csrf=.*; Path=\/; SameSite=Strict$/);
  });

  it('lets the page read as the person, with the token that only the node knows', async () => {
    await signIn();
    const answer = await gateway.call('GET', '/cases', asBrowser());
    expect(answer.status).toBe(200);
    expect(node.asked.at(-1)!.token).toBe(issued);
  });

  it('lets a page change something only with the value of its own cookie, and no other site at all', async () => {
    await signIn();
    const path = '/partners/430200/statements';
    const act = (headers: Record<string, string>): Promise<Response> =>
      gateway.call('POST', path, {
        body: {},
        headers: { Cookie: cookies, 'Idempotency-Key': 'key-of-test', ...headers },
      });
    for (const refused of [
      {},
      { 'X-Tongban-Csrf': 'guessed' },
      { 'X-Tongban-Csrf': csrf, 'Sec-Fetch-Site': 'cross-site' },
      { 'X-Tongban-Csrf': csrf, 'Sec-Fetch-Site': 'same-site' },
    ]) {
      const answer = await act(refused as Record<string, string>);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'csrf_refused']);
    }
    // Past that door, and refused at the next for what a clerk may not do.
    const ours = await act({ 'X-Tongban-Csrf': csrf, 'Sec-Fetch-Site': 'same-origin' });
    expect(((await ours.json()) as { code: string }).code).toBe('role_not_allowed');
    const foreign = {
      body: { city: CITY, username: 'clerk1', password: 'x' },
      headers: { 'Sec-Fetch-Site': 'cross-site' },
    };
    expect((await gateway.call('POST', '/browser-session', foreign)).status).toBe(403);
  });

  it('asks programs with a token of their own for no such value', async () => {
    const answer = await gateway.call('POST', '/partners/430200/statements', { role: 'clerk', body: {} });
    expect(((await answer.json()) as { code: string }).code).toBe('role_not_allowed');
  });

  it('ends after fifteen minutes without use; use puts the end off, asking in the background does not', async () => {
    await signIn();
    clock.advanceMs(10 * MINUTE_MS);
    const background = await gateway.call('GET', '/browser-session', asBrowser({ 'X-Tongban-Background': '1' }));
    const { idleUntil, idleLeftMs } = (await background.json()) as { idleUntil: string; idleLeftMs: number };
    expect(new Date(idleUntil).getTime() - clock.now().getTime()).toBe(5 * MINUTE_MS);
    expect(idleLeftMs).toBe(5 * MINUTE_MS);
    expect(background.headers.getSetCookie()).toEqual([]);
    const used = await gateway.call('GET', '/cases', asBrowser());
    const before = cookies;
    cookies = cookiesOf(used);
    clock.advanceMs(6 * MINUTE_MS);
    expect((await gateway.call('GET', '/cases', asBrowser())).status).toBe(200);
    cookies = before;
    const ended = await gateway.call('GET', '/cases', asBrowser());
    expect(ended.status).toBe(401);
    expect(cookiesOf(ended)).toBe('tongban_session=; tongban_csrf=');
  });

  it('outlives the token of the node, which is renewed while the session is used', async () => {
    await signIn(20);
    clock.advanceMs(10 * MINUTE_MS);
    node.asked.length = 0;
    await gateway.call('GET', '/cases', asBrowser());
    expect(node.asked.map(({ subject }) => subject.replace(/^.*430100\./, ''))).toEqual(['auth.refresh', 'case.list']);
  });

  it('is over when the person leaves, also for a copy of the cookie', async () => {
    await signIn();
    const end = await gateway.call('POST', '/browser-session/end', asBrowser({ 'X-Tongban-Csrf': csrf }));
    expect([end.status, await end.json()]).toEqual([200, { continueAt: null }]);
    expect(node.asked.at(-1)).toMatchObject({ token: issued, subject: expect.stringMatching(/auth\.end-session$/) });
    expect((await gateway.call('GET', '/cases', asBrowser())).status).toBe(401);
  });

  it('opens nothing with a cookie that was changed', async () => {
    await signIn();
    cookies = cookies.replace(/(tongban_session=.{20})./, (_all, kept: string) => `${kept}~`);
    expect((await gateway.call('GET', '/cases', asBrowser())).status).toBe(401);
  });
});
