import { MESSAGE_ACTS, MESSAGE_STATES } from '#contracts';
import type { AnswerTypes } from './answer-types.js';
import { answer, decimal, instant, listOf, oneOf, orNull, page, ref, text, whole, yesNo } from './schema-words.js';

type Entry = AnswerTypes['QueueEntry'];
type Health = AnswerTypes['NodeHealth'];

/** What one end of a link has sent and taken. */
const numbers = answer<AnswerTypes['Probe']['ours']>({ sentTo: whole, receivedTo: whole });

/** Answers of the machine room, by name. */
export const OPERATIONS_SCHEMAS = {
  QueueEntry: answer<Entry>({
    id: text,
    partner: text,
    partnerName: text,
    direction: oneOf(['in', 'out']),
    number: orNull(whole),
    kind: oneOf(['kept', 'parked', 'broken', 'refused']),
    reason: orNull(text),
    what: text,
    whose: oneOf(['OURS', 'THEIRS', 'NOBODY']),
    turn: text,
    state: oneOf(MESSAGE_STATES),
    caseNo: orNull(text),
    changedAt: instant,
    times: whole,
    acts: listOf(
      answer<Entry['acts'][number]>({ act: oneOf(MESSAGE_ACTS), zh: text, allowed: yesNo, why: orNull(text) }),
    ),
    history: listOf(
      answer<Entry['history'][number]>({
        at: instant,
        by: orNull(text),
        act: oneOf(MESSAGE_ACTS),
        zh: text,
        words: text,
      }),
    ),
  }),
  QueueEntries: page(ref('QueueEntry')),
  Probe: answer<AnswerTypes['Probe']>({
    partner: text,
    partnerName: text,
    at: instant,
    tookMs: whole,
    ours: numbers,
    theirs: numbers,
    clockDifferenceMs: decimal,
    version: text,
    directory: whole,
    words: text,
  }),
  Key: answer<AnswerTypes['Key']>({
    city: text,
    name: text,
    self: yesNo,
    kid: text,
    use: oneOf(['sign', 'seal']),
    from: instant,
    until: instant,
    revokedAt: orNull(instant),
    daysLeft: whole,
    state: oneOf(['VALID', 'SOON', 'EXPIRED', 'REVOKED', 'FUTURE']),
    succeeded: yesNo,
    words: text,
  }),
  Keys: listOf(ref('Key')),
  ItemVersion: answer<AnswerTypes['ItemVersion']>({
    homeCity: text,
    itemCode: text,
    version: whole,
    name: text,
    effectiveAt: instant,
    withdrawnAt: orNull(instant),
    sample: yesNo,
    differences: listOf(
      answer<AnswerTypes['ItemVersion']['differences'][number]>({
        part: text,
        kind: oneOf(['ADDED', 'REMOVED', 'CHANGED']),
        words: text,
      }),
    ),
  }),
  ItemVersions: listOf(ref('ItemVersion')),
  Alert: answer<AnswerTypes['Alert']>({
    id: text,
    kind: oneOf(['LINK_DOWN', 'HELD_LONG', 'RED_CARD', 'KEY_EXPIRING', 'STORAGE_LOW']),
    zh: text,
    subject: text,
    words: text,
    since: instant,
    endedAt: orNull(instant),
    toldAt: orNull(instant),
    attempts: whole,
    lastFault: orNull(text),
  }),
  NodeHealth: answer<Health>({
    city: text,
    cityName: text,
    version: text,
    replica: text,
    leading: yesNo,
    at: instant,
    upSince: instant,
    ready: yesNo,
    checks: listOf(answer<Health['checks'][number]>({ name: text, ok: yesNo, critical: yesNo, words: orNull(text) })),
    directory: whole,
    storageFreeBytes: orNull(whole),
    storageFreePercent: orNull(decimal),
    webhook: yesNo,
    alerts: listOf(ref('Alert')),
  }),
};
