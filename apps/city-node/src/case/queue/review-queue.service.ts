import { TongbanError, type ListReviewQueue, type OpinionView, type ReviewQueueView } from '#contracts';
import type { Database } from '../../db/database.js';
import type { NextDues } from '../../sla/next-due.js';
import { GRAVEST_CARD } from '../case-cards.js';
import { CASE_FILE_COLUMNS, caseLane, instants } from '../case-file.js';
import { summaryOf } from '../case-lists.js';
import { MOST_COUNTED, MOST_TOLD, queueCounts, queueStatement, writeQueueCursor } from './review-queue-page.js';

/** 审批队列: what this city has to decide, the first term to end first. */
export class ReviewQueue {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly dues: Pick<NextDues, 'view'>,
  ) {}

  /**
   * A part of the free ones, or of one's own, narrowed by item and collecting city; with how many there are of both,
   * however it is narrowed, and how many of what is asked for. Throws request_invalid for a cursor that is none.
   */
  async list(input: ListReviewQueue, username: string): Promise<ReviewQueueView> {
    const { of, itemCode, collectingCity, cursor, pageSize = MOST_TOLD } = input;
    const asked = { of, username, itemCode, collectingCity };
    const all = [{ of: 'free', username } as const, { of: 'mine', username } as const];
    // One more than is told tells whether there are others behind it.
    const part = { limit: pageSize + 1, cursor };
    const reading = queueStatement(this.self, asked, part, `${CASE_FILE_COLUMNS}, ${GRAVEST_CARD}`);
    const counting = queueCounts(this.self, itemCode || collectingCity ? [...all, asked] : all);
    const [found, [count]] = await Promise.all([
      this.db.queryPlanned(reading.sql, reading.parameters),
      this.db.queryPlanned<{ n0: number; n1: number; n2?: number }>(counting.sql, counting.parameters),
    ]);
    const files = found.map(instants);
    const told = files.slice(0, pageSize);
    const last = files.length > pageSize ? told.at(-1) : undefined;
    const { n0: free = 0, n1: mine = 0 } = count ?? {};
    const matching = count?.n2 ?? (of === 'mine' ? mine : free);
    return {
      items: told.map((file) => summaryOf(file, this.dues)),
      free: Math.min(free, MOST_COUNTED),
      freeIsLowerBound: free > MOST_COUNTED,
      mine: Math.min(mine, MOST_COUNTED),
      mineIsLowerBound: mine > MOST_COUNTED,
      total: Math.min(matching, MOST_COUNTED),
      totalIsLowerBound: matching > MOST_COUNTED,
      next: last ? writeQueueCursor(last) : null,
    };
  }

  /** 承办、审核意见 that this city has signed in a case. Throws case_not_found. */
  async opinions(caseNo: string, username: string): Promise<OpinionView[]> {
    const [file] = await this.db.query('select 1 from case_file where case_no = $1', [caseNo]);
    if (!file) throw new TongbanError('case_not_found', { caseNo });
    const found = await this.db.query<{
      act: 'HANDLE' | 'REVIEW';
      by: string;
      at: string;
      data: string | null;
      name: string | null;
    }>(
      `select e.payload::jsonb->>'act' as act, e.payload::jsonb->'actor'->>'id' as by, e.payload::jsonb->>'at' as at, e.data,
         a.display_name as name
       from event e join case_file f on f.case_no = $2 left join account a on a.username = e.payload::jsonb->'actor'->>'id'
       where e.lane = $1 and e.type = 'review.noted' and e.author = $3 and e.kept_reason is null
         and not f.state->'ineffective' ? encode(e.hash, 'hex') order by e.id`,
      [caseLane(caseNo), caseNo, this.self],
    );
    return found.map(({ act, by, at, data, name }) => {
      const body = data ? (JSON.parse(data) as { body: { opinion: 'AGREE' | 'DISAGREE'; words: string } }).body : null;
      return {
        step: act,
        by: name ?? by,
        mine: by === username,
        at,
        opinion: body?.opinion ?? null,
        words: body?.words ?? '',
      };
    });
  }
}
