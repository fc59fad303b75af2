import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CityNodes } from '../city-nodes/city-nodes.service.js';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';
import { API_PREFIX, SERVED_CITIES_PATH } from '../routes.js';
import { ProviderSignIns } from './provider-sign-ins.js';

/** A city on the sign-in page. */
export interface ServedCityView {
  city: string;
  name: string;
  /** Words of the way in through a provider; null: with a password alone. */
  providerLabel: string | null;
}

/** 登录: who is at the window, told by the node of their own city. */
@Controller()
export class SessionController {
  constructor(
    private readonly door: CommandDoor,
    private readonly nodes: CityNodes,
    private readonly providers: ProviderSignIns,
  ) {}

  @CommandRoute('signIn')
  signIn(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.atCity('signIn', request, response);
  }

  @CommandRoute('beginProviderSignIn')
  beginProviderSignIn(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.atCity('beginProviderSignIn', request, response);
  }

  @CommandRoute('signInByProvider')
  signInByProvider(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.atCity('signInByProvider', request, response);
  }

  @CommandRoute('whoAmI')
  whoAmI(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('whoAmI', request, response);
  }

  @CommandRoute('refreshToken')
  refresh(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('refreshToken', request, response);
  }

  @CommandRoute('endSession')
  endSession(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('endSession', request, response);
  }

  /** The choice on the sign-in page. */
  @Get(API_PREFIX + SERVED_CITIES_PATH)
  servedCities(): ServedCityView[] {
    return this.nodes.served.map(({ city, name }) => ({ city, name, providerLabel: this.providers.labelOf(city) }));
  }
}
