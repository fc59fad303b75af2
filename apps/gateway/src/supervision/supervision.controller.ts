import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';

/** 办件查询与监督: looking at cases, their history and its evidence, and the cards of 电子监察. */
@Controller()
export class SupervisionController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('listCases')
  cases(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listCases', request, response);
  }

  @CommandRoute('getCase')
  case(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('getCase', request, response);
  }

  @CommandRoute('caseTimeline')
  timeline(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('caseTimeline', request, response);
  }

  @CommandRoute('getCloseCodes')
  closeCodes(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('getCloseCodes', request, response);
  }

  @CommandRoute('getJointCase')
  joint(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('getJointCase', request, response);
  }

  @CommandRoute('caseEvidence')
  evidence(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('caseEvidence', request, response);
  }

  @CommandRoute('evidenceVerdict')
  verdict(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('evidenceVerdict', request, response);
  }

  @CommandRoute('listCards')
  cards(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listCards', request, response);
  }

  @CommandRoute('replyCard')
  reply(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('replyCard', request, response);
  }

  @CommandRoute('appealCard')
  appeal(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('appealCard', request, response);
  }

  @CommandRoute('cancelCard')
  cancel(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('cancelCard', request, response);
  }

  @CommandRoute('listThresholds')
  thresholds(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listThresholds', request, response);
  }

  @CommandRoute('setThresholds')
  setThresholds(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('setThresholds', request, response);
  }
}
