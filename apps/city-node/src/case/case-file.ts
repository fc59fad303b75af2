import {
  maskName,
  type CardLevel,
  type CaseCollected,
  type CaseCollectedV2,
  type CaseRerouted,
  type CaseStatus,
  type CityRole,
  type EventPayload,
  type HandlingMode,
  type HandoverInstructed,
  type PickupReady,
} from '#contracts';
import { bools, byteas, instants as instantColumn, int4s, texts } from '../db/arrays.js';
import { rows, type Tx } from '../db/database.js';
import type { NextDue } from '../sla/next-due.js';
import { cardNews, isOfCard, saveCardNews, type CardNews } from './case-cards.js';
import { rolesOf, type CaseState } from './case-fold.rules.js';

/** Terms of the intake that later steps ask for without reading the application. */
export type IntakeMark = 'PAPERS_REQUIRED' | 'DEFER_ASKED' | 'COMMITMENT';

/** 办件: one row per case and city, for lists and for acting; what it says comes from the events alone. */
export interface CaseFile extends NextDue {
  case_no: string;
  collecting_city: string;
  home_city: string;
  pickup_city: string | null;
  our_roles: CityRole[];
  status: CaseStatus;
  item_code: string | null;
  item_version: number | null;
  item_name: string | null;
  mode: HandlingMode | null;
  urgency: 'NORMAL' | 'URGENT';
  window_id: string | null;
  receipt_no: string | null;
  applicant_masked: string | null;
  certificate_hash: string | null;
  point_id: string | null;
  intake: IntakeMark[];
  /** Who has taken the case from the queue here; written by the queue alone. */
  claimed_by: string | null;
  /** Who collected it, where this city did. */
  desk_officer: string | null;
  state: CaseState;
  collected_at: string | null;
  accepted_at: string | null;
  decided_at: string | null;
  changed_at: string;
  /** Until when a result lies on its shelf, while the fact that says so is being taken; kept nowhere. */
  shelf_until?: string;
  /** What the facts being taken say of cards (电子监察), on their way into the list of cards. */
  cardNews?: CardNews[];
  /** The gravest card that is open, where a list was read. */
  card_level?: CardLevel | null;
  /** No row yet. */
  isNew?: boolean;
}

export const caseLane = (caseNo: string): string => `case/${caseNo}`;
export const caseNoOf = (lane: string): string => lane.slice('case/'.length);

/** A new file for a state, before any data is known. */
export function newCaseFile(lane: string, state: CaseState, self: string): CaseFile {
  return {
    case_no: caseNoOf(lane),
    collecting_city: state.roles.collecting,
    home_city: state.roles.home,
    pickup_city: state.roles.pickup,
    our_roles: rolesOf(state, self),
    status: state.status,
    item_code: null,
    item_version: null,
    item_name: null,
    mode: null,
    urgency: 'NORMAL',
    window_id: null,
    receipt_no: null,
    applicant_masked: null,
    certificate_hash: null,
    point_id: null,
    intake: [],
    claimed_by: null,
    desk_officer: null,
    state,
    collected_at: null,
    accepted_at: null,
    decided_at: null,
    changed_at: new Date(0).toISOString(),
    next_due_at: null,
    next_due_kind: null,
    next_due_provisional: false,
    holder: null,
    isNew: true,
  };
}

const DECIDED = ['case.decided/APPROVED', 'case.decided/COMMITTED', 'case.decided/REJECTED'] as const;

/** Brings list columns up to a state. */
export function takeState(file: CaseFile, state: CaseState, self: string, changedAt: string): void {
  file.state = state;
  file.status = state.status;
  file.home_city = state.roles.home;
  file.pickup_city = state.roles.pickup;
  file.our_roles = rolesOf(state, self);
  file.collected_at = state.times['case.collected'] ?? file.collected_at;
  file.accepted_at = state.times['case.accepted'] ?? state.times['case.accepted/CONDITIONAL'] ?? null;
  file.decided_at = DECIDED.map((key) => state.times[key]).find((at) => at !== undefined) ?? null;
  if (changedAt > file.changed_at) file.changed_at = changedAt;
}

/** Takes what a readable fact says into the list columns; names are masked, numbers only as keyed hash. */
export function takeData(file: CaseFile, type: string, body: object, hashOf: (no: string) => Buffer): void {
  if (type === 'case.collected') {
    const collected = body as CaseCollected & Partial<CaseCollectedV2>;
    file.item_code = collected.itemCode;
    file.item_version = collected.itemVersion;
    file.item_name = collected.itemName;
    file.mode = collected.mode;
    file.urgency = collected.urgency;
    file.window_id = collected.windowId;
    file.receipt_no = collected.receiptNo;
    file.applicant_masked = maskName(collected.application.applicant.name);
    file.certificate_hash = hashOf(collected.application.applicant.certificateNo).toString('hex');
    file.intake = intakeMarks(collected);
  } else if (type === 'case.rerouted') {
    const { itemCode, itemVersion, itemName } = body as CaseRerouted;
    Object.assign(file, { item_code: itemCode, item_version: itemVersion, item_name: itemName });
  } else if (type === 'handover.instructed') {
    const handover = body as HandoverInstructed;
    file.point_id = handover.pointId;
    file.applicant_masked ??= maskName(handover.recipientName);
    file.item_name ??= handover.resultName;
  } else if (type === 'pickup.ready') {
    file.shelf_until = (body as PickupReady).shelfUntil;
  }
}

function intakeMarks({ papers, deferAsked, commitment }: Partial<CaseCollectedV2>): IntakeMark[] {
  return [
    ...(papers === 'ORIGINAL_REQUIRED' ? (['PAPERS_REQUIRED'] as const) : []),
    ...(deferAsked && deferAsked.length > 0 ? (['DEFER_ASKED'] as const) : []),
    ...(commitment ? (['COMMITMENT'] as const) : []),
  ];
}

/** Takes who of this city collected the case. */
export function takeOfficer(file: CaseFile, { type, actor }: EventPayload): void {
  if (type === 'case.collected' && file.our_roles.includes('collecting')) file.desk_officer = actor.id;
}

/** Takes what a fact of 电子监察 says of a card. */
export function takeCard(file: CaseFile, payload: EventPayload, body: object): void {
  const news = isOfCard(payload.type) ? cardNews(payload, body) : undefined;
  if (news) (file.cardNews ??= []).push(news);
}

export const CASE_FILE_COLUMNS = `case_no, collecting_city, home_city, pickup_city, our_roles, status, item_code, item_version, item_name,
  mode, urgency, window_id, receipt_no, applicant_masked, encode(certificate_hash, 'hex') as certificate_hash, point_id,
  intake, claimed_by, desk_officer, state, collected_at, accepted_at, decided_at, changed_at, next_due_at, next_due_kind, next_due_provisional,
  holder`;

/** Files of some cases; their lanes must be locked by whoever writes them. */
export async function loadCaseFiles(em: Tx, caseNos: readonly string[]): Promise<Map<string, CaseFile>> {
  if (caseNos.length === 0) return new Map();
  const found = await rows<Omit<CaseFile, 'changed_at'> & Record<string, unknown>>(
    em,
    `select ${CASE_FILE_COLUMNS} from case_file where case_no = any($1::text[])`,
    [texts(caseNos)],
  );
  return new Map(found.map((row) => [row.case_no, instants(row)]));
}

/** Dates of the driver as ISO instants, as the rest of the code writes them. */
export function instants(row: Record<string, unknown>): CaseFile {
  const copy = { ...row };
  for (const name of ['collected_at', 'accepted_at', 'decided_at', 'changed_at', 'next_due_at']) {
    const value = copy[name];
    if (value instanceof Date) copy[name] = value.toISOString();
  }
  return copy as unknown as CaseFile;
}

/** What may change in a file after its first row; the rest follows from its number. */
const CHANGING = `home_city, pickup_city, our_roles, status, item_code, item_version, item_name, mode, urgency, window_id, receipt_no,
  applicant_masked, certificate_hash, point_id, state, collected_at, accepted_at, decided_at, changed_at, next_due_at, next_due_kind,
  next_due_provisional, holder, intake, desk_officer`;
const FILES = `select f.case_no, f.collecting_city, f.home_city, f.pickup_city, string_to_array(f.our_roles, ','), f.status,
  f.item_code, f.item_version, f.item_name, f.mode, f.urgency, f.window_id, f.receipt_no, f.applicant_masked,
  f.certificate_hash, f.point_id, f.state::jsonb, f.collected_at, f.accepted_at, f.decided_at, f.changed_at,
  f.next_due_at, f.next_due_kind, f.next_due_provisional, f.holder, string_to_array(f.intake, ','), f.desk_officer
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::text[],
    $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::bytea[], $16::text[], $17::text[],
    $18::timestamptz[], $19::timestamptz[], $20::timestamptz[], $21::timestamptz[],
    $22::timestamptz[], $23::text[], $24::boolean[], $25::text[], $26::text[], $27::text[]) as f (case_no, collecting_city,
    home_city, pickup_city, our_roles, status, item_code, item_version, item_name, mode, urgency, window_id, receipt_no,
    applicant_masked, certificate_hash, point_id, state, collected_at, accepted_at, decided_at, changed_at, next_due_at,
    next_due_kind, next_due_provisional, holder, intake, desk_officer)`;
const INSERT_FILES = `insert into case_file (case_no, collecting_city, ${CHANGING}) ${FILES}`;
const UPDATE_FILES = `update case_file c set (${CHANGING}) = (${CHANGING.split(',')
  .map((name) => `n.${name.trim()}`)
  .join(', ')}) from (${FILES}) as n (case_no, collecting_city, ${CHANGING}) where c.case_no = n.case_no`;

/** Counts what is due next in a case. */
export type DueOf = (file: CaseFile) => NextDue;

/** Writes files, set-based: new ones are inserted, and fail where the case has one already. */
export function saveCaseFiles(tx: Tx, files: readonly CaseFile[], dueOf: DueOf): void {
  for (const file of files) Object.assign(file, dueOf(file));
  const fresh = files.filter((file) => file.isNew);
  const known = files.filter((file) => !file.isNew);
  if (fresh.length > 0) tx.later(INSERT_FILES, columnsOf(fresh));
  if (known.length > 0) tx.later(UPDATE_FILES, columnsOf(known));
  for (const { case_no, cardNews } of files) if (cardNews) saveCardNews(tx, case_no, cardNews);
}

function columnsOf(files: readonly CaseFile[]): Buffer[] {
  const text = (of: (file: CaseFile) => string | null): Buffer => texts(files.map(of));
  const time = (of: (file: CaseFile) => string | null): Buffer => instantColumn(files.map(of));
  return [
    text((f) => f.case_no),
    text((f) => f.collecting_city),
    text((f) => f.home_city),
    text((f) => f.pickup_city),
    text((f) => f.our_roles.join(',')),
    text((f) => f.status),
    text((f) => f.item_code),
    int4s(files.map((f) => f.item_version)),
    text((f) => f.item_name),
    text((f) => f.mode),
    text((f) => f.urgency),
    text((f) => f.window_id),
    text((f) => f.receipt_no),
    text((f) => f.applicant_masked),
    byteas(files.map((f) => (f.certificate_hash === null ? null : Buffer.from(f.certificate_hash, 'hex')))),
    text((f) => f.point_id),
    text((f) => JSON.stringify(f.state)),
    time((f) => f.collected_at),
    time((f) => f.accepted_at),
    time((f) => f.decided_at),
    time((f) => f.changed_at),
    time((f) => f.next_due_at),
    text((f) => f.next_due_kind),
    bools(files.map((f) => f.next_due_provisional)),
    text((f) => f.holder),
    text((f) => f.intake.join(',')),
    text((f) => f.desk_officer),
  ];
}
