import type { Request } from 'express';
import { checkShape, COMMANDS, TongbanError, type CommandKey, type Fault } from '#contracts';
import { NUMBER_FIELDS, routeOf } from '../routes.js';

const IDEMPOTENCY_KEY = /^[A-Za-z0-9._-]{8,64}$/;
const MAX_REVISION_CHARACTERS = 2000;
/** Deeper than any input of a command; the checks behind it recurse and would run out of stack. */
const MAX_DEPTH = 10;

/** The command's input from path, query and body, checked; throws `request_invalid` with the faults. */
export function inputOf(key: CommandKey, request: Request): object {
  const { method } = routeOf(key);
  const given = method === 'GET' ? numbersRead(request.query) : bodyOf(request);
  const fromPath = Object.entries(request.params);
  if (fromPath.length === 0) return checkShape<object>(COMMANDS[key].input, given, 'request_invalid');
  // Two different case numbers in one request: neither may win in silence.
  const faults: Fault[] = fromPath
    .filter(([field, value]) => Object.hasOwn(given, field) && given[field] !== value)
    .map(([path]) => ({ path, rule: 'differsFromPath' }));
  if (faults.length > 0) throw new TongbanError('request_invalid', { faults });
  return checkShape<object>(COMMANDS[key].input, { ...given, ...Object.fromEntries(fromPath) }, 'request_invalid');
}

/** Idempotency-Key of a creating call, null for others; throws `idempotency_key_missing`. */
export function commandIdOf(key: CommandKey, request: Request): string | null {
  if (!COMMANDS[key].creates) return null;
  const value = request.get('Idempotency-Key');
  if (value !== undefined && IDEMPOTENCY_KEY.test(value)) return value;
  throw new TongbanError('idempotency_key_missing', { reason: value === undefined ? 'missing' : 'malformed' });
}

/** Revision in If-Match of an act on a case, null for others; throws `if_match_missing`. */
export function revisionOf(key: CommandKey, request: Request): string | null {
  if (!COMMANDS[key].onCase) return null;
  const value = request.get('If-Match')?.trim();
  const revision = /^(?:W\/)?"([^"]+)"$/.exec(value ?? '')?.[1] ?? value;
  // `*` would mean "whatever it is now", which is what the header is there to prevent.
  if (revision && revision.length <= MAX_REVISION_CHARACTERS && /^[\x21\x23-\x29\x2b-\x7e]+$/.test(revision)) {
    return revision;
  }
  throw new TongbanError('if_match_missing', { reason: value === undefined ? 'missing' : 'malformed' });
}

/** The body as an object of bearable depth, empty if there is none; throws `request_invalid`. */
export function bodyOf(request: Request): Record<string, unknown> {
  const body: unknown = request.body ?? {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new TongbanError('request_invalid', { faults: [{ path: '', rule: 'isObject' }] });
  }
  if (deeperThan(body, MAX_DEPTH))
    throw new TongbanError('request_invalid', { faults: [{ path: '', rule: 'tooDeep' }] });
  return body as Record<string, unknown>;
}

/** Texts of a query with its number fields read; what is no plain number stays a text, and the input class refuses it. */
function numbersRead(query: Request['query']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([field, value]): [string, unknown] => {
      const isNumber = NUMBER_FIELDS.has(field) && typeof value === 'string' && /^-?\d{1,9}(\.\d{1,12})?$/.test(value);
      return [field, isNumber ? Number(value) : value];
    }),
  );
}

/** Goes no deeper than the limit itself: an overflow of the stack is the very thing it protects from. */
function deeperThan(value: object, limit: number): boolean {
  if (limit === 0) return true;
  for (const name of Object.keys(value)) {
    const inner: unknown = (value as Record<string, unknown>)[name];
    if (typeof inner === 'object' && inner !== null && deeperThan(inner, limit - 1)) return true;
  }
  return false;
}
