import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { makeCaseNo, type UserRole } from '#contracts';
import { FakeClock } from '#runtime';
import { listenLive, type LiveReader } from '../support/live-reader.js';
import { startTestNats, type TestNats } from '../support/nats.js';
import {
  CASE_NO,
  CITY,
  servedBy,
  standInNode,
  standingGateway,
  tokenFor,
  until,
  untilReady,
  type StandingGateway,
  type StandInNode,
} from './gateway-stand.js';

const MINUTE_MS = 60_000;
const clock = new FakeClock(new Date());
const caseNoOf = (i: number): string =>
  makeCaseNo({ home: '430100', collecting: '430300', onDate: '20261120', random: Uint8Array.of(i, i >> 8, 3, 4, 5) });

let nats: TestNats;
let node: StandInNode;
let city: NatsConnection;
let gateway: StandingGateway;
/** What the node says to whoever asks who they are. */
let me: { role: UserRole; mustChangePassword: boolean } | 'ended';
const readers: LiveReader[] = [];

beforeAll(async () => {
  nats = await startTestNats([CITY]);
  node = await standInNode(nats);
  city = await connect(nats.node(CITY));
  gateway = await standingGateway([servedBy(nats)], {}, { clock });
  await untilReady(gateway);
  node.answer = ({ subject, token }) => {
    if (me === 'ended') return { ok: false, error: { code: 'token_invalid', details: {} } };
    const user = { city: CITY, cityName: '长沙市', username: 'someone', displayName: '示例', windowId: null, ...me };
    return { ok: true, result: subject.endsWith('who-am-i') ? user : { token: token ?? tokenFor(me.role), user } };
  };
});
afterAll(async () => {
  await gateway?.close();
  await city?.close();
  await node?.close();
  await nats?.remove();
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.leave();
});

async function listen(headers: Record<string, string>, after?: string): Promise<LiveReader> {
  const reader = await listenLive(gateway.url, headers, after);
  readers.push(reader);
  return reader;
}
async function listenAs(role: UserRole, after?: string): Promise<LiveReader> {
  me = { role, mustChangePassword: false };
  const reader = await listen({ Authorization: `Bearer ${tokenFor(role)}` }, after);
  await reader.heard('the stream is open', ({ kind }) => kind === 'hello');
  return reader;
}
const say = (topic: string, message: object): void =>
  city.publish(`tongban.v1.live.${CITY}.${topic}`, JSON.stringify(message));
const saySo = (caseNo: string): void => say('cases', { cases: [{ caseNo, status: 'RECEIVED', revision: 'r' }] });
const tells = (caseNo: string) => (event: { data: { cases?: string[] } }) =>
  event.data.cases?.includes(caseNo) ?? false;

/** Signs in as a browser does; gives its cookies. */
async function signIn(): Promise<string> {
  me = { role: 'clerk', mustChangePassword: false };
  const body = { city: CITY, username: 'clerk1', password: 'x' };
  const answer = await gateway.call('POST', '/browser-session', { body });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}

describe('live updates', () => {
  it('tell what the node says has changed, whoever changed it, in number alone', async () => {
    const reader = await listenAs('clerk');
    say('cases', {
      cases: [{ caseNo: CASE_NO, status: 'RECEIVED', revision: 'r', applicant: '欧阳示例' }, { caseNo: 7 }],
    });
    const event = await reader.heard('the case', tells(CASE_NO));
    expect(event).toEqual({ id: expect.stringMatching(/^[0-9a-f]+-\d+$/), kind: 'cases', data: { cases: [CASE_NO] } });
    say('touched', { cases: [{ caseNo: caseNoOf(1) }] });
    await reader.heard('who works on a case', tells(caseNoOf(1)));
    say('links', { links: ['430200', 'no city'] });
    expect((await reader.heard('the link', ({ kind }) => kind === 'links')).data).toEqual({ links: ['430200'] });
  });

  it('tell an administrator nothing of cases or links, and nobody anything before the first password is changed', async () => {
    const clerk = await listenAs('clerk');
    const administrator = await listenAs('administrator');
    me = { role: 'clerk', mustChangePassword: true };
    const fresh = await listen({ Authorization: `Bearer ${tokenFor('clerk')}` });
    saySo(caseNoOf(2));
    await clerk.heard('the case', tells(caseNoOf(2)));
    // All are written to in the same turn: with the next one, what they were to hear of this one has come.
    say('links', { links: ['430200'] });
    await clerk.heard('the link', ({ kind }) => kind === 'links');
    expect([...administrator.events, ...fresh.events].map(({ kind }) => kind)).toEqual(['hello', 'hello']);
  });

  it('tell whoever comes back what was missed, or to look again where that is not known any more', async () => {
    const first = await listenAs('reviewer');
    saySo(caseNoOf(3));
    const { id } = await first.heard('the case', tells(caseNoOf(3)));
    first.leave();
    const other = await listenAs('clerk');
    saySo(caseNoOf(4));
    await other.heard('the next', tells(caseNoOf(4)));
    const back = await listenAs('reviewer', `?after=${id}`);
    await back.heard('what was missed', tells(caseNoOf(4)));
    expect(back.events.map(({ kind }) => kind)).toEqual(['hello', 'cases']);
    expect(back.events[0]?.data).toEqual({ resumed: true });
    for (const unknown of ['?after=0a1b-7', `?after=${id.split('-')[0]}-999999`]) {
      const late = await listenAs('reviewer', unknown);
      await late.heard('to look again', ({ kind }) => kind === 'look');
      expect(late.events[0]?.data).toEqual({ resumed: false });
    }
  });

  it('come a few times a second however many cases move; a flood of them is one reason to look again', async () => {
    const reader = await listenAs('clerk');
    const began = performance.now();
    for (let i = 100; i < 150; i += 1) saySo(caseNoOf(i));
    await reader.heard('the last of them', tells(caseNoOf(149)));
    const most = 2 + (performance.now() - began) / 300;
    expect(reader.events.filter(({ kind }) => kind === 'cases').length).toBeLessThanOrEqual(most);
    say('cases', { cases: Array.from({ length: 300 }, (_, i) => ({ caseNo: caseNoOf(1000 + i) })) });
    await reader.heard('to look again', ({ kind }) => kind === 'look');
    expect(reader.events.some(tells(caseNoOf(1000)))).toBe(false);
  });

  it('end when somebody signs out, or has not used the session in time; listening is no use of it', async () => {
    const cookies = await signIn();
    const reader = await listen({ Cookie: cookies });
    await reader.heard('the stream is open', ({ kind }) => kind === 'hello');
    clock.advanceMs(16 * MINUTE_MS);
    await reader.ended;
    expect((await listen({ Cookie: cookies })).status).toBe(401);

    const again = await signIn();
    const second = await listen({ Cookie: again });
    clock.advanceMs(10 * MINUTE_MS);
    const used = await gateway.call('GET', '/cities', { headers: { Cookie: again } });
    expect(used.headers.getSetCookie().length).toBeGreaterThan(0);
    clock.advanceMs(10 * MINUTE_MS);
    saySo(caseNoOf(5));
    await second.heard('the session was used and goes on', tells(caseNoOf(5)));
    const now = used.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    const csrf = /tongban_csrf=([^;]+)/.exec(now)?.[1] ?? '';
    await gateway.call('POST', '/browser-session/end', { headers: { Cookie: now, 'X-Tongban-Csrf': csrf } });
    await second.ended;
  });

  it('are for six pages of one session at a time, and for the next when one is left', async () => {
    const headers = { Cookie: await signIn() };
    const open = [];
    for (let i = 0; i < 6; i += 1) open.push(await listen(headers));
    const refused = await gateway.call('GET', '/live', { headers });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([429, 'live_streams_full']);
    open[0]?.leave();
    await until('there is room again', async () => {
      const reader = await listen(headers);
      return reader.status === 200;
    });
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(text).toContain(`tongban_gateway_live_streams{city="${CITY}"} 6`);
  });

  it('say to look again after the way to the node was broken', async () => {
    const reader = await listenAs('clerk');
    await nats.leaf(CITY).stop();
    await nats.leaf(CITY).start();
    await reader.heard('to look again', ({ kind }) => kind === 'look');
    await until('the node speaks again', () => {
      saySo(caseNoOf(6));
      return reader.events.some(tells(caseNoOf(6)));
    });
  });
});
