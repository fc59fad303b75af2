import type { CaseReason, RevokeCase } from '#contracts';
import type { Clock } from '#runtime';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';
import { authorityOf } from '../case-status.rules.js';
import { documentNo } from '../document-no.rules.js';

/** 退件 and 撤销: ends that are neither a refusal nor a decision on the merits. */
export class EndingsService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly clock: Clock,
  ) {}

  /** 退件, before acceptance only: it is no way to stop a running clock. Throws as CaseDesk.act does. */
  async giveBack(context: CommandContext, { caseNo, reason }: CaseReason): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'return', () => [
      { type: 'case.returned', body: { reason }, actor: { role: 'reviewer', id: context.user.username } },
    ]);
  }

  /** 撤销 of a decision that was made. Throws as CaseDesk.act does. */
  async revoke(context: CommandContext, { caseNo, reason, legalGround }: RevokeCase): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'revoke', ({ file }) => [
      {
        type: 'case.revoked',
        body: {
          decisionNo: documentNo('CX', authorityOf(file.state), file.case_no, this.clock.now()),
          reason,
          legalGround,
        },
        actor: { role: 'reviewer', id: context.user.username },
      },
    ]);
  }
}
