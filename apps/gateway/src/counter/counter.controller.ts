import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';

/** 综合窗口: what can be handled for other cities, and taking papers in. */
@Controller()
export class CounterController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('listCities')
  cities(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listCities', request, response);
  }

  @CommandRoute('listItems')
  items(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listItems', request, response);
  }

  @CommandRoute('getItem')
  item(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('getItem', request, response);
  }

  @CommandRoute('precheckItem')
  precheck(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('precheckItem', request, response);
  }

  @CommandRoute('listPickupPoints')
  pickupPoints(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listPickupPoints', request, response);
  }

  @CommandRoute('collectCase')
  collect(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('collectCase', request, response);
  }

  @CommandRoute('collectJointCase')
  collectJoint(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('collectJointCase', request, response);
  }

  @CommandRoute('forwardCase')
  forward(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('forwardCase', request, response);
  }
}
