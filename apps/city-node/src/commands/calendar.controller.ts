import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { COMMANDS, type ImportCalendar, type ListCalendar } from '#contracts';
import type { CommandContext } from '../case/case-desk.service.js';
import { Relay } from '../exchange/relay.js';
import { CalendarService } from '../sla/calendar.service.js';
import { Calendars } from '../sla/calendars.js';
import { CommandDoor } from './command-door.js';

/** Commands on the working calendar. */
@Controller()
export class CalendarController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(CalendarService) private readonly calendar: CalendarService,
    @Inject(Calendars) private readonly calendars: Calendars,
    @Inject(Relay) private readonly relay: Relay,
  ) {}

  @MessagePattern(COMMANDS.listCalendar.name)
  list(@Payload() wire: unknown) {
    return this.door.run('listCalendar', wire, (input: ListCalendar) => this.calendar.list(input));
  }

  @MessagePattern(COMMANDS.importCalendar.name)
  import(@Payload() wire: unknown) {
    return this.door.run('importCalendar', wire, async (input: ImportCalendar, context: CommandContext) => {
      const actor = { role: 'operator', id: context.user.username } as const;
      const command = { id: context.commandId ?? '', hash: context.commandHash };
      const year = await this.calendar.import(input, actor, command);
      this.relay.committed();
      await this.calendars.look();
      return year;
    });
  }
}
