import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';

/** 属地审批: everything that may happen to a case besides a plain acceptance and decision. */
@Controller()
export class ReviewPathsController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('requestCorrection')
  requestCorrection(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('requestCorrection', request, response);
  }

  @CommandRoute('lapseCorrection')
  lapseCorrection(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('lapseCorrection', request, response);
  }

  @CommandRoute('returnCase')
  returnCase(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('returnCase', request, response);
  }

  @CommandRoute('answerWithdrawal')
  answerWithdrawal(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('answerWithdrawal', request, response);
  }

  @CommandRoute('revokeCase')
  revokeCase(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('revokeCase', request, response);
  }

  @CommandRoute('receivePapers')
  receivePapers(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('receivePapers', request, response);
  }

  @CommandRoute('acceptConditionally')
  acceptConditionally(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('acceptConditionally', request, response);
  }

  @CommandRoute('lapseDeferral')
  lapseDeferral(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('lapseDeferral', request, response);
  }

  @CommandRoute('noteOpinion')
  noteOpinion(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('noteOpinion', request, response);
  }

  @CommandRoute('startProcedure')
  startProcedure(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('startProcedure', request, response);
  }

  @CommandRoute('endProcedure')
  endProcedure(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('endProcedure', request, response);
  }

  @CommandRoute('extendCase')
  extendCase(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('extendCase', request, response);
  }

  @CommandRoute('instructAgain')
  instructAgain(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('instructAgain', request, response);
  }

  @CommandRoute('postResult')
  postResult(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('postResult', request, response);
  }

  @CommandRoute('approveOnPromise')
  approveOnPromise(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('approveOnPromise', request, response);
  }

  @CommandRoute('verifyCommitment')
  verifyCommitment(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('verifyCommitment', request, response);
  }
}
