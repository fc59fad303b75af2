import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { DueView, ListCases, WorkList } from '#contracts';
import { createLogger } from '#runtime';
import { fill, ITEMS, PARTNERS, SELF, STATUSES } from '../../../../test/bench/pieces/many-cases.js';
import { createTestDatabase } from '../../../../test/support/postgres.js';
import { Database } from '../db/database.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { CaseViews } from './case-views.service.js';

const CASES = 12_000;
const NO_DUE: DueView = {
  holder: null,
  holderZh: null,
  dueKind: null,
  dueKindZh: null,
  dueOn: null,
  dueState: 'NONE',
  provisional: false,
};
interface Row {
  case_no: string;
  collecting_city: string;
  home_city: string;
  pickup_city: string | null;
  status: string;
  item_code: string;
  changed_at: Date;
  certificate: string;
}

let db: Database;
let client: pg.Client;
let views: CaseViews;
let all: Row[] = [];

const NONE_LACKING = { lacking: () => Promise.resolve({}) };

beforeAll(async () => {
  const url = await createTestDatabase('work-list');
  db = new Database({ url, poolSize: 2, applicationName: 'test' }, createLogger({ level: 'silent', name: 'test' }));
  db.start();
  await db.started();
  client = new pg.Client({ connectionString: url });
  await client.connect();
  await fill(client, CASES);
  // Whole batches change at one instant: ties must neither be lost nor come twice.
  await client.query(`update case_file set changed_at = date_trunc('month', changed_at)`);
  const found = await client.query<Row>(
    `select case_no, collecting_city, home_city, pickup_city, status, item_code, changed_at,
       encode(certificate_hash, 'hex') as certificate from case_file`,
  );
  all = found.rows.sort((a, b) => b.changed_at.getTime() - a.changed_at.getTime() || (a.case_no < b.case_no ? 1 : -1));
  const hashOf = (no: string): Buffer => Buffer.from(all[Number(no)]!.certificate, 'hex');
  views = new CaseViews(SELF, db, {} as DirectoryService, hashOf, () => null, { view: () => NO_DUE }, NONE_LACKING);
}, 60_000);
afterAll(async () => {
  await client?.end();
  await db?.stop();
});

/** What the filters leave, by the plain meaning of each. */
function expected(filters: ListCases): string[] {
  const { status, role, partner, itemCode, caseNo, certificateNo } = filters;
  const fits = (row: Row): boolean =>
    (!status || row.status === status) &&
    (!role || row[`${role}_city`] === SELF) &&
    (!partner || [row.collecting_city, row.home_city, row.pickup_city].includes(partner)) &&
    (!itemCode || row.item_code === itemCode) &&
    (!caseNo || row.case_no === caseNo) &&
    (!certificateNo || row.certificate === all[Number(certificateNo)]!.certificate);
  return all.filter(fits).map((row) => row.case_no);
}

const numbers = (page: WorkList): string[] => page.items.map((one) => one.caseNo);

/** Every combination of these values, each with and without each filter. */
function combinations(values: ListCases): ListCases[] {
  const names = Object.keys(values) as (keyof ListCases)[];
  return Array.from({ length: 2 ** names.length }, (_, bits) =>
    Object.fromEntries(names.filter((_name, i) => bits & (1 << i)).map((name) => [name, values[name]])),
  );
}

describe('the work list of many cases', () => {
  const sets: [string, ListCases][] = [
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
