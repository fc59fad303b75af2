import { CASE_STATUSES, isCaseNo, type CaseStatus } from '#contracts/codes';
import type { LocationQuery, LocationQueryRaw } from 'vue-router';

/** What a work list is narrowed by, as it stands in the address. Numbers of certificates never do. */
export interface ListFilters {
  readonly status?: CaseStatus;
  readonly role?: 'collecting' | 'home' | 'pickup';
  readonly claimed?: 'me' | 'none';
  readonly partner?: string;
  readonly caseNo?: string;
  readonly page: number;
  readonly pageSize: number;
}

export const PAGE_SIZES = [25, 50, 100] as const;
export const PARTS = ['collecting', 'home', 'pickup'] as const;
export const CLAIMS = ['me', 'none'] as const;

/** Reads an address; what is no filter, such as a status of long ago, is left out. */
export function filtersOf(query: LocationQuery): ListFilters {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  const among = <T extends string>(name: string, all: readonly T[]): T | undefined =>
    all.find((one) => one === text(name));
  const page = Number(text('page'));
  const pageSize = Number(text('size'));
  return {
    status: among('status', CASE_STATUSES),
    role: among('role', PARTS),
    claimed: among('claimed', CLAIMS),
    partner: /^\d{6}$/.test(text('partner')) ? text('partner') : undefined,
    caseNo: isCaseNo(text('caseNo')) ? text('caseNo') : undefined,
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
