import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  COMMANDS,
  type CaseRef,
  type CreateUpload,
  type ReadAttachment,
  type ReadUpload,
  type SendUpload,
  type UploadRef,
  type UserView,
} from '#contracts';
import { CaseAttachments } from '../attachments/case-attachments.service.js';
import { Uploads } from '../attachments/uploads.service.js';
import type { CommandContext } from '../case/case-desk.service.js';
import { CommandDoor } from './command-door.js';

type Context = CommandContext & { view: UserView };

/** Commands on files of applications, as the gateway of this city asks them; bytes come and go in chunks. */
@Controller()
export class AttachmentController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(Uploads) private readonly uploads: Uploads,
    @Inject(CaseAttachments) private readonly attachments: CaseAttachments,
  ) {}

  @MessagePattern(COMMANDS.createUpload.name)
  create(@Payload() wire: unknown) {
    return this.door.run('createUpload', wire, (input: CreateUpload, context: Context) =>
      this.uploads.create(context, input),
    );
  }

  @MessagePattern(COMMANDS.getUpload.name)
  get(@Payload() wire: unknown) {
    return this.door.run('getUpload', wire, (input: UploadRef, context: Context) =>
      this.uploads.get(context, input.id),
    );
  }

  @MessagePattern(COMMANDS.sendUpload.name)
  send(@Payload() wire: unknown) {
    return this.door.run('sendUpload', wire, (input: SendUpload, context: Context) =>
      this.uploads.send(context, input),
    );
  }

  @MessagePattern(COMMANDS.completeUpload.name)
  complete(@Payload() wire: unknown) {
    return this.door.run('completeUpload', wire, (input: UploadRef, context: Context) =>
      this.uploads.complete(context, input.id),
    );
  }

  @MessagePattern(COMMANDS.discardUpload.name)
  discard(@Payload() wire: unknown) {
    return this.door.run('discardUpload', wire, (input: UploadRef, context: Context) =>
      this.uploads.discard(context, input.id),
    );
  }

  @MessagePattern(COMMANDS.readUpload.name)
  readUpload(@Payload() wire: unknown) {
    return this.door.run('readUpload', wire, (input: ReadUpload, context: Context) =>
      this.uploads.read(context, input),
    );
  }

  @MessagePattern(COMMANDS.caseAttachments.name)
  list(@Payload() wire: unknown) {
    return this.door.run('caseAttachments', wire, (input: CaseRef) => this.attachments.list(input.caseNo));
  }

  @MessagePattern(COMMANDS.readAttachment.name)
  read(@Payload() wire: unknown) {
    return this.door.run('readAttachment', wire, (input: ReadAttachment) => this.attachments.read(input));
  }
}
