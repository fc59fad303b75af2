import { randomUUID } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { TongbanError } from '#contracts';
import { looksPersonal } from '#runtime';
import type { GatewaySettings } from '../gateway-settings.js';
import { DOCS_PATH } from '../openapi/docs-page.js';
import type { GatewayMetrics } from './gateway-metrics.js';
import { failedSignInLimit, rateLimit, SIGN_IN_PATHS } from './rate-limits.js';
import { requestLog, routeOfRequest, type RequestLog } from './request-log.js';
import { startNotes } from './request-notes.js';

/** What the door needs; `failedSignInsPerMinute` counts per address. */
export interface HttpDoorParts {
  readonly settings: GatewaySettings;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
  readonly failedSignInsPerMinute: number;
  /** Gives requests of the console the token that their cookie stands for. */
  readonly sessions: RequestHandler;
}

/** Puts before all routes, in this order: request id, log, metrics, headers, rate limits, console sessions, media type, body. */
export function openHttpDoor(app: NestExpressApplication, parts: HttpDoorParts): void {
  app.disable('x-powered-by');
  // Revisions of cases are the only ETags here; one computed from the bytes would be mistaken for them.
  app.disable('etag');
  app.set('query parser', 'simple');
  const proxies = parts.settings.TONGBAN_GATEWAY_TRUSTED_PROXIES;
  if (proxies !== undefined) app.set('trust proxy', proxies);
  app.use(entered(parts.metrics, requestLog(parts.logger)), securityHeaders());
  app.use('/api', noStore, rateLimit(parts.settings.TONGBAN_GATEWAY_RATE_PER_MINUTE));
  app.use(SIGN_IN_PATHS, failedSignInLimit(parts.failedSignInsPerMinute));
  app.use('/api', parts.sessions);
  app.use(jsonOnly);
  app.useBodyParser('json', { limit: parts.settings.TONGBAN_GATEWAY_BODY_LIMIT_BYTES, inflate: false });
  app.use(bodyFaults);
}

/** Begins the notes of a request, and tells log and metrics of it when it has ended. */
function entered(metrics: GatewayMetrics, log: RequestLog): RequestHandler {
  return (request, response, next) => {
    const given = request.get('X-Request-Id');
    const usable = given !== undefined && /^[A-Za-z0-9._-]{8,64}$/.test(given) && !looksPersonal(given);
    const notes = startNotes(response, usable ? given : randomUUID());
    response.setHeader('X-Request-Id', notes.requestId);
    const startedAt = performance.now();
    const done = metrics.request(request.method);
    notes.answered = () => {
      notes.answered = undefined;
      done(routeOfRequest(request), response.statusCode);
    };
    // `close` comes after every end, also after that of a client who went away.
    response.once('close', () => {
      notes.answered?.();
      log(request, response, performance.now() - startedAt);
    });
    next();
  };
}

/** The page of the API's document needs its own styles; every other answer is data and may load nothing at all. */
function securityHeaders(): RequestHandler {
  const nothing = { defaultSrc: ["'none'"], frameAncestors: ["'none'"], formAction: ["'none'"], baseUri: ["'none'"] };
  const forData = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: nothing },
    referrerPolicy: { policy: 'no-referrer' },
  });
  const forDocs = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...nothing,
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
      },
    },
  });
  const headersForData = headersOf(forData);
  return (request, response, next) => {
    const isDocs = request.path === DOCS_PATH || request.path.startsWith(`${DOCS_PATH}/`);
    if (isDocs) forDocs(request, response, next);
    else {
      for (const [name, value] of headersForData) response.setHeader(name, value);
      next();
    }
  };
}

/** What helmet sets is the same for every answer: worked out once, not a dozen times for each. */
function headersOf(helmetHandler: ReturnType<typeof helmet>): [string, string][] {
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  helmetHandler(answer.req, answer, (error?: unknown) => {
    if (error) throw new Error('the headers of answers cannot be made', { cause: error });
  });
  return Object.entries(answer.getHeaders()).map(([name, value]) => [name, String(value)]);
}

/** Addresses of the bytes of files, whose tags name just these. */
const CONTENT = /^\/api\/v1\/(?:cases\/[^/?]+\/)?attachments\/[^/?]+\/content(?:\?|$)/;

function noStore(request: Request, response: Response, next: NextFunction): void {
  response.set('Cache-Control', 'no-store');
  // A revision names the case's events; the answer also tells how far they have got, which changes without it.
  if (!CONTENT.test(request.originalUrl)) delete request.headers['if-none-match'];
  next();
}

/** Bytes of a file are sent as such, and read by whoever takes them. */
const isUpload = (request: Request): boolean => request.method === 'PUT' && CONTENT.test(request.path);

function jsonOnly(request: Request, _response: Response, next: NextFunction): void {
  const { headers } = request;
  if (isUpload(request)) {
    const isBytes = headers['content-type'] === 'application/octet-stream';
    next(isBytes ? undefined : new TongbanError('media_type_unsupported', { needed: 'application/octet-stream' }));
    return;
  }
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  const isJson = headers['content-type'] === 'application/json' || request.is('application/json');
  next(hasBody && !isJson ? new TongbanError('media_type_unsupported') : undefined);
}

function bodyFaults(error: unknown, _request: Request, _response: Response, next: NextFunction): void {
  const type = typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : '';
  if (type === 'entity.too.large') next(new TongbanError('body_too_large'));
  else if (type === 'encoding.unsupported' || type === 'charset.unsupported') {
    next(new TongbanError('media_type_unsupported', { reason: type }));
  } else if (['entity.parse.failed', 'request.size.invalid', 'request.aborted'].includes(type)) {
    // The parser's own message quotes the body, so it goes nowhere.
    next(new TongbanError('body_malformed'));
  } else next(error);
}
