import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';

/** 人员与窗口管理: who can sign in, and the halls, windows and units of the city. */
@Controller()
export class PeopleController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('listPeople')
  listPeople(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listPeople', request, response);
  }

  @CommandRoute('createPerson')
  createPerson(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('createPerson', request, response);
  }

  @CommandRoute('importPeople')
  importPeople(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('importPeople', request, response);
  }

  @CommandRoute('changePerson')
  changePerson(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('changePerson', request, response);
  }

  @CommandRoute('disablePerson')
  disablePerson(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('disablePerson', request, response);
  }

  @CommandRoute('enablePerson')
  enablePerson(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('enablePerson', request, response);
  }

  @CommandRoute('resetPassword')
  resetPassword(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('resetPassword', request, response);
  }

  @CommandRoute('listPlaces')
  listPlaces(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listPlaces', request, response);
  }

  @CommandRoute('saveHall')
  saveHall(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('saveHall', request, response);
  }

  @CommandRoute('saveWindow')
  saveWindow(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('saveWindow', request, response);
  }

  @CommandRoute('saveUnit')
  saveUnit(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('saveUnit', request, response);
  }

  @CommandRoute('listAdministrationRecords')
  listAdministrationRecords(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listAdministrationRecords', request, response);
  }

  @CommandRoute('changePassword')
  changePassword(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('changePassword', request, response);
  }
}
