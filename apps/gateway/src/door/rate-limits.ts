import type { RequestHandler } from 'express';
import { rateLimit as limiter } from 'express-rate-limit';
import { TongbanError } from '#contracts';
import { API_PREFIX, BROWSER_SESSION_PATH, ROUTES } from '../routes.js';

const MINUTE_MS = 60_000;
const WINDOW_SECONDS = MINUTE_MS / 1000;

/** Where people and programs sign in; failures at one count at the other. */
export const SIGN_IN_PATHS = [
  API_PREFIX + ROUTES.signIn.path,
  API_PREFIX + ROUTES.signInByProvider.path,
  API_PREFIX + BROWSER_SESSION_PATH,
];

const common = {
  windowMs: MINUTE_MS,
  standardHeaders: 'draft-7' as const,
  legacyHeaders: false,
  // Whether a proxy is believed is the operator's setting, not a guess from headers.
  validate: false,
  handler: ((_request, _response, next) => {
    next(new TongbanError('rate_limited', { windowSeconds: WINDOW_SECONDS }));
  }) satisfies RequestHandler,
};

/** All requests of an address. */
export function rateLimit(requestsPerMinute: number): RequestHandler {
  return limiter({ ...common, limit: requestsPerMinute });
}

/**
 * Failed sign-ins of an address, for `SIGN_IN_PATHS` in whatever spelling the router takes. Only failures count: at half
 * past eight a whole hall signs in from behind one address.
 */
export function failedSignInLimit(failedSignInsPerMinute: number): RequestHandler {
  return limiter({
    ...common,
    limit: failedSignInsPerMinute,
    // What lies below the path is not it.
    skip: (request) => request.method !== 'POST' || request.path !== '/',
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode < 400 || response.statusCode >= 500,
  });
}
