import { ValidateBy, type ValidationOptions } from 'class-validator';
import { chinaDateOf, isCompactDate } from './calendar-date.js';
import { hasProvincePrefix } from './region-code.js';

/** What is wrong with a citizen identity number, the first fault found from left to right. */
export type ResidentIdFault = 'length' | 'charset' | 'region' | 'birth_date' | 'check_digit';

// GB 11643, ISO 7064 MOD 11-2: the weight of place i is 2^(17-i) mod 11.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

// Nobody born earlier stands at a window; an older year is a misread digit.
const EARLIEST_BIRTH = '19000101';

/**
 * The first fault of an 18-character identity number of GB 11643, or null when it is well formed.
 * `today` is the day in China, `YYYY-MM-DD`: a person born after it is refused.
 * The form alone is judged; whether the number was ever issued is known to the police only.
 */
export function residentIdFault(id: string, today: string): ResidentIdFault | null {
  if (id.length !== 18) return 'length';
  // A small x is refused, not repaired: the number is hashed for search, and two spellings would be two people.
  if (!/^\d{17}[\dX]$/.test(id)) return 'charset';
  if (!hasProvincePrefix(id)) return 'region';
  const birth = id.slice(6, 14);
  if (!isCompactDate(birth) || birth < EARLIEST_BIRTH || birth > today.replaceAll('-', '')) return 'birth_date';
  return residentIdCheckDigit(id.slice(0, 17)) === id[17] ? null : 'check_digit';
}

/** True for a well-formed identity number; `today` as in {@link residentIdFault}. */
export function isResidentId(id: unknown, today: string): id is string {
  return typeof id === 'string' && residentIdFault(id, today) === null;
}

/**
 * Builds a well-formed identity number for sample data and tests from region (6 digits), day of birth `YYYYMMDD` and
 * serial (3 digits); throws RangeError when a part has another form. Never use it to complete what a person gave.
 */
export function makeResidentId(region: string, birth: string, serial: string): string {
  if (!/^\d{6}$/.test(region) || !hasProvincePrefix(region)) throw new RangeError('resident id: region');
  if (!isCompactDate(birth)) throw new RangeError('resident id: birth date');
  if (!/^\d{3}$/.test(serial)) throw new RangeError('resident id: serial');
  const body = region + birth + serial;
  return body + residentIdCheckDigit(body);
}

/**
 * Validates an identity number against the present day in China; the message is the error code `resident_id_invalid`.
 * `today` replaces the system clock where the caller has its own.
 */
export function IsResidentId(options?: ValidationOptions & { today?: () => string }): PropertyDecorator {
  const today = options?.today ?? (() => chinaDateOf(new Date()));
  return ValidateBy(
    {
      name: 'isResidentId',
      validator: { validate: (value) => isResidentId(value, today()), defaultMessage: () => 'resident_id_invalid' },
    },
    options,
  );
}

function residentIdCheckDigit(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(body[place]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}
