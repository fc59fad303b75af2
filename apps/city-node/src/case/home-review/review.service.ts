import {
  TongbanError,
  type AcceptCase,
  type Actor,
  type CaseCollected,
  type DecideCase,
  type HandoverInstructed,
  type IssueResult,
  type RefuseCase,
} from '#contracts';
import type { Clock } from '#runtime';
import { rows } from '../../db/database.js';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext, OpenCase } from '../case-desk.service.js';
import type { CaseFact } from '../case-facts.js';
import { authorityOf } from '../case-status.rules.js';
import { documentNo } from '../document-no.rules.js';

/** 属地审核: the home city's own acts. None of them can be done by the city that collected. */
export class ReviewService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly clock: Clock,
  ) {}

  /** 受理: starts the handling clock. Throws as CaseDesk.act does. */
  async accept(context: CommandContext, input: AcceptCase): Promise<ActDone> {
    return this.desk.act(context, input.caseNo, 'accept', ({ file }) => [
      {
        type: 'case.accepted',
        body: {
          acceptanceNo: documentNo('SL', authorityOf(file.state), file.case_no, this.clock.now()),
          ...(input.note ? { note: input.note } : {}),
        },
        actor: actorOf(context),
      },
    ]);
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

  /** 准予 or 不予, once. A rejection says how to have it reviewed. */
  async decide(context: CommandContext, input: DecideCase): Promise<ActDone> {
    if (input.act === 'REJECTED' && !input.remedies) {
      throw new TongbanError('request_invalid', { faults: [{ path: 'remedies', rule: 'isNotEmpty' }] });
    }
    const { act, reason, remedies } = input;
    return this.desk.act(context, input.caseNo, act === 'APPROVED' ? 'approve' : 'reject', ({ file }) => [
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
    ]);
  }

  /** 出证, and where the applicant wants it near by, the instruction to the pickup city. */
  async issue(context: CommandContext, input: IssueResult): Promise<ActDone> {
    return this.desk.act(context, input.caseNo, 'issue', async (open) => {
      const collected = await readCollected(open);
      const resultName = await this.resultName(open, collected);
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
      return [issued, instruction(collected, resultName, delivery.city ?? '', delivery.pointId ?? '')];
    });
  }

  private async resultName({ em, file }: OpenCase, collected: CaseCollected): Promise<string> {
    const [row] = await rows<{ name: string }>(
      em,
      `select definition->>'resultName' as name from service_item
       where home_city = $1 and item_code = $2 and version = $3`,
      [file.home_city, collected.itemCode, collected.itemVersion],
    );
    return row?.name ?? collected.itemName;
  }
}

const actorOf = (context: CommandContext): Actor => ({ role: 'reviewer', id: context.user.username });

async function readCollected({ em, lane }: OpenCase): Promise<CaseCollected> {
  const [row] = await rows<{ data: string | null }>(
    em,
    "select data from event where lane = $1 and type = 'case.collected' and kept_reason is null",
    [lane.lane],
  );
  if (!row?.data) throw new TongbanError('internal_error', { reason: 'application_gone' });
  return (JSON.parse(row.data) as { body: CaseCollected }).body;
}

function instruction(collected: CaseCollected, resultName: string, city: string, pointId: string): CaseFact {
  const { applicant, agent } = collected.application;
  const body: HandoverInstructed = {
    pointId,
    resultName,
    recipientName: applicant.name,
    certificateTail: applicant.certificateNo.slice(-4),
    recipientPhone: applicant.phone,
    agentMayCollect: agent ? 'YES' : 'NO',
  };
  return {
    type: 'handover.instructed',
    body,
    actor: { role: 'node', id: 'node' },
    assigns: [{ role: 'pickup', city }],
  };
}
