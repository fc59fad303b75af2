import type { DocumentKind } from '#contracts';
import { acceptance, conditionalAcceptance } from './acceptance.template.js';
import { correction } from './correction.template.js';
import { approval, rejection, revocation } from './decision.template.js';
import { delivery, deliveryAtNamedPoint } from './delivery.template.js';
import { lapse, returned, withdrawal, withdrawalRefusal } from './ending.template.js';
import type { NoticeTemplate } from './notice-input.js';
import { extension, procedure } from './procedure.template.js';
import { receipt } from './receipt.template.js';
import { nonAcceptance, notRequired } from './refusal.template.js';

/** How one kind of document is numbered, and its templates in the order of their versions, the first being 1. */
export interface NoticeKind {
  /** Field of the fact's data that holds the number, where the fact is numbered itself. */
  readonly numberField: string | null;
  /** Letters before city and day where it is not. */
  readonly prefix: string;
  /** Versions are only ever added: an old page is made by the template that it was hashed with. */
  readonly templates: readonly NoticeTemplate[];
}

const kind = (prefix: string, numberField: string | null, ...templates: NoticeTemplate[]): NoticeKind => ({
  prefix,
  numberField,
  templates,
});

export const NOTICE_KINDS: Readonly<Record<DocumentKind, NoticeKind>> = {
  RECEIPT: kind('SJ', 'receiptNo', receipt),
  CORRECTION_NOTICE: kind('BZ', 'noticeNo', correction),
  ACCEPTANCE_NOTICE: kind('SL', 'acceptanceNo', acceptance),
  CONDITIONAL_ACCEPTANCE_NOTICE: kind('SL', 'acceptanceNo', conditionalAcceptance),
  NON_ACCEPTANCE_DECISION: kind('BY', null, nonAcceptance),
  NOT_REQUIRED_NOTICE: kind('BS', null, notRequired),
  PROCEDURE_NOTICE: kind('TC', 'noticeNo', procedure),
  EXTENSION_NOTICE: kind('YQ', 'noticeNo', extension),
  RETURN_NOTICE: kind('TJ', null, returned),
  LAPSE_NOTICE: kind('ZZ', null, lapse),
  WITHDRAWAL_CONFIRMATION: kind('CH', null, withdrawal),
  WITHDRAWAL_REFUSAL: kind('CB', null, withdrawalRefusal),
  APPROVAL_DECISION: kind('JD', 'decisionNo', approval),
  REJECTION_DECISION: kind('JD', 'decisionNo', rejection),
  REVOCATION_DECISION: kind('CX', 'decisionNo', revocation),
  DELIVERY_RECEIPT: kind('SD', null, delivery, deliveryAtNamedPoint),
};

/** Facts without a document of their own that templates look up, or that change the application a page is about. */
const LOOKED_UP = ['case.rerouted', 'correction.supplied', 'deferred.supplied', 'handover.instructed'];

const BY_FACT = new Map<string, DocumentKind>(
  Object.entries({
    'case.collected': 'RECEIPT',
    'correction.requested': 'CORRECTION_NOTICE',
    'case.accepted': 'ACCEPTANCE_NOTICE',
    'case.accepted/CONDITIONAL': 'CONDITIONAL_ACCEPTANCE_NOTICE',
    'case.refused/NOT_ACCEPTED': 'NON_ACCEPTANCE_DECISION',
    'case.refused/NOT_REQUIRED': 'NOT_REQUIRED_NOTICE',
    'procedure.started': 'PROCEDURE_NOTICE',
    'case.extended': 'EXTENSION_NOTICE',
    'case.returned': 'RETURN_NOTICE',
    'case.lapsed': 'LAPSE_NOTICE',
    'case.withdrawn': 'WITHDRAWAL_CONFIRMATION',
    'withdrawal.answered/GRANTED': 'WITHDRAWAL_CONFIRMATION',
    'withdrawal.answered/DECLINED': 'WITHDRAWAL_REFUSAL',
    'case.decided/APPROVED': 'APPROVAL_DECISION',
    'case.decided/COMMITTED': 'APPROVAL_DECISION',
    'case.decided/REJECTED': 'REJECTION_DECISION',
    'case.revoked': 'REVOCATION_DECISION',
    'pickup.done': 'DELIVERY_RECEIPT',
  } as const),
);

/** Facts that a page rests on, and those that are counted for its number: no page looks at any other. */
export const PAGE_FACTS: readonly string[] = [
  ...new Set([...[...BY_FACT.keys()].map((key) => key.split('/')[0] as string), ...LOOKED_UP]),
];

/** Kind of the document that states a fact; undefined for facts that nobody is given on paper. */
export const documentKindOf = (type: string, act: string | null): DocumentKind | undefined =>
  (act === null ? undefined : BY_FACT.get(`${type}/${act}`)) ?? BY_FACT.get(type);
