import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
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
 * Reads a value by class-transformer and class-validator themselves and names every fault: some hundred times slower
 * than the compiled checks, and the measure of them.
 */
export function readSlow<T extends object>(
  shape: ClassConstructor<T>,
  value: object,
): { instance: T | null; faults: Fault[] } {
  const hidden = hiddenFaults(value);
  if (hidden.length > 0) return { instance: null, faults: hidden };
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
  return { instance, faults };
}
