import { isCaseNo } from '#contracts/codes';

/** What a scan or an entry in the code field means. */
export interface CodeText {
  readonly pickupCode: string;
  /** A slip carries the case as well: its code is tried against this case alone. */
  readonly caseNo?: string;
}

/** Text of the slip's QR code; a reader types it. */
export const slipText = (caseNo: string, pickupCode: string): string => `${caseNo}-${pickupCode}`;

const FULL_WIDTH = /[\uff01-\uff5e]/g;
const plain = (text: string): string =>
  text
    .replace(FULL_WIDTH, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, '')
    .toUpperCase();

/** Reads six digits, or the text of a slip, also as an input method garbles it; null for anything else. */
export function readCode(text: string): CodeText | null {
  const [first = '', second, ...rest] = plain(text).split(/[-－—_]/);
  if (rest.length > 0) return null;
  if (second === undefined) return /^\d{6}$/.test(first) ? { pickupCode: first } : null;
  return isCaseNo(first) && /^\d{6}$/.test(second) ? { caseNo: first, pickupCode: second } : null;
}

/** What a desk compares of a certificate: the last four characters; null while they are not all there. */
export function certificateTail(number: string): string | null {
  const text = plain(number);
  return /^[0-9A-Z()-]{4,30}$/.test(text) ? text.slice(-4) : null;
}

/** Whether the text is on its way to a whole number of a resident's card, which can be checked by its last digit. */
export const isWholeNumber = (number: string): boolean => plain(number).length > 4;
export const plainNumber = plain;
