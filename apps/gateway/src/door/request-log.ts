import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { notesOf, type RequestNotes } from './request-notes.js';

/** Template of the route a request matched. Never the address itself: a search holds a certificate number in it. */
export function routeOfRequest(request: Request): string {
  const route: unknown = request.route;
  const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined;
  return typeof path === 'string' ? path : 'unmatched';
}

/** One line per request: id, method, route, status, milliseconds, city and case number; no body, token or address. */
export function requestLog(logger: Logger): RequestHandler {
  const line = (request: Request, response: Response, value: { responseTimeMs?: number }): object => ({
    ...withoutRequestId(notesOf(response)),
    method: request.method,
    route: routeOfRequest(request),
    status: response.statusCode,
    responseTimeMs: value.responseTimeMs,
    ...(response.writableFinished ? {} : { aborted: true }),
  });
  return pinoHttp<Request, Response>({
    logger,
    quietReqLogger: true,
    quietResLogger: true,
    genReqId: (_request, response) => notesOf(response).requestId,
    customAttributeKeys: { reqId: 'requestId', responseTime: 'responseTimeMs' },
    customLogLevel: (request, response) => {
      // Probes and scrapes come every few seconds and would bury the work; what they find is logged where it happens.
      if (/^\/(health|metrics)/.test(routeOfRequest(request))) return 'debug';
      return response.statusCode >= 500 ? 'error' : 'info';
    },
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
    customSuccessObject: line,
    customErrorObject: (request, response, _error, value: { responseTimeMs?: number }) =>
      line(request, response, value),
  });
}

/** The logger of each request has it already; a key twice in one line is no JSON to some readers. */
function withoutRequestId({ city, caseNo, errorCode }: RequestNotes): object {
  return { city, caseNo, errorCode };
}
