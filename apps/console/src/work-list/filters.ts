import {
  CASE_STATUSES,
  HANDLING_MODES,
  isCaseNo,
  ITEM_CODE_PATTERN,
  STATUS_GROUP_NAMES,
  type CaseStatus,
  type HandlingMode,
  type StatusGroup,
} from '#contracts/codes';
import type { LocationQuery, LocationQueryRaw } from 'vue-router';

/** What a work list is narrowed by, as it stands in the address. Numbers of certificates never do. */
export interface ListFilters {
  readonly scope?: 'mine' | 'window' | 'unit';
  readonly status?: CaseStatus;
  readonly group?: StatusGroup;
  readonly role?: 'collecting' | 'home' | 'pickup';
  readonly claimed?: 'me' | 'none';
  readonly partner?: string;
  readonly itemCode?: string;
  readonly mode?: HandlingMode;
  readonly caseNo?: string;
  /** Beginning of a number. */
  readonly caseNoPrefix?: string;
  readonly due?: 'OVERDUE' | 'DUE_SOON' | 'RUNNING';
  readonly card?: 'ANY' | 'WARNING' | 'YELLOW' | 'RED';
  readonly collectedFrom?: string;
  readonly collectedUntil?: string;
  readonly page: number;
  readonly pageSize: number;
}

export const PAGE_SIZES = [25, 50, 100] as const;
export const PARTS = ['collecting', 'home', 'pickup'] as const;
export const SCOPES = ['mine', 'window', 'unit'] as const;
export const DUES = ['OVERDUE', 'DUE_SOON', 'RUNNING'] as const;
export const CARDS = ['ANY', 'WARNING', 'YELLOW', 'RED'] as const;
export const CLAIMS = ['me', 'none'] as const;

/** Both cities and the month of a number, or more of it. */
const isPrefix = (text: string): boolean => /^KY\d{18}[0-9A-Z]{0,10}$/.test(text);
const dayIn = (text: string): string | undefined => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined);

/** Reads an address; what is no filter, such as a status of long ago, is left out. */
export function filtersOf(query: LocationQuery): ListFilters {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  const among = <T extends string>(name: string, all: readonly T[]): T | undefined =>
    all.find((one) => one === text(name));
  const page = Number(text('page'));
  const pageSize = Number(text('size'));
  return {
    scope: among('scope', SCOPES),
    status: among('status', CASE_STATUSES),
    group: among('group', STATUS_GROUP_NAMES),
    role: among('role', PARTS),
    claimed: among('claimed', CLAIMS),
    partner: /^\d{6}$/.test(text('partner')) ? text('partner') : undefined,
    itemCode: ITEM_CODE_PATTERN.test(text('itemCode')) ? text('itemCode') : undefined,
    mode: among('mode', HANDLING_MODES),
    caseNo: isCaseNo(text('caseNo')) ? text('caseNo') : undefined,
    caseNoPrefix: isPrefix(text('caseNo'))
      ? text('caseNo')
      : isPrefix(text('caseNoPrefix'))
        ? text('caseNoPrefix')
        : undefined,
    due: among('due', DUES),
    card: among('card', CARDS),
    collectedFrom: dayIn(text('collectedFrom')),
    collectedUntil: dayIn(text('collectedUntil')),
    page: Number.isInteger(page) && page > 0 ? page : 1,
    pageSize: PAGE_SIZES.find((one) => one === pageSize) ?? PAGE_SIZES[0],
  };
}

/** The address of a list; what is as usual is left out, so that the same list has one address. */
export function addressOf({ page, pageSize, ...filters }: ListFilters): LocationQueryRaw {
  return {
    ...Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined && value !== '')),
    ...(page > 1 ? { page: String(page) } : {}),
    ...(pageSize === PAGE_SIZES[0] ? {} : { size: String(pageSize) }),
  };
}
