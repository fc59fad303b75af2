import { maskName, statusNameIn, type CaseSummary, type ListScope, type SearchCases, type WorkList } from '#contracts';
import type { Database } from '../db/database.js';
import { chinaDay, endOfDay } from '../sla/china-day.rules.js';
import type { NextDues } from '../sla/next-due.js';
import { GRAVEST_CARD } from './case-cards.js';
import { instants, type CaseFile } from './case-file.js';
import { unitOf } from './list-owner.js';
import {
  countStatement,
  MAX_COUNTED,
  pageStatement,
  partOf,
  writeCursor,
  type ListFilters,
  type ListOwner,
} from './work-list.js';

const SUMMARY_COLUMNS = `case_no, collecting_city, home_city, pickup_city, our_roles, status, item_code, item_name, mode, urgency,
  applicant_masked, claimed_by, collected_at, changed_at, next_due_at, next_due_kind, next_due_provisional, holder, ${GRAVEST_CARD}`;

/** Whose list is asked for. */
export interface ListReader {
  username: string;
  windowId: string | null;
}
const NOBODY: ListReader = { username: '', windowId: null };

/** One line of a list: names masked, no number of any person. */
export function summaryOf(file: CaseFile, dues: Pick<NextDues, 'view'>): CaseSummary {
  const due = dues.view(file);
  return {
    caseNo: file.case_no,
    status: file.status,
    statusZh: statusNameIn(file.status, file.mode),
    itemCode: file.item_code,
    itemName: file.item_name,
    mode: file.mode,
    collectingCity: file.collecting_city,
    homeCity: file.home_city,
    pickupCity: file.pickup_city,
    ourRoles: file.our_roles,
    applicantMasked: file.applicant_masked,
    urgency: file.urgency,
    claimedBy: file.claimed_by,
    collectedAt: file.collected_at ?? file.changed_at,
    changedAt: file.changed_at,
    card: file.card_level ?? null,
    holder: due.holder,
    holderZh: due.holderZh,
    dueKind: due.dueKind,
    dueKindZh: due.dueKindZh,
    dueOn: due.dueOn,
    dueState: due.dueState,
    provisional: due.provisional,
  };
}

/** 办件列表: pages of cases by whatever narrows them, masked. */
export class CaseLists {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly hashOf: (no: string) => Buffer,
    private readonly dues: Pick<NextDues, 'view' | 'bounds'>,
  ) {}

  /**
   * Work list, newest change first; of terms, the first to end first. Throws request_invalid for a page that only a
   * cursor reaches.
   */
  async list(input: SearchCases, user: ListReader = NOBODY): Promise<WorkList> {
    const part = partOf(input);
    const filters = await this.filtersOf(input, user);
    const counting = countStatement(this.self, filters);
    const [counted] = await this.db.queryPlanned<{ total: number }>(counting.sql, counting.parameters);
    const total = Number(counted?.total ?? 0);
    // One more than the page holds tells whether there is a page behind it.
    const reading = { ...part, pageSize: part.pageSize + 1 };
    const { sql, parameters } = pageStatement(this.self, filters, reading, SUMMARY_COLUMNS);
    const found = total === 0 ? [] : (await this.db.queryPlanned(sql, parameters)).map(instants);
    const told = found.slice(0, part.pageSize);
    const last = found.length > part.pageSize ? told.at(-1) : undefined;
    const orderedBy = filters.due ? 'next_due_at' : 'changed_at';
    return {
      items: told.map((file) => summaryOf(file, this.dues)),
      page: input.page ?? 1,
      pageSize: part.pageSize,
      total: Math.min(total, MAX_COUNTED),
      totalIsLowerBound: total > MAX_COUNTED,
      next: last ? writeCursor({ at: last[orderedBy] ?? '', caseNo: last.case_no }) : null,
    };
  }

  private async filtersOf(input: SearchCases, user: ListReader): Promise<ListFilters> {
    const { certificateNo, applicantName, claimed, scope, due, collectedFrom, collectedUntil, ...same } = input;
    return {
      ...same,
      due: due && this.dues.bounds(this.self, due),
      certificateHash: certificateNo ? this.hashOf(certificateNo) : undefined,
      applicantMasked: applicantName ? maskName(applicantName) : undefined,
      claimedBy: claimed && (claimed === 'me' ? user.username : null),
      of: await this.ownerOf(scope, user),
      collected: collectedBetween(collectedFrom, collectedUntil),
    };
  }

  private async ownerOf(scope: ListScope | undefined, user: ListReader): Promise<ListOwner | undefined> {
    if (scope === 'mine') return { kind: 'officer', username: user.username };
    if (scope === 'window') return { kind: 'window', windowId: user.windowId ?? '' };
    return scope === 'unit' ? unitOf(this.db, this.self, user.username) : undefined;
  }
}

/** From the beginning of the first day in China to the end of the last. */
function collectedBetween(from: string | undefined, until: string | undefined): ListFilters['collected'] {
  const text = (ms: number): string => new Date(ms).toISOString();
  return {
    from: from === undefined ? null : text(endOfDay(chinaDay(from) - 1)),
    before: until === undefined ? null : text(endOfDay(chinaDay(until))),
  };
}
