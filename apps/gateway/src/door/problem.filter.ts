import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { TongbanError } from '#contracts';
import { problemOf } from './problem.js';
import { routeOfRequest } from './request-log.js';
import { notesOf } from './request-notes.js';

/** Seconds after which a client may look again for a node that is away. */
const RETRY_AFTER_SECONDS = 5;

/** The only way an error leaves: as a problem of the catalogue. Anything unforeseen becomes `internal_error`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const coded = this.coded(error);
    const notes = notesOf(response);
    notes.errorCode = coded.code;
    if (coded.code === 'internal_error') {
      this.logger.error(
        { requestId: notes.requestId, route: routeOfRequest(request), err: coded.cause ?? error },
        'unexpected',
      );
    }
    // The connection is of no use any more: half an answer was sent, and nothing may be added to it.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    // An answer that failed halfway may have left headers of success.
    response.removeHeader('ETag');
    response.removeHeader('Location');
    if (coded.status === 401) response.set('WWW-Authenticate', 'Bearer');
    if (coded.status === 503) response.set('Retry-After', String(RETRY_AFTER_SECONDS));
    const problem = problemOf(coded, notes.requestId, request.originalUrl.split('?', 1)[0] ?? '/');
    response.status(coded.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private coded(error: unknown): TongbanError {
    if (error instanceof TongbanError) return error;
    // From Nest itself only two kinds come: no such route, and an address that cannot be decoded.
    if (error instanceof HttpException && [400, 404].includes(error.getStatus())) return new TongbanError('not_found');
    return new TongbanError('internal_error', {}, { cause: error });
  }
}
