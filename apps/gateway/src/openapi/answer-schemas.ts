import { ERROR_CATALOGUE, EvidenceFile, USER_ROLES, type ErrorCode } from '#contracts';
import type { AnswerSchema, AnswerTypes } from './answer-types.js';
import { ATTACHMENT_SCHEMAS } from './attachment-schemas.js';
import { CASE_SCHEMAS } from './case-schemas.js';
import { classSchema } from './class-schemas.js';
import { DRAFT_SCHEMAS } from './draft-schemas.js';
import { FIGURE_SCHEMAS } from './figure-schemas.js';
import { JOINT_SCHEMAS } from './joint-schemas.js';
import { MODE_SCHEMAS } from './mode-schemas.js';
import { OPERATIONS_SCHEMAS } from './operations-schemas.js';
import { PARTNER_SCHEMAS } from './partner-schemas.js';
import { PEOPLE_SCHEMAS } from './people-schemas.js';
import { QUEUE_SCHEMAS } from './queue-schemas.js';
import {
  answer,
  anyMembers,
  instant,
  listOf,
  oneOf,
  orNull,
  ref,
  text,
  whole,
  yesNo,
  type RefFor,
  type SchemaFor,
} from './schema-words.js';
import { SHELF_SCHEMAS } from './shelf-schemas.js';
import { SUPERVISION_SCHEMAS } from './supervision-schemas.js';

/** Answers as they leave, by name: each is held to its type by the compiler, and to real answers by a test. */
export const ANSWER_SCHEMAS = {
  ...CASE_SCHEMAS,
  ...DRAFT_SCHEMAS,
  ...JOINT_SCHEMAS,
  ...MODE_SCHEMAS,
  ...OPERATIONS_SCHEMAS,
  ...PARTNER_SCHEMAS,
  ...QUEUE_SCHEMAS,
  ...PEOPLE_SCHEMAS,
  ...SHELF_SCHEMAS,
  ...ATTACHMENT_SCHEMAS,
  ...SUPERVISION_SCHEMAS,
  ...FIGURE_SCHEMAS,
  Evidence: classSchema(EvidenceFile),
  EvidenceLine: answer<AnswerTypes['EvidenceLine']>({ ok: yesNo, text }),
  EvidenceVerdict: answer<AnswerTypes['EvidenceVerdict']>({
    caseNo: text,
    cityName: text,
    fingerprint: text,
    checks: whole,
    firstBroken: orNull(text),
    unsealed: whole,
    lines: listOf(ref('EvidenceLine')),
    file: ref('Evidence'),
  }),
  Session: answer<AnswerTypes['Session']>({ token: text, expiresAt: instant, user: ref('User') }),
  EndedSession: answer<AnswerTypes['EndedSession']>({ endedAt: instant }),
  ProviderNonce: answer<AnswerTypes['ProviderNonce']>({
    nonce: text,
    expiresAt: instant,
    issuer: text,
    clientId: text,
  }),
  BrowserSession: answer<AnswerTypes['BrowserSession']>({
    user: ref('User'),
    providerLabel: orNull(text),
    idleUntil: instant,
    idleLeftMs: whole,
    idleMs: whole,
  }),
  SignedOut: answer<AnswerTypes['SignedOut']>({ continueAt: orNull(text) }),
  User: answer<AnswerTypes['User']>({
    city: text,
    cityName: text,
    username: text,
    displayName: text,
    role: oneOf(USER_ROLES),
    windowId: orNull(text),
    mustChangePassword: yesNo,
  }),
  ServedCities: listOf(
    answer<AnswerTypes['ServedCities'][number]>({ city: text, name: text, providerLabel: orNull(text) }),
  ),
  Problem: answer<AnswerTypes['Problem']>({
    type: text,
    title: text,
    status: whole,
    code: oneOf(Object.keys(ERROR_CATALOGUE) as ErrorCode[]),
    remedy: text,
    details: anyMembers,
    requestId: text,
    instance: text,
  }),
} satisfies { [N in AnswerSchema]: SchemaFor<AnswerTypes[N]> };

/** Names of the answers that describe a type. */
export type AnswerFor<T> = {
  [N in AnswerSchema]: [RefFor<AnswerTypes[N]>] extends [RefFor<T>] ? N : never;
}[AnswerSchema];
