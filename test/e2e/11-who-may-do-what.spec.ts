import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import type { SessionView } from '#contracts';
import { FakeClock } from '#runtime';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, Refused, threeCities, XIANGTAN, ZHUZHOU, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import {
  passwordOf,
  refusal,
  untilStatus,
  withGateway,
  written,
  type HttpAnswer,
  type HttpDesk,
  type HttpGateway,
} from '../support/with-gateway.js';

const MINUTE_MS = 60_000;
const clock = new FakeClock(new Date());

let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;
let reviewer: HttpDesk;
let caseNo: string;

beforeAll(async () => {
  cities = await threeCities('who_may', { clock });
  gateway = await withGateway(cities, { clock });
  clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  await until('湘潭 has the list of 长沙', async () => {
    const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
    return body.total >= 60;
  });
  caseNo = (await clerk.post<{ caseNo: string }>('/cases', aCollection())).body.caseNo;
  await untilStatus(reviewer, caseNo, 'RECEIVED');
  await untilStatus(clerk, caseNo, 'RECEIVED');
  await cities.quiet();
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

/** Does something that must write nothing anywhere. */
async function withoutATrace<T>(act: () => Promise<T>): Promise<T> {
  const before = await written(cities);
  const result = await act();
  expect(await written(cities)).toEqual(before);
  return result;
}

describe('without a valid sign-in nothing happens', () => {
  const collectWith = (token: string | null, through = gateway): Promise<HttpAnswer> =>
    withoutATrace(() => through.call('/cases', { token, key: 'key-of-nobody', body: aCollection() }));

  it('no token', async () => {
    refusal(await collectWith(null), 'token_missing');
  });

  it('a token signed with a secret that somebody made up', async () => {
    const claims = decodeJwt(clerk.token);
    const forged = await new SignJWT({ ...claims, role: 'clerk' })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(new TextEncoder().encode('a secret of forty characters made up here'));
    refusal(await collectWith(forged), 'token_invalid');
  });

  it('a token without a signature', async () => {
    const unsigned = [Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url'), clerk.token.split('.')[1]];
    refusal(await collectWith(`${unsigned.join('.')}.`), 'token_invalid');
    refusal(await collectWith(`${unsigned.join('.')}.AAAA`), 'token_invalid');
  });

  it('a token in which another role was written afterwards', async () => {
    const [head = '', body = '', signature = ''] = clerk.token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const raised = Buffer.from(JSON.stringify({ ...claims, role: 'reviewer' })).toString('base64url');
    const answer = await gateway.call('/cases', { token: [head, raised, signature].join('.') });
    refusal(answer, 'token_invalid');
  });

  it("a token of 长沙 in which 湘潭 was written, also straight at 湘潭's node", async () => {
    const clerkOfChangsha = await cities.signIn(CHANGSHA, 'clerk1');
    const [head = '', body = '', signature = ''] = clerkOfChangsha.token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const moved = Buffer.from(JSON.stringify({ ...claims, city: XIANGTAN, aud: XIANGTAN })).toString('base64url');
    refusal(await collectWith([head, moved, signature].join('.')), 'token_invalid');
    const atXiangtan = await cities.signIn(XIANGTAN, 'clerk1');
    await withoutATrace(async () => {
      const asking = atXiangtan.ask('collectCase', aCollection(), { token: clerkOfChangsha.token });
      const refused = await asking.then(() => null).catch((error: unknown) => error as Refused);
      expect(refused?.code).toBe('token_invalid');
    });
  });

  it('a token of 长沙 at a gateway that serves 湘潭 alone', async () => {
    const ofXiangtan = await withGateway(cities, { cities: [XIANGTAN], clock });
    try {
      await ofXiangtan.signIn(XIANGTAN, 'clerk1');
      expect(refusal(await collectWith(reviewer.token, ofXiangtan), 'token_invalid')).toEqual({
        reason: 'city_not_served',
      });
    } finally {
      await ofXiangtan.close();
    }
  });

  it('a token half an hour old; a fresh one taken in time goes on', async () => {
    const early = await gateway.signIn(XIANGTAN, 'clerk2');
    clock.advanceMs(20 * MINUTE_MS);
    const refreshed = await early.post<SessionView>('/session/refresh', {}, { key: null });
    expect(refreshed.status).toBe(200);
    clock.advanceMs(12 * MINUTE_MS);
    refusal(await collectWith(early.token), 'token_expired');
    refusal(await gateway.call('/session/refresh', { token: early.token, body: {} }), 'token_expired');
    expect((await gateway.call('/session', { token: refreshed.body.token })).status).toBe(200);
    // The gateway gives a minute for clocks that differ; the node gives none.
    const straight = await cities.signIn(XIANGTAN, 'clerk1');
    await expect(straight.ask('whoAmI', {}, { token: early.token })).rejects.toMatchObject({ code: 'token_expired' });
    clerk = await gateway.signIn(XIANGTAN, 'clerk1');
    reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  });
});

describe('each does their own part', () => {
  it('the pickup desk does not collect', async () => {
    const pickup = await gateway.signIn(XIANGTAN, 'pickup1');
    const answer = await withoutATrace(() => pickup.post('/cases', aCollection()));
    expect(refusal(answer, 'role_not_allowed')).toMatchObject({ role: 'pickup' });
  });

  it('a clerk does not accept, decide, issue or hand over', async () => {
    const { revision } = await clerk.look(caseNo);
    await withoutATrace(async () => {
      for (const what of ['acceptance', 'refusal', 'decision', 'result', 'shelving', 'handover', 'pickup-code']) {
        refusal(await clerk.post(`/cases/${caseNo}/${what}`, {}, { ifMatch: revision }), 'role_not_allowed');
      }
    });
  });

  it('the node itself refuses a role that the gateway would have let pass', async () => {
    const pickup = await cities.signIn(XIANGTAN, 'pickup1');
    await expect(pickup.ask('collectCase', aCollection())).rejects.toMatchObject({ code: 'role_not_allowed' });
  });

  it('the city that collected does not accept what is for the home city to accept', async () => {
    const own = await gateway.signIn(XIANGTAN, 'reviewer1');
    const acts: [string, object][] = [
      ['acceptance', {}],
      ['decision', { act: 'APPROVED', reason: '越权' }],
      ['result', { resultNo: 'XT-示例-1' }],
      ['refusal', { act: 'NOT_REQUIRED', reason: '越权', legalGround: '示例条款' }],
    ];
    await withoutATrace(async () => {
      for (const [what, body] of acts) {
        const details = refusal(await own.act(caseNo, what, body), 'not_our_part');
        expect(details.reason).toContain('由属地办理');
      }
    });
    const { actions } = await own.look(caseNo);
    expect(actions.filter((one) => one.allowed)).toEqual([]);
    expect(actions.find((one) => one.action === 'accept')?.reason).toContain('由属地办理');
  });

  it('a city outside a case does not learn that it exists', async () => {
    const outside = await gateway.signIn(ZHUZHOU, 'supervisor1');
    const reviewerOutside = await gateway.signIn(ZHUZHOU, 'reviewer1');
    await withoutATrace(async () => {
      for (const path of ['', '/timeline', '/evidence']) {
        refusal(await outside.get(`/cases/${caseNo}${path}`), 'case_not_found');
      }
      const ifMatch = `${CHANGSHA}-1-00000000`;
      refusal(await reviewerOutside.post(`/cases/${caseNo}/acceptance`, {}, { ifMatch }), 'case_not_found');
    });
    expect((await outside.get<{ total: number }>('/cases')).body.total).toBe(0);
    const rows = await cities.sql(ZHUZHOU, 'select 1 from event where lane = $1', [`case/${caseNo}`]);
    expect(rows).toEqual([]);
  });

  it('the supervisor sees the case without the application of the person', async () => {
    const supervisor = await gateway.signIn(CHANGSHA, 'supervisor1');
    const { body } = await supervisor.get(`/cases/${caseNo}`);
    expect(body).toMatchObject({ caseNo, applicantMasked: '欧阳**', application: null });
    expect(JSON.stringify(body)).not.toContain('欧阳示例');
  });
});

describe('guessing a password', () => {
  const tryWith = (password: string): Promise<HttpAnswer> =>
    gateway.call('/session', { body: { city: XIANGTAN, username: 'operator1', password } });
  const right = passwordOf(XIANGTAN, 'operator1');

  it('locks the account at the fifth wrong one, for fifteen minutes, and nobody else', async () => {
    for (let i = 1; i <= 4; i++) refusal(await tryWith(`wrong-${i}`), 'sign_in_failed');
    refusal(await tryWith('wrong-5'), 'sign_in_locked');
    refusal(await tryWith(right), 'sign_in_locked');
    await gateway.signIn(XIANGTAN, 'supervisor1');
    clock.advanceMs(14 * MINUTE_MS);
    refusal(await tryWith(right), 'sign_in_locked');
    clock.advanceMs(MINUTE_MS + 1);
    expect((await tryWith(right)).status).toBe(200);
  });

  it('a right one in between starts the count anew', async () => {
    for (let i = 1; i <= 4; i++) refusal(await tryWith(`wrong-${i}`), 'sign_in_failed');
    expect((await tryWith(right)).status).toBe(200);
    for (let i = 1; i <= 4; i++) refusal(await tryWith(`wrong-${i}`), 'sign_in_failed');
    expect((await tryWith(right)).status).toBe(200);
  });

  it('locks nobody out who is at work', async () => {
    const { body } = (await tryWith(right)) as unknown as HttpAnswer<SessionView>;
    for (let i = 1; i <= 5; i++) await tryWith(`wrong-${i}`);
    refusal(await tryWith(right), 'sign_in_locked');
    expect((await gateway.call('/session/refresh', { token: body.token, body: {} })).status).toBe(200);
  });

  it('an unknown name is answered as a wrong password is', async () => {
    const unknown = await gateway.call('/session', { body: { city: XIANGTAN, username: 'nobody9', password: 'x' } });
    refusal(unknown, 'sign_in_failed');
  });
});
