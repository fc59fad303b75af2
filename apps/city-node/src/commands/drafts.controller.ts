import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { COMMANDS, type DraftRef, type SaveDraft, type SaveView, type ViewRef } from '#contracts';
import type { CommandContext } from '../case/case-desk.service.js';
import { Drafts } from '../drafts/drafts.service.js';
import { SavedViews } from '../drafts/saved-views.service.js';
import { CommandDoor } from './command-door.js';

/** Commands on what belongs to the caller alone: drafts and saved views. */
@Controller()
export class DraftsController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(Drafts) private readonly drafts: Drafts,
    @Inject(SavedViews) private readonly views: SavedViews,
  ) {}

  @MessagePattern(COMMANDS.listDrafts.name)
  list(@Payload() wire: unknown) {
    return this.door.run('listDrafts', wire, (_input: object, { user }: CommandContext) =>
      this.drafts.list(user.username),
    );
  }

  @MessagePattern(COMMANDS.getDraft.name)
  get(@Payload() wire: unknown) {
    return this.door.run('getDraft', wire, ({ draftId }: DraftRef, { user }: CommandContext) =>
      this.drafts.get(user.username, draftId),
    );
  }

  @MessagePattern(COMMANDS.saveDraft.name)
  save(@Payload() wire: unknown) {
    return this.door.run('saveDraft', wire, (input: SaveDraft, { user }: CommandContext) =>
      this.drafts.save(user.username, input),
    );
  }

  @MessagePattern(COMMANDS.discardDraft.name)
  discard(@Payload() wire: unknown) {
    return this.door.run('discardDraft', wire, ({ draftId }: DraftRef, { user }: CommandContext) =>
      this.drafts.discard(user.username, draftId),
    );
  }

  @MessagePattern(COMMANDS.listViews.name)
  listViews(@Payload() wire: unknown) {
    return this.door.run('listViews', wire, (_input: object, { user }: CommandContext) =>
      this.views.list(user.username),
    );
  }

  @MessagePattern(COMMANDS.saveView.name)
  saveView(@Payload() wire: unknown) {
    return this.door.run('saveView', wire, (input: SaveView, { user }: CommandContext) =>
      this.views.save(user.username, input),
    );
  }

  @MessagePattern(COMMANDS.removeView.name)
  removeView(@Payload() wire: unknown) {
    return this.door.run('removeView', wire, ({ name }: ViewRef, { user }: CommandContext) =>
      this.views.remove(user.username, name),
    );
  }
}
