import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';

/** 委托按月办理: one approval, its monthly executions, its end. */
@Controller()
export class StandingController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('approveStanding')
  approve(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('approveStanding', request, response);
  }

  @CommandRoute('requestStandingEnd')
  requestEnd(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('requestStandingEnd', request, response);
  }

  @CommandRoute('endStanding')
  end(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('endStanding', request, response);
  }

  @CommandRoute('getStanding')
  get(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('getStanding', request, response);
  }
}
