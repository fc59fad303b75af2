import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  COMMANDS,
  type AcceptCase,
  type CaseRef,
  type CollectCase,
  type CollectedView,
  type DecideCase,
  type HandOver,
  type IssueResult,
  type ListCases,
  type PickupCodeView,
  type RecordExport,
  type RefuseCase,
  type ReissuePickupCode,
  type SearchCases,
  type ShelveResult,
  type UserView,
} from '#contracts';
import { CLOCK, type Clock } from '#runtime';
import { Administration } from '../administration/administration.js';
import { CollectService } from '../case/acceptance/collect.service.js';
import { voucherOf } from '../case/acceptance/voucher.rules.js';
import type { CommandContext } from '../case/case-desk.service.js';
import { CaseViews } from '../case/case-views.service.js';
import { ForwardService } from '../case/forwarding/forward.service.js';
import { ReviewService } from '../case/home-review/review.service.js';
import { PickupService } from '../case/pickup/pickup.service.js';
import { TimelineService } from '../case/timeline.service.js';
import { EvidenceExport } from '../evidence/evidence-file.js';
import { EvidenceVerdicts } from '../evidence/evidence-verdict.js';
import { DirectoryService } from '../partners/directory.service.js';
import { CommandDoor } from './command-door.js';
import { mayDo } from './may-do.js';

type Context = CommandContext & { view: UserView };

/** Commands on cases, as the gateway of this city asks them. */
@Controller()
export class CaseController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(CollectService) private readonly collecting: CollectService,
    @Inject(ForwardService) private readonly forwarding: ForwardService,
    @Inject(ReviewService) private readonly review: ReviewService,
    @Inject(PickupService) private readonly pickup: PickupService,
    @Inject(CaseViews) private readonly views: CaseViews,
    @Inject(TimelineService) private readonly timelines: TimelineService,
    @Inject(EvidenceExport) private readonly evidence: EvidenceExport,
    @Inject(EvidenceVerdicts) private readonly verdicts: EvidenceVerdicts,
    @Inject(DirectoryService) private readonly directory: DirectoryService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Administration) private readonly administration: Administration,
  ) {}

  @MessagePattern(COMMANDS.collectCase.name)
  collect(@Payload() wire: unknown) {
    return this.door.run('collectCase', wire, async (input: CollectCase, context: Context): Promise<CollectedView> => {
      const done = await this.collecting.collect(context, input);
      const view = await this.views.after(done, context.user.role, input);
      return { ...view, voucher: voucherOf(view, this.directory.current.nameOf(view.homeCity)) };
    });
  }

  @MessagePattern(COMMANDS.forwardCase.name)
  forward(@Payload() wire: unknown) {
    return this.door.run('forwardCase', wire, async (input: CaseRef, context: Context) => {
      return this.views.after(await this.forwarding.forward(context, input.caseNo), context.user.role);
    });
  }

  @MessagePattern(COMMANDS.listCases.name)
  list(@Payload() wire: unknown) {
    return this.door.run('listCases', wire, (input: ListCases, { user }: Context) => this.views.list(input, user));
  }

  @MessagePattern(COMMANDS.searchCases.name)
  search(@Payload() wire: unknown) {
    return this.door.run('searchCases', wire, (input: SearchCases, { user }: Context) => {
      if (input.certificateNo !== undefined) mayDo(user.role, 'case.search-certificate');
      return this.views.list(input, user);
    });
  }

  @MessagePattern(COMMANDS.recordExport.name)
  recordExport(@Payload() wire: unknown) {
    return this.door.run('recordExport', wire, (input: RecordExport, { user }: Context) =>
      this.administration.noteExport(user.username, input),
    );
  }

  @MessagePattern(COMMANDS.getCase.name)
  get(@Payload() wire: unknown) {
    return this.door.run('getCase', wire, (input: CaseRef, context: Context) =>
      this.views.view(input.caseNo, context.user.role),
    );
  }

  @MessagePattern(COMMANDS.caseTimeline.name)
  timeline(@Payload() wire: unknown) {
    return this.door.run('caseTimeline', wire, (input: CaseRef) => this.timelines.timeline(input.caseNo));
  }

  @MessagePattern(COMMANDS.caseEvidence.name)
  exportEvidence(@Payload() wire: unknown) {
    return this.door.run('caseEvidence', wire, (input: CaseRef) =>
      this.evidence.ofCase(input.caseNo, this.clock.now()),
    );
  }

  @MessagePattern(COMMANDS.evidenceVerdict.name)
  judgeEvidence(@Payload() wire: unknown) {
    return this.door.run('evidenceVerdict', wire, (input: CaseRef) =>
      this.verdicts.ofCase(input.caseNo, this.clock.now()),
    );
  }

  @MessagePattern(COMMANDS.acceptCase.name)
  accept(@Payload() wire: unknown) {
    return this.door.run('acceptCase', wire, async (input: AcceptCase, context: Context) => {
      return this.views.after(await this.review.accept(context, input), context.user.role);
    });
  }

  @MessagePattern(COMMANDS.refuseCase.name)
  refuse(@Payload() wire: unknown) {
    return this.door.run('refuseCase', wire, async (input: RefuseCase, context: Context) => {
      return this.views.after(await this.review.refuse(context, input), context.user.role);
    });
  }

  @MessagePattern(COMMANDS.decideCase.name)
  decide(@Payload() wire: unknown) {
    return this.door.run('decideCase', wire, async (input: DecideCase, context: Context) => {
      return this.views.after(await this.review.decide(context, input), context.user.role);
    });
  }

  @MessagePattern(COMMANDS.issueResult.name)
  issue(@Payload() wire: unknown) {
    return this.door.run('issueResult', wire, async (input: IssueResult, context: Context) => {
      return this.views.after(await this.review.issue(context, input), context.user.role);
    });
  }

  @MessagePattern(COMMANDS.shelveResult.name)
  shelve(@Payload() wire: unknown) {
    return this.door.run(
      'shelveResult',
      wire,
      async (input: ShelveResult, context: Context): Promise<PickupCodeView> => {
        const { code, shelfUntil } = await this.pickup.shelve(context, input);
        return { ...(await this.views.view(input.caseNo, context.user.role)), pickupCode: code, shelfUntil };
      },
    );
  }

  @MessagePattern(COMMANDS.handOver.name)
  handOver(@Payload() wire: unknown) {
    return this.door.run('handOver', wire, async (input: HandOver, context: Context) => {
      await this.pickup.handOver(context, input);
      return this.views.view(input.caseNo, context.user.role);
    });
  }

  @MessagePattern(COMMANDS.reissuePickupCode.name)
  reissue(@Payload() wire: unknown) {
    return this.door.run(
      'reissuePickupCode',
      wire,
      async (input: ReissuePickupCode, context: Context): Promise<PickupCodeView> => {
        const { code, shelfUntil } = await this.pickup.reissue(context, input);
        return { ...(await this.views.view(input.caseNo, context.user.role)), pickupCode: code, shelfUntil };
      },
    );
  }
}
