import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { TongbanError } from '#contracts';
import { API_PREFIX, ROUTES } from '../routes.js';

const MINUTE_MS = 60_000;
const WINDOW_SECONDS = MINUTE_MS / 1000;

/**
 * All requests of an address, and its failed sign-ins. Only failures count against sign-ins: at half past eight a whole
 * hall signs in from behind one address.
 */
export function rateLimits(requestsPerMinute: number, failedSignInsPerMinute: number): RequestHandler[] {
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
  const signIn = API_PREFIX + ROUTES.signIn.path;
  return [
    rateLimit({ ...common, limit: requestsPerMinute }),
    rateLimit({
      ...common,
      limit: failedSignInsPerMinute,
      skip: (request) => request.method !== 'POST' || request.originalUrl.split('?', 1)[0] !== signIn,
      skipSuccessfulRequests: true,
      requestWasSuccessful: (_request, response) => response.statusCode < 400 || response.statusCode >= 500,
    }),
  ];
}
