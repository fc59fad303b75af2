import {
  Answer,
  CaseHeadAnswer,
  checkShape,
  JWS_TYPES,
  readCanonical,
  TongbanError,
  type CaseLapsed,
  type EventPayload,
  type LaneHead,
  type SilenceProof,
} from '#contracts';
import { readJws } from '../envelope/strict-jose.rules.js';
import { verifyNow } from '../envelope/suite.js';
import { judgeKey, type Directory } from '../partners/directory.rules.js';
import type { CaseState } from './case-state.js';
import { isOver } from './due-days.rules.js';

/**
 * True if a lapse rests on the collecting city's own signed word, given after the last day, that it had stated nothing
 * more than the author of the lapse had seen. `seen` was checked before against the stored lanes, so a head that equals
 * it can be of no other case. A deciding city that collects itself needs no proof of its own silence.
 */
export function silenceIsProven(
  { author, seen }: Pick<EventPayload, 'author' | 'seen'>,
  body: object,
  { roles: { collecting } }: Pick<CaseState, 'roles'>,
  directory: Directory,
): boolean {
  const { dueOn, silence } = body as CaseLapsed;
  if (author === collecting) return true;
  if (!silence || silence.city !== collecting || !isOver(dueOn, new Date(silence.asOf))) return false;
  const stated = headOf(silence.heads, collecting);
  const known = headOf(seen, collecting);
  if (!stated || stated.seq !== known?.seq || stated.hash !== known.hash) return false;
  return isSignedAnswer(silence, author, directory);
}

const headOf = (heads: readonly LaneHead[], city: string): LaneHead | undefined =>
  heads.find((head) => head.city === city);

function isSignedAnswer({ city, heads, asOf, answer }: SilenceProof, asker: string, directory: Directory): boolean {
  try {
    const jws = readJws(answer, JWS_TYPES.answer);
    const key = directory.key(city, jws.kid, 'sign');
    judgeKey(key, asOf);
    verifyNow(jws, key);
    const said = readCanonical(Answer, jws.payloadText, 'envelope_malformed');
    if (said.question !== 'case.head' || said.from !== city || said.to !== asker || said.error !== undefined)
      return false;
    const body = checkShape(CaseHeadAnswer, said.body, 'envelope_malformed');
    const stated = headOf(body.heads, city);
    const named = headOf(heads, city);
    return body.asOf === asOf && stated?.seq === named?.seq && stated?.hash === named?.hash;
  } catch (error) {
    if (error instanceof TongbanError) return false;
    throw error;
  }
}
