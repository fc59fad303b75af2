import {
  TongbanError,
  type CaseStatus,
  type ListReviewQueue,
  type OpinionView,
  type ReviewQueueView,
} from '#contracts';
import type { Database } from '../../db/database.js';
import type { NextDues } from '../../sla/next-due.js';
import { GRAVEST_CARD } from '../case-cards.js';
import { CASE_FILE_COLUMNS, caseLane, instants } from '../case-file.js';
import { summaryOf } from '../case-lists.js';

/** Where a reviewer of the city that decides has something to do. */
const WAITING: readonly CaseStatus[] = ['RECEIVED', 'ACCEPTED', 'APPROVED', 'SUSPENDED', 'DISPUTED'];
/** Cases told at once; who has worked these off asks again. */
const MOST = 200;
/** The city that decides: the collecting one in DIRECT, and in DELEGATED until it is taken back. */
const DECIDED_HERE = `(home_city = $1 and status = any($2::text[])
    and (mode in ('ONLINE', 'PROXY_COLLECT') or (mode = 'DELEGATED' and coalesce((state->>'takenBack')::boolean, false)))
  or collecting_city = $1 and status = any(array['COLLECTED'] || $2::text[])
    and (mode = 'DIRECT' or (mode = 'DELEGATED' and not coalesce((state->>'takenBack')::boolean, false))))`;

/** 审批队列: what this city has to decide, the first term to end first. */
export class ReviewQueue {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly dues: Pick<NextDues, 'view'>,
  ) {}

  /** Free ones, or one's own; with how many there are of both. */
  async list({ of }: ListReviewQueue, username: string): Promise<ReviewQueueView> {
    const whose = of === 'mine' ? 'claimed_by = $3' : 'claimed_by is null';
    const parameters = [this.self, WAITING, username];
    const [found, [count]] = await Promise.all([
      this.db.query(
        `select ${CASE_FILE_COLUMNS}, ${GRAVEST_CARD} from case_file where ${DECIDED_HERE} and ${whose}
           and $3::text is not null
         order by urgency = 'URGENT' desc, next_due_at nulls last, collected_at, case_no limit ${MOST}`,
        parameters,
      ),
      this.db.query<{ free: number; mine: number }>(
        `select count(*) filter (where claimed_by is null)::int as free,
           count(*) filter (where claimed_by = $3)::int as mine from case_file where ${DECIDED_HERE}`,
        parameters,
      ),
    ]);
    const items = found.map((row) => summaryOf(instants(row), this.dues));
    return { items, free: count?.free ?? 0, mine: count?.mine ?? 0 };
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
