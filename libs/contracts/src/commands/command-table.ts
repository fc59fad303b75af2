import type { ClassConstructor } from 'class-transformer';
import type { ErrorOnWire } from '../errors/tongban-error.js';
import {
  AcceptCase,
  CaseNotice,
  CaseRef,
  CollectCase,
  DecideCase,
  GetItem,
  HandOver,
  ImportCalendar,
  IssueResult,
  ListCalendar,
  ListCases,
  ListItems,
  ListMessages,
  ListPickupPoints,
  NoInput,
  PartnerRef,
  PrecheckItem,
  RefuseCase,
  ReissuePickupCode,
  ReleasePartner,
  ShelveResult,
  SignIn,
} from './commands.js';
import { AnswerCard, ListCards, SetThresholds } from './supervision-commands.js';
import {
  ActWithReason,
  DisputeJurisdiction,
  ListDelegations,
  PublishDelegation,
  RerouteCase,
  SampleCase,
  SettleJurisdiction,
} from './mode-commands.js';
import { CollectJointCase } from './joint-commands.js';
import { ApproveStanding } from './standing-commands.js';
import { AcceptBatch, InspectBatch, IssueBatch, SetDeputy } from './queue-commands.js';
import {
  AcceptConditionally,
  AnswerWithdrawal,
  ApproveOnPromise,
  CaseReason,
  EndProcedure,
  ExtendCase,
  InstructAgain,
  PostResult,
  MovePapers,
  NoteOpinion,
  RequestCorrection,
  RevokeCase,
  StartProcedure,
  SupplyCorrection,
  SupplyDeferred,
  VerifyCommitment,
} from './review-commands.js';

/** Roles of signed-in people. */
export const USER_ROLES = ['clerk', 'reviewer', 'pickup', 'supervisor', 'operator'] as const;
export type UserRole = (typeof USER_ROLES)[number];

export interface CommandRule {
  name: string;
  input: ClassConstructor<object>;
  /** Who may; empty: anybody, also without a token. */
  roles: readonly UserRole[];
  /** Creating calls carry a command id (Idempotency-Key). */
  creates: boolean;
  /** Acts on an existing case carry the revision that the screen showed (If-Match). */
  onCase: boolean;
}

const everyone = USER_ROLES;
const rule = (
  name: string,
  input: ClassConstructor<object>,
  roles: readonly UserRole[],
  kind: 'read' | 'create' | 'act' = 'read',
): CommandRule => ({ name, input, roles, creates: kind !== 'read', onCase: kind === 'act' });

/** Everything a gateway can ask of its city's node. */
export const COMMANDS = {
  signIn: rule('auth.sign-in', SignIn, []),
  refreshToken: rule('auth.refresh', NoInput, everyone),
  whoAmI: rule('auth.who-am-i', NoInput, everyone),
  listCities: rule('partner.cities', NoInput, everyone),
  listItems: rule('item.list', ListItems, everyone),
  getItem: rule('item.get', GetItem, everyone),
  precheckItem: rule('item.precheck', PrecheckItem, ['clerk']),
  listPickupPoints: rule('pickup.points', ListPickupPoints, everyone),
  collectCase: rule('case.collect', CollectCase, ['clerk'], 'create'),
  collectJointCase: rule('case.collect-joint', CollectJointCase, ['clerk'], 'create'),
  getJointCase: rule('case.joint', CaseRef, everyone),
  approveStanding: rule('case.approve-standing', ApproveStanding, ['reviewer'], 'act'),
  requestStandingEnd: rule('case.request-standing-end', ActWithReason, ['clerk'], 'act'),
  endStanding: rule('case.end-standing', ActWithReason, ['reviewer'], 'act'),
  getCloseCodes: rule('case.close-codes', CaseRef, everyone),
  getStanding: rule('case.standing', CaseRef, everyone),
  forwardCase: rule('case.forward', CaseRef, ['clerk'], 'act'),
  listCases: rule('case.list', ListCases, everyone),
  getCase: rule('case.get', CaseRef, everyone),
  caseTimeline: rule('case.timeline', CaseRef, everyone),
  caseEvidence: rule('case.evidence', CaseRef, ['reviewer', 'supervisor', 'operator']),
  caseNotices: rule('case.notices', CaseRef, ['clerk', 'reviewer', 'pickup', 'supervisor']),
  caseNotice: rule('case.notice', CaseNotice, ['clerk', 'reviewer', 'pickup', 'supervisor']),
  acceptCase: rule('case.accept', AcceptCase, ['reviewer'], 'act'),
  refuseCase: rule('case.refuse', RefuseCase, ['reviewer'], 'act'),
  decideCase: rule('case.decide', DecideCase, ['reviewer'], 'act'),
  issueResult: rule('case.issue', IssueResult, ['reviewer'], 'act'),
  instructAgain: rule('case.instruct-again', InstructAgain, ['reviewer'], 'act'),
  postResult: rule('case.post-result', PostResult, ['reviewer'], 'act'),
  requestCorrection: rule('case.request-correction', RequestCorrection, ['reviewer'], 'act'),
  supplyCorrection: rule('case.supply-correction', SupplyCorrection, ['clerk'], 'act'),
  lapseCorrection: rule('case.lapse-correction', CaseReason, ['reviewer'], 'act'),
  returnCase: rule('case.return', CaseReason, ['reviewer'], 'act'),
  withdrawHere: rule('case.withdraw-here', CaseReason, ['clerk'], 'act'),
  requestWithdrawal: rule('case.request-withdrawal', CaseReason, ['clerk'], 'act'),
  answerWithdrawal: rule('case.answer-withdrawal', AnswerWithdrawal, ['reviewer'], 'act'),
  revokeCase: rule('case.revoke', RevokeCase, ['reviewer'], 'act'),
  acceptConditionally: rule('case.accept-conditionally', AcceptConditionally, ['reviewer'], 'act'),
  supplyDeferred: rule('case.supply-deferred', SupplyDeferred, ['clerk'], 'act'),
  lapseDeferral: rule('case.lapse-deferral', CaseReason, ['reviewer'], 'act'),
  approveOnPromise: rule('case.approve-on-promise', ApproveOnPromise, ['reviewer'], 'act'),
  verifyCommitment: rule('case.verify-commitment', VerifyCommitment, ['reviewer'], 'act'),
  startProcedure: rule('case.start-procedure', StartProcedure, ['reviewer'], 'act'),
  endProcedure: rule('case.end-procedure', EndProcedure, ['reviewer'], 'act'),
  extendCase: rule('case.extend', ExtendCase, ['reviewer'], 'act'),
  noteOpinion: rule('case.note-opinion', NoteOpinion, ['reviewer'], 'act'),
  sendPapers: rule('case.send-papers', MovePapers, ['clerk'], 'act'),
  receivePapers: rule('case.receive-papers', MovePapers, ['reviewer'], 'act'),
  claimCase: rule('queue.claim', CaseRef, ['reviewer'], 'create'),
  handBackCase: rule('queue.hand-back', CaseRef, ['reviewer', 'supervisor'], 'create'),
  setDeputy: rule('queue.set-deputy', SetDeputy, ['supervisor'], 'create'),
  listDeputies: rule('queue.deputies', NoInput, ['reviewer', 'supervisor']),
  acceptBatch: rule('case.accept-batch', AcceptBatch, ['reviewer'], 'create'),
  inspectBatch: rule('case.inspect-batch', InspectBatch, ['reviewer'], 'create'),
  issueBatch: rule('case.issue-batch', IssueBatch, ['reviewer'], 'create'),
  shelveResult: rule('pickup.shelve', ShelveResult, ['pickup'], 'act'),
  handOver: rule('pickup.hand-over', HandOver, ['pickup'], 'act'),
  unshelveResult: rule('pickup.unshelve', CaseRef, ['pickup'], 'act'),
  reissuePickupCode: rule('pickup.reissue-code', ReissuePickupCode, ['pickup'], 'act'),
  listCards: rule('supervision.cards', ListCards, everyone),
  replyCard: rule('supervision.reply', AnswerCard, ['clerk', 'reviewer', 'pickup'], 'act'),
  appealCard: rule('supervision.appeal', AnswerCard, ['clerk', 'reviewer', 'pickup'], 'act'),
  cancelCard: rule('supervision.cancel', AnswerCard, ['supervisor'], 'act'),
  listThresholds: rule('supervision.thresholds', NoInput, everyone),
  setThresholds: rule('supervision.set-thresholds', SetThresholds, ['supervisor'], 'create'),
  listCalendar: rule('calendar.list', ListCalendar, everyone),
  importCalendar: rule('calendar.import', ImportCalendar, ['operator'], 'create'),
  publishDelegation: rule('delegation.publish', PublishDelegation, ['operator'], 'create'),
  listDelegations: rule('delegation.list', ListDelegations, everyone),
  takeBackCase: rule('case.take-back', ActWithReason, ['reviewer'], 'act'),
  sampleCase: rule('case.sample', SampleCase, ['reviewer'], 'act'),
  disputeRecord: rule('case.dispute-record', ActWithReason, ['reviewer'], 'act'),
  settleRecord: rule('case.settle-record', ActWithReason, ['reviewer'], 'act'),
  disputeJurisdiction: rule('case.dispute-jurisdiction', DisputeJurisdiction, ['reviewer'], 'act'),
  settleJurisdiction: rule('case.settle-jurisdiction', SettleJurisdiction, ['supervisor'], 'act'),
  rerouteCase: rule('case.reroute', RerouteCase, ['reviewer'], 'act'),
  listPartners: rule('partner.list', NoInput, everyone),
  makeStatement: rule('partner.statement', PartnerRef, ['operator', 'supervisor'], 'create'),
  releasePartner: rule('partner.release', ReleasePartner, ['operator'], 'create'),
  listStatements: rule('partner.statements', PartnerRef, ['operator', 'supervisor']),
  listMessages: rule('message.list', ListMessages, ['operator', 'supervisor']),
} as const satisfies Record<string, CommandRule>;
export type CommandKey = keyof typeof COMMANDS;

/** What travels from gateway to node. */
export interface CommandOnWire {
  /** Bearer token of the signed-in person; null only for commands without roles. */
  token: string | null;
  /** Idempotency-Key; null where nothing is created. */
  commandId: string | null;
  /** Revision of the case that the screen showed; null where none is needed. */
  ifMatch: string | null;
  requestId: string;
  body: unknown;
}

export type AnswerOnWire<T = unknown> = { ok: true; result: T } | { ok: false; error: ErrorOnWire };
