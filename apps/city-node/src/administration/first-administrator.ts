import { createHash, randomBytes } from 'node:crypto';
import { checkShape, SavePerson } from '#contracts';
import { hashPassword, TEMPORARY_COST } from '../accounts/passwords.js';
import { rows, type Tx } from '../db/database.js';
import type { Administration, ByWhom } from './administration.js';
import { fieldsOf, fieldsOfInput, insertPerson, lockPerson } from './person-rows.js';
import { temporaryPassword } from './temporary-password.js';

/** Whom the machine room makes administrator. */
export interface WantedAdministrator {
  username: string;
  displayName: string;
  /** Why an administrator who is there already gets a new password; null: only the first one is made. */
  recovery: string | null;
}

/** Why no administrator was made; the message is for the machine room. */
export class AdministratorRefused extends Error {
  override readonly name = 'AdministratorRefused';
}

/** Nobody of the console, and no username: whoever may run programs with this node's database. */
const MACHINE_ROOM = '机房命令';

/**
 * Makes the first administrator of a city, with a password drawn at random that is good for being changed and is kept
 * nowhere. Where there is an administrator who ever signed in, only `recovery` gives one of them a new password.
 * Throws AdministratorRefused, request_invalid.
 */
export async function makeAdministrator(administration: Administration, wanted: WantedAdministrator): Promise<string> {
  const { username, displayName, recovery } = wanted;
  const input = checkShape(SavePerson, { username, displayName, role: 'administrator' }, 'request_invalid');
  const password = temporaryPassword(randomBytes(32).toString('hex'), 'first', username);
  const hash = await hashPassword(password, TEMPORARY_COST);
  const commandId = `machine-room/${randomBytes(12).toString('hex')}`;
  const by: ByWhom = {
    username: MACHINE_ROOM,
    commandId,
    commandHash: createHash('sha256').update(commandId).digest(),
  };
  await administration.change(by, async (tx, now) => {
    const known = await lockPerson(tx, username);
    if (recovery === null) await mustBeFirst(tx, username);
    if (!known) {
      if (recovery !== null) throw new AdministratorRefused(`没有用户 ${username}  there is no ${username}`);
      await insertPerson(tx, input, hash, null, now);
      return [{ act: 'CREATE_PERSON', subject: username, before: null, after: fieldsOfInput(input) }];
    }
    if (known.role !== 'administrator') {
      throw new AdministratorRefused(`${username} 不是管理员  ${username} is not an administrator`);
    }
    await rows(
      tx,
      `update account set password_hash = $2, must_change = true, failed_attempts = 0, locked_until = null,
         disabled_at = null, tokens_from = $3, changed_at = $3 where username = $1`,
      [username, hash, now],
    );
    const after = { ...fieldsOf(known), disabled: false, ...(recovery === null ? {} : { reason: recovery }) };
    return [{ act: 'RESET_PASSWORD', subject: username, before: fieldsOf(known), after }];
  });
  return password;
}

/** One who has never signed in may be made again: the password shown once may have been lost with the window. */
async function mustBeFirst(tx: Tx, username: string): Promise<void> {
  const others = await rows<{ username: string }>(
    tx,
    `select username from account a where role = 'administrator' and disabled_at is null
       and not (username = $1 and must_change
         and exists (select 1 from administration_record r where r.subject = a.username and r.by_whom = $2))`,
    [username, MACHINE_ROOM],
  );
  if (others.length === 0) return;
  const names = others.map((one) => one.username).join(', ');
  throw new AdministratorRefused(
    `已有管理员（${names}），请由其在控制台添加  there is an administrator already, who adds others in the console`,
  );
}
