import { CASE_STATUSES, TongbanError, type CaseStatus, type ListCases } from '#contracts';

/** Exact totals and page numbers go this far; beyond, a total is "more than" and a list goes on by cursor. */
export const MAX_COUNTED = 10_000;

/** What a work list is narrowed by, with the certificate number already hashed. */
export interface ListFilters {
  status?: CaseStatus | undefined;
  role?: 'collecting' | 'home' | 'pickup' | undefined;
  partner?: string | undefined;
  itemCode?: string | undefined;
  caseNo?: string | undefined;
  certificateHash?: Buffer | undefined;
  /** Who has taken it from the queue; null: nobody. */
  claimedBy?: string | null | undefined;
}

/** Where a list goes on: behind this case. */
export interface ListCursor {
  changedAt: string;
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

/** Columns of the cities' parts, in the order in which a case of several of them is counted to one only. */
const PARTS = ['collecting_city', 'home_city', 'pickup_city'] as const;
type Part = (typeof PARTS)[number];

class Parameters {
  readonly values: unknown[] = [];

  of(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

/** As it stands in the index of pickup cities, where it costs no look at the rows. */
const ONLY_PICKUP = '(case when pickup_city in (collecting_city, home_city) then 0 else 1 end) = 1';
const NEWEST_FIRST = 'order by changed_at desc, case_no desc';

/** Counts what the filters leave, up to one more than MAX_COUNTED; read from the indexes alone. */
export function countStatement(self: string, filters: ListFilters): Statement {
  const p = new Parameters();
  const limit = `limit ${MAX_COUNTED + 1}`;
  const found = branches(self, filters, p).map(
    (own) => `(select 1 from case_file where ${own.join(' and ')} ${limit})`,
  );
  const sql = `select count(*) as total from (select 1 from (${found.join(' union all ')}) found ${limit}) counted`;
  return { sql, parameters: p.values };
}

/**
 * Reads one page. Every index of the list has the status before the time, so a list of all statuses merges one ordered
 * walk for each and reads no more rows than it tells; a plain `order by` would sort a million.
 */
export function pageStatement(self: string, filters: ListFilters, part: ListPart, columns: string): Statement {
  const p = new Parameters();
  const statuses = filters.status || isOneCase(filters) ? [null] : CASE_STATUSES;
  const own = branches(self, filters, p);
  const after = part.after ? [goesOn(part.after, p)] : [];
  const walks = own.flatMap((branch) =>
    statuses.map((status) => {
      const all = [...branch, ...(status ? [`status = '${status}'`] : []), ...after];
      return `(select case_no, changed_at from case_file where ${all.join(' and ')}
        ${NEWEST_FIRST} limit ${part.offset + part.pageSize})`;
    }),
  );
  const sql = `select ${columns} from case_file join (
      select case_no, changed_at from (${walks.join(' union all ')}) walked
      ${NEWEST_FIRST} limit ${part.pageSize} offset ${part.offset}
    ) page using (case_no, changed_at) ${NEWEST_FIRST}`;
  return { sql, parameters: p.values };
}

/** The first half is where an index can begin; the second is exact among cases of one instant. */
function goesOn(after: ListCursor, p: Parameters): string {
  const at = p.of(after.changedAt);
  return `changed_at <= ${at} and (changed_at, case_no) < (${at}, ${p.of(after.caseNo)})`;
}

/** So few that they are simply sorted. */
const isOneCase = ({ caseNo, certificateHash, claimedBy }: ListFilters): boolean =>
  Boolean(caseNo ?? certificateHash ?? claimedBy);

/** Conditions of which each is answered by one index, and of which a case fits one only. */
function branches(self: string, filters: ListFilters, p: Parameters): string[][] {
  const common: string[] = [];
  if (filters.status) common.push(`status = ${p.of(filters.status)}`);
  if (filters.itemCode) common.push(`item_code = ${p.of(filters.itemCode)}`);
  if (filters.caseNo) common.push(`case_no = ${p.of(filters.caseNo)}`);
  if (filters.certificateHash) common.push(`certificate_hash = ${p.of(filters.certificateHash)}`);
  if (filters.claimedBy !== undefined) {
    common.push(filters.claimedBy === null ? 'claimed_by is null' : `claimed_by = ${p.of(filters.claimedBy)}`);
  }
  const role: Part | null = filters.role ? `${filters.role}_city` : null;
  if (role) common.push(`${role} = ${p.of(self)}`);
  // Our own city is in every case that we hold.
  const partner = filters.partner && filters.partner !== self ? filters.partner : null;
  const isNarrow = role !== null || filters.itemCode !== undefined || isOneCase(filters);
  if (partner === null && isNarrow) return [common];
  const city = p.of(partner ?? self);
  const parts = PARTS.filter((part) => part !== role);
  return parts.map((part, i) => [
    ...common,
    `${part} = ${city}`,
    ...(part === 'pickup_city' ? [ONLY_PICKUP] : parts.slice(0, i).map((before) => `${before} <> ${city}`)),
  ]);
}

export function writeCursor({ changedAt, caseNo }: ListCursor): string {
  return Buffer.from(`${changedAt} ${caseNo}`).toString('base64url');
}

/** Throws request_invalid where the text is none of ours. */
export function readCursor(text: string): ListCursor {
  const [changedAt = '', caseNo = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
  const isOurs = Number.isFinite(Date.parse(changedAt)) && /^KY[0-9A-Z]{29}$/.test(caseNo);
  if (!isOurs) throw new TongbanError('request_invalid', { faults: [{ path: 'cursor', rule: 'cursor' }] });
  return { changedAt: new Date(changedAt).toISOString(), caseNo };
}

/** Which part of the list is meant; throws request_invalid for a page number that only a cursor can reach. */
export function partOf({ page = 1, pageSize = 20, cursor }: ListCases): ListPart {
  const fault = (path: string, rule: string): never => {
    throw new TongbanError('request_invalid', { faults: [{ path, rule }] });
  };
  if (cursor !== undefined && page > 1) fault('page', 'cursor');
  if (page * pageSize > MAX_COUNTED) fault('page', 'max');
  return { pageSize, offset: (page - 1) * pageSize, after: cursor === undefined ? null : readCursor(cursor) };
}
