import { USER_ROLE_NAMES, type PersonView, type SavePerson, type UserRole } from '#contracts';
import { rows, type Tx } from '../db/database.js';
import type { Fields } from './administration.js';

export interface PersonRow {
  username: string;
  display_name: string;
  role: UserRole;
  window_id: string | null;
  window_name: string | null;
  unit_id: string | null;
  unit_name: string | null;
  subject: string | null;
  disabled_at: Date | null;
  locked_until: Date | null;
  must_change: boolean;
}

/** Accounts with the names of where they belong. */
export const PEOPLE = `select a.username, a.display_name, a.role, a.window_id, w.name as window_name, a.unit_id,
    u.name as unit_name, a.subject, a.disabled_at, a.locked_until, a.must_change
  from account a left join service_window w on w.id = a.window_id left join unit u on u.id = a.unit_id`;

export function personOf(row: PersonRow, now: Date): PersonView {
  return {
    username: row.username,
    displayName: row.display_name,
    role: row.role,
    roleZh: USER_ROLE_NAMES[row.role],
    windowId: row.window_id,
    windowName: row.window_name,
    unitId: row.unit_id,
    unitName: row.unit_name,
    subject: row.subject,
    disabled: row.disabled_at !== null,
    locked: row.locked_until !== null && row.locked_until > now,
    mustChangePassword: row.must_change,
  };
}

/** What of an account the record tells. */
export const fieldsOf = (row: PersonRow): Fields => ({
  displayName: row.display_name,
  role: row.role,
  windowId: row.window_id,
  unitId: row.unit_id,
  subject: row.subject,
  disabled: row.disabled_at !== null,
});

export const fieldsOfInput = (input: SavePerson): Fields => ({
  displayName: input.displayName,
  role: input.role,
  windowId: input.windowId ?? null,
  unitId: input.unitId ?? null,
  subject: input.subject ?? null,
  disabled: false,
});

/** One account, locked; undefined where there is none. */
export async function lockPerson(tx: Tx, username: string): Promise<PersonRow | undefined> {
  const [found] = await rows<PersonRow>(tx, `${PEOPLE} where a.username = $1 for update of a`, [username]);
  return found;
}

/** Writes a new account with a password that has to be changed. */
export async function insertPerson(tx: Tx, input: SavePerson, passwordHash: string, now: Date): Promise<void> {
  await rows(
    tx,
    `insert into account (username, display_name, role, window_id, unit_id, subject, password_hash, must_change, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, true, $8)`,
    [
      input.username,
      input.displayName,
      input.role,
      input.windowId ?? null,
      input.unitId ?? null,
      input.subject ?? null,
      passwordHash,
      now,
    ],
  );
}

/** Writes the whole of what is set of a person; tokens of before are worth nothing, since they tell role and window. */
export async function updatePerson(tx: Tx, input: SavePerson, now: Date): Promise<void> {
  await rows(
    tx,
    `update account set display_name = $2, role = $3, window_id = $4, unit_id = $5, subject = $6, changed_at = $7,
       tokens_from = $7 where username = $1`,
    [
      input.username,
      input.displayName,
      input.role,
      input.windowId ?? null,
      input.unitId ?? null,
      input.subject ?? null,
      now,
    ],
  );
}
