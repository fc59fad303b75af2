import type { DraftSummary, DraftView, ExportRecordView, SavedViewView } from './draft-views.js';
import type { EvidenceFile } from '../evidence.js';
import type { ServiceItemDefinition } from '../service-item.js';
import type { AttachmentChunk, AttachmentsView, UploadView } from './attachment-views.js';
import type { CloseCodesView } from './close-code-views.js';
import type { CommandKey } from './command-table.js';
import type { FiguresView, OpenCasesView, RecountView } from './figure-views.js';
import type { EvidenceVerdictView } from './evidence-views.js';
import type { JointView } from './joint-views.js';
import type { CityView, ItemSummary, PickupPointView, StuckMessage } from './list-views.js';
import type { DelegationView } from './mode-views.js';
import type { NoticesView, NoticeView } from './notice-views.js';
import type {
  AdministrationRecordView,
  ImportReport,
  PersonView,
  PersonWithPassword,
  PlacesView,
} from './people-views.js';
import type {
  ItemVersionView,
  KeyView,
  LinkHoldView,
  NodeHealthView,
  ProbeView,
  QueueEntry,
} from './operations-views.js';
import type {
  BatchView,
  ClaimView,
  DeputyView,
  OpinionView,
  ReasonView,
  ReviewerView,
  ReviewQueueView,
} from './queue-views.js';
import type { PickupMatches, ShelfView } from './shelf-views.js';
import type { StandingView } from './standing-views.js';
import type { CardView, ThresholdView } from './supervision-views.js';
import type { TimelineView } from './timeline-views.js';
import type {
  CalendarYearView,
  CaseView,
  CollectedView,
  EndedSessionView,
  Page,
  PartnerView,
  PickupCodeView,
  PrecheckView,
  ProviderNonceView,
  SessionView,
  StatementView,
  UserView,
  WorkList,
} from './views.js';

/** What a command answers with, where it is not the case as it stands after it. */
interface OtherAnswers {
  signIn: SessionView;
  beginProviderSignIn: ProviderNonceView;
  signInByProvider: SessionView;
  refreshToken: SessionView;
  endSession: EndedSessionView;
  whoAmI: UserView;
  listCities: CityView[];
  listItems: Page<ItemSummary>;
  getItem: ServiceItemDefinition;
  precheckItem: PrecheckView;
  listPickupPoints: Page<PickupPointView>;
  collectCase: CollectedView;
  collectJointCase: CollectedView;
  getJointCase: JointView;
  getCloseCodes: CloseCodesView;
  getStanding: StandingView;
  listCases: WorkList;
  searchCases: WorkList;
  recordExport: ExportRecordView;
  caseTimeline: TimelineView;
  caseEvidence: EvidenceFile;
  evidenceVerdict: EvidenceVerdictView;
  caseNotices: NoticesView;
  caseNotice: NoticeView;
  claimCase: ClaimView;
  handBackCase: ClaimView;
  listReviewQueue: ReviewQueueView;
  caseOpinions: OpinionView[];
  listReasons: ReasonView[];
  saveReason: ReasonView[];
  changeReason: ReasonView[];
  removeReason: { id: string };
  setDeputy: DeputyView;
  listReviewers: ReviewerView[];
  listDeputies: DeputyView[];
  acceptBatch: BatchView;
  startInspections: BatchView;
  inspectBatch: BatchView;
  issueBatch: BatchView;
  listShelf: ShelfView;
  findByPickupCode: PickupMatches;
  shelveResult: PickupCodeView;
  reissuePickupCode: PickupCodeView;
  listCards: Page<CardView>;
  listThresholds: ThresholdView[];
  setThresholds: ThresholdView[];
  listFigures: FiguresView;
  listOpenCases: OpenCasesView;
  recountFigures: RecountView;
  listCalendar: CalendarYearView[];
  importCalendar: CalendarYearView;
  publishDelegation: DelegationView;
  listDelegations: DelegationView[];
  listPartners: PartnerView[];
  makeStatement: StatementView;
  releasePartner: PartnerView[];
  holdPartner: PartnerView[];
  resumePartner: PartnerView[];
  listHolds: LinkHoldView[];
  listStatements: StatementView[];
  listMessages: Page<StuckMessage>;
  listPeople: Page<PersonView>;
  createPerson: PersonWithPassword;
  changePerson: PersonView;
  disablePerson: PersonView;
  enablePerson: PersonView;
  resetPassword: PersonWithPassword;
  importPeople: ImportReport;
  listPlaces: PlacesView;
  saveHall: PlacesView;
  saveWindow: PlacesView;
  saveUnit: PlacesView;
  listAdministrationRecords: Page<AdministrationRecordView>;
  changePassword: SessionView;
  listQueue: Page<QueueEntry>;
  actOnMessage: QueueEntry;
  probePartner: ProbeView;
  listKeys: KeyView[];
  itemVersions: ItemVersionView[];
  nodeHealth: NodeHealthView;
  listDrafts: DraftSummary[];
  getDraft: DraftView;
  saveDraft: DraftSummary;
  discardDraft: DraftSummary[];
  listViews: SavedViewView[];
  saveView: SavedViewView[];
  removeView: SavedViewView[];
  createUpload: UploadView;
  getUpload: UploadView;
  sendUpload: UploadView;
  completeUpload: UploadView;
  discardUpload: { id: string };
  readUpload: AttachmentChunk;
  caseAttachments: AttachmentsView;
  readAttachment: AttachmentChunk;
}

/** Commands that answer with the case as it stands after them. */
export type CaseCommandKey = Exclude<CommandKey, keyof OtherAnswers>;

/** What a command answers with: the node is held to it, and the document of the API describes it. */
export type CommandAnswer<K extends CommandKey> = K extends keyof OtherAnswers ? OtherAnswers[K] : CaseView;
