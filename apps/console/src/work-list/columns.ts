import type { LocationQuery } from 'vue-router';
import { session } from '../session/session.js';

/** Columns of a work list beside the number, which is always there, in the order in which they stand. */
export const COLUMNS = [
  'item',
  'applicant',
  'status',
  'holder',
  'due',
  'from',
  'home',
  'mode',
  'claimedBy',
  'collected',
  'changed',
] as const;
export type Column = (typeof COLUMNS)[number];

const USUAL: readonly Column[] = ['item', 'applicant', 'status', 'holder', 'due', 'from', 'home', 'changed'];
/** Nothing personal: whose choice it is, by city and user name, and which columns. */
const keyHere = (): string => `tongban.columns.${session.user?.city}.${session.user?.username}`;

/** The columns named in a text, in their own order; null where it names none of them. */
export function columnsIn(text: string): readonly Column[] | null {
  const named = text.split(',');
  const found = COLUMNS.filter((column) => named.includes(column));
  return found.length > 0 ? found : null;
}

/** The columns of an address, which a saved view keeps; else those that this person chose last, else the usual ones. */
export function columnsOf(query: LocationQuery): readonly Column[] {
  const named = typeof query.columns === 'string' ? columnsIn(query.columns) : null;
  return named ?? columnsIn(localStorage.getItem(keyHere()) ?? '') ?? USUAL;
}

/** Remembers a choice; gives it as it stands in an address. */
export function chooseColumns(chosen: ReadonlySet<Column>): string {
  const text = COLUMNS.filter((column) => chosen.has(column)).join(',');
  localStorage.setItem(keyHere(), text);
  return text;
}
