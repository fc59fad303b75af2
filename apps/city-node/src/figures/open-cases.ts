import {
  CLOCK_NAMES,
  HANDLING_MODE_NAMES,
  HOLDER_NAMES,
  statusNameIn,
  type CaseStatus,
  type ClockKind,
  type HandlingMode,
  type Holder,
  type ListOpenCases,
  type OpenCaseView,
  type Page,
} from '#contracts';
import type { Clock } from '#runtime';
import { texts } from '../db/arrays.js';
import type { Database } from '../db/database.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { OPEN_STATUSES } from '../sla/card-settings.js';
import { chinaDayAt, dayText } from '../sla/china-day.rules.js';
import { IS_OPEN, type FigureReads } from './figure-reads.js';

interface OpenRow {
  case_no: string;
  collecting_city: string;
  home_city: string;
  item_name: string | null;
  mode: HandlingMode | null;
  status: CaseStatus;
  holder: Holder | null;
  next_due_at: Date | null;
  next_due_kind: ClockKind | 'pending' | null;
  collected_at: Date | null;
}

const DEFAULT_PAGE = 20;

/** The cases behind a figure, without anybody's name. */
export class OpenCases {
  constructor(
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly reads: FigureReads,
    private readonly clock: Clock,
  ) {}

  /** One page of the cases of this city that are not over, soonest due first; without a term last. */
  async list(input: ListOpenCases): Promise<Page<OpenCaseView>> {
    const { page = 1, pageSize = DEFAULT_PAGE, state } = input;
    const now = this.clock.now();
    const values: unknown[] = [now, texts(OPEN_STATUSES)];
    const where = [IS_OPEN, ...this.reads.conditions(input, { self: this.reads.self, with: null }, values)];
    const soon = this.reads.soonEnds(values);
    // `$1` stands in every statement, whichever state is asked for.
    where.push('($1::timestamptz is not null)');
    if (state === 'OVERDUE') where.push('next_due_at <= $1');
    if (state === 'DUE_SOON') where.push('next_due_at > $1 and next_due_at <= s.until');
    const from = `from case_file left join ${soon} on s.city = home_city where ${where.join(' and ')}`;
    const [counted] = await this.db.queryPlanned<{ total: number }>(`select count(*)::int as total ${from}`, values);
    const found = await this.db.queryPlanned<OpenRow>(
      `select case_no, collecting_city, home_city, item_name, mode, status, holder, next_due_at, next_due_kind, collected_at
       ${from} order by next_due_at nulls last, case_no limit $${values.length + 1} offset $${values.length + 2}`,
      [...values, pageSize, (page - 1) * pageSize],
    );
    return { items: found.map((row) => this.view(row, now)), page, pageSize, total: counted?.total ?? 0 };
  }

  private view(row: OpenRow, now: Date): OpenCaseView {
    const { current } = this.directory;
    const kind = row.next_due_kind === 'pending' ? null : row.next_due_kind;
    const dueMs = row.next_due_at?.getTime() ?? null;
    return {
      caseNo: row.case_no,
      collecting: row.collecting_city,
      collectingName: current.nameOf(row.collecting_city),
      home: row.home_city,
      homeName: current.nameOf(row.home_city),
      itemName: row.item_name,
      mode: row.mode,
      modeZh: row.mode && HANDLING_MODE_NAMES[row.mode],
      status: row.status,
      statusZh: statusNameIn(row.status, row.mode),
      holder: row.holder,
      holderZh: row.holder && HOLDER_NAMES[row.holder],
      dueKind: kind,
      dueKindZh: kind && CLOCK_NAMES[kind],
      dueOn: dueMs === null ? null : dayText(chinaDayAt(dueMs - 1)),
      overdue: dueMs !== null && dueMs <= now.getTime(),
      collectedAt: row.collected_at?.toISOString() ?? null,
    };
  }
}
