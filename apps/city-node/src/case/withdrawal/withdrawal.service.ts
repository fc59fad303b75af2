import type { AnswerWithdrawal, CaseReason } from '#contracts';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';

/** 撤回: at the window while the case is still there, else asked by the collecting and answered by the deciding city. */
export class WithdrawalService {
  constructor(private readonly desk: CaseDesk) {}

  /** 窗口撤回 before the case left. Throws as CaseDesk.act does. */
  async withdrawHere(context: CommandContext, { caseNo, reason }: CaseReason): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'withdraw-here', () => [
      { type: 'case.withdrawn', body: { reason }, actor: { role: 'clerk', id: context.user.username } },
    ]);
  }

  /** 申请撤回: nothing ends until it is answered. Throws as CaseDesk.act does. */
  async request(context: CommandContext, { caseNo, reason }: CaseReason): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'request-withdrawal', () => [
      { type: 'withdrawal.requested', body: { reason }, actor: { role: 'clerk', id: context.user.username } },
    ]);
  }

  /** Grants or declines what was asked. Throws as CaseDesk.act does. */
  async answer(context: CommandContext, { caseNo, act, reason }: AnswerWithdrawal): Promise<ActDone> {
    const action = act === 'GRANTED' ? 'grant-withdrawal' : 'decline-withdrawal';
    return this.desk.act(context, caseNo, action, () => [
      { type: 'withdrawal.answered', act, body: { reason }, actor: { role: 'reviewer', id: context.user.username } },
    ]);
  }
}
