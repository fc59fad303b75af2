import { DELEGATED_ACTS, TongbanError, type Basis, type DelegatedAct } from '#contracts';
import type { Clock } from '#runtime';
import type { Database, Tx } from '../db/database.js';
import type { PublishedDelegations } from '../service-items/published-delegations.js';
import { caseLane, type CaseFile } from './case-file.js';
import { loadCollected } from './case-reads.js';
import { notDelegated, powerFor, restsOnDelegation, type LackingPowers } from './delegated-acts.rules.js';

/** What this city may do in the name of others, asked at the moment of each act. */
export class DelegatedPowers {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly published: PublishedDelegations,
    private readonly nameOf: (city: string) => string,
    private readonly clock: Clock,
  ) {}

  /** Throws delegation_missing where `home` does not let us do this on this item at this instant. */
  async check(home: string, itemCode: string, act: DelegatedAct, at: string): Promise<void> {
    await this.db.transaction((tx) => this.basis(tx, home, itemCode, act, at));
  }

  /** What a fact of ours rests on where we state it in the home city's name; null where we state it in our own. */
  async basisFor(em: Tx, file: CaseFile, type: string, at: string): Promise<Basis | null> {
    const { state } = file;
    if (state.mode === 'DIRECT' && type === 'handover.instructed' && this.self !== state.roles.home) {
      // A pickup city has not seen how the case came here: the home city's list says that we decide it.
      return (await loadCollected(em, [caseLane(file.case_no)])).get(caseLane(file.case_no))?.basis ?? null;
    }
    const act = powerFor(type);
    if (act === undefined || !restsOnDelegation(state, type, this.self)) return null;
    return this.basis(em, state.roles.home, file.item_code ?? '', act, at);
  }

  private async basis(em: Tx, home: string, itemCode: string, act: DelegatedAct, at: string): Promise<Basis> {
    await this.published.load(em, [home]);
    const basis = this.published.allowing(home, { to: this.self, itemCode, act, at });
    if (basis) return basis;
    const reason = notDelegated(this.nameOf(home), act);
    throw new TongbanError('delegation_missing', { homeCity: home, itemCode, power: act, reason });
  }

  /** Powers that the home city does not give us on this case now, with the sentence that says so; none in our own cases. */
  async lacking(file: CaseFile, em?: Tx): Promise<LackingPowers> {
    const { roles, mode, takenBack } = file.state;
    const home = roles.home;
    if (mode !== 'DELEGATED' || takenBack || roles.collecting !== this.self || home === this.self) return {};
    if (em) await this.published.load(em, [home]);
    else await this.db.transaction((tx) => this.published.load(tx, [home]));
    const deed = { to: this.self, itemCode: file.item_code, at: this.clock.now().toISOString() };
    const acts = DELEGATED_ACTS.filter((act) => this.published.allowing(home, { ...deed, act }) === null);
    return Object.fromEntries(acts.map((act) => [act, notDelegated(this.nameOf(home), act)]));
  }
}
