import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isCompactDate } from './calendar-date.js';
import { isRegionCode } from './region-code.js';

/** What a case number says by itself: `onDate` is the day of collecting in China, `YYYYMMDD`. */
export interface CaseNoParts {
  readonly home: string;
  readonly collecting: string;
  readonly onDate: string;
  /** The eight random characters, without the check character. */
  readonly tail: string;
}

const PREFIX = 'KY';
const CHECK_VALUES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
// Crockford's base 32: no I, L, O, U, which people read and hear as 1, 1, 0, V.
const TAIL_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TAIL_BYTES = 5;
const FORM = /^KY(\d{6})(\d{6})(\d{8})([0-9A-HJKMNP-TV-Z]{8})([0-9A-Z])$/;

/**
 * Makes a case number: KY, home city, collecting city, day, eight characters of chance, one check character.
 * The tail is chance (40 bits) and not a counter, because a counter runs again after a restored backup and would give
 * two people one number. `random` is exactly 5 bytes from a cryptographic source; RangeError for any wrong part.
 */
export function makeCaseNo(parts: { home: string; collecting: string; onDate: string; random: Uint8Array }): string {
  if (!isRegionCode(parts.home)) throw new RangeError('case number: home');
  if (!isRegionCode(parts.collecting)) throw new RangeError('case number: collecting');
  if (!isCompactDate(parts.onDate)) throw new RangeError('case number: date');
  if (parts.random.length !== TAIL_BYTES) throw new RangeError('case number: random');
  const head = PREFIX + parts.home + parts.collecting + parts.onDate;
  const drawn = parts.random.reduce((value, byte) => value * 256n + BigInt(byte), 0n);
  const body = head + tailOf(drawn);
  const check = checkCharacterOf(body);
  if (check !== null) return body + check;
  // One tail in 37 would need the 37th check character, which is no letter: the next tail never does.
  const next = head + tailOf(drawn ^ 1n);
  return next + String(checkCharacterOf(next));
}

/** Numbers read of late: each event of a case asks several times. */
const READ = new Map<string, CaseNoParts>();
const MAX_READ = 4096;

/** Reads a case number; null when any part or the check character is wrong, so a mistyped number finds no case. */
export function parseCaseNo(caseNo: string): CaseNoParts | null {
  const known = READ.get(caseNo);
  if (known) return known;
  const parts = readCaseNo(caseNo);
  if (!parts) return null;
  if (READ.size >= MAX_READ) READ.clear();
  READ.set(caseNo, parts);
  return parts;
}

function readCaseNo(caseNo: string): CaseNoParts | null {
  const match = FORM.exec(caseNo);
  if (!match) return null;
  const [, home = '', collecting = '', onDate = '', tail = '', check] = match;
  if (!isRegionCode(home) || !isRegionCode(collecting) || !isCompactDate(onDate)) return null;
  if (checkCharacterOf(caseNo.slice(0, -1)) !== check) return null;
  return { home, collecting, onDate, tail };
}

/** True for a case number that {@link parseCaseNo} can read. */
export function isCaseNo(caseNo: unknown): caseNo is string {
  return typeof caseNo === 'string' && parseCaseNo(caseNo) !== null;
}

/**
 * The number of the n-th receipt (收件凭证) given for a case, `ordinal` from 1 to 99; RangeError for a wrong case
 * number or ordinal. It follows from the case, so a receipt printed again carries the same number.
 */
export function receiptNoOf(caseNo: string, ordinal: number): string {
  const parts = parseCaseNo(caseNo);
  if (!parts) throw new RangeError('receipt number: case number');
  if (!Number.isInteger(ordinal) || ordinal < 1 || ordinal > 99) throw new RangeError('receipt number: ordinal');
  return `SJ${parts.collecting}${parts.onDate}-${parts.tail}-${String(ordinal).padStart(2, '0')}`;
}

/** Validates a case number; the message is the error code `case_no_invalid`. */
export function IsCaseNo(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    { name: 'isCaseNo', validator: { validate: (value) => isCaseNo(value), defaultMessage: () => 'case_no_invalid' } },
    options,
  );
}

function tailOf(bits: bigint): string {
  let tail = '';
  for (let shift = 35n; shift >= 0n; shift -= 5n) tail += TAIL_ALPHABET.charAt(Number((bits >> shift) & 31n));
  return tail;
}

/**
 * ISO 7064 MOD 37-2, null where the standard would write `*`.
 * Not MOD 37,36, which always gives a letter or digit: it misses a swap of two characters next to each other in its
 * table after certain beginnings, such as 20260412 and 20260421 after KY430100430100, and both are real days.
 * MOD 37-2 misses no swap of two characters, neighbours or not, at any distance below 36.
 */
function checkCharacterOf(body: string): string | null {
  let remainder = 0;
  for (const character of body) remainder = ((remainder + CHECK_VALUES.indexOf(character)) * 2) % 37;
  const check = (38 - remainder) % 37;
  return check === 36 ? null : CHECK_VALUES.charAt(check);
}
