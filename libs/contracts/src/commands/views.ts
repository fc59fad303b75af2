import type { CaseStatus } from '../codes/case-status.js';
import type { HandlingMode } from '../codes/handling-mode.js';
import type { UserRole } from '../codes/permissions.js';
import type { ClockKind, Holder } from '../codes/responsibility.js';
import type { CardLevel } from '../codes/supervision.js';
import type { Application } from '../events/applicant.js';
import type { CityRole } from '../events/event-payload.js';
import type { ApplicationTermsView } from './application-views.js';
import type { StepView } from './mode-views.js';

/** Answers of the node. Times are ISO instants in UTC, names in lists are masked. */
export interface SessionView {
  token: string;
  expiresAt: string;
  user: UserView;
}

/** A sign-in that is over: all its tokens are worth nothing. */
export interface EndedSessionView {
  endedAt: string;
}

/** What a sign-in through a provider begins with. */
export interface ProviderNonceView {
  /** To be sent to the provider, which puts it into the id token; good for one sign-in at this city. */
  nonce: string;
  expiresAt: string;
  /** The provider and the client of it that this node trusts. */
  issuer: string;
  clientId: string;
}

export interface UserView {
  city: string;
  cityName: string;
  username: string;
  displayName: string;
  role: UserRole;
  windowId: string | null;
  /** The password was given by an administrator: nothing else is allowed before it is changed. */
  mustChangePassword: boolean;
}

export interface Page<T> {
  items: T[];
  page: number;
  pageSize: number;
  total: number;
}

/** A page of the work list, newest change first. */
export interface WorkList extends Page<CaseSummary> {
  /** True: there are more than `total`, which is counted no further. */
  totalIsLowerBound: boolean;
  /** Cursor of the page behind this one; null at the end. */
  next: string | null;
}

/** Where a case's newest own events are on their way to the partner, in a code; words are made on the screen. */
export interface DeliveryView {
  partner: string;
  partnerName: string;
  /** SETTLED: receipted by the partner; UNDERWAY: on its way; HELD: safely kept, leaves by itself. */
  state: 'SETTLED' | 'UNDERWAY' | 'HELD';
  /** Events of this case not yet receipted. */
  waiting: number;
  /** While HELD: all cases kept for this partner, counted not long ago; 0 otherwise. */
  heldForPartner: number;
  since: string | null;
  /** In words for the clerk. */
  words: string;
}

/** An event of this case that a city could not apply: kept, parked or broken, and why. */
export interface CaseProblem {
  partner: string;
  /** out: one of ours at the partner; in: one of the partner's here. */
  direction: 'out' | 'in';
  number: number;
  outcome: 'kept' | 'parked' | 'broken';
  reason: string | null;
  words: string;
}

export interface ActionView {
  action: string;
  zh: string;
  allowed: boolean;
  /** Chinese reason where not allowed. */
  reason: string | null;
}

/** What is due next in a case, for lists. */
export interface DueView {
  holder: Holder | null;
  holderZh: string | null;
  dueKind: ClockKind | null;
  dueKindZh: string | null;
  /** `YYYY-MM-DD`; the day ends at 24:00 in China. */
  dueOn: string | null;
  /** DUE_SOON: on this or the next working day; PAUSED: a special procedure; COUNTING: known in a moment. */
  dueState: 'NONE' | 'RUNNING' | 'DUE_SOON' | 'OVERDUE' | 'PAUSED' | 'COUNTING';
  /** The day touches a year whose notice is not published. */
  provisional: boolean;
}

export interface CaseSummary extends DueView {
  caseNo: string;
  status: CaseStatus;
  statusZh: string;
  itemCode: string | null;
  itemName: string | null;
  mode: HandlingMode | null;
  collectingCity: string;
  homeCity: string;
  pickupCity: string | null;
  ourRoles: CityRole[];
  applicantMasked: string | null;
  urgency: 'NORMAL' | 'URGENT';
  /** Who of this city has taken the case from the queue. */
  claimedBy: string | null;
  collectedAt: string;
  changedAt: string;
  /** 电子监察: the gravest card that is open or under appeal; null where there is none. */
  card: CardLevel | null;
}

/** When the personal data of a case was erased, and in words for the window. */
export interface ErasureView {
  at: string;
  words: string;
}

export interface CaseView extends CaseSummary, ApplicationTermsView {
  /** Lane heads as one token; sent back as If-Match. */
  revision: string;
  receiptNo: string | null;
  itemVersion: number | null;
  /** As it stands now, with all that was supplied later. */
  application: Application | null;
  acceptedAt: string | null;
  decidedAt: string | null;
  frozenCities: string[];
  /** Set once the personal data was erased at the end of its term; the rest of the case stays. */
  erasure: ErasureView | null;
  delivery: DeliveryView[];
  problems: CaseProblem[];
  actions: ActionView[];
  /** 办理环节 of the case's mode, from the same table as `actions`. */
  steps: StepView[];
}

export interface CollectedView extends CaseView {
  /** 收件凭证: not an acceptance notice, and it says so. */
  voucher: { number: string; title: string; text: string };
}

export interface PartnerView {
  city: string;
  name: string;
  breaker: 'closed' | 'open' | 'half-open';
  link: 'open' | 'held';
  holdReason: string | null;
  words: string;
  /** 暂停转递: an operator holds sending until then; null where nobody does. */
  hold: { reason: string; by: string; since: string; until: string } | null;
  held: number;
  oldestHeldAt: string | null;
  sentTo: number;
  settledTo: number;
  receivedTo: number;
  lastReceiptAt: string | null;
  rewinds: number;
  clockDifferenceMs: number | null;
  version: string | null;
}

export interface StatementView {
  partner: string;
  at: string;
  result: 'EQUAL' | 'DIFFERS' | 'NOT_YET';
  outNumber: number;
  inNumber: number;
  firstDifference: { direction: 'out' | 'in'; number: number } | null;
  /** Made by the node itself, once a day; otherwise somebody asked for it. */
  daily: boolean;
  signed: string;
}

export interface PrecheckView {
  takes: boolean;
  reasons: { code: string; zh: string }[];
  missingMaterials: { code: string; name: string }[];
  /** LIVE: answered by the home city now; LOCAL: from our copy of its list, the home city being away. */
  source: 'LIVE' | 'LOCAL';
  reachable: boolean;
  /** 暂停转递 of the home city by an operator, in words; null where nobody holds it. */
  held: string | null;
  currentVersion: number | null;
  queueLength: number | null;
  words: string;
}

export interface PickupCodeView extends CaseView {
  /** Shown once, stored only as a keyed hash. */
  pickupCode: string;
  shelfUntil: string;
}

/** One year of a city's working calendar, in the version in force. */
export interface CalendarYearView {
  city: string;
  year: number;
  version: number;
  /** False while no notice of the year is published. */
  final: boolean;
  daysOff: string[];
  workedDays: string[];
  extraDaysOff: string[];
  officeFrom: string;
  officeTo: string;
  source: string;
  sample: boolean;
  sampleNote: string | null;
}
