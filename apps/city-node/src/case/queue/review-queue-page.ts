import { TongbanError, type ListReviewQueue } from '#contracts';
import type { CaseFile } from '../case-file.js';
import type { Statement } from '../work-list.js';
import { Parameters } from '../work-list-parameters.js';

/** Cases told at once unless fewer are asked for. */
export const MOST_TOLD = 200;
/** A queue is counted so far; beyond, it is "more than". */
export const MOST_COUNTED = 1000;

/** Where a reviewer of the city that decides has something to do; in the words of the index of the queue. */
const WAITS = "status in ('COLLECTED', 'RECEIVED', 'ACCEPTED', 'APPROVED', 'SUSPENDED', 'DISPUTED')";
const TAKEN_BACK = "coalesce((state->>'takenBack')::boolean, false)";
/** The first term to end first, urgent ones before all others; as the index of the queue has it. */
const IN_ORDER = `urgency <> 'URGENT', coalesce(next_due_at, 'infinity'::timestamptz),
  coalesce(collected_at, 'infinity'::timestamptz), case_no`;

/** What the queue is asked for: whose, narrowed by what. */
export type QueueFilters = Pick<ListReviewQueue, 'itemCode' | 'collectingCity'> & {
  of: 'free' | 'mine';
  username: string;
};

/** The city that decides: the collecting one in DIRECT, and in DELEGATED until it is taken back. */
const decidedBy = (city: string): string => `${WAITS} and (
  home_city = ${city} and status <> 'COLLECTED'
    and (mode in ('ONLINE', 'PROXY_COLLECT') or (mode = 'DELEGATED' and ${TAKEN_BACK}))
  or collecting_city = ${city} and (mode = 'DIRECT' or (mode = 'DELEGATED' and not ${TAKEN_BACK})))`;

function conditionsOf(self: string, filters: QueueFilters, p: Parameters): string[] {
  const { of, username, itemCode, collectingCity } = filters;
  return [
    decidedBy(`${p.of(self)}::text`),
    of === 'mine' ? `claimed_by = ${p.of(username)}` : 'claimed_by is null',
    ...(itemCode ? [`item_code = ${p.of(itemCode)}`] : []),
    ...(collectingCity ? [`collecting_city = ${p.of(collectingCity)}`] : []),
  ];
}

/** Reads one part of the queue, behind a cursor where there is one. */
export function queueStatement(
  self: string,
  filters: QueueFilters,
  part: { limit: number; cursor: string | undefined },
  columns: string,
): Statement {
  const p = new Parameters();
  const conditions = conditionsOf(self, filters, p);
  if (part.cursor !== undefined) {
    const { urgent, dueAt, collectedAt, caseNo } = readQueueCursor(part.cursor);
    const at = (text: string): string => `${p.of(text)}::timestamptz`;
    conditions.push(`(${IN_ORDER}) > (${p.of(!urgent)}::boolean, ${at(dueAt)}, ${at(collectedAt)}, ${p.of(caseNo)})`);
  }
  const sql = `select ${columns} from case_file where ${conditions.join(' and ')} order by ${IN_ORDER} limit ${part.limit}`;
  return { sql, parameters: p.values };
}

/** Counts several queues, each up to one more than MOST_COUNTED; `n0`, `n1`, … in their order. */
export function queueCounts(self: string, queues: readonly QueueFilters[]): Statement {
  const p = new Parameters();
  // In their order, so that the index of the queue is walked no further than is counted.
  const counts = queues.map(
    (filters, i) => `(select count(*)::int from (select 1 from case_file
      where ${conditionsOf(self, filters, p).join(' and ')} order by ${IN_ORDER} limit ${MOST_COUNTED + 1}) q${i}) as n${i}`,
  );
  return { sql: `select ${counts.join(', ')}`, parameters: p.values };
}

const NONE = 'infinity';

/** Where the queue goes on: behind this case, as it stood when it was told. */
export function writeQueueCursor(last: Pick<CaseFile, 'urgency' | 'next_due_at' | 'collected_at' | 'case_no'>): string {
  const urgent = last.urgency === 'URGENT' ? 'U' : 'N';
  const text = [urgent, last.next_due_at ?? NONE, last.collected_at ?? NONE, last.case_no].join(' ');
  return Buffer.from(text).toString('base64url');
}

/** Throws request_invalid where the text is none of ours. */
function readQueueCursor(text: string): { urgent: boolean; dueAt: string; collectedAt: string; caseNo: string } {
  const [kind = '', dueAt = '', collectedAt = '', caseNo = '', ...more] = Buffer.from(text, 'base64url')
    .toString('utf8')
    .split(' ');
  const isInstant = (one: string): boolean => one === NONE || /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(one);
  const isReal = (one: string): boolean => one === NONE || Number.isFinite(Date.parse(one));
  const areInstants = [dueAt, collectedAt].every((one) => isInstant(one) && isReal(one));
  if (!/^[UN]$/.test(kind) || !areInstants || !/^KY[0-9A-Z]{29}$/.test(caseNo) || more.length > 0) {
    throw new TongbanError('request_invalid', { faults: [{ path: 'cursor', rule: 'cursor' }] });
  }
  return { urgent: kind === 'U', dueAt, collectedAt, caseNo };
}
