import type { ActionView, UserRole } from '#contracts';
import { prewritten } from '#runtime';
import type { CaseFile } from './case-file.js';
import type { CaseState } from './case-state.js';
import { modesOf, STATUS_TABLE, whyNot } from './case-status.rules.js';
import type { LackingPowers } from './delegated-acts.rules.js';

/** Answers kept by state; there are some hundreds in use. */
const MAX_KEPT = 5000;
/** Members of a state that tell nothing of what may be done: times, cities, hashes. */
const UNTOLD: ReadonlySet<string> = new Set<keyof CaseState>(['formerHomes', 'times', 'ineffective', 'roles']);

/** What a person may do in a case, and why not the rest. Few answers for many cases: made once each. */
export class CaseActions {
  private readonly kept = new Map<string, ActionView[]>();

  constructor(private readonly self: string) {}

  /** All actions that the case's mode knows, in the order of the status table. */
  of(
    file: Pick<CaseFile, 'state' | 'our_roles'>,
    userRole: UserRole,
    isFrozen: boolean,
    lacking: LackingPowers,
  ): ActionView[] {
    const { state } = file;
    // Roles are those of this city, so other cities' codes do not tell.
    let key = `${userRole} ${isFrozen} ${file.our_roles.join()} ${state.formerHomes?.length ?? 0}`;
    for (const [name, value] of Object.entries(state) as [keyof CaseState, string | number | boolean | string[]][]) {
      if (!UNTOLD.has(name)) key += ` ${name}=${typeof value === 'object' ? value.join() : value}`;
    }
    // The sentence names the home city.
    for (const sentence of Object.values(lacking)) key += ` ${sentence}`;
    let found = this.kept.get(key);
    if (!found) {
      found = prewritten(this.make(state, userRole, isFrozen, lacking));
      if (this.kept.size > MAX_KEPT) this.kept.clear();
      this.kept.set(key, found);
    }
    return found;
  }

  private make(state: CaseState, userRole: UserRole, isFrozen: boolean, lacking: LackingPowers): ActionView[] {
    return STATUS_TABLE.filter((rule) => rule.userRole !== null && rule.from.length > 0).flatMap((rule) => {
      // What a mode does not know is not shown greyed out, it is not there.
      if (state.mode !== null && !modesOf(rule).includes(state.mode)) return [];
      const reason = isFrozen ? '办件记录存在分叉，已冻结' : whyNot(rule, state, this.self, userRole, lacking);
      return [{ action: rule.action, zh: rule.zh, allowed: reason === null, reason }];
    });
  }
}
