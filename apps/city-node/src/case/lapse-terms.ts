import type { EventPayload } from '#contracts';
import { texts } from '../db/arrays.js';
import { rows, type Tx } from '../db/database.js';
import { isOver } from './due-days.rules.js';

/** A notice or a conditional acceptance that gave the applicant a last day. */
export interface TermGiven {
  type: string;
  author: string;
  seq: number;
  /** Last day `YYYY-MM-DD`; null where the data is withheld or erased here. */
  dueOn: string | null;
}

type Lapse = Pick<EventPayload, 'author' | 'seq' | 'act' | 'at' | 'seen'>;

const GIVEN_BY: Readonly<Record<string, string>> = { CORRECTION: 'correction.requested', DEFERRED: 'case.accepted' };

/** The term that a fact gives; null where it gives none. */
export function termGiven({ type, act, author, seq }: EventPayload, body: object | null): TermGiven | null {
  const { dueOn, deferDueOn } = (body ?? {}) as { dueOn?: string; deferDueOn?: string };
  if (type === 'correction.requested') return { type, author, seq, dueOn: dueOn ?? null };
  if (type === 'case.accepted' && act === 'CONDITIONAL') return { type, author, seq, dueOn: deferDueOn ?? null };
  return null;
}

/**
 * True if a lapse names the last day that the applicant was given, and was stated after it. The term is the newest that
 * the author of the lapse gave itself, or else the newest that it had seen (a case that it took back); so the answer
 * rests on what the lapse knew and on no order of arrival. Where the data is not here nothing speaks against it.
 */
export function termHasEnded(lapse: Lapse, dueOn: string, given: readonly TermGiven[]): boolean {
  if (!isOver(dueOn, new Date(lapse.at))) return false;
  const knew = given
    .filter(({ type, author, seq }) => type === GIVEN_BY[lapse.act ?? ''] && seq <= knownOf(lapse, author))
    .sort((a, b) => a.seq - b.seq);
  const term = knew.findLast(({ author }) => author === lapse.author) ?? knew.at(-1);
  return term !== undefined && (term.dueOn === null || term.dueOn === dueOn);
}

const knownOf = ({ author, seq, seen }: Lapse, city: string): number =>
  city === author ? seq - 1 : (seen.find((one) => one.city === city)?.seq ?? 0);

/** Terms given in those of these lanes in which a lapse arrives. */
export async function loadTerms(em: Tx, arriving: readonly EventPayload[]): Promise<Map<string, TermGiven[]>> {
  const terms = new Map<string, TermGiven[]>();
  const lanes = [...new Set(arriving.filter(({ type }) => type === 'case.lapsed').map(({ lane }) => lane))];
  if (lanes.length === 0) return terms;
  const found = await rows<{ lane: string; payload: string; data: string | null }>(
    em,
    `select lane, payload, data from event where lane = any($1::text[]) and kept_reason is null
       and type in ('correction.requested', 'case.accepted')`,
    [texts(lanes)],
  );
  for (const { lane, payload, data } of found) {
    const body = data === null ? null : (JSON.parse(data) as { body: object }).body;
    const term = termGiven(JSON.parse(payload) as EventPayload, body);
    if (term) terms.set(lane, [...(terms.get(lane) ?? []), term]);
  }
  return terms;
}
