import {
  checkShape,
  Delegation,
  delegationFaults,
  TongbanError,
  type Actor,
  type DelegationView,
  type PublishDelegation,
  type ServiceItemDefinition,
} from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../db/database.js';
import type { OwnLane, PublishCommand } from '../exchange/state/own-lane.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { narrowedAtOnce } from './delegation.rules.js';
import { saveDelegations } from './delegation-store.js';

const factOf = (body: Delegation) => ({ type: 'delegation.published', body });

/** 授权委托: what this city lets others do in its name, published to all partners, and what others let do in theirs. */
export class DelegationService {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly lane: OwnLane,
    private readonly clock: Clock,
  ) {}

  /**
   * Publishes a delegation; one with the same id takes the place of the earlier from its own beginning on. Throws
   * delegation_invalid naming the faults, city_unknown, idempotency_key_reused, recovery_pending or partner_ahead.
   */
  async publish(input: PublishDelegation, actor: Actor, command: PublishCommand): Promise<DelegationView> {
    if (!this.directory.current.party(input.to)) throw new TongbanError('city_unknown', { city: input.to });
    return this.lane.publish(async ({ em, state, publishedBy }) => {
      const before = await publishedBy(command);
      if (before) {
        const [known] = await rows<{ definition: Delegation }>(
          em,
          'select definition from delegation where from_city = $1 and hash = $2',
          [this.self, before],
        );
        if (known) return this.viewOf(known.definition);
      }
      const { revokedAt = null, sample = false, ...rest } = input;
      const delegation: Delegation = { ...rest, from: this.self, revokedAt, sample };
      await this.check(em, delegation);
      await saveDelegations(em, await state({ facts: [factOf(delegation)], actor, command }));
      return this.viewOf(delegation);
    });
  }

  /** Publishes delegations of ours whose id is new, as a file brings them. Returns how many. May be called again. */
  async publishNew(delegations: readonly unknown[], refuse: (id: string, why: TongbanError) => void): Promise<number> {
    const own = delegations.map((one) => checkShape(Delegation, one, 'request_invalid'));
    return this.lane.publish(async ({ em, state }) => {
      const known = await rows<{ id: string }>(em, 'select distinct id from delegation where from_city = $1', [
        this.self,
      ]);
      const fresh = own.filter(({ id }) => !known.some((one) => one.id === id));
      const fit: Delegation[] = [];
      for (const one of fresh) {
        const refused = await this.check(em, one).then(
          () => null,
          (error: Error) => error,
        );
        if (refused === null) fit.push(one);
        else if (refused instanceof TongbanError) refuse(one.id, refused);
        else throw refused;
      }
      await saveDelegations(em, await state({ facts: fit.map(factOf), actor: { role: 'node', id: 'catalogue' } }));
      return fit.length;
    });
  }

  /** The newest version of each delegation from or to a city; all of them where none is named. */
  async list(city: string | undefined): Promise<DelegationView[]> {
    const found = await this.db.query<{ definition: Delegation }>(
      `select distinct on (from_city, id) definition from delegation
       where $1::text is null or from_city = $1 or to_city = $1 order by from_city, id, seq desc`,
      [city ?? null],
    );
    return found.map(({ definition }) => this.viewOf(definition));
  }

  private async check(em: Tx, delegation: Delegation): Promise<void> {
    const at = this.clock.now().toISOString();
    const faults = [...delegationFaults(delegation, at), ...(delegation.from === this.self ? [] : ['not_ours'])];
    const items = await rows<{ definition: ServiceItemDefinition }>(
      em,
      'select definition from service_item where home_city = $1 and item_code = any($2::text[])',
      [this.self, delegation.items],
    );
    for (const code of delegation.items) {
      const offered = items.some(({ definition: d }) => d.itemCode === code && d.modes.includes('DELEGATED'));
      if (!offered) faults.push(`item_not_delegated:${code}`);
    }
    const [before] = await rows<{ definition: Delegation }>(
      em,
      'select definition from delegation where from_city = $1 and id = $2 order by seq desc limit 1',
      [this.self, delegation.id],
    );
    if (before) faults.push(...narrowedAtOnce(before.definition, delegation, at));
    if (faults.length > 0) throw new TongbanError('delegation_invalid', { id: delegation.id, faults });
  }

  private viewOf(delegation: Delegation): DelegationView {
    const { validFrom, validUntil, revokedAt } = delegation;
    const at = this.clock.now().toISOString();
    const ended = at >= validUntil || (revokedAt !== null && at >= revokedAt);
    const { current } = this.directory;
    return {
      ...delegation,
      fromName: current.nameOf(delegation.from),
      toName: current.nameOf(delegation.to),
      state: ended ? 'ENDED' : at < validFrom ? 'NOT_YET' : 'IN_FORCE',
    };
  }
}
