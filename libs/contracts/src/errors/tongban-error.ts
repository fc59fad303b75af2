import { ERROR_CATALOGUE, type ErrorCode } from './error-catalogue.js';

/** The one error class: a code of the catalogue and details without personal data. */
export class TongbanError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(`${code}: ${ERROR_CATALOGUE[code].en}`, options);
    this.name = 'TongbanError';
  }

  get status(): number {
    return ERROR_CATALOGUE[this.code].status;
  }
}

/** What crosses a wire of an error: never a sentence, never a stack. */
export interface ErrorOnWire {
  code: ErrorCode;
  details: Record<string, unknown>;
}
