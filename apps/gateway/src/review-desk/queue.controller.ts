import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';

/** 属地审批: who works on what, and the batches of an on-site day. */
@Controller()
export class QueueController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('claimCase')
  claimCase(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('claimCase', request, response);
  }

  @CommandRoute('handBackCase')
  handBackCase(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('handBackCase', request, response);
  }

  @CommandRoute('listReviewQueue')
  listReviewQueue(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listReviewQueue', request, response);
  }

  @CommandRoute('caseOpinions')
  caseOpinions(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('caseOpinions', request, response);
  }

  @CommandRoute('listReasons')
  listReasons(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listReasons', request, response);
  }

  @CommandRoute('saveReason')
  saveReason(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('saveReason', request, response);
  }

  @CommandRoute('changeReason')
  changeReason(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('changeReason', request, response);
  }

  @CommandRoute('removeReason')
  removeReason(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('removeReason', request, response);
  }

  @CommandRoute('setDeputy')
  setDeputy(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('setDeputy', request, response);
  }

  @CommandRoute('listReviewers')
  listReviewers(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listReviewers', request, response);
  }

  @CommandRoute('listDeputies')
  listDeputies(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listDeputies', request, response);
  }

  @CommandRoute('acceptBatch')
  acceptBatch(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('acceptBatch', request, response);
  }

  @CommandRoute('startInspections')
  startInspections(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('startInspections', request, response);
  }

  @CommandRoute('inspectBatch')
  inspectBatch(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('inspectBatch', request, response);
  }

  @CommandRoute('issueBatch')
  issueBatch(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('issueBatch', request, response);
  }
}
