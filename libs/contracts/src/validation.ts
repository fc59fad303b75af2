import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { ErrorCode } from './errors/error-catalogue.js';
import { TongbanError } from './errors/tongban-error.js';
import { hiddenFaults, nestedFaults } from './shape-gaps.js';

/** One fault of a shape: where, and which rule (an error code or the rule's name). */
export interface Fault {
  path: string;
  rule: string;
}

function collect(errors: readonly ValidationError[], prefix: string, into: Fault[]): Fault[] {
  for (const error of errors) {
    const path = prefix ? `${prefix}.${error.property}` : error.property;
    for (const [rule, message] of Object.entries(error.constraints ?? {})) {
      into.push({ path, rule: /^[a-z0-9_]+$/.test(message) ? message : rule });
    }
    collect(error.children ?? [], path, into);
  }
  return into;
}

/**
 * Checks a parsed value against a DTO class: unknown fields, wrong types and bounds are faults.
 * The value itself is returned as an instance; nothing is converted silently. Throws `code` with the faults.
 */
export function checkShape<T extends object>(shape: ClassConstructor<T>, value: unknown, code: ErrorCode): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TongbanError(code, { faults: [{ path: '', rule: 'isObject' }] });
  }
  const hidden = hiddenFaults(value);
  if (hidden.length > 0) throw new TongbanError(code, { faults: hidden.slice(0, 50) });
  const instance = plainToInstance(shape, value);
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    // A shape without fields (a question that needs nothing) has no rules, which would make it an unknown value.
    forbidUnknownValues: Object.keys(value).length > 0,
  });
  const faults = collect(errors, '', []);
  const told = new Set(faults.map((fault) => fault.path));
  faults.push(...nestedFaults(instance).filter((fault) => !told.has(fault.path)));
  if (faults.length > 0) throw new TongbanError(code, { faults: faults.slice(0, 50) });
  return instance;
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

/** parseCanonical and checkShape in one. */
export function readCanonical<T extends object>(shape: ClassConstructor<T>, text: string, code: ErrorCode): T {
  return checkShape(shape, parseCanonical(text, code), code);
}
