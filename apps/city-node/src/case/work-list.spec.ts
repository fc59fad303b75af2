import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { STATUS_GROUPS, type SearchCases, type WorkList } from '#contracts';
import { ITEMS, PARTNERS, SELF, STATUSES } from '../../../../test/bench/pieces/many-cases.js';
import { databaseOfMany, NO_DUE, type DatabaseOfMany } from '../../../../test/support/many-cases.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { CaseViews } from './case-views.service.js';

const CASES = 12_000;
interface Row {
  case_no: string;
  collecting_city: string;
  home_city: string;
  pickup_city: string | null;
  status: string;
  item_code: string;
  changed_at: Date;
  certificate: string;
  mode: string;
  desk_officer: string | null;
  desk_window: string | null;
  claimed_by: string | null;
  applicant_masked: string;
  collected_at: Date;
  next_due_at: Date | null;
}

const NOW = new Date('2026-11-20T00:00:00.000Z');
const SOON = new Date('2026-11-24T00:00:00.000Z');
const ME = { username: 'clerk1', windowId: 'W1' };
/** As given by the calendar; here only that lists keep to it. */
const BOUNDS = {
  OVERDUE: { after: null, until: NOW.toISOString() },
  DUE_SOON: { after: NOW.toISOString(), until: SOON.toISOString() },
  RUNNING: { after: SOON.toISOString(), until: 'infinity' },
};

let many: DatabaseOfMany;
let db: DatabaseOfMany['db'];
let client: DatabaseOfMany['client'];
let views: CaseViews;
let all: Row[] = [];

const NONE_LACKING = { lacking: () => Promise.resolve({}) };

beforeAll(async () => {
  many = await databaseOfMany('work-list', CASES);
  ({ db, client } = many);
  // Whole batches change at one instant: ties must neither be lost nor come twice.
  await client.query(`update case_file set changed_at = date_trunc('month', changed_at)`);
  await client.query(
    `update case_file set mode = case when right(case_no, 1) < '4' then 'DIRECT' else mode end,
       desk_officer = case when desk_window is not null then 'clerk' || (1 + ascii(right(case_no, 1)) % 3) end,
       claimed_by = case when right(case_no, 2) = 'A1' then 'clerk1' end,
       applicant_masked = case when right(case_no, 1) = '7' then '张**' else applicant_masked end,
       collected_at = least(collected_at, changed_at),
       next_due_kind = case when status in ('RECEIVED', 'ACCEPTED', 'APPROVED') then 'promise' end,
       next_due_at = case when status in ('RECEIVED', 'ACCEPTED', 'APPROVED') then collected_at + interval '20 days' end`,
  );
  await client.query("insert into unit (id, name, department) values ('U1', '示例科', null)");
  await client.query("insert into hall (id, name) values ('H1', '示例大厅')");
  await client.query(
    "insert into service_window (id, hall_id, name, kind, unit_id) values ('W1', 'H1', '1', 'X', 'U1')",
  );
  await client.query(
    "insert into account (username, display_name, role, window_id, password_hash) values ('clerk1', '示', 'clerk', 'W1', '')",
  );
  const found = await client.query<Row>(
    `select case_no, collecting_city, home_city, pickup_city, status, item_code, changed_at,
       encode(certificate_hash, 'hex') as certificate, mode, desk_officer, desk_window, claimed_by, applicant_masked,
       collected_at, next_due_at from case_file`,
  );
  all = found.rows.sort((a, b) => b.changed_at.getTime() - a.changed_at.getTime() || (a.case_no < b.case_no ? 1 : -1));
  const hashOf = (no: string): Buffer => Buffer.from(all[Number(no)]!.certificate, 'hex');
  views = new CaseViews(
    SELF,
    db,
    {} as DirectoryService,
    hashOf,
    () => null,
    { view: () => NO_DUE, bounds: (_self, state) => BOUNDS[state] },
    NONE_LACKING,
  );
}, 60_000);
afterAll(() => many?.close());

/** What the filters leave, by the plain meaning of each. */
function expected(filters: SearchCases): string[] {
  const { status, role, partner, itemCode, caseNo, certificateNo, group, mode, scope, due } = filters;
  const isDue = ({ next_due_at: at }: Row): boolean =>
    !due || (at !== null && { OVERDUE: at <= NOW, DUE_SOON: at > NOW && at <= SOON, RUNNING: at > SOON }[due]);
  const fits = (row: Row): boolean =>
    (!status || row.status === status) &&
    (!role || row[`${role}_city`] === SELF) &&
    (!partner || [row.collecting_city, row.home_city, row.pickup_city].includes(partner)) &&
    (!itemCode || row.item_code === itemCode) &&
    (!caseNo || row.case_no === caseNo) &&
    (!group || Boolean(status) || (STATUS_GROUPS[group] as readonly string[]).includes(row.status)) &&
    (!mode || row.mode === mode) &&
    (scope !== 'mine' || row.desk_officer === 'clerk1' || row.claimed_by === 'clerk1') &&
    ((scope !== 'window' && scope !== 'unit') || row.desk_window === 'W1') &&
    (!filters.caseNoPrefix || row.case_no.startsWith(filters.caseNoPrefix)) &&
    (!filters.applicantName || row.applicant_masked === '张**') &&
    (!filters.collectedFrom || row.collected_at >= new Date(`${filters.collectedFrom}T00:00:00+08:00`)) &&
    (!filters.collectedUntil || row.collected_at < new Date(`${filters.collectedUntil}T24:00:00+08:00`)) &&
    isDue(row) &&
    (!certificateNo || row.certificate === all[Number(certificateNo)]!.certificate);
  const found = all.filter(fits);
  const [first, last] = [(row: Row) => row.next_due_at?.getTime() ?? 0, (row: Row) => row.case_no];
  if (due) found.sort((a, b) => first(a) - first(b) || (last(a) < last(b) ? -1 : 1));
  return found.map((row) => row.case_no);
}

const numbers = (page: WorkList): string[] => page.items.map((one) => one.caseNo);

/** Every combination of these values, each with and without each filter. */
function combinations(values: SearchCases): SearchCases[] {
  const names = Object.keys(values) as (keyof SearchCases)[];
  return Array.from({ length: 2 ** names.length }, (_, bits) =>
    Object.fromEntries(names.filter((_name, i) => bits & (1 << i)).map((name) => [name, values[name]])),
  );
}

describe('the work list of many cases', () => {
  const sets: [string, SearchCases][] = [
    [
      'what is frequent',
      { status: STATUSES.frequent, role: 'collecting', partner: '430101', itemCode: ITEMS.frequent },
    ],
    ['what is seldom', { status: STATUSES.rare, role: 'pickup', partner: PARTNERS.rare, itemCode: ITEMS.rare }],
    ['what is long past', { status: STATUSES.old, role: 'home', partner: PARTNERS.old, itemCode: ITEMS.old }],
    ['our own city as partner', { status: 'ISSUED', role: 'pickup', partner: SELF, itemCode: '430101-100' }],
  ];

  it.each(sets)('is narrowed by any filters together: %s', async (_name, values) => {
    for (const filters of combinations({ ...values, caseNo: all[77]!.case_no, certificateNo: '78' })) {
      const wanted = expected(filters);
      const page = await views.list({ ...filters, pageSize: 50 });
      expect([filters, numbers(page)]).toEqual([filters, wanted.slice(0, 50)]);
      expect(page).toMatchObject({ total: Math.min(wanted.length, 10_000), totalIsLowerBound: wanted.length > 10_000 });
    }
  });

  it.each(sets)('goes on by cursor to its end, every case once: %s', async (_name, values) => {
    for (const filters of combinations(values)) {
      const wanted = expected(filters);
      if (wanted.length > 2500) continue;
      const walked: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page: WorkList = await views.list({ ...filters, pageSize: 200, ...(cursor ? { cursor } : {}) });
        walked.push(...numbers(page));
        cursor = page.next;
      } while (cursor);
      expect([filters, walked]).toEqual([filters, wanted]);
    }
  });

  const ofDesks: [string, SearchCases][] = [
    ['mine', { scope: 'mine', group: 'UNDERWAY', mode: 'DIRECT', partner: '430101', applicantName: '张三丰' }],
    ['my window', { scope: 'window', status: 'ISSUED', collectedFrom: '2025-01-01', collectedUntil: '2025-12-31' }],
    ['my unit', { scope: 'unit', group: 'ENDED', role: 'collecting', itemCode: ITEMS.frequent, mode: 'DIRECT' }],
    ['late', { due: 'OVERDUE', scope: 'mine', group: 'UNDERWAY', partner: '430101', role: 'home' }],
    ['late soon', { due: 'DUE_SOON', scope: 'unit', status: 'ACCEPTED', mode: 'DIRECT', itemCode: ITEMS.frequent }],
    ['in time', { due: 'RUNNING', scope: 'window', collectedFrom: '2026-11-01', applicantName: '张三丰' }],
    ['of the city, by name', { applicantName: '张三丰', status: 'PICKED_UP', collectedUntil: '2024-06-30' }],
  ];

  it.each(ofDesks)(
    'is %s, and goes on by cursor in its own order',
    async (_name, values) => {
      for (const filters of combinations(values)) {
        const wanted = expected(filters);
        const page = await views.list({ ...filters, pageSize: 50 }, ME);
        expect([filters, numbers(page)]).toEqual([filters, wanted.slice(0, 50)]);
        expect([filters, page.total]).toEqual([filters, Math.min(wanted.length, 10_000)]);
        if (!page.next) continue;
        const next = await views.list({ ...filters, pageSize: 50, cursor: page.next }, ME);
        expect([filters, numbers(next)]).toEqual([filters, wanted.slice(50, 100)]);
      }
    },
    60_000,
  );

  it('goes on page by page from the first rows of each status to the walks that are merged', async () => {
    const filters: SearchCases = { role: 'collecting' };
    const pages = Array.from({ length: 8 }, (_, i) => views.list({ ...filters, page: i + 1, pageSize: 30 }));
    expect((await Promise.all(pages)).flatMap(numbers)).toEqual(expected(filters).slice(0, 240));
  });

  it('is found by the beginning of a number', async () => {
    const { case_no: no } = all[5000]!;
    for (const caseNoPrefix of [no.slice(0, 20), no.slice(0, 24), no]) {
      expect(numbers(await views.list({ caseNoPrefix, pageSize: 200 }))).toEqual(
        expected({ caseNoPrefix }).slice(0, 200),
      );
    }
    expect((await views.list({ caseNoPrefix: no.slice(0, 20) })).total).toBeGreaterThan(1);
  });

  it('of somebody without a window or unit is empty, not everybody\u2019s', async () => {
    for (const scope of ['mine', 'window', 'unit'] as const) {
      expect((await views.list({ scope }, { username: 'nobody', windowId: null })).total).toBe(0);
    }
  });

  it('has the same cases by page number as far as those go, and says so beyond', async () => {
    const deep = await views.list({ page: 50, pageSize: 200 });
    expect(numbers(deep)).toEqual(expected({}).slice(9800, 10_000));
    expect(deep).toMatchObject({ page: 50, total: 10_000, totalIsLowerBound: true });
    const behind = await views.list({ pageSize: 200, cursor: deep.next! });
    expect(numbers(behind)).toEqual(expected({}).slice(10_000, 10_200));
    const fault = (path: string, rule: string) => ({ code: 'request_invalid', details: { faults: [{ path, rule }] } });
    await expect(views.list({ page: 51, pageSize: 200 })).rejects.toMatchObject(fault('page', 'max'));
    await expect(views.list({ page: 2, cursor: deep.next! })).rejects.toMatchObject(fault('page', 'cursor'));
    await expect(views.list({ cursor: 'bm9uZQ' })).rejects.toMatchObject(fault('cursor', 'cursor'));
  });
});
