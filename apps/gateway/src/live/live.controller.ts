import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { UserView } from '#contracts';
import { CommandDoor } from '../door/command-door.service.js';
import { API_PREFIX, LIVE_PATH } from '../routes.js';
import { LiveFeed } from './live-feed.js';

/** 实时更新: what a list or a case on a screen should be read again for, as server-sent events. */
@Controller()
export class LiveController {
  constructor(
    private readonly door: CommandDoor,
    private readonly feed: LiveFeed,
  ) {}

  @Get(API_PREFIX + LIVE_PATH)
  async listen(@Req() request: Request, @Res() response: Response): Promise<void> {
    // The node says who it is: the claims of a token alone open nothing.
    const { city } = (await this.door.read('whoAmI', request, response)) as UserView;
    this.feed.listen(city, response);
  }
}
