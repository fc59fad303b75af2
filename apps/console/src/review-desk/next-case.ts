import type { Look } from '../api/asked.js';
import { answered, api, type Schemas } from '../api/client.js';
import { ApiProblem } from '../api/problems.js';
import { newKey } from '../parts/new-key.js';
import type { QueueFilters, QueueView } from './queue-view.js';

type Queue = Schemas['ReviewQueue'];
type Case = Schemas['CaseSummary'];

/** Cases in one answer at most, as the API tells them. */
const MOST_AT_ONCE = 200;
/** The next case is nearly always among so many. */
const FEW = 50;

type Part = Omit<QueueView, 'rows'> & { readonly pageSize: number; readonly cursor?: string | undefined };
const partOf = (query: Part, look: Look = {}): Promise<Queue> =>
  answered(api.GET('/api/v1/queue', { ...look, params: { query } }));

/** The queue of this city down to as many rows as are shown. */
export async function queueOf({ rows, ...asked }: QueueView, look: Look = {}): Promise<Queue> {
  const found = new Map<string, Case>();
  let cursor: string | null | undefined;
  for (;;) {
    const pageSize = Math.min(rows - found.size, MOST_AT_ONCE);
    const part = await partOf({ ...asked, pageSize, cursor: cursor ?? undefined }, look);
    // A case whose term has changed meanwhile may come in two parts.
    for (const one of part.items) found.set(one.caseNo, one);
    if (part.next === null || found.size >= rows) return { ...part, items: [...found.values()] };
    cursor = part.next;
  }
}

/** Cases of the queue in their order, asked for as far as they are looked at. */
async function* casesOf(of: 'free' | 'mine', { itemCode, collectingCity }: QueueFilters): AsyncGenerator<Case> {
  let cursor: string | undefined;
  do {
    const { items, next } = await partOf({ of, itemCode, collectingCity, pageSize: FEW, cursor });
    yield* items;
    cursor = next ?? undefined;
  } while (cursor !== undefined);
}

/** Takes a case from the queue; throws ApiProblem with `claimed_by_other` where somebody was faster. */
export function claim(caseNo: string): Promise<Schemas['Claim']> {
  const params = { path: { caseNo }, header: { 'Idempotency-Key': newKey() } };
  return answered(api.POST('/api/v1/cases/{caseNo}/claim', { params }));
}

/** Puts a case back into the queue. */
export function handBack(caseNo: string): Promise<Schemas['Claim']> {
  const params = { path: { caseNo }, header: { 'Idempotency-Key': newKey() } };
  return answered(api.POST('/api/v1/cases/{caseNo}/claim-return', { params }));
}

/** What stands still until others have acted is not offered as the next one. */
const isAtHand = ({ status }: Case): boolean => status !== 'SUSPENDED' && status !== 'DISPUTED';

/** Cases that this person has signed and others have to go on with (四眼): not offered again until the page is reloaded. */
const signed = new Set<string>();

/** Puts a case back for others after an own opinion, where the item asks for four eyes. */
export async function leaveToOthers(caseNo: string): Promise<void> {
  signed.add(caseNo);
  await handBack(caseNo);
}

/**
 * The case to work on after another: one's own first, then the free one whose term ends first, which is claimed. Null
 * when there is nothing to do. Cases in `passed` were looked at already and left; others than fit the filters are left too.
 */
export async function nextCase(passed: ReadonlySet<string>, filters: QueueFilters): Promise<string | null> {
  const isNext = (one: Case): boolean => isAtHand(one) && !passed.has(one.caseNo) && !signed.has(one.caseNo);
  for await (const own of casesOf('mine', filters)) if (isNext(own)) return own.caseNo;
  for await (const one of casesOf('free', filters)) {
    if (!isNext(one)) continue;
    try {
      return (await claim(one.caseNo)).caseNo;
    } catch (error) {
      // Two reviewers ask at the same moment: the next free one is as good.
      if (!(error instanceof ApiProblem && error.problem?.code === 'claimed_by_other')) throw error;
    }
  }
  return null;
}
