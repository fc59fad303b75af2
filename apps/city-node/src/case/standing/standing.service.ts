import {
  TongbanError,
  type ActWithReason,
  type Actor,
  type ApproveStanding,
  type StandingOrder,
  type StandingView,
} from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../../db/database.js';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';
import { loadCaseFiles } from '../case-file.js';
import { authorityOf } from '../case-status.rules.js';
import { documentNo } from '../document-no.rules.js';
import type { CaseItems } from '../open-case-reads.js';
import { checkReviewed } from '../review-checks.js';
import { dayOf, nextMonth, orderFault } from './standing-months.rules.js';
import { needStanding, readStanding } from './standing-reads.js';

const STATE_NAMES = {
  NONE: '不是委托办件',
  RUNNING: '按月执行中',
  END_REQUESTED: '已申请终止',
  ENDED: '已终止',
} as const;

/** 委托按月办理: one approval, executions month by month, ended by whoever asked for it. */
export class StandingService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly db: Database,
    private readonly items: CaseItems,
    private readonly clock: Clock,
  ) {}

  /**
   * 准予委托, a decision like any other. Throws standing_not_offered, request_invalid naming the field,
   * review_step_missing, four_eyes, and as CaseDesk.act does.
   */
  async approve(context: CommandContext, input: ApproveStanding): Promise<ActDone> {
    const { reason, dayOfMonth, from, until, ceilingYuan } = input;
    return this.desk.act(context, input.caseNo, 'approve', async (open) => {
      const item = await this.items.of(open);
      const terms = item.standing;
      if (!terms) throw new TongbanError('standing_not_offered', { itemCode: open.file.item_code });
      const standing: StandingOrder = { dayOfMonth, from, until, ceilingYuan };
      const fault = orderFault(standing, terms, this.clock.now().getTime());
      if (fault) throw new TongbanError('request_invalid', { faults: [{ path: fault, rule: 'standing' }] });
      await checkReviewed(item, open, context);
      const decisionNo = documentNo('JD', authorityOf(open.file.state), open.file.case_no, this.clock.now());
      const body = { decisionNo, reason, standing };
      return [{ type: 'case.decided', act: 'APPROVED', body, actor: actorOf('reviewer', context) }];
    });
  }

  /** 申请终止委托, at the collecting window. Throws standing_not_granted, and as CaseDesk.act does. */
  async requestEnd(context: CommandContext, { caseNo, reason }: ActWithReason): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'request-standing-end', async ({ em, file }) => {
      await needStanding(em, file);
      return [{ type: 'standing.revoke-requested', body: { reason }, actor: actorOf('clerk', context) }];
    });
  }

  /** 终止委托, by the home city: nothing is executed any more. Throws as `requestEnd` does. */
  async end(context: CommandContext, { caseNo, reason }: ActWithReason): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'end-standing', async ({ em, file }) => {
      await needStanding(em, file);
      return [{ type: 'standing.revoked', body: { reason }, actor: actorOf('reviewer', context) }];
    });
  }

  /** Throws case_not_found. */
  async view(caseNo: string): Promise<StandingView> {
    return this.db.transaction(async (tx) => {
      const file = (await loadCaseFiles(tx, [caseNo])).get(caseNo);
      if (!file) throw new TongbanError('case_not_found', { caseNo });
      const standing = await readStanding(tx, file);
      const isOver = file.status === 'REVOKED' || file.state.standing === 'REVOKED';
      const month = standing && nextMonth(standing.order, new Set(standing.executions.map((one) => one.month)));
      const asked = file.state.standing === 'REVOKE_REQUESTED' ? 'END_REQUESTED' : 'RUNNING';
      const state = standing ? (isOver || month === null ? 'ENDED' : asked) : 'NONE';
      return {
        caseNo,
        order: standing?.order ?? null,
        state,
        stateZh: STATE_NAMES[state],
        executions: standing?.executions ?? [],
        nextOn: standing && month && !isOver ? dayOf(standing.order, month) : null,
      };
    });
  }
}

const actorOf = (role: 'clerk' | 'reviewer', { user }: CommandContext): Actor => ({ role, id: user.username });
