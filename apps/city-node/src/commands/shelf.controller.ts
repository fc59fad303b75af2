import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { COMMANDS, type FindByPickupCode, type ListShelf } from '#contracts';
import type { CommandContext } from '../case/case-desk.service.js';
import { CodeSearch } from '../case/pickup/code-search.js';
import { ShelfService } from '../case/pickup/shelf.service.js';
import { CommandDoor } from './command-door.js';

/** What a pickup desk looks up before it acts. */
@Controller()
export class ShelfController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(ShelfService) private readonly shelf: ShelfService,
    @Inject(CodeSearch) private readonly search: CodeSearch,
  ) {}

  @MessagePattern(COMMANDS.listShelf.name)
  list(@Payload() wire: unknown) {
    return this.door.run('listShelf', wire, (input: ListShelf) => this.shelf.list(input));
  }

  @MessagePattern(COMMANDS.findByPickupCode.name)
  find(@Payload() wire: unknown) {
    return this.door.run('findByPickupCode', wire, (input: FindByPickupCode, context: CommandContext) =>
      this.search.find(context, input),
    );
  }
}
