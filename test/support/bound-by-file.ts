import { expect } from '@jest/globals';
import type { ImportReport, Page, PersonView } from '#contracts';
import { refusal, type HttpAnswer, type HttpDesk } from './with-gateway.js';

/** Binds people to subjects of a provider by a file, rightly and wrongly; `signIn` tries a password that fits nobody. */
export async function bindByFile(
  admin: HttpDesk,
  signIn: (username: string) => Promise<HttpAnswer<unknown>>,
): Promise<void> {
  const asked = (lines: string[], dryRun = false) =>
    admin.post<ImportReport>('/people/imports', {
      csv: ['用户名,姓名,岗位,统一身份标识,无口令', ...lines].join('\n'),
      dryRun,
    });
  const { body } = await asked([
    'bound1,示例,窗口收件人员,E-1,是',
    'bound2,示例,窗口收件人员,E-2,',
    'bound3,示例,窗口收件人员,E-1,',
    'bound4,示例,窗口收件人员,,是',
    'bound5,示例,窗口收件人员,E-5,也许',
  ]);
  expect(body.rows.map(({ outcome, words }) => `${outcome} ${words}`)).toEqual([
    'CREATED null',
    'CREATED null',
    'REFUSED 统一身份标识已绑定账号 bound1',
    'REFUSED 没有口令的账号必须有统一身份标识',
    'REFUSED “无口令”一列请填“是”或“否”',
  ]);
  expect(body.rows.map(({ temporaryPassword }) => temporaryPassword !== null)).toEqual([
    ...[false, true, false, false, false],
  ]);
  // A password that is not there fits nothing, and nobody can lock it.
  for (let round = 0; round < 7; round += 1) refusal(await signIn('bound1'), 'sign_in_failed');
  const people = async () => (await admin.get<Page<PersonView>>('/people?query=bound')).body.items;
  expect(await people()).toMatchObject([
    { username: 'bound1', subject: 'E-1', hasPassword: false, locked: false },
    { username: 'bound2', subject: 'E-2', hasPassword: true },
  ]);
  // A file that says nothing of subjects leaves them; one that says "none" unbinds, but never the only way in.
  const plain = '用户名,姓名,岗位\nbound2,示例改名,窗口收件人员';
  await admin.post('/people/imports', { csv: plain, dryRun: false });
  expect(await people()).toMatchObject([{}, { displayName: '示例改名', subject: 'E-2' }]);
  const unbound = await asked(['bound1,示例,窗口收件人员,,', 'bound2,示例,窗口收件人员,,']);
  expect(unbound.body.rows.map(({ outcome }) => outcome)).toEqual(['REFUSED', 'CHANGED']);
  expect(await people()).toMatchObject([{ subject: 'E-1' }, { subject: null, hasPassword: true }]);
}
