import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { COMMANDS, type CaseRef, type CollectedView, type CollectJointCase, type UserView } from '#contracts';
import type { CommandContext } from '../case/case-desk.service.js';
import { CaseViews } from '../case/case-views.service.js';
import { JointViews } from '../case/joint/joint-view.service.js';
import { JointService } from '../case/joint/joint.service.js';
import { CommandDoor } from './command-door.js';

type Context = CommandContext & { view: UserView };

/** Commands on joint cases (多地联办), as the gateway of this city asks them. */
@Controller()
export class JointController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(JointService) private readonly joint: JointService,
    @Inject(JointViews) private readonly jointViews: JointViews,
    @Inject(CaseViews) private readonly views: CaseViews,
  ) {}

  @MessagePattern(COMMANDS.collectJointCase.name)
  collect(@Payload() wire: unknown) {
    return this.door.run(
      'collectJointCase',
      wire,
      async (input: CollectJointCase, context: Context): Promise<CollectedView> => {
        const done = await this.joint.collect(context, input);
        // The parts were opened meanwhile.
        const view = await this.views.view(done.repeated ? done.caseNo : done.file.case_no, context.user.role);
        const text = `已收取“${view.itemName ?? ''}”联办申请材料，办件编号 ${view.caseNo}。各分件由属地分别审核，是否受理由各属地另行告知。`;
        return { ...view, voucher: { number: view.receiptNo ?? '', title: '收件凭证', text } };
      },
    );
  }

  @MessagePattern(COMMANDS.getJointCase.name)
  get(@Payload() wire: unknown) {
    return this.door.run('getJointCase', wire, (input: CaseRef) => this.jointViews.view(input.caseNo));
  }
}
