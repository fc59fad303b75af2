import type { CommandAnswer, CommandKey, ErrorCode } from '#contracts';
import { ATTACHMENT_ROUTES } from './attachments/attachment-routes.js';
import { SUPERVISION_ROUTES } from './supervision/supervision-routes.js';
import { COORDINATION_ROUTES } from './coordination/coordination-routes.js';
import { COLLECTING_ERRORS } from './counter/collecting-errors.js';
import { JOINT_ROUTES } from './counter/joint-routes.js';
import type { AnswerFor } from './openapi/answer-schemas.js';
import type { AnswerSchema } from './openapi/answer-types.js';
import { PEOPLE_ROUTES } from './routes/people-routes.js';
import { OPERATIONS_ROUTES } from './operations/operations-routes.js';
import { DRAFT_ROUTES } from './routes/draft-routes.js';
import { PATH_ROUTES } from './routes/path-routes.js';
import { QUEUE_ROUTES } from './routes/queue-routes.js';
import { SHELF_ROUTES } from './routes/shelf-routes.js';

/** One address of the API: which command it carries, and what its document says beyond what follows from the command. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below {@link API_PREFIX}; parts after a colon are fields of the command's input. */
  readonly path: string;
  readonly desk: Desk;
  readonly zh: string;
  readonly answer: AnswerSchema;
  /** 200 unless something with an address of its own comes into being. */
  readonly status?: 201;
  /** Codes beyond those that follow from method, roles, creating and acting. */
  readonly errors?: readonly ErrorCode[];
  /** The body that comes, or the answer that goes, is the bytes of a file and no JSON. */
  readonly bytes?: 'in' | 'out';
}

export const API_PREFIX = '/api/v1';

/** The desks as people know them; a folder each. */
export const DESKS = {
  auth: '登录',
  counter: '综合窗口',
  'review-desk': '属地审批',
  'pickup-desk': '就近取证',
  supervision: '办件查询与监督',
  notices: '文书',
  attachments: '附件',
  coordination: '授权委托与管辖协调',
  operations: '协作城市与对账',
  administration: '人员与窗口管理',
} as const;
export type Desk = keyof typeof DESKS;

/** Every address of the API and the command it carries: controllers, document and tests all read this table. */
export const ROUTES = {
  signIn: {
    method: 'POST',
    path: '/session',
    desk: 'auth',
    zh: '登录',
    answer: 'Session',
    errors: ['city_not_served', 'sign_in_failed', 'sign_in_locked'],
  },
  beginProviderSignIn: {
    method: 'POST',
    path: '/session/provider-nonce',
    desk: 'auth',
    zh: '开始统一身份认证登录：取得本次登录的随机数',
    answer: 'ProviderNonce',
    errors: ['city_not_served', 'provider_not_offered'],
  },
  signInByProvider: {
    method: 'POST',
    path: '/session/provider',
    desk: 'auth',
    zh: '凭统一身份认证平台签发的登录凭证登录',
    answer: 'Session',
    errors: [
      'city_not_served',
      'provider_not_offered',
      'provider_state_unknown',
      'provider_token_invalid',
      'provider_token_expired',
      'provider_unreachable',
      'subject_unknown',
      'account_disabled',
    ],
  },
  whoAmI: { method: 'GET', path: '/session', desk: 'auth', zh: '当前登录人', answer: 'User' },
  refreshToken: { method: 'POST', path: '/session/refresh', desk: 'auth', zh: '延长登录', answer: 'Session' },
  endSession: { method: 'POST', path: '/session/end', desk: 'auth', zh: '退出登录', answer: 'EndedSession' },

  listCities: { method: 'GET', path: '/cities', desk: 'counter', zh: '协作城市', answer: 'Cities' },
  listItems: { method: 'GET', path: '/items', desk: 'counter', zh: '事项清单', answer: 'ItemList' },
  getItem: {
    method: 'GET',
    path: '/items/:homeCity/:itemCode',
    desk: 'counter',
    zh: '事项详情：材料、表单、时限',
    answer: 'Item',
    errors: ['city_unknown', 'item_unknown'],
  },
  precheckItem: {
    method: 'POST',
    path: '/prechecks',
    desk: 'counter',
    zh: '收件前可办性检查',
    answer: 'Precheck',
    errors: ['city_unknown', 'item_unknown'],
  },
  listPickupPoints: { method: 'GET', path: '/pickup-points', desk: 'counter', zh: '领取点', answer: 'PickupPointList' },
  collectCase: {
    method: 'POST',
    path: '/cases',
    desk: 'counter',
    zh: '收件',
    answer: 'CollectedCase',
    status: 201,
    errors: [...COLLECTING_ERRORS, 'joint_plan_missing'],
  },
  forwardCase: { method: 'POST', path: '/cases/:caseNo/forwarding', desk: 'counter', zh: '转递', answer: 'Case' },

  acceptCase: {
    method: 'POST',
    path: '/cases/:caseNo/acceptance',
    desk: 'review-desk',
    zh: '受理',
    answer: 'Case',
    errors: ['papers_missing', 'material_missing'],
  },
  refuseCase: {
    method: 'POST',
    path: '/cases/:caseNo/refusal',
    desk: 'review-desk',
    zh: '不予受理或不受理',
    answer: 'Case',
    errors: ['field_missing'],
  },
  decideCase: {
    method: 'POST',
    path: '/cases/:caseNo/decision',
    desk: 'review-desk',
    zh: '作出决定',
    answer: 'Case',
    errors: ['field_missing', 'review_step_missing', 'four_eyes'],
  },
  issueResult: { method: 'POST', path: '/cases/:caseNo/result', desk: 'review-desk', zh: '结果出证', answer: 'Case' },

  ...PATH_ROUTES,
  ...QUEUE_ROUTES,
  ...DRAFT_ROUTES,
  ...PEOPLE_ROUTES,
  ...SHELF_ROUTES,

  shelveResult: {
    method: 'POST',
    path: '/cases/:caseNo/shelving',
    desk: 'pickup-desk',
    zh: '上架待领，生成取件码',
    answer: 'PickupCode',
  },
  handOver: {
    method: 'POST',
    path: '/cases/:caseNo/handover',
    desk: 'pickup-desk',
    zh: '核验身份并交付结果',
    answer: 'Case',
    errors: ['pickup_code_wrong', 'pickup_code_locked', 'identity_mismatch'],
  },
  reissuePickupCode: {
    method: 'POST',
    path: '/cases/:caseNo/pickup-code',
    desk: 'pickup-desk',
    zh: '核验身份后重发取件码',
    answer: 'PickupCode',
    errors: ['identity_mismatch'],
  },

  listCases: { method: 'GET', path: '/cases', desk: 'supervision', zh: '办件列表', answer: 'CaseList' },
  searchCases: {
    method: 'POST',
    path: '/cases/search',
    desk: 'supervision',
    zh: '按证件号码或姓名查找办件',
    answer: 'CaseList',
  },
  recordExport: {
    method: 'POST',
    path: '/cases/exports',
    desk: 'supervision',
    zh: '登记一次列表导出',
    answer: 'ExportRecord',
  },
  getCase: { method: 'GET', path: '/cases/:caseNo', desk: 'supervision', zh: '办件详情', answer: 'Case' },
  caseTimeline: {
    method: 'GET',
    path: '/cases/:caseNo/timeline',
    desk: 'supervision',
    zh: '办件全程记录',
    answer: 'Timeline',
  },
  caseEvidence: {
    method: 'GET',
    path: '/cases/:caseNo/evidence',
    desk: 'supervision',
    zh: '办件证据包，可离线核验',
    answer: 'Evidence',
  },
  evidenceVerdict: {
    method: 'GET',
    path: '/cases/:caseNo/evidence-verdict',
    desk: 'supervision',
    zh: '证据包及其核验结论',
    answer: 'EvidenceVerdict',
  },

  ...COORDINATION_ROUTES,
  ...SUPERVISION_ROUTES,
  ...JOINT_ROUTES,
  ...ATTACHMENT_ROUTES,

  caseNotices: {
    method: 'GET',
    path: '/cases/:caseNo/notices',
    desk: 'notices',
    zh: '办件文书列表',
    answer: 'Notices',
  },
  caseNotice: {
    method: 'GET',
    path: '/cases/:caseNo/notices/:kind',
    desk: 'notices',
    zh: '一份文书及其与签名记录的核对',
    answer: 'Notice',
    errors: ['notice_not_found', 'notice_unreadable'],
  },

  ...OPERATIONS_ROUTES,
} as const satisfies { [K in CommandKey]: Route & { readonly answer: AnswerFor<CommandAnswer<K>> } };

/** The cities that can be signed in to; the one address that carries no command, since nobody is signed in yet. */
export const SERVED_CITIES_PATH = '/session/cities';

/** 控制台登录 of a browser, whose token stays in a cookie; no command either, but the same sign-in. */
export const BROWSER_SESSION_PATH = '/browser-session';

/** 统一身份认证登录 of a browser: out to the provider, back from it, and why it failed. */
export const PROVIDER_PATH = `${BROWSER_SESSION_PATH}/provider`;
export const PROVIDER_CALLBACK_PATH = `${PROVIDER_PATH}/callback`;
export const REFUSAL_PATH = `${PROVIDER_PATH}/refusal`;

/** Server-sent events for pages that show cases. */
export const LIVE_PATH = '/live';

/** A document as a page and as a PDF: the answer of `caseNotice`, dressed for a printer. */
export const NOTICE_PAGE_PATH = '/cases/:caseNo/notices/:kind.html';
/** A list as a file: `searchCases` page by page to its end, 50,000 lines at most, written down as `recordExport`. */
export const EXPORT_CSV_PATH = '/cases/exports/list.csv';
export const EXPORT_XLSX_PATH = '/cases/exports/list.xlsx';

export const NOTICE_PDF_PATH = '/cases/:caseNo/notices/:kind.pdf';

/** 监督统计 as a table to take away and as a report to print: the answer of `listFigures`, dressed otherwise. */
export const FIGURES_SHEET_PATH = '/supervision/figures.xlsx';
export const FIGURES_REPORT_PATH = '/supervision/report.pdf';

/** Fields of inputs that are numbers; a query string has only texts. Tested against the input classes. */
export const NUMBER_FIELDS: ReadonlySet<string> = new Set(['page', 'pageSize', 'version', 'year', 'lat', 'lon']);

/** Route of a command, without the narrowness of the table's own type. */
export const routeOf = (key: CommandKey): Route => ROUTES[key];
