import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';

/** 协作城市与对账: links to partner cities, statements of account, stuck messages. */
@Controller()
export class OperationsController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('listCalendar')
  calendar(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    return this.door.carry('listCalendar', request, response);
  }

  @CommandRoute('importCalendar')
  importCalendar(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    return this.door.carry('importCalendar', request, response);
  }

  @CommandRoute('listPartners')
  partners(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listPartners', request, response);
  }

  @CommandRoute('makeStatement')
  makeStatement(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('makeStatement', request, response);
  }

  @CommandRoute('releasePartner')
  releasePartner(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('releasePartner', request, response);
  }

  @CommandRoute('holdPartner')
  holdPartner(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('holdPartner', request, response);
  }

  @CommandRoute('resumePartner')
  resumePartner(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('resumePartner', request, response);
  }

  @CommandRoute('listHolds')
  holds(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listHolds', request, response);
  }

  @CommandRoute('listStatements')
  statements(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listStatements', request, response);
  }

  @CommandRoute('listMessages')
  messages(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listMessages', request, response);
  }

  @CommandRoute('listQueue')
  queue(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listQueue', request, response);
  }

  @CommandRoute('actOnMessage')
  actOnMessage(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('actOnMessage', request, response);
  }

  @CommandRoute('probePartner')
  probe(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('probePartner', request, response);
  }

  @CommandRoute('listKeys')
  keys(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listKeys', request, response);
  }

  @CommandRoute('itemVersions')
  itemVersions(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('itemVersions', request, response);
  }

  @CommandRoute('nodeHealth')
  health(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('nodeHealth', request, response);
  }
}
