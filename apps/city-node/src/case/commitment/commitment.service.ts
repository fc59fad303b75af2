import { TongbanError, type ApproveOnPromise, type VerifyCommitment } from '#contracts';
import type { Clock } from '#runtime';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';
import { authorityOf } from '../case-status.rules.js';
import { documentNo } from '../document-no.rules.js';
import type { CaseItems } from '../open-case-reads.js';
import { checkReviewed } from '../review-checks.js';

/** 告知承诺: decided at once on a signed promise, verified afterwards. */
export class CommitmentService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly items: CaseItems,
    private readonly clock: Clock,
  ) {}

  /**
   * The promise stands in for papers and checks, not for the opinions that the item asks for. Throws
   * commitment_not_offered where the item has no terms or the applicant signed none, review_step_missing, four_eyes, and
   * as CaseDesk.act does.
   */
  async approve(context: CommandContext, { caseNo, reason }: ApproveOnPromise): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'approve-on-promise', async (open) => {
      const item = await this.items.of(open);
      const { commitment } = item;
      if (!commitment) throw new TongbanError('commitment_not_offered', { reason: '该事项不实行告知承诺' });
      if (!open.file.intake.includes('COMMITMENT')) {
        throw new TongbanError('commitment_not_offered', { reason: '申请人收件时未签署承诺' });
      }
      await checkReviewed(item, open, context);
      return [
        {
          type: 'case.decided',
          act: 'COMMITTED',
          body: {
            decisionNo: documentNo('JD', authorityOf(open.file.state), caseNo, this.clock.now()),
            reason,
            verifyWithinWorkingDays: commitment.verifyWithinWorkingDays,
          },
          actor: { role: 'reviewer', id: context.user.username },
        },
      ];
    });
  }

  /** 核查: what was promised holds, or it does not and the decision may be revoked. Throws as CaseDesk.act does. */
  async verify(context: CommandContext, { caseNo, act, finding }: VerifyCommitment): Promise<ActDone> {
    return this.desk.act(context, caseNo, act === 'PASSED' ? 'verify-passed' : 'verify-failed', () => [
      { type: 'commitment.verified', act, body: { finding }, actor: { role: 'reviewer', id: context.user.username } },
    ]);
  }
}
