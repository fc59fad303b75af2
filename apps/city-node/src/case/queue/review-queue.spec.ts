import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ListReviewQueue, ReviewQueueView } from '#contracts';
import { SELF } from '../../../../../test/bench/pieces/many-cases.js';
import { databaseOfMany, NO_DUE, type DatabaseOfMany } from '../../../../../test/support/many-cases.js';
import { ReviewQueue } from './review-queue.service.js';

const CASES = 8000;
const ME = 'reviewer1';
/** A city that has collected much for us, and one that never did. */
const [OTHER, NEVER] = ['430101', '439998'];
const [ITEM, GONE_ITEM] = ['CS-YB-001', 'CS-YB-999'];
interface Row {
  case_no: string;
  collecting_city: string;
  home_city: string;
  status: string;
  mode: string;
  item_code: string;
  urgency: string;
  claimed_by: string | null;
  collected_at: Date | null;
  next_due_at: Date | null;
  taken_back: boolean;
}

let many: DatabaseOfMany;
let db: DatabaseOfMany['db'];
let client: DatabaseOfMany['client'];
let queue: ReviewQueue;
let all: Row[] = [];

beforeAll(async () => {
  many = await databaseOfMany('review-queue', CASES);
  ({ db, client } = many);
  // Many wait, of every mode; terms end and papers came in at the same instants, and some cases have no instant at all.
  const oneIn = (n: number, salt: string): string => `abs(hashtext(case_no || '${salt}')) % ${n}`;
  await client.query(
    `update case_file set
       status = (array['COLLECTED', 'RECEIVED', 'ACCEPTED', 'APPROVED', 'SUSPENDED', 'DISPUTED', 'ISSUED', 'FORWARDED'])
         [1 + ${oneIn(8, 's')}],
       mode = (array['ONLINE', 'PROXY_COLLECT', 'DIRECT', 'DELEGATED'])[1 + ${oneIn(4, 'm')}],
       state = case when ${oneIn(3, 'b')} = 0 then state || '{"takenBack": true}' else state end,
       item_code = case when ${oneIn(4, 'i')} = 0 then '${ITEM}' else item_code end,
       claimed_by = (array['${ME}', 'reviewer2'])[1 + ${oneIn(9, 'c')}],
       collected_at = case when ${oneIn(20, 'n')} = 0 then null else date_trunc('month', collected_at) end,
       next_due_at = case when ${oneIn(3, 'd')} = 0 then null else date_trunc('month', changed_at) end`,
  );
  const found = await client.query<Row>(
    `select case_no, collecting_city, home_city, status, mode, item_code, urgency, claimed_by, collected_at, next_due_at,
       coalesce((state->>'takenBack')::boolean, false) as taken_back from case_file`,
  );
  all = found.rows;
  queue = new ReviewQueue(SELF, db, { view: () => NO_DUE });
}, 60_000);
afterAll(() => many?.close());

/** What waits here and fits the filters, in the order of the queue, by the plain meaning of each. */
function expected({ of, itemCode, collectingCity }: ListReviewQueue): string[] {
  const isDecidedHere = (row: Row): boolean => {
    const byCollecting = row.mode === 'DIRECT' || (row.mode === 'DELEGATED' && !row.taken_back);
    const decider = byCollecting ? row.collecting_city : row.home_city;
    const isHere = row.status !== 'COLLECTED' || byCollecting;
    return decider === SELF && isHere && !['ISSUED', 'FORWARDED'].includes(row.status);
  };
  const found = all.filter(
    (row) =>
      isDecidedHere(row) &&
      row.claimed_by === (of === 'mine' ? ME : null) &&
      (!itemCode || row.item_code === itemCode) &&
      (!collectingCity || row.collecting_city === collectingCity),
  );
  const keys = (row: Row): (number | string)[] => [
    row.urgency === 'URGENT' ? 0 : 1,
    row.next_due_at?.getTime() ?? Number.POSITIVE_INFINITY,
    row.collected_at?.getTime() ?? Number.POSITIVE_INFINITY,
    row.case_no,
  ];
  const before = (a: Row, b: Row): number => {
    const [left, right] = [keys(a), keys(b)];
    const at = left.findIndex((key, i) => key !== right[i]);
    return at < 0 ? 0 : left[at]! < right[at]! ? -1 : 1;
  };
  return found.sort(before).map((row) => row.case_no);
}

/** The queue from its head to its end, part by part. */
async function walked(filters: ListReviewQueue): Promise<{ cases: string[]; parts: ReviewQueueView[] }> {
  const parts: ReviewQueueView[] = [];
  let cursor: string | undefined;
  do {
    const part: ReviewQueueView = await queue.list({ ...filters, cursor }, ME);
    parts.push(part);
    cursor = part.next ?? undefined;
  } while (cursor !== undefined);
  return { cases: parts.flatMap(({ items }) => items.map(({ caseNo }) => caseNo)), parts };
}

describe('the queue of a city where many cases wait', () => {
  const narrowed = [
    {},
    { itemCode: ITEM },
    { collectingCity: OTHER },
    { collectingCity: SELF, itemCode: ITEM },
    { itemCode: GONE_ITEM },
    { collectingCity: NEVER },
  ];

  it.each(narrowed)('is told part by part to its end, every case once and in its order: %j', async (filters) => {
    for (const which of ['free', 'mine'] as const) {
      const wanted = expected({ of: which, ...filters });
      const { cases, parts } = await walked({ of: which, ...filters, pageSize: 37 });
      expect(cases).toEqual(wanted);
      expect(parts.every(({ items }, i) => items.length === 37 || i === parts.length - 1)).toBe(true);
      const isMore = wanted.length > 1000;
      expect(parts[0]).toMatchObject({ total: isMore ? 1000 : wanted.length, totalIsLowerBound: isMore });
    }
  });

  it('is counted no further than anybody reads, and the same however it is narrowed', async () => {
    const [free, mine] = [expected({ of: 'free' }).length, expected({ of: 'mine' }).length];
    // The sample has what is asked here.
    expect(free).toBeGreaterThan(1000);
    expect(mine).toBeGreaterThan(37);
    expect(mine).toBeLessThan(1000);
    const counts = { free: 1000, freeIsLowerBound: true, mine, mineIsLowerBound: false };
    for (const filters of narrowed) expect(await queue.list({ of: 'free', ...filters }, ME)).toMatchObject(counts);
    expect((await queue.list({ of: 'free' }, ME)).items).toHaveLength(200);
    expect(await queue.list({ of: 'mine' }, 'nobody')).toMatchObject({ items: [], mine: 0, total: 0, next: null });
  });

  it('goes on where it was although cases were taken meanwhile', async () => {
    const wanted = expected({ of: 'free', itemCode: ITEM });
    const first = await queue.list({ of: 'free', itemCode: ITEM, pageSize: 10 }, ME);
    const taken = wanted.slice(5, 15);
    await client.query("update case_file set claimed_by = 'reviewer3' where case_no = any($1)", [taken]);
    const next = await queue.list({ of: 'free', itemCode: ITEM, pageSize: 10, cursor: first.next ?? '' }, ME);
    expect(next.items.map(({ caseNo }) => caseNo)).toEqual(wanted.slice(15, 25));
    await client.query('update case_file set claimed_by = null where case_no = any($1)', [taken]);
  });

  it.each([
    'x',
    Buffer.from('N infinity infinity').toString('base64url'),
    Buffer.from(`N now infinity KY${'0'.repeat(29)}`).toString('base64url'),
    Buffer.from(`N 2026-13-01T00:00:00.000Z infinity KY${'0'.repeat(29)}`).toString('base64url'),
    Buffer.from(`X infinity infinity KY${'0'.repeat(29)}`).toString('base64url'),
  ])('takes no cursor that is none of its own: %s', async (cursor) => {
    await expect(queue.list({ of: 'free', cursor }, ME)).rejects.toMatchObject({ code: 'request_invalid' });
  });
});
