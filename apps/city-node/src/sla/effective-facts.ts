import type { EventPayload } from '#contracts';
import { causalOrder } from '../case/case-fold.rules.js';
import { texts } from '../db/arrays.js';
import { rows, type Tx } from '../db/database.js';
import type { SlaFact } from './case-parties.rules.js';
import { withJointTerms } from './joint-term.js';

/** A case with the hashes of those of its facts that had no effect. */
export interface FoldedCase {
  case_no: string;
  ineffective: string[];
}

/** Effective facts of some cases in causal order, with the data that is here. */
export async function effectiveFacts(em: Tx, files: readonly FoldedCase[]): Promise<Map<string, readonly SlaFact[]>> {
  const found = await rows<{ lane: string; payload: string; data: string | null; hash: Buffer }>(
    em,
    'select lane, payload, data, hash from event where lane = any($1::text[]) and kept_reason is null',
    [texts(files.map(({ case_no }) => `case/${case_no}`))],
  );
  const byLane = new Map<string, { payload: EventPayload; hash: string; data: string | null }[]>();
  for (const { lane, payload, data, hash } of found) {
    const fact = { payload: JSON.parse(payload) as EventPayload, hash: hash.toString('hex'), data };
    byLane.set(lane, [...(byLane.get(lane) ?? []), fact]);
  }
  const facts = new Map(
    files.map((file) => {
      const facts = causalOrder(`case/${file.case_no}`, byLane.get(`case/${file.case_no}`) ?? []);
      const effective = facts.filter(({ hash }) => !file.ineffective.includes(hash));
      return [file.case_no, effective.map(slaFactOf)] as const;
    }),
  );
  return withJointTerms(facts, (sql, values) => rows(em, sql, values));
}

/** An event as clocks and holders need it. */
export function slaFactOf({ payload, data }: { payload: EventPayload; data: string | null }): SlaFact {
  const { type, act, author, at, assigns } = payload;
  const body = data === null ? null : (JSON.parse(data) as { body: Record<string, unknown> }).body;
  return { type, act, author, at, assigns, data: body };
}
