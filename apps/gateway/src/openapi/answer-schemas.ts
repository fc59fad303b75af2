import {
  CASE_STATUSES,
  CLOCK_KINDS,
  CLOCK_STATES,
  DOCUMENT_KINDS,
  HANDLING_MODES,
  HOLDERS,
  USER_ROLES,
  type ActionView,
  type CalendarYearView,
  type CaseSummary,
  type CaseView,
  type ClockView,
  type CollectedView,
  DELEGATED_ACTS,
  type DelegationView,
  type DeliveryView,
  type ErasureView,
  type HolderSpanView,
  type HolderView,
  type NoticesView,
  type NoticeSummary,
  type NoticeView,
  type PartnerView,
  type PickupCodeView,
  type PrecheckView,
  type SessionView,
  type CaseProblem,
  type StatementView,
  type StepView,
  type TimelineEntry,
  type TimelineView,
  type UserView,
  type WorkList,
} from '#contracts';
import type { Problem } from '../door/problem.js';
import type { ReferenceObject, SchemaObject } from './open-api-types.js';

type Schema = SchemaObject | ReferenceObject;
/** One schema per field of the type: a field added to or taken from a view does not compile until it is here too. */
type FieldsOf<T> = { [K in keyof Required<T>]: Schema };

const text: SchemaObject = { type: 'string' };
const whole: SchemaObject = { type: 'integer' };
const yesNo: SchemaObject = { type: 'boolean' };
const instant: SchemaObject = { type: 'string', format: 'date-time' };
const day: SchemaObject = { type: 'string', format: 'date' };
const oneOf = (values: readonly string[]): SchemaObject => ({ type: 'string', enum: [...values] });
const orNull = (schema: SchemaObject): SchemaObject => ({
  ...schema,
  ...(schema.enum ? { enum: [...(schema.enum as string[]), null] } : {}),
  nullable: true,
});
const listOf = (items: Schema): SchemaObject => ({ type: 'array', items });
export const ref = (name: string): ReferenceObject => ({ $ref: `#/components/schemas/${name}` });

/** All fields are always present; what is not known is null. */
function answer<T>(fields: FieldsOf<T>): SchemaObject {
  return { type: 'object', properties: fields, required: Object.keys(fields) };
}

const page = (items: Schema): SchemaObject =>
  answer({ items: listOf(items), page: whole, pageSize: whole, total: whole });

const holder: FieldsOf<HolderView> = {
  holder: oneOf(HOLDERS),
  holderZh: text,
  city: orNull(text),
  cityName: orNull(text),
};

const summary: FieldsOf<CaseSummary> = {
  caseNo: text,
  status: oneOf(CASE_STATUSES),
  statusZh: text,
  itemCode: orNull(text),
  itemName: orNull(text),
  mode: orNull(oneOf(HANDLING_MODES)),
  collectingCity: text,
  homeCity: text,
  pickupCity: orNull(text),
  ourRoles: listOf(oneOf(['collecting', 'home', 'pickup', 'lead'])),
  applicantMasked: orNull(text),
  urgency: oneOf(['NORMAL', 'URGENT']),
  collectedAt: instant,
  changedAt: instant,
  holder: orNull(oneOf(HOLDERS)),
  holderZh: orNull(text),
  dueKind: orNull(oneOf(CLOCK_KINDS)),
  dueKindZh: orNull(text),
  dueOn: orNull(day),
  dueState: oneOf(['NONE', 'RUNNING', 'DUE_SOON', 'OVERDUE', 'PAUSED', 'COUNTING']),
  provisional: { ...yesNo, description: 'The due day touches a year whose notice is not published.' },
};

const caseFields: FieldsOf<CaseView> = {
  ...summary,
  revision: { ...text, description: 'Sent back as If-Match with an act on the case.' },
  receiptNo: orNull(text),
  itemVersion: orNull(whole),
  application: { type: 'object', nullable: true, description: 'As collected; null where this city may not read it.' },
  acceptedAt: orNull(instant),
  decidedAt: orNull(instant),
  frozenCities: listOf(text),
  erasure: { ...answer<ErasureView>({ at: instant, words: text }), nullable: true },
  delivery: listOf(ref('Delivery')),
  problems: listOf(ref('CaseProblem')),
  actions: listOf(ref('Action')),
  steps: listOf(ref('Step')),
};

const notice: FieldsOf<NoticeSummary> = {
  kind: oneOf(DOCUMENT_KINDS),
  title: text,
  number: text,
  date: { type: 'string', format: 'date' },
  city: text,
  cityName: text,
  factHash: text,
  sha256: { ...orNull(text), description: 'Of the bytes of `html`, as the signed fact names it.' },
  agrees: oneOf(['YES', 'NO', 'UNSIGNED', 'UNREADABLE']),
  words: text,
};

/** Answers as they leave, by name. */
export const ANSWER_SCHEMAS = {
  Session: answer<SessionView>({ token: text, expiresAt: instant, user: ref('User') }),
  User: answer<UserView>({
    city: text,
    cityName: text,
    username: text,
    displayName: text,
    role: oneOf(USER_ROLES),
    windowId: orNull(text),
  }),
  Delivery: answer<DeliveryView>({
    partner: text,
    partnerName: text,
    state: oneOf(['SETTLED', 'UNDERWAY', 'HELD']),
    waiting: whole,
    heldForPartner: whole,
    since: orNull(instant),
    words: text,
  }),
  CaseProblem: answer<CaseProblem>({
    partner: text,
    direction: oneOf(['out', 'in']),
    number: whole,
    outcome: oneOf(['kept', 'parked', 'broken']),
    reason: orNull(text),
    words: text,
  }),
  CalendarYear: answer<CalendarYearView>({
    city: text,
    year: whole,
    version: whole,
    final: yesNo,
    daysOff: listOf(day),
    workedDays: listOf(day),
    extraDaysOff: listOf(day),
    officeFrom: text,
    officeTo: text,
    source: text,
    sample: yesNo,
    sampleNote: orNull(text),
  }),
  CalendarYears: listOf(ref('CalendarYear')),
  Action: answer<ActionView>({ action: text, zh: text, allowed: yesNo, reason: orNull(text) }),
  Step: answer<StepView>({
    action: text,
    zh: text,
    city: text,
    cityName: text,
    state: oneOf(['DONE', 'NOW', 'LATER']),
    at: orNull(instant),
  }),
  CaseSummary: answer<CaseSummary>(summary),
  CaseList: answer<WorkList>({
    items: listOf(ref('CaseSummary')),
    page: whole,
    pageSize: whole,
    total: whole,
    totalIsLowerBound: { ...yesNo, description: 'True: there are more than `total`, which is counted no further.' },
    next: { ...orNull(text), description: 'Sent back as `cursor`, with the same filters, for the page behind this.' },
  }),
  Case: answer<CaseView>(caseFields),
  CollectedCase: answer<CollectedView>({
    ...caseFields,
    voucher: answer<CollectedView['voucher']>({ number: text, title: text, text }),
  }),
  PickupCode: answer<PickupCodeView>({
    ...caseFields,
    pickupCode: { ...text, description: 'Shown this once.' },
    shelfUntil: instant,
  }),
  TimelineEntry: answer<TimelineEntry>({
    city: text,
    cityName: text,
    seq: whole,
    type: text,
    act: orNull(text),
    zh: text,
    at: instant,
    storedAt: instant,
    actor: text,
    detail: orNull(text),
    outcome: oneOf(['applied', 'kept']),
    effective: yesNo,
    hash: text,
  }),
  Timeline: answer<TimelineView>({
    caseNo: text,
    city: text,
    cityName: text,
    status: oneOf(CASE_STATUSES),
    statusZh: text,
    entries: listOf(ref('TimelineEntry')),
    holder: { ...answer<HolderView>(holder), nullable: true },
    clocks: listOf(ref('Clock')),
    holders: answer<TimelineView['holders']>({
      spans: listOf(answer<HolderSpanView>({ ...holder, from: instant, to: orNull(instant), workingMinutes: whole })),
      totals: listOf(
        answer<TimelineView['holders']['totals'][number]>({
          holder: oneOf(HOLDERS),
          holderZh: text,
          workingMinutes: { ...whole, description: 'Minutes of office hours.' },
        }),
      ),
    }),
    deemedAcceptedAt: { ...orNull(instant), description: '视为受理: since when silence counts as acceptance.' },
  }),
  Clock: answer<ClockView>({
    kind: oneOf(CLOCK_KINDS),
    kindZh: text,
    startedAt: instant,
    dueOn: orNull(day),
    dueAt: orNull(instant),
    provisional: { ...yesNo, description: 'The end touches a year whose notice is not published.' },
    state: oneOf(CLOCK_STATES),
    endedAt: orNull(instant),
    usedWorkingDays: whole,
    remainingWorkingDays: orNull(whole),
    leg: answer<HolderView>(holder),
  }),
  NoticeSummary: answer<NoticeSummary>(notice),
  Delegation: answer<DelegationView>({
    id: text,
    from: text,
    fromName: text,
    to: text,
    toName: text,
    items: listOf(text),
    acts: listOf(oneOf(DELEGATED_ACTS)),
    validFrom: instant,
    validUntil: instant,
    revokedAt: orNull(instant),
    legalGround: text,
    sample: yesNo,
    state: oneOf(['NOT_YET', 'IN_FORCE', 'ENDED']),
  }),
  Delegations: listOf(ref('Delegation')),
  Notices: answer<NoticesView>({ caseNo: text, items: listOf(ref('NoticeSummary')) }),
  Notice: answer<NoticeView>({ ...notice, caseNo: text, html: text, check: text }),
  Precheck: answer<PrecheckView>({
    takes: yesNo,
    reasons: listOf(answer<PrecheckView['reasons'][number]>({ code: text, zh: text })),
    missingMaterials: listOf(answer<PrecheckView['missingMaterials'][number]>({ code: text, name: text })),
    source: oneOf(['LIVE', 'LOCAL']),
    reachable: yesNo,
    currentVersion: orNull(whole),
    queueLength: orNull(whole),
    words: text,
  }),
  Partner: answer<PartnerView>({
    city: text,
    name: text,
    breaker: oneOf(['closed', 'open', 'half-open']),
    link: oneOf(['open', 'held']),
    holdReason: orNull(text),
    words: text,
    held: whole,
    oldestHeldAt: orNull(instant),
    sentTo: whole,
    settledTo: whole,
    receivedTo: whole,
    lastReceiptAt: orNull(instant),
    rewinds: whole,
    clockDifferenceMs: orNull({ type: 'number' }),
    version: orNull(text),
  }),
  PartnerList: {
    description: 'Every partner city with its link.',
    oneOf: [listOf(ref('Partner')), page(ref('Partner'))],
  },
  Statement: answer<StatementView>({
    partner: text,
    at: instant,
    result: oneOf(['EQUAL', 'DIFFERS', 'NOT_YET']),
    outNumber: whole,
    inNumber: whole,
    firstDifference: {
      ...answer<NonNullable<StatementView['firstDifference']>>({ direction: oneOf(['out', 'in']), number: whole }),
      nullable: true,
    },
    signed: text,
  }),
  List: { description: 'A list, or one page of it.', oneOf: [listOf({ type: 'object' }), page({ type: 'object' })] },
  Anything: { type: 'object' },
  ServedCities: listOf(answer<{ city: string; name: string }>({ city: text, name: text })),
  Problem: answer<Problem>({
    type: text,
    title: text,
    status: whole,
    code: text,
    remedy: text,
    details: { type: 'object' },
    requestId: text,
    instance: text,
  }),
} as const satisfies Record<string, SchemaObject>;

/** Name of an answer's schema. */
export type AnswerSchema = keyof typeof ANSWER_SCHEMAS;
