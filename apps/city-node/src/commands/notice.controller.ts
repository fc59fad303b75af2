import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { COMMANDS, type CaseNotice, type CaseRef, type UserView } from '#contracts';
import type { CommandContext } from '../case/case-desk.service.js';
import { NoticesService } from '../notices/notices.service.js';
import { CommandDoor } from './command-door.js';

type Context = CommandContext & { view: UserView };

/** Commands on the documents of a case, as the gateway of this city asks them. */
@Controller()
export class NoticeController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(NoticesService) private readonly notices: NoticesService,
  ) {}

  @MessagePattern(COMMANDS.caseNotices.name)
  list(@Payload() wire: unknown) {
    return this.door.run('caseNotices', wire, (input: CaseRef, context: Context) =>
      this.notices.list(input.caseNo, context.user.role),
    );
  }

  @MessagePattern(COMMANDS.caseNotice.name)
  one(@Payload() wire: unknown) {
    return this.door.run('caseNotice', wire, (input: CaseNotice, context: Context) =>
      this.notices.one(input, context.user.role),
    );
  }
}
