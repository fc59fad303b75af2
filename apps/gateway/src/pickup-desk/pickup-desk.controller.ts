import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';

/** 就近取证: the result waits here and is handed over against code and certificate. */
@Controller()
export class PickupDeskController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('listShelf')
  listShelf(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listShelf', request, response);
  }

  @CommandRoute('findByPickupCode')
  findByCode(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('findByPickupCode', request, response);
  }

  @CommandRoute('shelveResult')
  shelve(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('shelveResult', request, response);
  }

  @CommandRoute('handOver')
  handOver(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('handOver', request, response);
  }

  @CommandRoute('reissuePickupCode')
  reissueCode(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('reissuePickupCode', request, response);
  }

  @CommandRoute('unshelveResult')
  unshelve(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('unshelveResult', request, response);
  }
}
