import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { TongbanError, type SessionView, type UserView } from '#contracts';
import { CommandDoor } from '../door/command-door.service.js';
import { API_PREFIX, BROWSER_SESSION_PATH } from '../routes.js';
import { BrowserSessions, type SessionTimes } from './browser-sessions.js';

/** What the console knows of the person at it. */
export interface BrowserSessionView extends SessionTimes {
  user: UserView;
}

/** 控制台登录: the same sign-in as that of programs, with the token in a cookie that no script can read. */
@Controller(API_PREFIX + BROWSER_SESSION_PATH)
export class BrowserSessionController {
  constructor(
    private readonly door: CommandDoor,
    private readonly sessions: BrowserSessions,
  ) {}

  @Post()
  @HttpCode(200)
  async signIn(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<BrowserSessionView> {
    this.sessions.mustBeSameOrigin(request);
    const signedIn = await this.door.signedIn(request, response);
    return { user: signedIn.user, ...this.sessions.begin(signedIn, request, response) };
  }

  /** Who is signed in; asked without the background header, it also puts off the end of the session. */
  @Get()
  async current(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<BrowserSessionView> {
    const times = this.sessions.times(request);
    if (!times) throw new TongbanError('token_missing');
    return { user: (await this.door.read('whoAmI', request, response)) as UserView, ...times };
  }

  /** A new password, and with it a new token in the cookie: the one of before has ended. */
  @Post('password')
  @HttpCode(200)
  async changePassword(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BrowserSessionView> {
    const session = (await this.door.read('changePassword', request, response)) as SessionView;
    return { user: session.user, ...this.sessions.begin(session, request, response) };
  }

  @Post('end')
  @HttpCode(204)
  end(@Req() request: Request, @Res({ passthrough: true }) response: Response): void {
    this.sessions.end(request, response);
  }
}
