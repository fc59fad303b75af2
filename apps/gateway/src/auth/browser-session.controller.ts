import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { decodeJwt } from 'jose';
import type { Logger } from 'pino';
import { TongbanError, type SessionView, type UserView } from '#contracts';
import { CommandDoor } from '../door/command-door.service.js';
import { notesOf } from '../door/request-notes.js';
import { API_PREFIX, BROWSER_SESSION_PATH } from '../routes.js';
import { BrowserSessions, type SessionTimes } from './browser-sessions.js';
import { GATEWAY_LOG } from './provider-sign-in.controller.js';
import { HINT_COOKIE, HINT_PLACE, ProviderSignIns } from './provider-sign-ins.js';
import { cookieOf } from './request-cookies.js';

/** Who goes home does not wait for a node that is silent. */
const TELL_NODE_MS = 1500;

/** What the console knows of the person at it. */
export interface BrowserSessionView extends SessionTimes {
  user: UserView;
  /** Words of the provider through which the person came; null: with a password. */
  providerLabel: string | null;
}

/** What the console does once somebody has signed out. */
export interface SignedOutView {
  /** Where the session at the provider is ended too; it leads back to the sign-in page. Null: nowhere. */
  continueAt: string | null;
}

/** 控制台登录: the same sign-in as that of programs, with the token in a cookie that no script can read. */
@Controller(API_PREFIX + BROWSER_SESSION_PATH)
export class BrowserSessionController {
  constructor(
    private readonly door: CommandDoor,
    private readonly sessions: BrowserSessions,
    private readonly providers: ProviderSignIns,
    @Inject(GATEWAY_LOG) private readonly log: Logger,
  ) {}

  @Post()
  @HttpCode(200)
  async signIn(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<BrowserSessionView> {
    this.sessions.mustBeSameOrigin(request);
    const signedIn = await this.door.signedIn(request, response);
    const times = this.sessions.begin(signedIn, request, response, false);
    return { user: signedIn.user, providerLabel: null, ...times };
  }

  /** Who is signed in; asked without the background header, it also puts off the end of the session. */
  @Get()
  async current(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<BrowserSessionView> {
    const times = this.sessions.times(request);
    if (!times) throw new TongbanError('token_missing');
    const user = (await this.door.read('whoAmI', request, response)) as UserView;
    return { user, providerLabel: this.labelFor(request, user.city), ...times };
  }

  /** A new password, and with it a new token in the cookie: the one of before has ended. */
  @Post('password')
  @HttpCode(200)
  async changePassword(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BrowserSessionView> {
    const session = (await this.door.read('changePassword', request, response)) as SessionView;
    const byProvider = this.sessions.sessionOf(request)?.byProvider ?? false;
    const times = this.sessions.begin(session, request, response, byProvider);
    return { user: session.user, providerLabel: this.labelFor(request, session.user.city), ...times };
  }

  @Post('end')
  @HttpCode(200)
  async end(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<SignedOutView> {
    const session = this.sessions.sessionOf(request);
    this.sessions.end(request, response);
    if (session) await Promise.race([this.tellNode(request, response), pause(TELL_NODE_MS, undefined, { ref: false })]);
    if (!session?.byProvider) return { continueAt: null };
    response.clearCookie(HINT_COOKIE, { ...HINT_PLACE, maxAge: undefined, secure: request.secure });
    const { city } = decodeJwt(session.token);
    return { continueAt: await this.providers.wayToEnd(String(city), cookieOf(request, HINT_COOKIE)) };
  }

  /** The end holds at every gateway then, and after a restart; a node that is away keeps nobody signed in here. */
  private async tellNode(request: Request, response: Response): Promise<void> {
    try {
      await this.door.read('endSession', request, response);
    } catch (error) {
      const notes = notesOf(response);
      const code = error instanceof TongbanError ? error.code : 'internal_error';
      this.log.warn(
        { requestId: notes.requestId, city: notes.city, errorCode: code },
        'a sign-out was not told to the city',
      );
    }
  }

  private labelFor(request: Request, city: string): string | null {
    return this.sessions.sessionOf(request)?.byProvider ? this.providers.labelOf(city) : null;
  }
}
