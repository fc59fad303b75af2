import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  COMMANDS,
  type AcceptBatch,
  type CaseRef,
  type ChangeReason,
  type InspectBatch,
  type IssueBatch,
  type ListReviewQueue,
  type ListReasons,
  type ReasonRef,
  type SaveReason,
  type SetDeputy,
  type StartInspections,
  type UserView,
} from '#contracts';
import type { CommandContext } from '../case/case-desk.service.js';
import { ReviewService } from '../case/home-review/review.service.js';
import { ProceduresService } from '../case/procedures/procedures.service.js';
import { QueueService } from '../case/queue/queue.service.js';
import { ReasonsService } from '../case/queue/reasons.service.js';
import { ReviewQueue } from '../case/queue/review-queue.service.js';
import { inBatch } from './batch.js';
import { CommandDoor } from './command-door.js';

type Context = CommandContext & { view: UserView };

/** Commands on the queue of this city: claims, deputies, and the batches of an on-site day. */
@Controller()
export class QueueController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(QueueService) private readonly queue: QueueService,
    @Inject(ReviewQueue) private readonly waiting: ReviewQueue,
    @Inject(ReasonsService) private readonly reasons: ReasonsService,
    @Inject(ReviewService) private readonly review: ReviewService,
    @Inject(ProceduresService) private readonly procedures: ProceduresService,
  ) {}

  @MessagePattern(COMMANDS.claimCase.name)
  claim(@Payload() wire: unknown) {
    return this.door.run('claimCase', wire, (input: CaseRef, by: Context) => this.queue.claim(by, input.caseNo));
  }

  @MessagePattern(COMMANDS.handBackCase.name)
  handBack(@Payload() wire: unknown) {
    return this.door.run('handBackCase', wire, (input: CaseRef, by: Context) => this.queue.handBack(by, input.caseNo));
  }

  @MessagePattern(COMMANDS.setDeputy.name)
  setDeputy(@Payload() wire: unknown) {
    return this.door.run('setDeputy', wire, (input: SetDeputy, by: Context) => this.queue.setDeputy(by, input));
  }

  @MessagePattern(COMMANDS.listReviewers.name)
  reviewers(@Payload() wire: unknown) {
    return this.door.run('listReviewers', wire, () => this.queue.reviewers());
  }

  @MessagePattern(COMMANDS.listDeputies.name)
  deputies(@Payload() wire: unknown) {
    return this.door.run('listDeputies', wire, () => this.queue.deputies());
  }

  @MessagePattern(COMMANDS.listReviewQueue.name)
  list(@Payload() wire: unknown) {
    return this.door.run('listReviewQueue', wire, (input: ListReviewQueue, { user }: Context) =>
      this.waiting.list(input, user.username),
    );
  }

  @MessagePattern(COMMANDS.caseOpinions.name)
  opinions(@Payload() wire: unknown) {
    return this.door.run('caseOpinions', wire, ({ caseNo }: CaseRef, { user }: Context) =>
      this.waiting.opinions(caseNo, user.username),
    );
  }

  @MessagePattern(COMMANDS.listReasons.name)
  listReasons(@Payload() wire: unknown) {
    return this.door.run('listReasons', wire, (input: ListReasons) => this.reasons.list(input));
  }

  @MessagePattern(COMMANDS.saveReason.name)
  saveReason(@Payload() wire: unknown) {
    return this.door.run('saveReason', wire, (input: SaveReason, { user }: Context) =>
      this.reasons.save(user.username, input),
    );
  }

  @MessagePattern(COMMANDS.removeReason.name)
  removeReason(@Payload() wire: unknown) {
    return this.door.run('removeReason', wire, ({ id }: ReasonRef, { user }: Context) =>
      this.reasons.remove(user.username, id),
    );
  }

  @MessagePattern(COMMANDS.changeReason.name)
  changeReason(@Payload() wire: unknown) {
    return this.door.run('changeReason', wire, (input: ChangeReason, { user }: Context) =>
      this.reasons.change(user.username, input),
    );
  }

  @MessagePattern(COMMANDS.acceptBatch.name)
  acceptBatch(@Payload() wire: unknown) {
    return this.door.run('acceptBatch', wire, ({ label, cases }: AcceptBatch, by: Context) =>
      inBatch(by, label, cases, (own, { caseNo }) => this.review.accept(own, { caseNo, note: label })),
    );
  }

  @MessagePattern(COMMANDS.startInspections.name)
  startInspections(@Payload() wire: unknown) {
    return this.door.run('startInspections', wire, (input: StartInspections, by: Context) =>
      inBatch(by, input.label, input.cases, (own, { caseNo }) =>
        this.procedures.start(own, {
          caseNo,
          kind: 'INSPECTION',
          workingDays: input.workingDays,
          reason: `${input.label}：${input.reason}`,
        }),
      ),
    );
  }

  @MessagePattern(COMMANDS.inspectBatch.name)
  inspectBatch(@Payload() wire: unknown) {
    return this.door.run('inspectBatch', wire, ({ label, cases, result }: InspectBatch, by: Context) =>
      inBatch(by, label, cases, (own, { caseNo }) =>
        this.procedures.end(own, { caseNo, kind: 'INSPECTION', result: `${label}：${result}` }),
      ),
    );
  }

  @MessagePattern(COMMANDS.issueBatch.name)
  issueBatch(@Payload() wire: unknown) {
    return this.door.run('issueBatch', wire, ({ label, cases, validUntil }: IssueBatch, by: Context) =>
      inBatch(by, label, cases, (own, { caseNo, resultNo }) =>
        this.review.issue(own, { caseNo, resultNo, ...(validUntil ? { validUntil } : {}) }),
      ),
    );
  }
}
