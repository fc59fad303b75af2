import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { notesOf } from './request-notes.js';

/** Template of the route a request matched. Never the address itself: a search holds a certificate number in it. */
export function routeOfRequest(request: Request): string {
  const route: unknown = request.route;
  const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined;
  return typeof path === 'string' ? path : 'unmatched';
}

/** Told of a request that has ended, and how many milliseconds it took. */
export type RequestLog = (request: Request, response: Response, tookMs: number) => void;

/** One line per request: id, method, route, status, milliseconds, city and case number; no body, token or address. */
export function requestLog(logger: Logger): RequestLog {
  return (request, response, tookMs) => {
    const route = routeOfRequest(request);
    const level = levelOf(route, response.statusCode);
    if (!logger.isLevelEnabled(level)) return;
    const { requestId, city, caseNo, errorCode } = notesOf(response);
    const aborted = response.writableFinished ? undefined : true;
    const line = { requestId, city, caseNo, errorCode, method: request.method, route, status: response.statusCode };
    logger[level]({ ...line, responseTimeMs: Math.round(tookMs), aborted }, 'request');
  };
}

/** Probes and scrapes come every few seconds and would bury the work; what they find is logged where it happens. */
function levelOf(route: string, status: number): 'debug' | 'error' | 'info' {
  if (/^\/(health|metrics)/.test(route)) return 'debug';
  return status >= 500 ? 'error' : 'info';
}
