import {
  CASE_STATUSES,
  STATUS_GROUPS,
  TongbanError,
  type CardLevel,
  type CaseStatus,
  type HandlingMode,
  type ListCases,
  type StatusGroup,
} from '#contracts';
import { listBranches, type ListBranch } from './work-list-branches.js';
import { Parameters } from './work-list-parameters.js';

/** Exact totals and page numbers go this far; beyond, a total is "more than" and a list goes on by cursor. */
export const MAX_COUNTED = 10_000;

/** What a work list is narrowed by, with everything that had to be looked up first. */
export interface ListFilters {
  status?: CaseStatus | undefined;
  group?: StatusGroup | undefined;
  role?: 'collecting' | 'home' | 'pickup' | undefined;
  partner?: string | undefined;
  itemCode?: string | undefined;
  mode?: HandlingMode | undefined;
  caseNo?: string | undefined;
  caseNoPrefix?: string | undefined;
  certificateHash?: Buffer | undefined;
  applicantMasked?: string | undefined;
  /** Who has taken it from the queue; null: nobody. */
  claimedBy?: string | null | undefined;
  /** Whose list it is; undefined: the city's. */
  of?: ListOwner | undefined;
  /** Terms that end after `after` and not after `until`; such a list is told by its terms, the first to end first. */
  due?: { after: string | null; until: string } | undefined;
  card?: CardLevel | 'ANY' | undefined;
  /** Collected at or after the first instant and before the second. */
  collected?: { from: string | null; before: string | null } | undefined;
}

/** Somebody's own cases, those of a window, or those of a unit: collected at its windows, or of the items it decides. */
export type ListOwner =
  | { kind: 'officer'; username: string }
  | { kind: 'window'; windowId: string }
  | { kind: 'unit'; windowIds: string[]; itemCodes: string[] };

/** Where a list goes on: behind this case. `at` is the instant that the list is ordered by. */
export interface ListCursor {
  at: string;
  caseNo: string;
}

export interface ListPart {
  pageSize: number;
  offset: number;
  after: ListCursor | null;
}

/** A statement with its parameters. The values decide which index is best: it has to be planned with them. */
export interface Statement {
  sql: string;
  parameters: unknown[];
}

const order = (due: unknown): { column: string; newest: boolean; by: string } =>
  due
    ? { column: 'next_due_at', newest: false, by: 'order by next_due_at, case_no' }
    : { column: 'changed_at', newest: true, by: 'order by changed_at desc, case_no desc' };

/** Counts what the filters leave, up to one more than MAX_COUNTED; read from the indexes alone. */
export function countStatement(self: string, filters: ListFilters): Statement {
  const p = new Parameters();
  const limit = `limit ${MAX_COUNTED + 1}`;
  const group = !filters.status && filters.group ? [`status = any(${p.of(STATUS_GROUPS[filters.group])})`] : [];
  const found = listBranches(self, filters, p).map(({ conditions, among }) => {
    const all = [...conditions, ...group, ...(among ? [`${among.column} = any(${among.values})`] : [])];
    return `(select 1 from case_file where ${all.join(' and ')} ${limit})`;
  });
  const sql = `select count(*) as total from (select 1 from (${found.join(' union all ')}) found ${limit}) counted`;
  return { sql, parameters: p.values };
}

/** Up to so many rows a list is put together from the first rows of each of its walks. */
const MOST_OF_EACH = 100;

/**
 * Reads one page. Every index of the list has the status before the time, so a list of several statuses is made of one
 * ordered walk for each; a plain `order by` would sort a million. The first pages take the first rows of all walks in
 * one short statement, because sixty walks cost more to plan than to go; further behind the walks are merged, which
 * reads no more rows than it tells.
 */
export function pageStatement(self: string, filters: ListFilters, part: ListPart, columns: string): Statement {
  const p = new Parameters();
  const { column, newest, by } = order(filters.due);
  const statuses = filters.group ? STATUS_GROUPS[filters.group] : CASE_STATUSES;
  const after = part.after ? [goesOn(part.after, column, newest, p)] : [];
  const limit = `limit ${part.offset + part.pageSize}`;
  const walks = listBranches(self, filters, p).flatMap((branch): string[] => {
    const all = [...branch.conditions, ...after];
    const where = (more: readonly string[]): string =>
      `(select case_no, ${column} from case_file where ${[...all, ...more].join(' and ')} ${by} ${limit})`;
    if (branch.among) return [amongWalk(branch, filters.status ? [filters.status] : statuses, p, where, column)];
    if (filters.status) return [where([])];
    if (branch.isSmall || filters.due) {
      return [where(filters.group ? [`status = any(${p.of(statuses)})`] : [])];
    }
    if (part.offset + part.pageSize <= MOST_OF_EACH) return [eachStatus(statuses, p, where, column)];
    return statuses.map((status) => where([`status = '${status}'`]));
  });
  const sql = `select ${columns} from case_file join (
      select case_no, ${column} from (${walks.join(' union all ')}) walked
      ${by} limit ${part.pageSize} offset ${part.offset}
    ) page using (case_no, ${column}) ${by}`;
  return { sql, parameters: p.values };
}

/** One ordered walk for each of the statuses, in one short statement. */
function eachStatus(
  statuses: readonly CaseStatus[],
  p: Parameters,
  where: (more: readonly string[]) => string,
  column: string,
): string {
  return `(select w.case_no, w.${column} from unnest(${p.of(statuses)}::text[]) as each (status)
    cross join lateral ${where(['status = each.status'])} w)`;
}

/** One ordered walk for each of the values and statuses, in one short statement. */
function amongWalk(
  { among }: ListBranch,
  statuses: readonly CaseStatus[],
  p: Parameters,
  where: (more: readonly string[]) => string,
  column: string,
): string {
  const walk = where([`${among?.column} = one.value`, 'status = each.status']);
  return `(select w.case_no, w.${column} from unnest(${among?.values}) as one (value)
    cross join unnest(${p.of(statuses)}::text[]) as each (status) cross join lateral ${walk} w)`;
}

/** The first half is where an index can begin; the second is exact among cases of one instant. */
function goesOn(after: ListCursor, column: string, newest: boolean, p: Parameters): string {
  const [at, no] = [`${p.of(after.at)}::timestamptz`, p.of(after.caseNo)];
  const [most, less] = newest ? ['<=', '<'] : ['>=', '>'];
  return `${column} ${most} ${at} and (${column}, case_no) ${less} (${at}, ${no})`;
}

export function writeCursor({ at, caseNo }: ListCursor): string {
  return Buffer.from(`${at} ${caseNo}`).toString('base64url');
}

/** Throws request_invalid where the text is none of ours. */
export function readCursor(text: string): ListCursor {
  const [at = '', caseNo = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
  const isOurs = Number.isFinite(Date.parse(at)) && /^KY[0-9A-Z]{29}$/.test(caseNo);
  if (!isOurs) throw new TongbanError('request_invalid', { faults: [{ path: 'cursor', rule: 'cursor' }] });
  return { at: new Date(at).toISOString(), caseNo };
}

/** Which part of the list is meant; throws request_invalid for a page number that only a cursor can reach. */
export function partOf({ page = 1, pageSize = 20, cursor }: Pick<ListCases, 'page' | 'pageSize' | 'cursor'>): ListPart {
  const fault = (path: string, rule: string): never => {
    throw new TongbanError('request_invalid', { faults: [{ path, rule }] });
  };
  if (cursor !== undefined && page > 1) fault('page', 'cursor');
  if (page * pageSize > MAX_COUNTED) fault('page', 'max');
  return { pageSize, offset: (page - 1) * pageSize, after: cursor === undefined ? null : readCursor(cursor) };
}
