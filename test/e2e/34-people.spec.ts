import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  AdministrationRecordView,
  ImportReport,
  Page,
  PersonView,
  PersonWithPassword,
  PlacesView,
  SessionView,
  UserView,
  WorkList,
} from '#contracts';
import { aCollection } from '../support/builders.js';
import { firstAdministrator } from '../support/administrator-command.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { bindByFile } from '../support/bound-by-file.js';
import { until } from '../support/until.js';
import { refusal, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];
const OWN = 'Shili-Koling-2026';
let cities: ThreeCities;
let gateway: HttpGateway;
let admin: HttpDesk;

const signIn = (username: string, password: string) =>
  gateway.call<SessionView & Record<string, unknown>>('/session', { body: { city: XIANGTAN, username, password } });
/** Somebody with a password. */
type Made = PersonWithPassword & { temporaryPassword: string };
const make = async (username: string, more: object = {}): Promise<Made> =>
  (await admin.post<Made>('/people', { username, displayName: '示例', role: 'clerk', ...more })).body;

/** Changes the password that was given; gives a token with which everything is allowed. */
async function settled(username: string, given: string): Promise<string> {
  const { token } = (await signIn(username, given)).body;
  const done = await gateway.call<SessionView & Record<string, unknown>>('/session/password', {
    token,
    body: { current: given, next: OWN },
  });
  expect(done.status).toBe(200);
  return done.body.token;
}

describe('people and places of a city', () => {
  beforeAll(async () => {
    cities = await threeCities('people', { cities: PAIR });
    gateway = await withGateway(cities, { cities: PAIR });
    admin = await gateway.signIn(XIANGTAN, 'admin1');
  });
  afterAll(async () => {
    await gateway?.close();
    await cities?.close();
  });

  it('are looked after by an administrator and nobody else', async () => {
    for (const username of ['clerk1', 'supervisor1', 'operator1']) {
      const desk = await gateway.signIn(XIANGTAN, username);
      refusal(await desk.get('/people'), 'role_not_allowed');
      refusal(await desk.post('/people', { username: 'x', displayName: 'x', role: 'clerk' }), 'role_not_allowed');
    }
    const { body } = await admin.get<Page<PersonView>>('/people?role=clerk');
    expect(body.items.map(({ username }) => username)).toEqual(['clerk1', 'clerk2']);
    expect(JSON.stringify(body)).not.toMatch(/scrypt|password_hash/);
  });

  it('get halls, windows and units, and none is closed while somebody belongs to it', async () => {
    await admin.post('/units/XT-U1', { name: '示例科', department: '示例局' });
    const windows = { name: '09号窗口', hallId: 'XT-H1', kind: 'INTEGRATED', unitId: 'XT-U1' };
    refusal(await admin.post('/windows/XT-W09', { ...windows, hallId: 'XT-H9' }), 'place_unknown');
    const { body } = await admin.post<PlacesView>('/windows/XT-W09', windows);
    expect(body.windows).toContainEqual(expect.objectContaining({ id: 'XT-W09', unitId: 'XT-U1', people: 0 }));
    await make('clerk9', { windowId: 'XT-W09' });
    refusal(await admin.post('/windows/XT-W09', { ...windows, disabled: true }), 'place_in_use');
    refusal(await admin.post('/units/XT-U1', { name: '示例科', disabled: true }), 'place_in_use');
    refusal(await admin.post('/halls/XT-H1', { name: '示例大厅', disabled: true }), 'place_in_use');
    refusal(
      await admin.post('/people', { username: 'n', displayName: 'n', role: 'clerk', windowId: 'no' }),
      'place_unknown',
    );
  });

  it('are given a password once, which is good for nothing but to be changed', async () => {
    const asked = { username: 'clerk10', displayName: '示例十', role: 'clerk', windowId: 'XT-W09' };
    const made = await admin.post<Made>('/people', asked, { key: 'make-clerk-10' });
    expect(made.status).toBe(201);
    const { temporaryPassword } = made.body;
    const again = await admin.post<Made>('/people', asked, { key: 'make-clerk-10' });
    expect(again.body.temporaryPassword).toBe(temporaryPassword);
    refusal(await admin.post('/people', asked), 'person_exists');
    const { body } = await signIn('clerk10', temporaryPassword);
    expect(body.user).toMatchObject({ mustChangePassword: true, windowId: 'XT-W09' });
    const call = (path: string, next?: unknown) =>
      gateway.call<Record<string, unknown>>(path, { token: body.token, ...(next ? { body: next } : {}) });
    refusal(await call('/cases'), 'password_change_required');
    expect((await call('/session')).status).toBe(200);
    const change = (current: string, next: string) => call('/session/password', { current, next });
    for (const weak of ['short-A1', 'alllowercaseletters', `${'A'.repeat(9)}a-clerk10`, temporaryPassword]) {
      refusal(await change(temporaryPassword, weak), 'password_weak');
    }
    refusal(await change('wrong', OWN), 'password_wrong');
    const token = await settled('clerk10', temporaryPassword);
    expect((await gateway.call('/cases', { token })).status).toBe(200);
    refusal(await signIn('clerk10', temporaryPassword), 'sign_in_failed');
    expect(JSON.stringify(await cities.sql(XIANGTAN, 'select * from administration_record'))).not.toContain(
      temporaryPassword,
    );
    expect(gateway.log.join('')).not.toContain(temporaryPassword);
  });

  it('have no use of their token any more once they are disabled or somebody else', async () => {
    const { temporaryPassword } = await make('clerk11');
    const token = await settled('clerk11', temporaryPassword);
    const who = () => gateway.call<UserView & Record<string, unknown>>('/session', { token });
    expect((await who()).body.role).toBe('clerk');
    await admin.post('/people/clerk11', {
      username: 'clerk11',
      displayName: '示例',
      role: 'pickup',
      windowId: 'XT-W09',
    });
    await until('the token of before has ended', async () => (await who()).status === 401);
    const next = (await signIn('clerk11', OWN)).body;
    expect(next.user).toMatchObject({ role: 'pickup', windowId: 'XT-W09' });
    const off = await admin.post<PersonView>('/people/clerk11/disablement', { reason: '示例：调离' });
    expect(off.body.disabled).toBe(true);
    refusal(await signIn('clerk11', OWN), 'account_disabled');
    refusal(await signIn('clerk11', 'wrong'), 'sign_in_failed');
    await until(
      'its token has ended',
      async () => (await gateway.call('/session', { token: next.token })).status === 401,
    );
    await admin.post('/people/clerk11/enablement');
    expect((await signIn('clerk11', OWN)).status).toBe(200);
    refusal(await admin.post('/people/nobody/enablement'), 'person_unknown');
  });

  it('sign out of one place with all its tokens, at the desk beside they stay', async () => {
    const { temporaryPassword } = await make('clerk13');
    const beside = await settled('clerk13', temporaryPassword);
    const here = (await signIn('clerk13', OWN)).body.token;
    const call = (path: string, token: string) =>
      gateway.call<SessionView & Record<string, unknown>>(path, {
        token,
        ...(path === '/session' ? {} : { body: {} }),
      });
    const renewed = (await call('/session/refresh', here)).body.token;
    expect((await call('/session/end', renewed)).status).toBe(200);
    for (const token of [here, renewed]) refusal(await call('/session', token), 'token_invalid');
    refusal(await call('/session/refresh', here), 'token_invalid');
    expect((await call('/session', beside)).status).toBe(200);
    await cities.stopNode(XIANGTAN);
    await cities.startNode(XIANGTAN);
    const after = await until('湘潭 answers again', async () => {
      const answer = await call('/session', here);
      return answer.status < 500 && answer;
    });
    refusal(after, 'token_invalid');
  });

  it('are unlocked by a new password', async () => {
    const { temporaryPassword } = await make('clerk12');
    for (let i = 0; i < 5; i += 1) await signIn('clerk12', 'wrong');
    refusal(await signIn('clerk12', temporaryPassword), 'sign_in_locked');
    const { body } = await admin.post<Made>('/people/clerk12/password-reset');
    expect(body.temporaryPassword).not.toBe(temporaryPassword);
    expect((await signIn('clerk12', body.temporaryPassword)).status).toBe(200);
  });

  it('are never left without an administrator', async () => {
    refusal(await admin.post('/people/admin1/disablement', { reason: '示例' }), 'last_administrator');
    refusal(await admin.post('/people/admin1', { displayName: '示例', role: 'clerk' }), 'last_administrator');
    const csv = '用户名,姓名,岗位\nadmin1,示例,窗口收件人员\n';
    refusal(await admin.post('/people/imports', { csv, dryRun: false }), 'last_administrator');
    await make('admin2', { role: 'administrator' });
    // Two who disable each other at the same moment: one of them stays.
    const second = await settledDesk('admin3');
    await admin.post('/people/admin2/disablement', { reason: '示例' });
    const both = await Promise.all([
      admin.post('/people/admin3/disablement', { reason: '示例' }),
      second.post('/people/admin1/disablement', { reason: '示例' }),
    ]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    const [row] = await cities.sql<{ n: string }>(
      XIANGTAN,
      "select count(*) as n from account where role = 'administrator' and disabled_at is null",
    );
    expect(Number(row?.n)).toBe(1);
    await cities.sql(XIANGTAN, "update account set disabled_at = null, tokens_from = null where username = 'admin1'");
    admin = await gateway.signIn(XIANGTAN, 'admin1');
  });

  async function settledDesk(username: string): Promise<HttpDesk> {
    const { temporaryPassword } = await make(username, { role: 'administrator' });
    const token = await settled(username, temporaryPassword);
    const post: HttpDesk['post'] = (path, body = {}) =>
      gateway.call(path, { token, key: `by-${username}-${Math.random()}`, body });
    return { ...admin, token, post };
  }

  it('come from a file, line by line, first only told and then done', async () => {
    const csv = [
      '\uFEFF用户名,姓名,岗位,窗口编号,部门编号',
      'clerk20,"示例，二十",窗口收件人员,XT-W09,',
      'reviewer20,示例,reviewer,,XT-U1',
      'clerk1,示例一,窗口收件人员,XT-W01,XT-U1',
      'clerk21,示例,局长,,',
      'clerk22,示例,clerk,XT-W99,',
      'clerk20,示例,clerk,,',
      'bad name,示例,clerk,,',
      '',
    ].join('\r\n');
    const dry = (await admin.post<ImportReport>('/people/imports', { csv, dryRun: true })).body;
    expect(dry).toMatchObject({ created: 2, changed: 1, refused: 4, same: 0 });
    expect(dry.rows.map(({ line, outcome }) => `${line} ${outcome}`)).toEqual([
      '2 CREATED',
      '3 CREATED',
      '4 CHANGED',
      '5 REFUSED',
      '6 REFUSED',
      '7 REFUSED',
      '8 REFUSED',
    ]);
    expect(dry.rows.map(({ words }) => words).join()).toMatch(/局长.*XT-W99.*两次.*用户名/);
    expect((await admin.get<Page<PersonView>>('/people?query=clerk20')).body.total).toBe(0);
    const done = (await admin.post<ImportReport>('/people/imports', { csv, dryRun: false }, { key: 'import-0001' }))
      .body;
    expect(done).toMatchObject({ created: 2, changed: 1, refused: 4 });
    const repeated = await admin.post<ImportReport>('/people/imports', { csv, dryRun: false }, { key: 'import-0001' });
    expect(repeated.body.rows[0]).toEqual(done.rows[0]);
    const { body } = await signIn('clerk20', done.rows[0]!.temporaryPassword!);
    expect(body.user).toMatchObject({ displayName: '示例，二十', mustChangePassword: true });
    refusal(await admin.post('/people/imports', { csv: '姓名\n示例', dryRun: true }), 'import_malformed');
    refusal(await admin.post('/people/imports', { csv: '用户名,姓名,岗位\n"示例', dryRun: true }), 'import_malformed');
  });

  it('are bound to the sign-in of their office by a file, each to a subject of their own, some without a password', () =>
    bindByFile(admin, (username) => signIn(username, 'anything')));

  describe('before anybody could sign in', () => {
    firstAdministrator(() => ({ cities, gateway, signIn, settled, own: OWN }));
    // Nobody was an administrator meanwhile.
    afterAll(async () => {
      admin = await gateway.signIn(XIANGTAN, 'admin1');
    });
  });

  it('leave a record of every change: who, whom, from what to what', async () => {
    const { body } = await admin.get<Page<AdministrationRecordView>>('/administration-records?subject=clerk11');
    expect(body.items.map(({ act }) => act)).toEqual([
      'ENABLE_PERSON',
      'DISABLE_PERSON',
      'CHANGE_PERSON',
      'CREATE_PERSON',
    ]);
    expect(body.items[2]?.changes).toContainEqual({ field: 'role', before: 'clerk', after: 'pickup' });
    expect(body.items[1]?.changes).toContainEqual({ field: 'reason', before: null, after: '示例：调离' });
    expect(body.items.every(({ by, actZh }) => by === 'admin1' && actZh !== '')).toBe(true);
  });

  it('and each has a list of their own, of their window, and of their unit', async () => {
    const clerk = await gateway.signIn(XIANGTAN, 'clerk1');
    await until('湘潭 has the list of 长沙', async () => {
      const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
      return body.total >= 60;
    });
    await clerk.post('/cases', aCollection());
    const other = await gateway.signIn(XIANGTAN, 'clerk2');
    await other.post('/cases', aCollection());
    const total = async (desk: HttpDesk, scope: string) =>
      (await desk.get<WorkList>(`/cases?scope=${scope}&group=UNDERWAY`)).body.total;
    expect(await Promise.all(['mine', 'window', 'unit'].map((scope) => total(clerk, scope)))).toEqual([1, 1, 0]);
    await admin.post('/windows/XT-W01', { name: '01号', hallId: 'XT-H1', kind: 'DEDICATED', unitId: 'XT-U1' });
    await admin.post('/windows/XT-W02', { name: '02号', hallId: 'XT-H1', kind: 'DEDICATED', unitId: 'XT-U1' });
    expect(await Promise.all(['mine', 'window', 'unit'].map((scope) => total(clerk, scope)))).toEqual([1, 1, 2]);
  });
});
