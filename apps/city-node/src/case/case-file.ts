import {
  maskName,
  type CaseCollected,
  type CaseStatus,
  type CityRole,
  type HandlingMode,
  type HandoverInstructed,
} from '#contracts';
import { rows, type Tx } from '../db/database.js';
import { rolesOf, type CaseState } from './case-fold.rules.js';

/** 办件: one row per case and city, for lists and for acting; what it says comes from the events alone. */
export interface CaseFile {
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
  state: CaseState;
  collected_at: string | null;
  accepted_at: string | null;
  decided_at: string | null;
  changed_at: string;
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
    state,
    collected_at: null,
    accepted_at: null,
    decided_at: null,
    changed_at: new Date(0).toISOString(),
  };
}

/** Brings list columns up to a state. */
export function takeState(file: CaseFile, state: CaseState, self: string, changedAt: string): void {
  file.state = state;
  file.status = state.status;
  file.pickup_city = state.roles.pickup;
  file.our_roles = rolesOf(state, self);
  file.collected_at = state.times['case.collected'] ?? file.collected_at;
  file.accepted_at = state.times['case.accepted'] ?? null;
  file.decided_at = state.times['case.decided/APPROVED'] ?? state.times['case.decided/REJECTED'] ?? null;
  if (changedAt > file.changed_at) file.changed_at = changedAt;
}

/** Takes what a readable fact says into the list columns; names are masked, numbers only as keyed hash. */
export function takeData(file: CaseFile, type: string, body: object, hashOf: (no: string) => Buffer): void {
  if (type === 'case.collected') {
    const collected = body as CaseCollected;
    file.item_code = collected.itemCode;
    file.item_version = collected.itemVersion;
    file.item_name = collected.itemName;
    file.mode = collected.mode;
    file.urgency = collected.urgency;
    file.window_id = collected.windowId;
    file.receipt_no = collected.receiptNo;
    file.applicant_masked = maskName(collected.application.applicant.name);
    file.certificate_hash = hashOf(collected.application.applicant.certificateNo).toString('hex');
  } else if (type === 'handover.instructed') {
    const handover = body as HandoverInstructed;
    file.point_id = handover.pointId;
    file.applicant_masked ??= maskName(handover.recipientName);
    file.item_name ??= handover.resultName;
  }
}

export const CASE_FILE_COLUMNS = `case_no, collecting_city, home_city, pickup_city, our_roles, status, item_code, item_version, item_name,
  mode, urgency, window_id, receipt_no, applicant_masked, encode(certificate_hash, 'hex') as certificate_hash, point_id,
  state, collected_at, accepted_at, decided_at, changed_at`;

/** Files of some cases; their lanes must be locked by whoever writes them. */
export async function loadCaseFiles(em: Tx, caseNos: readonly string[]): Promise<Map<string, CaseFile>> {
  if (caseNos.length === 0) return new Map();
  const found = await rows<Omit<CaseFile, 'changed_at'> & Record<string, unknown>>(
    em,
    `select ${CASE_FILE_COLUMNS} from case_file where case_no = any($1)`,
    [caseNos],
  );
  return new Map(found.map((row) => [row.case_no, instants(row)]));
}

/** Dates of the driver as ISO instants, as the rest of the code writes them. */
export function instants(row: Record<string, unknown>): CaseFile {
  const copy = { ...row };
  for (const name of ['collected_at', 'accepted_at', 'decided_at', 'changed_at']) {
    const value = copy[name];
    if (value instanceof Date) copy[name] = value.toISOString();
  }
  return copy as unknown as CaseFile;
}

/** Writes files, set-based. */
export async function saveCaseFiles(em: Tx, files: readonly CaseFile[]): Promise<void> {
  if (files.length === 0) return;
  await rows(
    em,
    `insert into case_file (case_no, collecting_city, home_city, pickup_city, our_roles, status, item_code, item_version,
       item_name, mode, urgency, window_id, receipt_no, applicant_masked, certificate_hash, point_id, state, collected_at,
       accepted_at, decided_at, changed_at)
     select f.case_no, f.collecting_city, f.home_city, f.pickup_city, f.our_roles, f.status, f.item_code, f.item_version,
       f.item_name, f.mode, f.urgency, f.window_id, f.receipt_no, f.applicant_masked, decode(f.certificate_hash, 'hex'),
       f.point_id, f.state, f.collected_at, f.accepted_at, f.decided_at, f.changed_at
     from jsonb_to_recordset($1::jsonb) as f (case_no text, collecting_city text, home_city text, pickup_city text,
       our_roles text[], status text, item_code text, item_version int, item_name text, mode text, urgency text,
       window_id text, receipt_no text, applicant_masked text, certificate_hash text, point_id text, state jsonb,
       collected_at timestamptz, accepted_at timestamptz, decided_at timestamptz, changed_at timestamptz)
     on conflict (case_no) do update set pickup_city = excluded.pickup_city, our_roles = excluded.our_roles,
       status = excluded.status, item_code = excluded.item_code, item_version = excluded.item_version,
       item_name = excluded.item_name, mode = excluded.mode, urgency = excluded.urgency, window_id = excluded.window_id,
       receipt_no = excluded.receipt_no, applicant_masked = excluded.applicant_masked,
       certificate_hash = excluded.certificate_hash, point_id = excluded.point_id, state = excluded.state,
       collected_at = excluded.collected_at, accepted_at = excluded.accepted_at, decided_at = excluded.decided_at,
       changed_at = excluded.changed_at`,
    [JSON.stringify(files)],
  );
}
