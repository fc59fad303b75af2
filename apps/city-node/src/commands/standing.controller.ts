import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { COMMANDS, type ActWithReason, type ApproveStanding, type CaseRef } from '#contracts';
import type { CommandContext } from '../case/case-desk.service.js';
import { CaseViews } from '../case/case-views.service.js';
import { CloseCodes } from '../case/close-codes/close-codes.service.js';
import { StandingService } from '../case/standing/standing.service.js';
import { CommandDoor } from './command-door.js';

/** Commands on standing authorisations (委托按月办理), and how a case ended in the words of others. */
@Controller()
export class StandingController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(StandingService) private readonly standing: StandingService,
    @Inject(CloseCodes) private readonly closed: CloseCodes,
    @Inject(CaseViews) private readonly views: CaseViews,
  ) {}

  @MessagePattern(COMMANDS.approveStanding.name)
  approve(@Payload() wire: unknown) {
    return this.door.run('approveStanding', wire, async (input: ApproveStanding, context: CommandContext) =>
      this.views.after(await this.standing.approve(context, input), context.user.role),
    );
  }

  @MessagePattern(COMMANDS.requestStandingEnd.name)
  requestEnd(@Payload() wire: unknown) {
    return this.door.run('requestStandingEnd', wire, async (input: ActWithReason, context: CommandContext) =>
      this.views.after(await this.standing.requestEnd(context, input), context.user.role),
    );
  }

  @MessagePattern(COMMANDS.endStanding.name)
  end(@Payload() wire: unknown) {
    return this.door.run('endStanding', wire, async (input: ActWithReason, context: CommandContext) =>
      this.views.after(await this.standing.end(context, input), context.user.role),
    );
  }

  @MessagePattern(COMMANDS.getCloseCodes.name)
  closeCodes(@Payload() wire: unknown) {
    return this.door.run('getCloseCodes', wire, (input: CaseRef) => this.closed.view(input.caseNo));
  }

  @MessagePattern(COMMANDS.getStanding.name)
  get(@Payload() wire: unknown) {
    return this.door.run('getStanding', wire, (input: CaseRef) => this.standing.view(input.caseNo));
  }
}
