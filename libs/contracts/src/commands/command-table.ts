import type { ClassConstructor } from 'class-transformer';
import { PERMISSIONS, type Permission, type UserRole } from '../codes/permissions.js';
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
  SearchCases,
  ShelveResult,
  SignIn,
  SignInByProvider,
} from './commands.js';
import { ListFigures, ListOpenCases } from './figure-commands.js';
import { ActOnMessage, HoldPartner, ItemRef, ListQueue } from './operations-commands.js';
import { FindByPickupCode, ListShelf } from './shelf-commands.js';
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
import { CreateUpload, ReadAttachment, ReadUpload, SendUpload, UploadRef } from './attachment-commands.js';
import {
  ChangePassword,
  DisablePerson,
  ImportPeople,
  ListAdministrationRecords,
  ListPeople,
  PersonRef,
  SaveHall,
  SavePerson,
  SaveUnit,
  SaveWindow,
} from './people-commands.js';
import { DraftRef, RecordExport, SaveDraft, SaveView, ViewRef } from './draft-commands.js';
import {
  AcceptBatch,
  ChangeReason,
  InspectBatch,
  IssueBatch,
  ListReasons,
  ListReviewQueue,
  ReasonRef,
  SaveReason,
  SetDeputy,
  StartInspections,
} from './queue-commands.js';
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

export interface CommandRule {
  name: string;
  input: ClassConstructor<object>;
  /** Row of the table of permissions; null: anybody, also without a token. */
  permission: Permission | null;
  /** Who has it; empty where anybody may. */
  roles: readonly UserRole[];
  /** Creating calls carry a command id (Idempotency-Key). */
  creates: boolean;
  /** Acts on an existing case carry the revision that the screen showed (If-Match). */
  onCase: boolean;
}

const rule = (
  name: string,
  input: ClassConstructor<object>,
  permission: Permission | null,
  kind: 'read' | 'create' | 'act' = 'read',
): CommandRule => ({
  name,
  input,
  permission,
  roles: permission === null ? [] : PERMISSIONS[permission],
  creates: kind !== 'read',
  onCase: kind === 'act',
});

/** Everything a gateway can ask of its city's node. */
export const COMMANDS = {
  signIn: rule('auth.sign-in', SignIn, null),
  beginProviderSignIn: rule('auth.begin-provider-sign-in', NoInput, null),
  signInByProvider: rule('auth.sign-in-by-provider', SignInByProvider, null),
  refreshToken: rule('auth.refresh', NoInput, 'session'),
  endSession: rule('auth.end-session', NoInput, 'session'),
  whoAmI: rule('auth.who-am-i', NoInput, 'session'),
  changePassword: rule('auth.change-password', ChangePassword, 'session'),
  listCities: rule('partner.cities', NoInput, 'reference.look'),
  listItems: rule('item.list', ListItems, 'reference.look'),
  getItem: rule('item.get', GetItem, 'reference.look'),
  precheckItem: rule('item.precheck', PrecheckItem, 'case.collect'),
  listPickupPoints: rule('pickup.points', ListPickupPoints, 'reference.look'),
  collectCase: rule('case.collect', CollectCase, 'case.collect', 'create'),
  collectJointCase: rule('case.collect-joint', CollectJointCase, 'case.collect', 'create'),
  getJointCase: rule('case.joint', CaseRef, 'case.look'),
  approveStanding: rule('case.approve-standing', ApproveStanding, 'case.review', 'act'),
  requestStandingEnd: rule('case.request-standing-end', ActWithReason, 'case.collect', 'act'),
  endStanding: rule('case.end-standing', ActWithReason, 'case.review', 'act'),
  getCloseCodes: rule('case.close-codes', CaseRef, 'case.look'),
  getStanding: rule('case.standing', CaseRef, 'case.look'),
  forwardCase: rule('case.forward', CaseRef, 'case.collect', 'act'),
  listCases: rule('case.list', ListCases, 'case.look'),
  searchCases: rule('case.search', SearchCases, 'case.look'),
  recordExport: rule('case.record-export', RecordExport, 'case.export'),
  getCase: rule('case.get', CaseRef, 'case.look'),
  caseTimeline: rule('case.timeline', CaseRef, 'case.look'),
  caseEvidence: rule('case.evidence', CaseRef, 'case.evidence'),
  evidenceVerdict: rule('case.evidence-verdict', CaseRef, 'case.evidence'),
  caseNotices: rule('case.notices', CaseRef, 'case.notices'),
  caseNotice: rule('case.notice', CaseNotice, 'case.notices'),
  acceptCase: rule('case.accept', AcceptCase, 'case.review', 'act'),
  refuseCase: rule('case.refuse', RefuseCase, 'case.review', 'act'),
  decideCase: rule('case.decide', DecideCase, 'case.review', 'act'),
  issueResult: rule('case.issue', IssueResult, 'case.review', 'act'),
  instructAgain: rule('case.instruct-again', InstructAgain, 'case.review', 'act'),
  postResult: rule('case.post-result', PostResult, 'case.review', 'act'),
  requestCorrection: rule('case.request-correction', RequestCorrection, 'case.review', 'act'),
  supplyCorrection: rule('case.supply-correction', SupplyCorrection, 'case.collect', 'act'),
  lapseCorrection: rule('case.lapse-correction', CaseReason, 'case.review', 'act'),
  returnCase: rule('case.return', CaseReason, 'case.review', 'act'),
  withdrawHere: rule('case.withdraw-here', CaseReason, 'case.collect', 'act'),
  requestWithdrawal: rule('case.request-withdrawal', CaseReason, 'case.collect', 'act'),
  answerWithdrawal: rule('case.answer-withdrawal', AnswerWithdrawal, 'case.review', 'act'),
  revokeCase: rule('case.revoke', RevokeCase, 'case.review', 'act'),
  acceptConditionally: rule('case.accept-conditionally', AcceptConditionally, 'case.review', 'act'),
  supplyDeferred: rule('case.supply-deferred', SupplyDeferred, 'case.collect', 'act'),
  lapseDeferral: rule('case.lapse-deferral', CaseReason, 'case.review', 'act'),
  approveOnPromise: rule('case.approve-on-promise', ApproveOnPromise, 'case.review', 'act'),
  verifyCommitment: rule('case.verify-commitment', VerifyCommitment, 'case.review', 'act'),
  startProcedure: rule('case.start-procedure', StartProcedure, 'case.review', 'act'),
  endProcedure: rule('case.end-procedure', EndProcedure, 'case.review', 'act'),
  extendCase: rule('case.extend', ExtendCase, 'case.review', 'act'),
  noteOpinion: rule('case.note-opinion', NoteOpinion, 'case.review', 'act'),
  sendPapers: rule('case.send-papers', MovePapers, 'case.collect', 'act'),
  receivePapers: rule('case.receive-papers', MovePapers, 'case.review', 'act'),
  claimCase: rule('queue.claim', CaseRef, 'case.review', 'create'),
  handBackCase: rule('queue.hand-back', CaseRef, 'queue.hand-back', 'create'),
  listReviewQueue: rule('queue.list', ListReviewQueue, 'case.review'),
  caseOpinions: rule('case.opinions', CaseRef, 'case.review'),
  listReasons: rule('reason.list', ListReasons, 'case.review'),
  saveReason: rule('reason.save', SaveReason, 'case.review', 'create'),
  changeReason: rule('reason.change', ChangeReason, 'case.review', 'create'),
  removeReason: rule('reason.remove', ReasonRef, 'case.review', 'create'),
  setDeputy: rule('queue.set-deputy', SetDeputy, 'queue.set-deputies', 'create'),
  listReviewers: rule('queue.reviewers', NoInput, 'queue.set-deputies'),
  listDeputies: rule('queue.deputies', NoInput, 'queue.look-deputies'),
  acceptBatch: rule('case.accept-batch', AcceptBatch, 'case.review', 'create'),
  startInspections: rule('case.start-inspections', StartInspections, 'case.review', 'create'),
  inspectBatch: rule('case.inspect-batch', InspectBatch, 'case.review', 'create'),
  issueBatch: rule('case.issue-batch', IssueBatch, 'case.review', 'create'),
  listShelf: rule('pickup.shelf', ListShelf, 'case.hand-over'),
  findByPickupCode: rule('pickup.find', FindByPickupCode, 'case.hand-over'),
  shelveResult: rule('pickup.shelve', ShelveResult, 'case.hand-over', 'act'),
  handOver: rule('pickup.hand-over', HandOver, 'case.hand-over', 'act'),
  unshelveResult: rule('pickup.unshelve', CaseRef, 'case.hand-over', 'act'),
  reissuePickupCode: rule('pickup.reissue-code', ReissuePickupCode, 'case.hand-over', 'act'),
  listCards: rule('supervision.cards', ListCards, 'supervision.look'),
  replyCard: rule('supervision.reply', AnswerCard, 'supervision.answer-cards', 'act'),
  appealCard: rule('supervision.appeal', AnswerCard, 'supervision.answer-cards', 'act'),
  cancelCard: rule('supervision.cancel', AnswerCard, 'supervision.decide', 'act'),
  listThresholds: rule('supervision.thresholds', NoInput, 'supervision.look'),
  setThresholds: rule('supervision.set-thresholds', SetThresholds, 'supervision.decide', 'create'),
  createUpload: rule('attachment.create', CreateUpload, 'case.collect', 'create'),
  getUpload: rule('attachment.get', UploadRef, 'case.collect'),
  sendUpload: rule('attachment.send', SendUpload, 'case.collect'),
  completeUpload: rule('attachment.complete', UploadRef, 'case.collect'),
  discardUpload: rule('attachment.discard', UploadRef, 'case.collect'),
  readUpload: rule('attachment.read', ReadUpload, 'case.collect'),
  caseAttachments: rule('case.attachments', CaseRef, 'case.attachments'),
  readAttachment: rule('case.attachment', ReadAttachment, 'case.attachments'),
  listFigures: rule('supervision.figures', ListFigures, 'supervision.look'),
  listOpenCases: rule('supervision.open-cases', ListOpenCases, 'supervision.look'),
  recountFigures: rule('supervision.recount', NoInput, 'operations.act', 'create'),
  listCalendar: rule('calendar.list', ListCalendar, 'reference.look'),
  importCalendar: rule('calendar.import', ImportCalendar, 'operations.act', 'create'),
  publishDelegation: rule('delegation.publish', PublishDelegation, 'operations.act', 'create'),
  listDelegations: rule('delegation.list', ListDelegations, 'reference.look'),
  takeBackCase: rule('case.take-back', ActWithReason, 'case.review', 'act'),
  sampleCase: rule('case.sample', SampleCase, 'case.review', 'act'),
  disputeRecord: rule('case.dispute-record', ActWithReason, 'case.review', 'act'),
  settleRecord: rule('case.settle-record', ActWithReason, 'case.review', 'act'),
  disputeJurisdiction: rule('case.dispute-jurisdiction', DisputeJurisdiction, 'case.review', 'act'),
  settleJurisdiction: rule('case.settle-jurisdiction', SettleJurisdiction, 'supervision.decide', 'act'),
  rerouteCase: rule('case.reroute', RerouteCase, 'case.review', 'act'),
  listPeople: rule('people.list', ListPeople, 'administration.people'),
  createPerson: rule('people.create', SavePerson, 'administration.people', 'create'),
  changePerson: rule('people.change', SavePerson, 'administration.people', 'create'),
  disablePerson: rule('people.disable', DisablePerson, 'administration.people', 'create'),
  enablePerson: rule('people.enable', PersonRef, 'administration.people', 'create'),
  resetPassword: rule('people.reset-password', PersonRef, 'administration.people', 'create'),
  importPeople: rule('people.import', ImportPeople, 'administration.people', 'create'),
  listPlaces: rule('place.list', NoInput, 'administration.people'),
  saveHall: rule('place.save-hall', SaveHall, 'administration.people', 'create'),
  saveWindow: rule('place.save-window', SaveWindow, 'administration.people', 'create'),
  saveUnit: rule('place.save-unit', SaveUnit, 'administration.people', 'create'),
  listAdministrationRecords: rule('administration.records', ListAdministrationRecords, 'administration.people'),
  listDrafts: rule('draft.list', NoInput, 'draft.keep'),
  getDraft: rule('draft.get', DraftRef, 'draft.keep'),
  saveDraft: rule('draft.save', SaveDraft, 'draft.keep'),
  discardDraft: rule('draft.discard', DraftRef, 'draft.keep'),
  listViews: rule('view.list', NoInput, 'case.look'),
  saveView: rule('view.save', SaveView, 'case.look'),
  removeView: rule('view.remove', ViewRef, 'case.look'),
  listPartners: rule('partner.list', NoInput, 'operations.look-partners'),
  makeStatement: rule('partner.statement', PartnerRef, 'operations.statement', 'create'),
  releasePartner: rule('partner.release', ReleasePartner, 'operations.act', 'create'),
  holdPartner: rule('partner.hold', HoldPartner, 'operations.act', 'create'),
  resumePartner: rule('partner.resume', PartnerRef, 'operations.act', 'create'),
  listHolds: rule('partner.holds', PartnerRef, 'operations.look'),
  listStatements: rule('partner.statements', PartnerRef, 'operations.look'),
  listMessages: rule('message.list', ListMessages, 'operations.look'),
  listQueue: rule('message.queue', ListQueue, 'operations.look'),
  actOnMessage: rule('message.act', ActOnMessage, 'operations.act', 'create'),
  probePartner: rule('partner.probe', PartnerRef, 'operations.statement', 'create'),
  listKeys: rule('operations.keys', NoInput, 'operations.look'),
  itemVersions: rule('item.versions', ItemRef, 'reference.look'),
  nodeHealth: rule('operations.health', NoInput, 'operations.look'),
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
