import type {
  ActionView,
  AdministrationRecordView,
  AlertView,
  AttachmentChunk,
  AttachmentsView,
  AttachmentView,
  BatchView,
  CalendarYearView,
  CardView,
  CaseProblem,
  CaseSummary,
  CaseView,
  CityView,
  ClaimView,
  ClockView,
  CloseCodesView,
  CollectedView,
  DelegationView,
  DeliveryView,
  DeputyView,
  DraftSummary,
  DraftView,
  ExportRecordView,
  EvidenceFile,
  EvidenceLine,
  EvidenceVerdictView,
  FigureSourceView,
  FiguresView,
  FigureView,
  ImportReport,
  ItemSummary,
  ItemVersionView,
  JointPartView,
  JointView,
  KeyView,
  LinkHoldView,
  LinkOutageView,
  MaterialFile,
  NodeHealthView,
  NoticesView,
  NoticeSummary,
  NoticeView,
  OpinionView,
  OpenCasesView,
  OpenCaseView,
  Page,
  PartnerView,
  PersonView,
  PersonWithPassword,
  PickupCodeView,
  PlacesView,
  PickupMatch,
  PickupMatches,
  PickupPointView,
  PrecheckView,
  ProbeView,
  QueueEntry,
  ReviewerView,
  ReviewQueueView,
  ReasonView,
  SavedViewView,
  RecountView,
  ServiceItemDefinition,
  SessionView,
  EndedSessionView,
  ShelfEntry,
  ShelfView,
  StandingView,
  StatementView,
  StepView,
  StuckMessage,
  ThresholdView,
  TimelineEntry,
  TimelineView,
  ProviderNonceView,
  UploadRef,
  UploadView,
  UserView,
  WorkList,
} from '#contracts';
import type { BrowserSessionView, SignedOutView } from '../auth/browser-session.controller.js';
import type { ServedCityView } from '../auth/session.controller.js';
import type { Problem } from '../door/problem.js';

/** Names of the answers in the document, each with the type that its schema is held to. */
export interface AnswerTypes {
  Session: SessionView;
  EndedSession: EndedSessionView;
  ProviderNonce: ProviderNonceView;
  BrowserSession: BrowserSessionView;
  SignedOut: SignedOutView;
  User: UserView;
  ServedCities: ServedCityView[];
  Problem: Problem;

  Case: CaseView;
  CollectedCase: CollectedView;
  PickupCode: PickupCodeView;
  ShelfEntry: ShelfEntry;
  Shelf: ShelfView;
  PickupMatch: PickupMatch;
  PickupMatches: PickupMatches;
  CaseSummary: CaseSummary;
  CaseList: WorkList;
  Delivery: DeliveryView;
  CaseProblem: CaseProblem;
  Action: ActionView;
  Step: StepView;
  Timeline: TimelineView;
  TimelineEntry: TimelineEntry;
  Clock: ClockView;
  NoticeSummary: NoticeSummary;
  Notices: NoticesView;
  Notice: NoticeView;
  Evidence: EvidenceFile;
  EvidenceVerdict: EvidenceVerdictView;
  EvidenceLine: EvidenceLine;
  Joint: JointView;
  JointPart: JointPartView;
  Standing: StandingView;
  CloseCodes: CloseCodesView;

  Claim: ClaimView;
  Deputy: DeputyView;
  Deputies: DeputyView[];
  Reviewer: ReviewerView;
  Reviewers: ReviewerView[];
  ReviewQueue: ReviewQueueView;
  Opinion: OpinionView;
  Opinions: OpinionView[];
  Reason: ReasonView;
  Reasons: ReasonView[];
  ReasonRef: Pick<ReasonView, 'id'>;
  Batch: BatchView;

  Person: PersonView;
  People: Page<PersonView>;
  PersonWithPassword: PersonWithPassword;
  ImportReport: ImportReport;
  Places: PlacesView;
  AdministrationRecords: Page<AdministrationRecordView>;

  DraftSummary: DraftSummary;
  Drafts: DraftSummary[];
  Draft: DraftView;
  ExportRecord: ExportRecordView;
  SavedViews: SavedViewView[];

  Upload: UploadView;
  UploadedFile: MaterialFile | null;
  UploadRef: Pick<UploadRef, 'id'>;
  Attachment: AttachmentView;
  Attachments: AttachmentsView;
  /** The bytes of a file: no JSON, whatever the node sends them in. */
  File: AttachmentChunk;

  Card: CardView;
  Cards: Page<CardView>;
  Threshold: ThresholdView;
  Thresholds: ThresholdView[];
  LinkOutage: LinkOutageView;
  Figure: FigureView;
  FigureSource: FigureSourceView;
  Figures: FiguresView;
  OpenCase: OpenCaseView;
  OpenCases: OpenCasesView;
  Recount: RecountView;

  City: CityView;
  Cities: CityView[];
  Item: ServiceItemDefinition;
  ItemSummary: ItemSummary;
  ItemList: Page<ItemSummary>;
  Precheck: PrecheckView;
  PickupPoint: PickupPointView;
  PickupPointList: Page<PickupPointView>;
  Delegation: DelegationView;
  Delegations: DelegationView[];
  CalendarYear: CalendarYearView;
  CalendarYears: CalendarYearView[];
  Partner: PartnerView;
  Partners: PartnerView[];
  LinkHold: LinkHoldView;
  LinkHolds: LinkHoldView[];
  Statement: StatementView;
  Statements: StatementView[];
  StuckMessage: StuckMessage;
  StuckMessageList: Page<StuckMessage>;
  QueueEntry: QueueEntry;
  QueueEntries: Page<QueueEntry>;
  Probe: ProbeView;
  Key: KeyView;
  Keys: KeyView[];
  ItemVersion: ItemVersionView;
  ItemVersions: ItemVersionView[];
  Alert: AlertView;
  NodeHealth: NodeHealthView;
}

/** Name of an answer's schema. */
export type AnswerSchema = keyof AnswerTypes;
