import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { UserView } from '#contracts';
import { BrowserSessions } from '../auth/browser-sessions.js';
import { CommandDoor } from '../door/command-door.service.js';
import { notesOf } from '../door/request-notes.js';
import { API_PREFIX, LIVE_PATH } from '../routes.js';
import { LiveFeed } from './live-feed.js';

/** 实时更新: what a list or a case on a screen should be read again for, as server-sent events. */
@Controller()
export class LiveController {
  constructor(
    private readonly door: CommandDoor,
    private readonly feed: LiveFeed,
    private readonly sessions: BrowserSessions,
  ) {}

  @Get(API_PREFIX + LIVE_PATH)
  async listen(@Req() request: Request, @Res() response: Response): Promise<void> {
    const ask = this.door.asking('whoAmI', request, response);
    const verify = async (): Promise<UserView> => (await ask('whoAmI', {})) as UserView;
    // The node says who it is: the claims of a token alone open nothing.
    const user = await verify();
    const lease = this.sessions.leaseOf(request);
    try {
      this.feed.mustHaveRoom(lease);
    } catch (error) {
      lease.release();
      throw error;
    }
    notesOf(response).answered?.();
    // A page that opens its line anew cannot set the header that a browser sets by itself.
    const after = request.get('Last-Event-ID') ?? request.query['after'];
    this.feed.open({ user, response, lease, verify }, typeof after === 'string' ? after : undefined);
  }
}
