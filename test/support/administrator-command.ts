import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { AdministrationRecordView, Page, SessionView } from '#contracts';
import { CHANGSHA, XIANGTAN, type ThreeCities } from './three-cities.js';
import { refusal, type HttpAnswer, type HttpGateway } from './with-gateway.js';

/** What the command said, and the password that it printed; an empty one where it printed none. */
interface AdministratorMade {
  code: number;
  password: string;
  words: string;
}

/** Runs `npm run administrator` for a city, with that city's environment or, by mistake, another's. */
function makeAdministrator(
  cities: ThreeCities,
  city: string,
  args: readonly string[],
  environmentOf = city,
): Promise<AdministratorMade> {
  const main = join(process.cwd(), 'dist', 'apps', 'city-node', 'src', 'administrator.js');
  const env = { PATH: process.env.PATH, ...cities.env(environmentOf) };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, '--city', city, ...args], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code ?? -1);
      resolve({ code, password: stdout.trim(), words: stderr });
    });
  });
}

export interface PeopleStand {
  cities: ThreeCities;
  gateway: HttpGateway;
  signIn: (username: string, password: string) => Promise<HttpAnswer<SessionView & Record<string, unknown>>>;
  /** Takes the own password in the place of one that was given. */
  settled: (username: string, given: string) => Promise<string>;
  own: string;
}

/** How 湘潭 comes to its first administrator, told as a test of the running city. */
export function firstAdministrator(stand: () => PeopleStand): void {
  it('start with an administrator whom the machine room makes, once, and who takes a password of their own', async () => {
    const { cities, gateway, signIn, settled, own } = stand();
    refusal(await signIn('first', 'anything'), 'sign_in_failed');
    const again = await makeAdministrator(cities, XIANGTAN, ['--username', 'first', '--name', '首任']);
    expect(again).toMatchObject({ code: 1, password: '' });
    expect(again.words).toContain('admin1');
    // A city without the sample file: nobody is there.
    await cities.sql(XIANGTAN, "update account set disabled_at = now() where role = 'administrator'");
    const elsewhere = await makeAdministrator(cities, XIANGTAN, ['--username', 'first', '--name', '首任'], CHANGSHA);
    expect(elsewhere).toMatchObject({ code: 1, password: '' });
    const lost = await makeAdministrator(cities, XIANGTAN, ['--username', 'first', '--name', '首任']);
    expect(lost.words).not.toContain(lost.password);
    // The window with the first password was closed: before anybody signed in, another may be had.
    const made = await makeAdministrator(cities, XIANGTAN, ['--username', 'first', '--name', '首任']);
    expect([lost.code, made.code]).toEqual([0, 0]);
    refusal(await signIn('first', lost.password), 'sign_in_failed');
    const { body } = await signIn('first', made.password);
    expect(body.user).toMatchObject({ role: 'administrator', mustChangePassword: true });
    refusal(await gateway.call('/people', { token: body.token }), 'password_change_required');
    await settled('first', made.password);
    expect((await makeAdministrator(cities, XIANGTAN, ['--username', 'first', '--name', '首任'])).code).toBe(1);
    const rescue = ['--username', 'first', '--name', '首任', '--recovery', '示例：口令遗失'];
    const recovered = await makeAdministrator(cities, XIANGTAN, rescue);
    refusal(await signIn('first', own), 'sign_in_failed');
    expect((await signIn('first', recovered.password)).status).toBe(200);
    await cities.sql(XIANGTAN, "update account set disabled_at = null, tokens_from = null where username = 'admin1'");
    const admin = await gateway.signIn(XIANGTAN, 'admin1');
    const records = await admin.get<Page<AdministrationRecordView>>('/administration-records?subject=first');
    expect(records.body.items.map(({ by, act }) => `${by} ${act}`)).toEqual([
      '机房命令 RESET_PASSWORD',
      '机房命令 RESET_PASSWORD',
      '机房命令 CREATE_PERSON',
    ]);
    expect(JSON.stringify(records.body)).toContain('示例：口令遗失');
    expect(JSON.stringify(records.body)).not.toContain(recovered.password);
  }, 60_000);
}
