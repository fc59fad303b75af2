import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  COMMANDS,
  type AcceptConditionally,
  type AnswerOnWire,
  type ApproveOnPromise,
  type CaseView,
  type CaseCommandKey,
  type EndProcedure,
  type ExtendCase,
  type InstructAgain,
  type PostResult,
  type NoteOpinion,
  type StartProcedure,
  type SupplyDeferred,
  type UserView,
  type VerifyCommitment,
} from '#contracts';
import type { ActDone } from '../case/act-groups.js';
import type { CommandContext } from '../case/case-desk.service.js';
import { CaseViews } from '../case/case-views.service.js';
import { CommitmentService } from '../case/commitment/commitment.service.js';
import { DeferralService } from '../case/deferral/deferral.service.js';
import { ReviewService } from '../case/home-review/review.service.js';
import { RedeliveryService } from '../case/redelivery/redelivery.service.js';
import { ProceduresService } from '../case/procedures/procedures.service.js';
import { CommandDoor } from './command-door.js';

type Context = CommandContext & { view: UserView };
type Answer = Promise<AnswerOnWire<CaseView>>;

/** Commands on a case that is being handled: deferred materials, promises, opinions, special procedures, extension. */
@Controller()
export class HandlingController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(DeferralService) private readonly deferrals: DeferralService,
    @Inject(CommitmentService) private readonly commitments: CommitmentService,
    @Inject(ReviewService) private readonly review: ReviewService,
    @Inject(RedeliveryService) private readonly redelivery: RedeliveryService,
    @Inject(ProceduresService) private readonly procedures: ProceduresService,
    @Inject(CaseViews) private readonly views: CaseViews,
  ) {}

  /** Carries an act out and shows the case as it stands then. */
  private act<T>(key: CaseCommandKey, wire: unknown, work: (context: Context, input: T) => Promise<ActDone>): Answer {
    return this.door.run(key, wire, async (input: T, context: Context) =>
      this.views.after(await work(context, input), context.user.role),
    );
  }

  @MessagePattern(COMMANDS.acceptConditionally.name)
  acceptConditionally(@Payload() wire: unknown): Answer {
    return this.act('acceptConditionally', wire, (by, input: AcceptConditionally) => this.deferrals.accept(by, input));
  }

  @MessagePattern(COMMANDS.supplyDeferred.name)
  supplyDeferred(@Payload() wire: unknown): Answer {
    return this.act('supplyDeferred', wire, (by, input: SupplyDeferred) => this.deferrals.supply(by, input));
  }

  @MessagePattern(COMMANDS.approveOnPromise.name)
  approveOnPromise(@Payload() wire: unknown): Answer {
    return this.act('approveOnPromise', wire, (by, input: ApproveOnPromise) => this.commitments.approve(by, input));
  }

  @MessagePattern(COMMANDS.verifyCommitment.name)
  verifyCommitment(@Payload() wire: unknown): Answer {
    return this.act('verifyCommitment', wire, (by, input: VerifyCommitment) => this.commitments.verify(by, input));
  }

  @MessagePattern(COMMANDS.noteOpinion.name)
  noteOpinion(@Payload() wire: unknown): Answer {
    return this.act('noteOpinion', wire, (by, input: NoteOpinion) => this.review.note(by, input));
  }

  @MessagePattern(COMMANDS.startProcedure.name)
  startProcedure(@Payload() wire: unknown): Answer {
    return this.act('startProcedure', wire, (by, input: StartProcedure) => this.procedures.start(by, input));
  }

  @MessagePattern(COMMANDS.endProcedure.name)
  endProcedure(@Payload() wire: unknown): Answer {
    return this.act('endProcedure', wire, (by, input: EndProcedure) => this.procedures.end(by, input));
  }

  @MessagePattern(COMMANDS.instructAgain.name)
  instructAgain(@Payload() wire: unknown): Answer {
    return this.act('instructAgain', wire, (by, input: InstructAgain) => this.redelivery.instruct(by, input));
  }

  @MessagePattern(COMMANDS.postResult.name)
  postResult(@Payload() wire: unknown): Answer {
    return this.act('postResult', wire, (by, input: PostResult) => this.redelivery.post(by, input));
  }

  @MessagePattern(COMMANDS.extendCase.name)
  extend(@Payload() wire: unknown): Answer {
    return this.act('extendCase', wire, (by, input: ExtendCase) => this.procedures.extend(by, input));
  }
}
