import type { Look } from '../api/asked.js';
import { answered, api, type Schemas } from '../api/client.js';
import { ApiProblem } from '../api/problems.js';
import { newKey } from '../parts/new-key.js';

type Queue = Schemas['ReviewQueue'];

/** The queue of this city: free cases, or one's own. */
export const queueOf = (of: 'free' | 'mine', look: Look = {}): Promise<Queue> =>
  answered(api.GET('/api/v1/queue', { ...look, params: { query: { of } } }));

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
const isAtHand = ({ status }: Schemas['CaseSummary']): boolean => status !== 'SUSPENDED' && status !== 'DISPUTED';

/** Cases that this person has signed and others have to go on with (四眼): not offered again until the page is reloaded. */
const signed = new Set<string>();

/** Puts a case back for others after an own opinion, where the item asks for four eyes. */
export async function leaveToOthers(caseNo: string): Promise<void> {
  signed.add(caseNo);
  await handBack(caseNo);
}

/**
 * The case to work on after another: one's own first, then the free one whose term ends first, which is claimed. Null
 * when there is nothing to do. Cases in `passed` were looked at already and left.
 */
export async function nextCase(passed: ReadonlySet<string>): Promise<string | null> {
  const isPassed = ({ caseNo }: Schemas['CaseSummary']): boolean => passed.has(caseNo) || signed.has(caseNo);
  const own = (await queueOf('mine')).items.find((one) => isAtHand(one) && !isPassed(one));
  if (own) return own.caseNo;
  for (const one of (await queueOf('free')).items) {
    if (isPassed(one) || !isAtHand(one)) continue;
    try {
      return (await claim(one.caseNo)).caseNo;
    } catch (error) {
      // Two reviewers ask at the same moment: the next free one is as good.
      if (!(error instanceof ApiProblem && error.problem?.code === 'claimed_by_other')) throw error;
    }
  }
  return null;
}
