import { Controller, Get, HttpCode, Inject, Query, Req, Res } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import type { Logger } from 'pino';
import { isRegionCode, TongbanError, type ErrorCode } from '#contracts';
import { notesOf, startNotes } from '../door/request-notes.js';
import { API_PREFIX, BROWSER_SESSION_PATH, PROVIDER_CALLBACK_PATH, PROVIDER_PATH, REFUSAL_PATH } from '../routes.js';
import { BrowserSessions } from './browser-sessions.js';
import { HINT_COOKIE, HINT_PLACE, pathOfOurs, ProviderSignIns } from './provider-sign-ins.js';
import { cookieOf } from './request-cookies.js';

export const GATEWAY_LOG = Symbol('gateway log');
export const UNDER_WAY_COOKIE = 'tongban_sign_in';
export const REFUSAL_COOKIE = 'tongban_refusal';

/** The way back comes from another site, with which a browser sends no Strict cookie. */
const LAX = {
  httpOnly: true,
  sameSite: 'lax',
  path: API_PREFIX + BROWSER_SESSION_PATH,
} as const satisfies CookieOptions;
const UNDER_WAY_MS = 10 * 60_000;
const REFUSAL_MS = 2 * 60_000;
const SIGN_IN_PAGE = '/sign-in';

/** 统一身份认证登录 of a browser: out to the provider and back. A person sees pages alone, also where it fails. */
@Controller(API_PREFIX)
export class ProviderSignInController {
  constructor(
    private readonly signIns: ProviderSignIns,
    private readonly sessions: BrowserSessions,
    @Inject(GATEWAY_LOG) private readonly log: Logger,
  ) {}

  /** Leads to the provider of a city. From another site's link it leads to the sign-in page first. */
  @Get(PROVIDER_PATH)
  async begin(
    @Req() request: Request,
    @Res() response: Response,
    @Query('city') city: unknown,
    @Query('back') asked: unknown,
  ): Promise<void> {
    const back = pathOfOurs(asked);
    const from = request.get('Sec-Fetch-Site') ?? 'none';
    if (!isRegionCode(city) || !['none', 'same-origin'].includes(from)) {
      response.redirect(303, signInPage({ city, back }, false));
      return;
    }
    const notes = notesOf(response);
    notes.city = city;
    try {
      // Somebody came this way before and did not sign out: whoever sits here now has to show who they are.
      const again = cookieOf(request, HINT_COOKIE) !== undefined;
      const { to, cookie } = await this.signIns.begin(city, back, again, notes.requestId);
      response.cookie(UNDER_WAY_COOKIE, cookie, { ...LAX, secure: request.secure, maxAge: UNDER_WAY_MS });
      response.redirect(303, to);
    } catch (error) {
      this.refuse(error, { city, back }, request, response);
    }
  }

  /** Back from the provider, with a code or an error. */
  @Get(PROVIDER_CALLBACK_PATH)
  async callback(@Req() request: Request, @Res() response: Response, @Query('state') state: unknown): Promise<void> {
    const cookie = cookieOf(request, UNDER_WAY_COOKIE);
    // Good for one way back, however it ends.
    response.clearCookie(UNDER_WAY_COOKIE, { ...LAX, secure: request.secure });
    const notes = notesOf(response);
    try {
      const kept = this.signIns.underWayIn(cookie, state);
      notes.city = kept.city;
      const query = request.originalUrl.slice(request.originalUrl.indexOf('?'));
      const { session, hint } = await this.signIns.finish(kept, query, notes.requestId);
      this.sessions.begin(session, request, response, true);
      response.cookie(HINT_COOKIE, hint, { ...HINT_PLACE, secure: request.secure });
      // The Strict cookies are not sent with this redirect, which another site began; the page asks by itself, and is ours.
      response.redirect(303, kept.back);
    } catch (error) {
      const where = this.signIns.whereOf(cookie);
      // The provider would name the same person again without asking: who is nobody here must be able to be another.
      if (where)
        response.cookie(HINT_COOKIE, this.signIns.hintOf(where.city), { ...HINT_PLACE, secure: request.secure });
      this.refuse(error, where, request, response);
    }
  }

  /** Why the sign-in that this browser was on failed, as a problem; 204 where none did. Told once. */
  @Get(REFUSAL_PATH)
  @HttpCode(204)
  refusal(@Req() request: Request, @Res({ passthrough: true }) response: Response): void {
    const refusal = this.signIns.refusalIn(cookieOf(request, REFUSAL_COOKIE));
    if (!refusal) return;
    response.clearCookie(REFUSAL_COOKIE, { ...LAX, secure: request.secure });
    // The technicians are told of the request that failed, not of this one.
    startNotes(response, refusal.requestId);
    response.setHeader('X-Request-Id', refusal.requestId);
    throw new TongbanError(refusal.code);
  }

  private refuse(
    error: unknown,
    where: { city: string; back: string } | null,
    request: Request,
    response: Response,
  ): void {
    const code: ErrorCode = error instanceof TongbanError ? error.code : 'internal_error';
    const notes = notesOf(response);
    notes.errorCode = code;
    this.note(error, code, notes.requestId, notes.city);
    const refusal = this.signIns.refusalFor(code, notes.requestId);
    response.cookie(REFUSAL_COOKIE, refusal, { ...LAX, secure: request.secure, maxAge: REFUSAL_MS });
    response.redirect(303, signInPage(where ?? { city: null, back: '/' }, true));
  }

  /** What the machine room has to mend is told with its cause; an answer of the provider may hold tokens and is not. */
  private note(error: unknown, code: ErrorCode, requestId: string, city: string | undefined): void {
    if (!(error instanceof TongbanError)) this.log.error({ requestId, city, err: error }, 'unexpected');
    else if (/^provider_/.test(code)) {
      const cause: unknown = error.cause;
      const of = cause instanceof Error ? ((cause as { code?: unknown }).code ?? cause.name) : undefined;
      this.log.warn(
        { requestId, city, errorCode: code, details: error.details, cause: of },
        'sign-in by provider failed',
      );
    }
  }
}

/** The sign-in page with the city chosen; `refused`: it asks why. */
function signInPage({ city, back }: { city: unknown; back: string }, refused: boolean): string {
  const query = new URLSearchParams({
    ...(isRegionCode(city) ? { city } : {}),
    ...(back === '/' ? {} : { back }),
    ...(refused ? { refused: '1' } : {}),
  }).toString();
  return query === '' ? SIGN_IN_PAGE : `${SIGN_IN_PAGE}?${query}`;
}
