import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { COMMANDS, type ListFigures, type ListOpenCases } from '#contracts';
import { FigureDesk } from '../figures/figure-desk.service.js';
import { OpenCases } from '../figures/open-cases.js';
import { CommandDoor } from './command-door.js';

/** Commands of 监督统计: figures, the cases behind them, and counting anew. */
@Controller()
export class FiguresController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(FigureDesk) private readonly desk: FigureDesk,
    @Inject(OpenCases) private readonly cases: OpenCases,
  ) {}

  @MessagePattern(COMMANDS.listFigures.name)
  figures(@Payload() wire: unknown) {
    return this.door.run('listFigures', wire, (input: ListFigures) => this.desk.figures(input));
  }

  @MessagePattern(COMMANDS.listOpenCases.name)
  openCases(@Payload() wire: unknown) {
    return this.door.run('listOpenCases', wire, (input: ListOpenCases) => this.cases.list(input));
  }

  @MessagePattern(COMMANDS.recountFigures.name)
  recount(@Payload() wire: unknown) {
    return this.door.run('recountFigures', wire, () => this.desk.recount());
  }
}
