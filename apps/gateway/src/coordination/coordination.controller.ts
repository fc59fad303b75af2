import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';

/** 授权委托与管辖协调: in whose name is decided, oversight over it, and whose case it is. */
@Controller()
export class CoordinationController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('publishDelegation')
  publish(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('publishDelegation', request, response);
  }

  @CommandRoute('listDelegations')
  list(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listDelegations', request, response);
  }

  @CommandRoute('takeBackCase')
  takeBack(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('takeBackCase', request, response);
  }

  @CommandRoute('sampleCase')
  sample(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('sampleCase', request, response);
  }

  @CommandRoute('disputeRecord')
  disputeRecord(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('disputeRecord', request, response);
  }

  @CommandRoute('settleRecord')
  settleRecord(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('settleRecord', request, response);
  }

  @CommandRoute('disputeJurisdiction')
  disputeJurisdiction(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('disputeJurisdiction', request, response);
  }

  @CommandRoute('settleJurisdiction')
  settleJurisdiction(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('settleJurisdiction', request, response);
  }

  @CommandRoute('rerouteCase')
  reroute(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('rerouteCase', request, response);
  }
}
