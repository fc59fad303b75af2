import {
  TongbanError,
  type ListPeople,
  type Page,
  type PersonView,
  type PersonWithPassword,
  type SavePerson,
} from '#contracts';
import type { Clock } from '#runtime';
import { hashPassword, TEMPORARY_COST } from '../accounts/passwords.js';
import { rows, type Database, type Tx } from '../db/database.js';
import { mustBePlaces, type Administration, type ByWhom, type Change, type Fields } from './administration.js';
import {
  fieldsOf,
  fieldsOfInput,
  hasNoWayIn,
  insertPerson,
  lockPerson,
  PEOPLE,
  personOf,
  updatePerson,
  type PersonRow,
} from './person-rows.js';
import { temporaryPassword } from './temporary-password.js';

/** 人员: who can sign in at this city. Nobody is ever deleted: what somebody did keeps its name. */
export class People {
  constructor(
    private readonly db: Database,
    private readonly administration: Administration,
    private readonly clock: Clock,
    private readonly nodeSecret: string,
    /** Of the provider to which subjects are bound from now on; null where none is set. */
    private readonly issuer: string | null,
  ) {}

  /** By username. */
  async list({ query, role, windowId, unitId, state, page = 1, pageSize = 50 }: ListPeople): Promise<Page<PersonView>> {
    const like = query === undefined ? null : `%${query.replace(/[\\%_]/g, '\\$&')}%`;
    const where = `where ($1::text is null or a.username ilike $1 or a.display_name ilike $1)
      and ($2::text is null or a.role = $2) and ($3::text is null or a.window_id = $3)
      and ($4::text is null or a.unit_id = $4) and ($5::text is null or (a.disabled_at is null) = ($5 = 'enabled'))`;
    const values = [like, role ?? null, windowId ?? null, unitId ?? null, state ?? null];
    const [count] = await this.db.queryPlanned<{ total: number }>(
      `select count(*) as total from account a ${where}`,
      values,
    );
    const found = await this.db.queryPlanned<PersonRow>(
      `${PEOPLE} ${where} order by a.username collate "C" limit $6 offset $7`,
      [...values, pageSize, (page - 1) * pageSize],
    );
    const now = this.clock.now();
    return { items: found.map((row) => personOf(row, now)), page, pageSize, total: Number(count?.total) };
  }

  /** One person; throws person_unknown. */
  async get(username: string): Promise<PersonView> {
    const [found] = await this.db.query<PersonRow>(`${PEOPLE} where a.username = $1`, [username]);
    if (!found) throw new TongbanError('person_unknown', { username });
    return personOf(found, this.clock.now());
  }

  /** Throws person_exists, subject_taken, place_unknown, password_needed. */
  async create(by: ByWhom, input: SavePerson): Promise<PersonWithPassword> {
    if (hasNoWayIn(input)) throw new TongbanError('password_needed');
    const password = input.passwordless ? null : this.passwordFor(by, input.username);
    const hash = password === null ? null : await hashPassword(password, TEMPORARY_COST);
    await this.administration.change(by, async (tx, now) => {
      await mustBePlaces(tx, input);
      if (await lockPerson(tx, input.username)) throw new TongbanError('person_exists', { username: input.username });
      await mustBeFree(tx, input);
      await insertPerson(tx, input, hash, this.issuer, now);
      return [{ act: 'CREATE_PERSON', subject: input.username, before: null, after: fieldsOfInput(input) }];
    });
    return { person: await this.get(input.username), temporaryPassword: password };
  }

  /** Throws person_unknown, subject_taken, place_unknown, password_needed, last_administrator. */
  async change(by: ByWhom, input: SavePerson): Promise<PersonView> {
    await this.administration.change(by, async (tx, now) => {
      const old = await mustBeThere(tx, input.username);
      if (hasNoWayIn(input, old.has_password)) throw new TongbanError('password_needed');
      // Where somebody already is may have been disabled meanwhile.
      await mustBePlaces(tx, {
        ...(input.windowId && input.windowId !== old.window_id ? { windowId: input.windowId } : {}),
        ...(input.unitId && input.unitId !== old.unit_id ? { unitId: input.unitId } : {}),
      });
      await mustBeFree(tx, input);
      await updatePerson(tx, input, this.issuer, now);
      const after = { ...fieldsOfInput(input, old.has_password), disabled: old.disabled_at !== null };
      return [{ act: 'CHANGE_PERSON', subject: input.username, before: fieldsOf(old), after }];
    });
    return this.get(input.username);
  }

  /** Tokens in use end within seconds. Throws person_unknown, last_administrator. */
  async disable(by: ByWhom, username: string, reason: string): Promise<PersonView> {
    const sql = 'update account set disabled_at = coalesce(disabled_at, $2), tokens_from = $2, changed_at = $2';
    return this.touch(by, username, sql, 'DISABLE_PERSON', { disabled: true, reason });
  }

  /** Throws person_unknown. */
  async enable(by: ByWhom, username: string): Promise<PersonView> {
    const sql = 'update account set disabled_at = null, changed_at = $2';
    return this.touch(by, username, sql, 'ENABLE_PERSON', { disabled: false });
  }

  private async touch(by: ByWhom, username: string, sql: string, act: string, after: Fields): Promise<PersonView> {
    await this.administration.change(by, async (tx, now): Promise<Change[]> => {
      const old = await mustBeThere(tx, username);
      await rows(tx, `${sql} where username = $1`, [username, now]);
      return [{ act, subject: username, before: { disabled: old.disabled_at !== null }, after }];
    });
    return this.get(username);
  }

  /** Gives a new password, shown this once; unlocks. Throws person_unknown. */
  async resetPassword(by: ByWhom, username: string): Promise<PersonWithPassword> {
    const password = this.passwordFor(by, username);
    const hash = await hashPassword(password, TEMPORARY_COST);
    await this.administration.change(by, async (tx, now) => {
      await mustBeThere(tx, username);
      await rows(
        tx,
        `update account set password_hash = $2, must_change = true, failed_attempts = 0, locked_until = null,
           tokens_from = $3, changed_at = $3 where username = $1`,
        [username, hash, now],
      );
      return [{ act: 'RESET_PASSWORD', subject: username, before: null, after: null }];
    });
    return { person: await this.get(username), temporaryPassword: password };
  }

  private passwordFor({ commandId }: ByWhom, username: string): string {
    return temporaryPassword(this.nodeSecret, commandId ?? '', username);
  }
}

async function mustBeThere(tx: Tx, username: string): Promise<PersonRow> {
  const found = await lockPerson(tx, username);
  if (!found) throw new TongbanError('person_unknown', { username });
  return found;
}

async function mustBeFree(tx: Tx, { username, subject }: SavePerson): Promise<void> {
  if (subject === undefined) return;
  const taken = await rows(tx, 'select 1 from account where subject = $1 and username <> $2', [subject, username]);
  if (taken.length > 0) throw new TongbanError('subject_taken', { subject });
}
