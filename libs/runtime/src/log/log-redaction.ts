import { looksPersonal, withoutPersonalNumbers } from '../personal-data/personal-data.js';

/** Keys whose values never reach the log, at any depth. Error codes go under `errorCode`, or inside an error. */
export const REDACTED_KEYS = [
  'name',
  'applicantName',
  'idNumber',
  'phone',
  'address',
  'password',
  'token',
  'code',
  'form',
  'authorization',
  'cookie',
  'set-cookie',
  'pickupCode',
] as const;

const CENSORED = '[redacted]';
const KEYS: ReadonlySet<string> = new Set(REDACTED_KEYS.map((key) => key.toLowerCase()));

/**
 * Takes personal data out of one finished JSON line. It works on the line and not on the logged object because only
 * the line has everything in it: bindings of child loggers, what serializers made, properties of errors.
 */
export function redactLine(line: string): string {
  // Most lines hold nothing to hide; parsing those would double the price of logging.
  if (!hasRedactedKey(line) && !looksPersonal(line)) return line;
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    // Cannot be judged, so it cannot be printed; the notice takes its place so that the loss is seen.
    return `{"level":"error","time":"${new Date().toISOString()}","msg":"a log line that is not JSON was withheld"}\n`;
  }
  return `${JSON.stringify(redacted(parsed))}\n`;
}

/** True where such a key stands in the line. From one key's end to the next: a pattern would be tried at each letter. */
function hasRedactedKey(line: string): boolean {
  for (let end = line.indexOf('":'); end > 0; end = line.indexOf('":', end + 2)) {
    const key = line.slice(line.lastIndexOf('"', end - 1) + 1, end);
    if (KEYS.has(key) || KEYS.has(key.toLowerCase())) return true;
  }
  return false;
}

function redacted(value: unknown): unknown {
  if (typeof value === 'string') return withoutPersonalNumbers(value);
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  // A serialized error has a stack; its code is what the operator searches for and says nothing about a person.
  const isError = 'stack' in value && 'message' in value;
  return Object.fromEntries(
    entries.map(([key, inner]) => {
      if (!KEYS.has(key.toLowerCase())) return [key, redacted(inner)];
      if (isError && key === 'code' && typeof inner === 'string') return [key, withoutPersonalNumbers(inner)];
      return [key, CENSORED];
    }),
  );
}
