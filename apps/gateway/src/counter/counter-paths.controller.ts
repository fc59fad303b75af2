import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';

/** 综合窗口: what comes to the window after the papers were taken in. */
@Controller()
export class CounterPathsController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('supplyCorrection')
  supplyCorrection(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('supplyCorrection', request, response);
  }

  @CommandRoute('supplyDeferred')
  supplyDeferred(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('supplyDeferred', request, response);
  }

  @CommandRoute('withdrawHere')
  withdrawHere(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('withdrawHere', request, response);
  }

  @CommandRoute('requestWithdrawal')
  requestWithdrawal(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('requestWithdrawal', request, response);
  }

  @CommandRoute('sendPapers')
  sendPapers(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('sendPapers', request, response);
  }
}
