import type { ListFilters } from './work-list.js';
import type { Parameters } from './work-list-parameters.js';

/** Conditions that one index answers. */
export interface ListBranch {
  conditions: string[];
  /** A column that has one of many values: each is a walk of its own. */
  among?: { column: string; values: string };
  /** So few cases that they are simply sorted. */
  isSmall: boolean;
}

/** Columns of the cities' parts, in the order in which a case of several of them is counted to one only. */
const PARTS = ['collecting_city', 'home_city', 'pickup_city'] as const;
type Part = (typeof PARTS)[number];

/** As it stands in the index of pickup cities, where it costs no look at the rows. */
const ONLY_PICKUP = '(case when pickup_city in (collecting_city, home_city) then 0 else 1 end) = 1';
const LAST_NUMBER = 31;
const GRAVER = "array_position(array['WARNING', 'YELLOW', 'RED'], level)";

type OwnBranch = Omit<ListBranch, 'isSmall'> & Partial<Pick<ListBranch, 'isSmall'>>;

const isSmall = ({ caseNo, caseNoPrefix, certificateHash, claimedBy, card }: ListFilters): boolean =>
  Boolean(caseNo ?? caseNoPrefix ?? certificateHash ?? claimedBy ?? card);

/** Conditions of which each is answered by one index, and of which a case fits one only. */
export function listBranches(self: string, filters: ListFilters, p: Parameters): ListBranch[] {
  const small = isSmall(filters);
  const common = conditionsOf(filters, p);
  const role: Part | null = filters.role ? `${filters.role}_city` : null;
  if (role) common.push(`${role} = ${p.of(self)}`);
  // Our own city is in every case that we hold.
  const partner = filters.partner && filters.partner !== self ? filters.partner : null;
  if (filters.due) {
    const city = partner && p.of(partner);
    const ofPartner = city ? [`${city} in (collecting_city, home_city, pickup_city)`] : [];
    return ownedBy(self, filters, p).map((own) => ({
      conditions: [...common, ...ofPartner, ...own.conditions, ...(own.among ? [inAll(own.among)] : [])],
      isSmall: true,
    }));
  }
  const isNarrow = role !== null || small || [filters.itemCode, filters.of, filters.applicantMasked].some(Boolean);
  const owned = ownedBy(self, filters, p);
  if (partner === null && isNarrow) return owned.map((own) => joined(common, own, small));
  const city = p.of(partner ?? self);
  const parts = PARTS.filter((part) => part !== role);
  return parts.flatMap((part, i) => {
    const before = part === 'pickup_city' ? [ONLY_PICKUP] : parts.slice(0, i).map((one) => `${one} <> ${city}`);
    return owned.map((own) => joined([...common, `${part} = ${city}`, ...before], own, small));
  });
}

const inAll = ({ column, values }: { column: string; values: string }): string => `${column} = any(${values})`;

function joined(common: readonly string[], own: OwnBranch, others: boolean): ListBranch {
  const small = others || own.isSmall === true;
  const conditions = [...common, ...own.conditions];
  if (!own.among) return { conditions, isSmall: small };
  return small
    ? { conditions: [...conditions, inAll(own.among)], isSmall: true }
    : { conditions, among: own.among, isSmall: false };
}

function conditionsOf(filters: ListFilters, p: Parameters): string[] {
  const found: string[] = [];
  if (filters.status) found.push(`status = ${p.of(filters.status)}`);
  if (filters.itemCode) found.push(`item_code = ${p.of(filters.itemCode)}`);
  if (filters.mode) found.push(`mode = ${p.of(filters.mode)}`);
  if (filters.caseNo) found.push(`case_no = ${p.of(filters.caseNo)}`);
  if (filters.caseNoPrefix) {
    const [from, to] = [filters.caseNoPrefix, filters.caseNoPrefix.padEnd(LAST_NUMBER, 'Z')];
    found.push(`case_no between ${p.of(from)} and ${p.of(to)}`);
  }
  if (filters.certificateHash) found.push(`certificate_hash = ${p.of(filters.certificateHash)}`);
  if (filters.applicantMasked) found.push(`applicant_masked = ${p.of(filters.applicantMasked)}`);
  if (filters.claimedBy !== undefined) {
    found.push(filters.claimedBy === null ? 'claimed_by is null' : `claimed_by = ${p.of(filters.claimedBy)}`);
  }
  if (filters.card) {
    const gravest =
      filters.card === 'ANY'
        ? ''
        : `having max(${GRAVER}) = array_position(
      array['WARNING', 'YELLOW', 'RED'], ${p.of(filters.card)}::text)`;
    found.push(`case_no in (select case_no from case_card where state in ('OPEN', 'APPEALED')
      group by case_no ${gravest})`);
  }
  const { due, collected } = filters;
  if (due) found.push(`next_due_at <= ${p.of(due.until)}`, `next_due_kind <> 'pending'`);
  if (due?.after) found.push(`next_due_at > ${p.of(due.after)}`, `next_due_kind <> 'procedure'`);
  // A case has changed since it was collected: the walk need not begin, or go on, where it cannot find anything.
  if (collected?.from) {
    const from = p.of(collected.from);
    found.push(`collected_at >= ${from}`, `changed_at >= ${from}`);
  }
  if (collected?.before) found.push(`collected_at < ${p.of(collected.before)}`);
  return found;
}

/** Whose cases; a case of a unit is counted where it was collected before it is counted as one of its items. */
function ownedBy(self: string, { of }: ListFilters, p: Parameters): OwnBranch[] {
  if (!of) return [{ conditions: [] }];
  if (of.kind === 'officer') {
    const me = p.of(of.username);
    return [
      { conditions: [`desk_officer = ${me}`] },
      { conditions: [`claimed_by = ${me}`, `desk_officer is distinct from ${me}`], isSmall: true },
    ];
  }
  if (of.kind === 'window') return [{ conditions: [`desk_window = ${p.of(of.windowId)}`] }];
  const windows = `${p.of(of.windowIds)}::text[]`;
  return [
    { conditions: [], among: { column: 'desk_window', values: windows } },
    {
      conditions: [`home_city = ${p.of(self)}`, `(desk_window is null or desk_window <> all(${windows}))`],
      among: { column: 'item_code', values: `${p.of(of.itemCodes)}::text[]` },
    },
  ];
}
