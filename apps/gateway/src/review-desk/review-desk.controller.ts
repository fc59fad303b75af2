import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';

/** 属地审批: the home city accepts, refuses, decides and issues. */
@Controller()
export class ReviewDeskController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('acceptCase')
  accept(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('acceptCase', request, response);
  }

  @CommandRoute('refuseCase')
  refuse(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('refuseCase', request, response);
  }

  @CommandRoute('decideCase')
  decide(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('decideCase', request, response);
  }

  @CommandRoute('issueResult')
  issue(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('issueResult', request, response);
  }
}
