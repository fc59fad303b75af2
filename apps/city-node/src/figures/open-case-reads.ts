import {
  MAX_OPEN_CASES,
  type CaseStatus,
  type ClockKind,
  type HandlingMode,
  type Holder,
  type OpenCase,
  type OpenCasesAnswer,
  type OpenCasesQuestion,
} from '#contracts';
import type { Clock } from '#runtime';
import { texts } from '../db/arrays.js';
import type { Database } from '../db/database.js';
import { OPEN_STATUSES } from '../sla/card-settings.js';
import { IS_OPEN, type FigureReads, type Scope } from './figure-reads.js';

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

/** The cases of this city that are not over, without anybody's name. */
export class OpenCaseReads {
  constructor(
    private readonly db: Database,
    private readonly reads: FigureReads,
    private readonly clock: Clock,
  ) {}

  /** Soonest due first; without a term last. */
  async cases(asked: OpenCasesQuestion, scope: Scope, skip: number, limit: number): Promise<OpenCase[]> {
    const values: unknown[] = [this.clock.now(), texts(OPEN_STATUSES)];
    const where = [IS_OPEN, ...this.reads.conditions(asked, scope, values)];
    const soon = this.reads.soonEnds(values);
    // `$1` stands in every statement, whichever state is asked for.
    where.push('($1::timestamptz is not null)');
    if (asked.state === 'OVERDUE') where.push('next_due_at <= $1');
    if (asked.state === 'DUE_SOON') where.push('next_due_at > $1 and next_due_at <= s.until');
    const found = await this.db.queryPlanned<OpenRow>(
      `select case_no, collecting_city, home_city, item_name, mode, status, holder, next_due_at, next_due_kind, collected_at
       from case_file left join ${soon} on s.city = home_city where ${where.join(' and ')}
       order by next_due_at nulls last, case_no limit $${values.length + 1} offset $${values.length + 2}`,
      [...values, limit, skip],
    );
    return found.map((row) => ({
      caseNo: row.case_no,
      collecting: row.collecting_city,
      home: row.home_city,
      itemName: row.item_name,
      mode: row.mode,
      status: row.status,
      holder: row.holder,
      dueKind: row.next_due_kind === 'pending' ? null : row.next_due_kind,
      dueAt: row.next_due_at?.toISOString() ?? null,
      collectedAt: row.collected_at?.toISOString() ?? null,
    }));
  }

  /** What another city is told. */
  async answer(asked: OpenCasesQuestion, scope: Scope): Promise<OpenCasesAnswer> {
    const [cases, pairs] = await Promise.all([
      this.cases(asked, scope, 0, MAX_OPEN_CASES),
      this.reads.open(asked, scope),
    ]);
    return { cases, pairs, asOf: this.clock.now().toISOString() };
  }

  /** Which of these cases are whole in this city. */
  async known(caseNos: readonly string[]): Promise<Set<string>> {
    const found = await this.db.query<{ case_no: string }>('select case_no from case_file where case_no = any($1)', [
      caseNos,
    ]);
    return new Set(found.map(({ case_no: caseNo }) => caseNo));
  }
}
