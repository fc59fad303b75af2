import type { ClassConstructor } from 'class-transformer';
import type { ErrorCode } from './errors/error-catalogue.js';
import { TongbanError } from './errors/tongban-error.js';
import { compiledShape } from './validation-compiled.js';
import { isGoodAsParsed, readFast } from './validation-fast.js';
import { readSlow } from './validation-faults.js';

export type { Fault } from './validation-faults.js';

/**
 * Checks a parsed value against a DTO class: unknown fields, wrong types and bounds are faults.
 * The value itself is returned as an instance; nothing is converted silently. Throws `code` with the faults.
 */
export function checkShape<T extends object>(shape: ClassConstructor<T>, value: unknown, code: ErrorCode): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TongbanError(code, { faults: [{ path: '', rule: 'isObject' }] });
  }
  const compiled = compiledShape(shape);
  const read = compiled && readFast(compiled, value);
  if (read) return read as T;
  const { instance, faults } = readSlow(shape, value);
  if (!instance || faults.length > 0) throw new TongbanError(code, { faults: faults.slice(0, 50) });
  return instance;
}

/**
 * checkShape for a value that was just parsed from JSON and that nobody else holds: a good one is given back itself, with
 * the members of the class and not as its instance. Throws as checkShape does.
 */
export function checkParsed<T extends object>(shape: ClassConstructor<T>, value: unknown, code: ErrorCode): T {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const compiled = compiledShape(shape);
    if (compiled && isGoodAsParsed(compiled, value)) return value as T;
  }
  return checkShape(shape, value, code);
}

/**
 * Parses JSON that must be exactly what JSON.stringify would write: no spaces, no repeated keys, no odd numbers.
 * Two readers can then never see two meanings in the same signed bytes. Throws `code`.
 */
export function parseCanonical(text: string, code: ErrorCode): unknown {
  let value: unknown;
  let canonical: string | undefined;
  try {
    value = JSON.parse(text);
    // Lists nested ten thousand deep can be read and not be written: that overflows the stack.
    canonical = JSON.stringify(value);
  } catch (cause) {
    throw new TongbanError(code, { reason: 'not_json' }, { cause });
  }
  if (canonical !== text) throw new TongbanError(code, { reason: 'not_canonical' });
  return value;
}

/** parseCanonical and checkParsed in one. */
export function readCanonical<T extends object>(shape: ClassConstructor<T>, text: string, code: ErrorCode): T {
  return checkParsed(shape, parseCanonical(text, code), code);
}
