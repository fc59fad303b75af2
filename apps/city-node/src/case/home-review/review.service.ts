import {
  TongbanError,
  type AcceptCase,
  type Actor,
  type DecideCase,
  type IssueResult,
  type NoteOpinion,
  type RefuseCase,
} from '#contracts';
import type { Clock } from '#runtime';
import { missingMaterials } from '../../service-items/item-fitness.rules.js';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext, OpenCase } from '../case-desk.service.js';
import type { CaseFact } from '../case-facts.js';
import { authorityOf } from '../case-status.rules.js';
import { documentNo } from '../document-no.rules.js';
import { instruction } from '../handover-instruction.js';
import { applicationOf, type CaseItems } from '../open-case-reads.js';
import { checkPapers } from '../papers-required.rules.js';
import { checkFourEyes, checkReviewed } from '../review-checks.js';

/** 属地审核: the home city's own acts. None of them can be done by the city that collected. */
export class ReviewService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly items: CaseItems,
    private readonly clock: Clock,
  ) {}

  /**
   * 受理: starts the handling clock. Throws papers_missing, material_missing where deferred materials were asked for and
   * have not come, and as CaseDesk.act does.
   */
  async accept(context: CommandContext, input: AcceptCase): Promise<ActDone> {
    return this.desk.act(context, input.caseNo, 'accept', async (open) => {
      const { file } = open;
      checkPapers(file);
      // Whoever accepts without them has to say so: 容缺受理 is another act.
      if (file.intake.includes('DEFER_ASKED')) await this.checkComplete(open);
      return [
        {
          type: 'case.accepted',
          body: {
            acceptanceNo: documentNo('SL', authorityOf(file.state), file.case_no, this.clock.now()),
            ...(input.note ? { note: input.note } : {}),
          },
          actor: actorOf(context),
        },
      ];
    });
  }

  private async checkComplete(open: OpenCase): Promise<void> {
    const [item, { application }] = await Promise.all([this.items.of(open), applicationOf(open)]);
    const missing = missingMaterials(
      item,
      application.materials.map(({ code }) => code),
    );
    if (missing.length > 0) throw new TongbanError('material_missing', { materials: missing });
  }

  /** 承办 or 审核 opinion. Throws review_step_unknown, four_eyes, and as CaseDesk.act does. */
  async note(context: CommandContext, { caseNo, step, opinion, words }: NoteOpinion): Promise<ActDone> {
    return this.desk.act(context, caseNo, step === 'HANDLE' ? 'note-handling' : 'note-review', async (open) => {
      const item = await this.items.of(open);
      if (!item.reviewSteps?.includes(step)) throw new TongbanError('review_step_unknown', { step });
      await checkFourEyes(item, open, context);
      return [{ type: 'review.noted', act: step, body: { opinion, words }, actor: actorOf(context) }];
    });
  }

  /** 不予受理 names the right authority; 不受理 says that no permit is needed. Never merged. */
  async refuse(context: CommandContext, input: RefuseCase): Promise<ActDone> {
    if (input.act === 'NOT_ACCEPTED' && !input.competentAuthority) {
      throw new TongbanError('request_invalid', { faults: [{ path: 'competentAuthority', rule: 'isNotEmpty' }] });
    }
    const { act, reason, legalGround, competentAuthority } = input;
    const action = act === 'NOT_ACCEPTED' ? 'not-accept' : 'not-require';
    return this.desk.act(context, input.caseNo, action, () => [
      {
        type: 'case.refused',
        act,
        body: { reason, legalGround, ...(competentAuthority ? { competentAuthority } : {}) },
        actor: actorOf(context),
      },
    ]);
  }

  /**
   * 准予 or 不予, once. A rejection says how to have it reviewed. Throws review_step_missing, four_eyes, and as
   * CaseDesk.act does.
   */
  async decide(context: CommandContext, input: DecideCase): Promise<ActDone> {
    if (input.act === 'REJECTED' && !input.remedies) {
      throw new TongbanError('request_invalid', { faults: [{ path: 'remedies', rule: 'isNotEmpty' }] });
    }
    const { act, reason, remedies } = input;
    return this.desk.act(context, input.caseNo, act === 'APPROVED' ? 'approve' : 'reject', async (open) => {
      const { file } = open;
      await checkReviewed(await this.items.of(open), open, context);
      return [
        {
          type: 'case.decided',
          act,
          body: {
            decisionNo: documentNo('JD', authorityOf(file.state), file.case_no, this.clock.now()),
            reason,
            ...(remedies ? { remedies } : {}),
          },
          actor: actorOf(context),
        },
      ];
    });
  }

  /** 出证, and where the applicant wants it near by, the instruction to the pickup city. */
  async issue(context: CommandContext, input: IssueResult): Promise<ActDone> {
    return this.desk.act(context, input.caseNo, 'issue', async (open) => {
      const [{ collected }, { resultName }] = await Promise.all([applicationOf(open), this.items.of(open)]);
      const issued: CaseFact = {
        type: 'result.issued',
        body: {
          resultName,
          resultNo: input.resultNo,
          issuedAt: this.clock.now().toISOString(),
          validUntil: input.validUntil ?? null,
        },
        actor: actorOf(context),
      };
      const { delivery } = collected.application;
      if (delivery.kind !== 'PICKUP') return [issued];
      const to = { city: delivery.city ?? '', pointId: delivery.pointId ?? '' };
      return [issued, instruction(collected.application, resultName, to, { role: 'node', id: 'node' })];
    });
  }
}

const actorOf = (context: CommandContext): Actor => ({ role: 'reviewer', id: context.user.username });
