import type { CompiledField, CompiledShape } from './validation-compiled.js';
import { isLostName, MAX_DEPTH } from './shape-gaps.js';

/**
 * The instance of a compiled shape, or undefined where the value is not plainly good. Undefined is no verdict: the
 * slow path then decides and names the faults, so whatever is unusual here (instances of other classes, functions,
 * holes in lists) may just be handed on. What is returned, the slow path would have accepted and built alike.
 */
export function readFast(shape: CompiledShape, value: object, depth = 0): object | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== shape.prototype) return undefined;
  const instance = new shape.make() as Record<string, unknown>;
  // The order of members is kept: what is read can be written again in the same bytes.
  for (const name of Object.keys(value)) {
    const field = shape.byName.get(name);
    if (!field) return undefined;
    const member = (value as Record<string, unknown>)[name];
    if (typeof member === 'object' && member !== null) {
      const copy = field.nested ? readNested(field.nested, member, depth + 1) : copyPlain(member, depth + 1);
      if (copy === undefined) return undefined;
      instance[name] = copy;
    } else if (isPlain(member)) instance[name] = member;
    else return undefined;
  }
  for (const field of shape.fields) if (!passes(field, instance)) return undefined;
  return instance;
}

/**
 * True where readFast would give a copy. For what was just parsed from JSON and is nobody else's: it can hide nothing and
 * change under nobody, so it may be used as it is. Undefined members and defaults of a class are not seen here.
 */
export function isGoodAsParsed(shape: CompiledShape, value: object, depth = 0): boolean {
  if (depth > MAX_DEPTH || shape.hasDefaults || Object.getPrototypeOf(value) !== Object.prototype) return false;
  const members = value as Record<string, unknown>;
  for (const name of Object.keys(value)) {
    const field = shape.byName.get(name);
    if (!field) return false;
    const member = members[name];
    if (typeof member === 'object' && member !== null) {
      const good = field.nested ? isGoodNested(field.nested, member, depth + 1) : isPlainObject(member, depth + 1);
      if (!good) return false;
    } else if (!isPlain(member)) return false;
  }
  for (const field of shape.fields) if (!passes(field, members)) return false;
  return true;
}

function isGoodNested({ shape, each }: { shape: CompiledShape; each: boolean }, value: object, depth: number): boolean {
  if (!each) return !Array.isArray(value) && isGoodAsParsed(shape, value, depth);
  if (!Array.isArray(value) || depth > MAX_DEPTH) return false;
  for (const item of value as unknown[]) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return false;
    if (!isGoodAsParsed(shape, item, depth + 1)) return false;
  }
  return true;
}

/** What copyPlain would copy. */
function isPlainObject(value: object, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) if (!isPlainMember(item, depth)) return false;
    return true;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  for (const name of Object.keys(value)) {
    if (isLostName(name) || !isPlainMember((value as Record<string, unknown>)[name], depth)) return false;
  }
  return true;
}

const isPlainMember = (member: unknown, depth: number): boolean =>
  typeof member === 'object' && member !== null ? isPlainObject(member, depth + 1) : isPlain(member);

function passes({ name, conditions, checks, nested }: CompiledField, instance: Record<string, unknown>): boolean {
  const value = instance[name];
  for (const holds of conditions) if (!holds(instance, value)) return true;
  for (const check of checks) if (!check(value, instance)) return false;
  // Objects and lists of a nested field were read, hence checked, when they were copied; anything else is a fault.
  return nested === null || (typeof value === 'object' && value !== null);
}

function readNested({ shape, each }: { shape: CompiledShape; each: boolean }, value: object, depth: number): unknown {
  if (!each) return Array.isArray(value) ? undefined : readFast(shape, value, depth);
  if (!Array.isArray(value) || depth > MAX_DEPTH) return undefined;
  const items: object[] = [];
  for (const item of value as unknown[]) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
    const copy = readFast(shape, item, depth + 1);
    if (!copy) return undefined;
    items.push(copy);
  }
  return items;
}

/** What needs no copy and cannot hide anything: not functions, and no text with a zero character. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0');
  return typeof value === 'number' || typeof value === 'boolean' || value === undefined || value === null;
}

/** A copy of lists and objects of a field without a class, such as a form; undefined where they are not plain JSON. */
function copyPlain(value: object, depth: number): object | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value as unknown[]) {
      const copy = copyMember(item, depth);
      if (copy === undefined) return undefined;
      items.push(copy);
    }
    return items;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  const members: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const copy = copyMember((value as Record<string, unknown>)[name], depth);
    if (copy === undefined || isLostName(name)) return undefined;
    members[name] = copy;
  }
  return members;
}

function copyMember(member: unknown, depth: number): unknown {
  if (typeof member === 'object' && member !== null) return copyPlain(member, depth + 1);
  return isPlain(member) ? member : undefined;
}
