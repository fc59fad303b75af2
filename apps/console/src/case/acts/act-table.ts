import type { paths } from '../../api/schema.js';

/** One entry of an act's form; its label is `acts.fields.<name>` unless `words` names another. */
export interface ActField {
  readonly kind: 'words' | 'line' | 'number' | 'day' | 'choice' | 'city' | 'point' | 'item' | 'deferrable';
  /** Most characters, or the greatest number. */
  readonly max?: number;
  readonly optional?: boolean;
  readonly choices?: readonly string[];
  readonly words?: string;
  /** The reasons library of the city is offered. */
  readonly reasons?: boolean;
}

type Posts = { [P in keyof paths]: paths[P] extends { post: { parameters: { header: ActHeaders } } } ? P : never };
interface ActHeaders {
  'Idempotency-Key': string;
  'If-Match': string;
}
/** Addresses of acts on a case. */
export type ActPath = Extract<Posts[keyof paths], `/api/v1/cases/{caseNo}/${string}`>;
type BodyOf<P extends ActPath> = paths[P]['post'] extends {
  requestBody: { content: { 'application/json': infer B } };
}
  ? B
  : Record<never, never>;

/** How one act of the status table is asked for: where, what a person fills in, and what is told by the act itself. */
export interface ActForm {
  readonly path: ActPath;
  readonly fields: Readonly<Record<string, ActField>>;
  readonly fixed: Readonly<Record<string, string>>;
}

/** Every member of the request is either a field or fixed: the compiler holds both to the API's document. */
function form<P extends ActPath, F extends Partial<BodyOf<P>> = Record<never, never>>(
  path: P,
  fields: { readonly [K in Exclude<keyof BodyOf<P>, keyof F>]-?: ActField },
  fixed?: F,
): ActForm {
  return { path, fields, fixed: (fixed ?? {}) as Record<string, string> };
}

const reason: ActField = { kind: 'words', max: 1000, reasons: true };
const decisionReason: ActField = { kind: 'words', max: 2000, reasons: true };
const note: ActField = { kind: 'line', max: 500, optional: true };
const finding: ActField = { kind: 'words', max: 2000 };
const result: ActField = { kind: 'words', max: 2000 };
const legalGround: ActField = { kind: 'line', max: 500 };
const sheets: ActField = { kind: 'number', max: 999 };
const opinion: ActField = { kind: 'choice', choices: ['AGREE', 'DISAGREE'] };
const identityMethod: ActField = { kind: 'choice', choices: ['FACE_AND_CARD', 'CARD_READER', 'DOCUMENT_SEEN'] };

const startOf = (kind: 'HEARING' | 'INSPECTION' | 'TEST' | 'EXPERT_REVIEW' | 'PUBLIC_NOTICE'): ActForm =>
  form('/api/v1/cases/{caseNo}/procedures', { workingDays: { kind: 'number', max: 250 }, reason }, { kind });
const endOf = (kind: 'HEARING' | 'INSPECTION' | 'TEST' | 'EXPERT_REVIEW' | 'PUBLIC_NOTICE'): ActForm =>
  form('/api/v1/cases/{caseNo}/procedure-end', { result }, { kind });

/**
 * The acts of the status table with a form of their own fields. Not here, since they have pages or panels of their own:
 * collecting, the notice of correction, supplements, and what is answered to cards.
 */
export const ACT_FORMS: Readonly<Record<string, ActForm>> = {
  forward: form('/api/v1/cases/{caseNo}/forwarding', {}),
  'withdraw-here': form('/api/v1/cases/{caseNo}/withdrawal', { reason }),
  'send-papers': form('/api/v1/cases/{caseNo}/papers', { sheets, note: { ...note, max: 200 } }),
  'receive-papers': form('/api/v1/cases/{caseNo}/papers-receipt', { sheets, note: { ...note, max: 200 } }),
  'request-withdrawal': form('/api/v1/cases/{caseNo}/withdrawal-request', { reason }),
  'grant-withdrawal': form('/api/v1/cases/{caseNo}/withdrawal-answer', { reason }, { act: 'GRANTED' }),
  'decline-withdrawal': form('/api/v1/cases/{caseNo}/withdrawal-answer', { reason }, { act: 'DECLINED' }),
  'dispute-jurisdiction': form('/api/v1/cases/{caseNo}/jurisdiction-dispute', {
    reason,
    proposedCity: { kind: 'city', optional: true },
  }),
  'settle-jurisdiction': form('/api/v1/cases/{caseNo}/jurisdiction-settlement', {
    reason,
    settledBy: { kind: 'line', max: 100 },
  }),
  reroute: form('/api/v1/cases/{caseNo}/rerouting', {
    toCity: { kind: 'city' },
    itemCode: { kind: 'item' },
    itemVersion: { kind: 'number', max: 1_000_000, optional: true },
    reason,
  }),
  accept: form('/api/v1/cases/{caseNo}/acceptance', { note }),
  'accept-conditionally': form('/api/v1/cases/{caseNo}/conditional-acceptance', {
    deferred: { kind: 'deferrable' },
    deferDueOn: { kind: 'day' },
    note,
  }),
  'note-handling': form(
    '/api/v1/cases/{caseNo}/opinions',
    { opinion, words: { kind: 'words', max: 2000, reasons: true } },
    { step: 'HANDLE' },
  ),
  'note-review': form(
    '/api/v1/cases/{caseNo}/opinions',
    { opinion, words: { kind: 'words', max: 2000, reasons: true } },
    { step: 'REVIEW' },
  ),
  'start-hearing': startOf('HEARING'),
  'start-inspection': startOf('INSPECTION'),
  'start-test': startOf('TEST'),
  'start-expert-review': startOf('EXPERT_REVIEW'),
  'start-public-notice': startOf('PUBLIC_NOTICE'),
  'end-hearing': endOf('HEARING'),
  'end-inspection': endOf('INSPECTION'),
  'end-test': endOf('TEST'),
  'end-expert-review': endOf('EXPERT_REVIEW'),
  'end-public-notice': endOf('PUBLIC_NOTICE'),
  extend: form('/api/v1/cases/{caseNo}/extension', { reason, approver: { kind: 'line', max: 100 } }),
  // 准予 needs no remedies; the API has one request for both ends.
  approve: form(
    '/api/v1/cases/{caseNo}/decision',
    { reason: decisionReason },
    { act: 'APPROVED', remedies: undefined },
  ),
  reject: form(
    '/api/v1/cases/{caseNo}/decision',
    { reason: decisionReason, remedies: { kind: 'words', max: 500, reasons: true } },
    { act: 'REJECTED' },
  ),
  'approve-on-promise': form('/api/v1/cases/{caseNo}/promise-approval', { reason: decisionReason }),
  'approve-standing': form('/api/v1/cases/{caseNo}/standing-approval', {
    reason: decisionReason,
    from: { kind: 'line', max: 7, words: 'acts.fields.fromMonth' },
    until: { kind: 'line', max: 7, words: 'acts.fields.untilMonth' },
    dayOfMonth: { kind: 'number', max: 28 },
    ceilingYuan: { kind: 'number', max: 100_000_000 },
  }),
  'verify-passed': form('/api/v1/cases/{caseNo}/commitment-check', { finding }, { act: 'PASSED' }),
  'verify-failed': form('/api/v1/cases/{caseNo}/commitment-check', { finding }, { act: 'FAILED' }),
  issue: form('/api/v1/cases/{caseNo}/result', {
    resultNo: { kind: 'line', max: 100 },
    validUntil: { kind: 'day', optional: true },
  }),
  'instruct-again': form('/api/v1/cases/{caseNo}/handover-instruction', {
    city: { kind: 'city' },
    pointId: { kind: 'point' },
  }),
  post: form('/api/v1/cases/{caseNo}/posting', {
    carrier: { kind: 'line', max: 60 },
    trackingNo: { kind: 'line', max: 40, optional: true },
  }),
  shelve: form('/api/v1/cases/{caseNo}/shelving', { shelfDays: { kind: 'number', max: 90, optional: true } }),
  'hand-over': form('/api/v1/cases/{caseNo}/handover', {
    pickupCode: { kind: 'line', max: 6 },
    identityMethod,
    receivedBy: { kind: 'choice', choices: ['APPLICANT', 'AGENT'] },
    certificateTail: { kind: 'line', max: 4 },
  }),
  unshelve: form('/api/v1/cases/{caseNo}/unshelving', {}),
  'not-accept': form(
    '/api/v1/cases/{caseNo}/refusal',
    { reason, legalGround, competentAuthority: { kind: 'line', max: 200 } },
    { act: 'NOT_ACCEPTED' },
  ),
  'not-require': form(
    '/api/v1/cases/{caseNo}/refusal',
    { reason, legalGround },
    { act: 'NOT_REQUIRED', competentAuthority: undefined },
  ),
  return: form('/api/v1/cases/{caseNo}/return', { reason }),
  'lapse-correction': form('/api/v1/cases/{caseNo}/correction-lapse', { reason }),
  'lapse-deferral': form('/api/v1/cases/{caseNo}/deferral-lapse', { reason }),
  revoke: form('/api/v1/cases/{caseNo}/revocation', { reason: decisionReason, legalGround }),
  'request-standing-end': form('/api/v1/cases/{caseNo}/standing-end-request', { reason }),
  'end-standing': form('/api/v1/cases/{caseNo}/standing-end', { reason }),
  'take-back': form('/api/v1/cases/{caseNo}/take-back', { reason }),
  'sample-passed': form('/api/v1/cases/{caseNo}/sampling', { finding }, { act: 'PASSED' }),
  'sample-issue': form('/api/v1/cases/{caseNo}/sampling', { finding }, { act: 'ISSUE_FOUND' }),
  'dispute-record': form('/api/v1/cases/{caseNo}/record-dispute', { reason }),
  'settle-record': form('/api/v1/cases/{caseNo}/record-settlement', { reason }),
};

/** Acts that end a case or undo something: their button looks different, and they are never the first. */
export const GRAVE_ACTS: ReadonlySet<string> = new Set([
  'reject',
  'not-accept',
  'not-require',
  'return',
  'revoke',
  'lapse-correction',
  'lapse-deferral',
  'withdraw-here',
  'verify-failed',
]);

/** Have dialogs of their own beside the table's. */
export const OWN_DIALOGS: ReadonlySet<string> = new Set(['request-correction', 'supply-correction', 'supply-deferred']);

/** Answered in the panel of the cards, each with its card. */
export const CARD_ACTS: ReadonlySet<string> = new Set(['reply-card', 'appeal-card', 'cancel-card']);
