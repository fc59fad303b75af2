import { answered, api, type Schemas } from '../../api/client.js';
import type { ActPath } from './act-table.js';

/** What a person did with one case, as it goes to the server. */
export interface ActRequest {
  readonly path: ActPath;
  readonly caseNo: string;
  /** Revision of the case that the page shows. */
  readonly revision: string;
  /** Made when the form was opened; the same for every repetition. */
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What all acts answer with; a shelved result has the code besides, shown this once. */
export type ActAnswer = Schemas['Case'] & Partial<Pick<Schemas['PickupCode'], 'pickupCode'>>;

/** Carries an act out. Throws ApiProblem, with `case_changed` where somebody else was faster, or ServerAway. */
export function sendAct({ path, caseNo, revision, key, body }: ActRequest): Promise<ActAnswer> {
  // One call for all acts: the table of acts holds path, fields and the API's document together.
  const post = api.POST as unknown as (
    path: ActPath,
    init: object,
  ) => Promise<{ data?: ActAnswer; response: Response }>;
  const header = { 'Idempotency-Key': key, 'If-Match': `"${revision}"` };
  return answered(post(path, { params: { path: { caseNo }, header }, body }));
}
