/*
 * Shapes of data about people that must reach neither a log line nor a metric. Letters beside the digits mean an
 * identifier of another kind (a case number, a hash), so a match must stand alone.
 */
const RESIDENT_ID =
  '(?<![0-9A-Za-z])[1-9]\\d{5}(?:18|19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[\\dXx](?![0-9A-Za-z])';
const MOBILE_PHONE = '(?<![0-9A-Za-z])(?:86)?1[3-9]\\d{9}(?![0-9A-Za-z])';

const ANY = new RegExp(`${RESIDENT_ID}|${MOBILE_PHONE}`);
const EVERY = new RegExp(`${RESIDENT_ID}|${MOBILE_PHONE}`, 'g');

/** True when the text holds something shaped like a resident identity number or a mobile phone number. */
export function looksPersonal(text: string): boolean {
  return ANY.test(text);
}

/** Replaces everything in the text shaped like an identity number or a mobile phone number. */
export function withoutPersonalNumbers(text: string): string {
  return text.replace(EVERY, '[redacted]');
}
