import { chinaDateOf, residentIdFault, usccFault } from '#contracts/codes';

/** What can be said of a certificate number while it is typed. `wait`: nothing yet, it is not all there. */
export type NumberState =
  { is: 'good' } | { is: 'wait'; typed: number; of: number } | { is: 'wrong'; why: string } | { is: 'unchecked' };

const LENGTH = 18;

/** Judges a number of a certificate type (111 居民身份证, 001 统一社会信用代码) as far as it is typed. */
export function numberState(type: string, no: string, now = new Date()): NumberState {
  if (type === '111') return judged(no, /^\d{0,17}[\dX]?$/, residentIdFault(no, chinaDateOf(now)));
  if (type === '001') return judged(no, /^[0-9A-Z]*$/, usccFault(no));
  if (no === '') return { is: 'wait', typed: 0, of: 5 };
  return /^[0-9A-Z()-]{5,30}$/.test(no) ? { is: 'unchecked' } : { is: 'wrong', why: 'charset' };
}

function judged(no: string, allowed: RegExp, fault: string | null): NumberState {
  if (fault === null) return { is: 'good' };
  if (!allowed.test(no)) return { is: 'wrong', why: no.length > LENGTH ? 'length' : 'charset' };
  // A number that goes on being typed is not wrong for being short.
  return no.length < LENGTH ? { is: 'wait', typed: no.length, of: LENGTH } : { is: 'wrong', why: fault };
}

/** What a card reader or a paste brought. */
export interface CardText {
  certificateNo: string;
  name?: string;
  address?: string;
}

const FULL_WIDTH = /[\uff01-\uff5e]/g;
const half = (text: string): string =>
  text.replace(FULL_WIDTH, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ');

/** A number as it is written: capitals, half-width, without the blanks that copying brings along. */
export const plainNumber = (text: string): string => half(text).replace(/\s/g, '').toUpperCase();

/**
 * Reads the line of a card reader: the number alone, or with name, sex, day of birth and address around it, separated
 * by commas, tabs, bars or line ends. Null where no number of 18 characters is in it.
 */
export function readCard(text: string): CardText | null {
  const plain = half(text);
  const number = /(?<![0-9A-Za-z])[0-9A-Za-z]{17}[0-9A-Za-z](?![0-9A-Za-z])/.exec(plain)?.[0];
  if (!number) return null;
  const others = plain
    .split(/[,;|\t\r\n]+/)
    .map((part) => part.replace(/^(姓名|住址|地址|名称)[:]?/, '').trim())
    .filter((part) => part !== '' && !part.includes(number));
  // Longer texts without a dot are addresses; nations stand between the name and them.
  const name = others.find(
    (part) => /^(\p{Script=Han}{2,6}|\p{Script=Han}+·[\p{Script=Han}·]+)$/u.test(part) && !/族$/.test(part),
  );
  const address = others.find((part) => part !== name && part.length > 6 && /[省市县区乡镇村路街号]/.test(part));
  return { certificateNo: number.toUpperCase(), ...(name ? { name } : {}), ...(address ? { address } : {}) };
}
