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
  subject_issuer: string | null;
  has_password: boolean;
  disabled_at: Date | null;
  locked_until: Date | null;
  must_change: boolean;
}

/** Accounts with the names of where they belong. */
export const PEOPLE = `select a.username, a.display_name, a.role, a.window_id, w.name as window_name, a.unit_id,
    u.name as unit_name, a.subject, a.subject_issuer, a.password_hash is not null as has_password, a.disabled_at, a.locked_until, a.must_change
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
    subjectIssuer: row.subject_issuer,
    hasPassword: row.has_password,
    disabled: row.disabled_at !== null,
    locked: row.locked_until !== null && row.locked_until > now,
    mustChangePassword: row.must_change && row.has_password,
  };
}

/** What of an account the record tells. */
export const fieldsOf = (row: PersonRow): Fields => ({
  displayName: row.display_name,
  role: row.role,
  windowId: row.window_id,
  unitId: row.unit_id,
  subject: row.subject,
  hasPassword: row.has_password,
  disabled: row.disabled_at !== null,
});

/** `hadPassword`: as it was before; somebody new is given one. */
export const fieldsOfInput = (input: SavePerson, hadPassword = true): Fields => ({
  displayName: input.displayName,
  role: input.role,
  windowId: input.windowId ?? null,
  unitId: input.unitId ?? null,
  subject: input.subject ?? null,
  hasPassword: hadPassword && input.passwordless !== true,
  disabled: false,
});

/** True where nobody could sign in to the account any more: it would have neither a password nor a subject. */
export const hasNoWayIn = (input: SavePerson, hadPassword = true): boolean =>
  input.subject === undefined && (input.passwordless === true || !hadPassword);

/** One account, locked; undefined where there is none. */
export async function lockPerson(tx: Tx, username: string): Promise<PersonRow | undefined> {
  const [found] = await rows<PersonRow>(tx, `${PEOPLE} where a.username = $1 for update of a`, [username]);
  return found;
}

/** Writes a new account; its password, if it has one, has to be changed. `issuer`: the provider of its subject. */
export async function insertPerson(
  tx: Tx,
  input: SavePerson,
  passwordHash: string | null,
  issuer: string | null,
  now: Date,
): Promise<void> {
  await rows(
    tx,
    `insert into account (username, display_name, role, window_id, unit_id, subject, subject_issuer, password_hash,
       must_change, changed_at)
     values ($1, $2, $3, $4, $5, $6, case when $6::text is not null then $7::text end, $8, $8::text is not null, $9)`,
    [...settable(input), issuer, passwordHash, now],
  );
}

/**
 * Writes the whole of what is set of a person; tokens of before are worth nothing, since they tell role and window. A
 * subject that stays also stays with the provider it was bound at.
 */
export async function updatePerson(tx: Tx, input: SavePerson, issuer: string | null, now: Date): Promise<void> {
  await rows(
    tx,
    `update account set display_name = $2, role = $3, window_id = $4, unit_id = $5, subject = $6,
       subject_issuer = case when $6::text is null then null when subject = $6 then subject_issuer else $7::text end,
       password_hash = case when $8 then null else password_hash end, must_change = must_change and not $8,
       changed_at = $9, tokens_from = $9 where username = $1`,
    [...settable(input), issuer, input.passwordless === true, now],
  );
}

const settable = (input: SavePerson): (string | null)[] => [
  input.username,
  input.displayName,
  input.role,
  input.windowId ?? null,
  input.unitId ?? null,
  input.subject ?? null,
];
