import { type ImportPeople, type ImportReport, type ImportRow, type SavePerson } from '#contracts';
import { hashPassword, TEMPORARY_COST } from '../accounts/passwords.js';
import { rows, type Database, type Tx } from '../db/database.js';
import type { Administration, ByWhom, Change } from './administration.js';
import { peopleLines, type PersonLine } from './people-lines.rules.js';
import {
  fieldsOf,
  fieldsOfInput,
  hasNoWayIn,
  insertPerson,
  PEOPLE,
  updatePerson,
  type PersonRow,
} from './person-rows.js';
import { temporaryPassword } from './temporary-password.js';

/** What a line comes to, with the account as it was. */
interface Judged {
  row: ImportRow;
  person: SavePerson | null;
  old: PersonRow | undefined;
}

/** 批量导入: many people from a file. What is wrong with a line refuses that line alone; a dry run tells the same. */
export class PeopleImport {
  constructor(
    private readonly db: Database,
    private readonly administration: Administration,
    private readonly nodeSecret: string,
    /** Of the provider to which subjects are bound; null where none is set. */
    private readonly issuer: string | null,
  ) {}

  /** Throws import_malformed, last_administrator, idempotency_key_reused. A repeat tells what is so by then. */
  async import(by: ByWhom, { csv, dryRun }: ImportPeople): Promise<ImportReport> {
    const lines = peopleLines(csv);
    if (dryRun) return report(await this.db.transaction((tx) => this.judge(tx, by, lines)), true);
    const hashes = new Map<string, string>();
    for (const { person } of lines) {
      if (person && !person.passwordless)
        hashes.set(person.username, await hashPassword(this.password(by, person.username), TEMPORARY_COST));
    }
    let judged: Judged[] | undefined;
    await this.administration.change(by, async (tx, now) => {
      judged = await this.judge(tx, by, lines);
      const changes: Change[] = [
        { act: 'IMPORT_PEOPLE', subject: by.username, before: null, after: { lines: String(lines.length) } },
      ];
      for (const { row, person, old } of judged) {
        if (!person || row.outcome === 'SAME') continue;
        if (old) await updatePerson(tx, person, this.issuer, now);
        else await insertPerson(tx, person, hashes.get(person.username) ?? null, this.issuer, now);
        const before = old ? fieldsOf(old) : null;
        const after = { ...fieldsOfInput(person, old?.has_password), disabled: before?.disabled ?? false };
        changes.push({ act: old ? 'CHANGE_PERSON' : 'CREATE_PERSON', subject: person.username, before, after });
      }
      return changes;
    });
    return report(judged ?? (await this.repeated(by, lines)), false);
  }

  private async judge(tx: Tx, by: ByWhom, lines: readonly PersonLine[]): Promise<Judged[]> {
    const names = lines.flatMap(({ person }) => (person ? [person.username] : []));
    const known = new Map(
      (await rows<PersonRow>(tx, `${PEOPLE} where a.username = any($1::text[])`, [names])).map((row) => [
        row.username,
        row,
      ]),
    );
    const places = async (table: string): Promise<Set<string>> =>
      new Set(
        (await rows<{ id: string }>(tx, `select id from ${table} where disabled_at is null`)).map(({ id }) => id),
      );
    const [windows, units] = [await places('service_window'), await places('unit')];
    const holders = await this.holders(tx, lines);
    return lines.map(({ line, username, person: asked, keepsSubject, words: wrong }): Judged => {
      const old = asked ? known.get(asked.username) : undefined;
      const person = asked && keepsSubject && old?.subject ? { ...asked, subject: old.subject } : asked;
      const words =
        wrong ?? (person && (placeFault(person, windows, units) ?? subjectFault(person, holders, old?.has_password)));
      if (!person || words !== null) {
        return { row: { line, username, outcome: 'REFUSED', words, temporaryPassword: null }, person: null, old };
      }
      const outcome = old === undefined ? 'CREATED' : isSame(old, person) ? 'SAME' : 'CHANGED';
      const isGivenOne = outcome === 'CREATED' && person.passwordless !== true;
      const password = isGivenOne ? this.password(by, person.username) : null;
      return { row: { line, username, outcome, words: null, temporaryPassword: password }, person, old };
    });
  }

  /** Who is bound to the subjects of the file; a subject that the file names twice goes to the first line. */
  private async holders(tx: Tx, lines: readonly PersonLine[]): Promise<Map<string, string>> {
    const named = lines.flatMap(({ person }) =>
      person?.subject === undefined ? [] : [[person.subject, person.username] as const],
    );
    const bound = await rows<{ subject: string; username: string }>(
      tx,
      'select subject, username from account where subject = any($1::text[])',
      [named.map(([subject]) => subject)],
    );
    return new Map([...named.reverse(), ...bound.map(({ subject, username }) => [subject, username] as const)]);
  }

  /** The same command again: whoever it made is made, and has the password it told. */
  private async repeated(by: ByWhom, lines: readonly PersonLine[]): Promise<Judged[]> {
    const judged = await this.db.transaction((tx) => this.judge(tx, by, lines));
    const made = await this.db.query<{ username: string }>(
      `select r.subject as username from administration_record r, administration_record c
       where c.command_id = $1 and r.at = c.at and r.by_whom = c.by_whom and r.act = 'CREATE_PERSON'`,
      [by.commandId],
    );
    const names = new Set(made.map(({ username }) => username));
    return judged.map((one) =>
      one.person && names.has(one.person.username)
        ? {
            ...one,
            row: {
              ...one.row,
              outcome: 'CREATED',
              temporaryPassword: one.person.passwordless ? null : this.password(by, one.person.username),
            },
          }
        : one,
    );
  }

  private password({ commandId }: ByWhom, username: string): string {
    return temporaryPassword(this.nodeSecret, commandId ?? '', username);
  }
}

function placeFault({ windowId, unitId }: SavePerson, windows: Set<string>, units: Set<string>): string | null {
  if (windowId !== undefined && !windows.has(windowId)) return `没有窗口 ${windowId}，或已停用`;
  if (unitId !== undefined && !units.has(unitId)) return `没有部门 ${unitId}，或已停用`;
  return null;
}

function subjectFault(person: SavePerson, holders: ReadonlyMap<string, string>, hadPassword = true): string | null {
  const holder = person.subject === undefined ? undefined : holders.get(person.subject);
  if (holder !== undefined && holder !== person.username) return `统一身份标识已绑定账号 ${holder}`;
  return hasNoWayIn(person, hadPassword) ? '没有口令的账号必须有统一身份标识' : null;
}

function isSame(old: PersonRow, person: SavePerson): boolean {
  const [before, after] = [fieldsOf(old), fieldsOfInput(person, old.has_password)];
  return Object.keys(after).every((field) => field === 'disabled' || before[field] === after[field]);
}

function report(judged: readonly Judged[], dryRun: boolean): ImportReport {
  const count = (outcome: ImportRow['outcome']): number => judged.filter(({ row }) => row.outcome === outcome).length;
  return {
    dryRun,
    created: count('CREATED'),
    changed: count('CHANGED'),
    same: count('SAME'),
    refused: count('REFUSED'),
    // A password that will be another one when it counts is not told.
    rows: judged.map(({ row }) => (dryRun ? { ...row, temporaryPassword: null } : row)),
  };
}
