import { ValidateBy, type ValidationOptions } from 'class-validator';
import { hasProvincePrefix } from './region-code.js';

/** What is wrong with a unified social credit code, the first fault found from left to right. */
export type UsccFault = 'length' | 'charset' | 'region' | 'check_digit';

// GB 32100: no I, O, S, V, Z, which are too easily read as 1, 0, 5, U, 2.
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const MODULUS = 31;

// Bodies registered by a national authority carry 100000, which is no province.
const NATIONAL_REGION = '100000';

/**
 * The first fault of an 18-character unified social credit code of GB 32100, or null when it is well formed.
 * The form alone is judged; whether the body exists is told by the register.
 */
export function usccFault(code: string): UsccFault | null {
  if (code.length !== 18) return 'length';
  // Places 3 to 8 are the region of the registering authority and hold digits only.
  if (![...code].every((character) => ALPHABET.includes(character)) || !/^.{2}\d{6}/.test(code)) return 'charset';
  const region = code.slice(2, 8);
  if (region !== NATIONAL_REGION && !hasProvincePrefix(region)) return 'region';
  return usccCheckCharacter(code.slice(0, 17)) === code[17] ? null : 'check_digit';
}

/** True for a well-formed unified social credit code. */
export function isUscc(code: unknown): code is string {
  return typeof code === 'string' && usccFault(code) === null;
}

/**
 * Completes the first 17 characters of a unified social credit code for sample data and tests; throws RangeError when
 * they have another form. Never use it to complete what an applicant gave.
 */
export function makeUscc(body: string): string {
  if (body.length !== 17 || ![...body].every((character) => ALPHABET.includes(character))) {
    throw new RangeError('uscc: body');
  }
  const code = body + usccCheckCharacter(body);
  const fault = usccFault(code);
  if (fault) throw new RangeError(`uscc: ${fault}`);
  return code;
}

/** Validates a unified social credit code; the message is the error code `uscc_invalid`. */
export function IsUscc(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    { name: 'isUscc', validator: { validate: (value) => isUscc(value), defaultMessage: () => 'uscc_invalid' } },
    options,
  );
}

function usccCheckCharacter(body: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % MODULUS;
  }
  return ALPHABET.charAt((MODULUS - (sum % MODULUS)) % MODULUS);
}
