import {
  TongbanError,
  type Actor,
  type DisputeJurisdiction,
  type RerouteCase,
  type SettleJurisdiction,
} from '#contracts';
import type { Clock } from '#runtime';
import type { DirectoryService } from '../../partners/directory.service.js';
import type { CatalogueService, PublishedItem } from '../../service-items/catalogue.service.js';
import { itemFaults } from '../../service-items/item-fitness.rules.js';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext, OpenCase } from '../case-desk.service.js';
import { loadCollected } from '../case-reads.js';

/** 管辖异议与转办: whose case it is, and passing it on to whose it is. */
export class JurisdictionService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly directory: DirectoryService,
    private readonly catalogue: CatalogueService,
    private readonly clock: Clock,
  ) {}

  /** 管辖异议: nothing is accepted until it is said whose case it is. Throws city_unknown, and as CaseDesk.act does. */
  async dispute(context: CommandContext, { caseNo, reason, proposedCity }: DisputeJurisdiction): Promise<ActDone> {
    if (proposedCity !== undefined) this.checkCity(proposedCity);
    const body = { reason, ...(proposedCity === undefined ? {} : { proposedCity }) };
    return this.desk.act(context, caseNo, 'dispute-jurisdiction', () => [
      { type: 'jurisdiction.disputed', body, actor: actorOf(context, 'reviewer') },
    ]);
  }

  /** 确认管辖: a person above the cities has said that the case stays. Throws as CaseDesk.act does. */
  settle(context: CommandContext, { caseNo, reason, settledBy }: SettleJurisdiction): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'settle-jurisdiction', () => [
      { type: 'jurisdiction.settled', body: { reason, settledBy }, actor: actorOf(context, 'supervisor') },
    ]);
  }

  /**
   * 转办 to another city under an item of its list; the number stays. The new home city is given every event of the case
   * with its data. Throws city_unknown, item_unknown, item_not_agreed and the other faults of an item, request_invalid
   * for our own city, and as CaseDesk.act does.
   */
  async reroute(context: CommandContext, input: RerouteCase): Promise<ActDone> {
    const { caseNo, toCity, itemCode, reason } = input;
    if (toCity === this.desk.self) {
      throw new TongbanError('request_invalid', { faults: [{ path: 'toCity', rule: 'isOtherCity' }] });
    }
    this.checkCity(toCity);
    const item = await this.catalogue.find(toCity, itemCode, input.itemVersion);
    const { definition, basis } = item;
    return this.desk.act(context, caseNo, 'reroute', async (open) => {
      await this.checkTaken(open, item);
      const body = { toCity, itemCode, itemVersion: definition.version, itemName: definition.name, reason };
      const assigns = [{ role: 'home', city: toCity }] as const;
      return [{ type: 'case.rerouted', body, actor: actorOf(context, 'reviewer'), basis, assigns: [...assigns] }];
    });
  }

  private checkCity(city: string): void {
    if (!this.directory.current.party(city)) throw new TongbanError('city_unknown', { city });
  }

  /** The collecting city must be one from which the new home city takes this item, unless it is that city itself. */
  private async checkTaken({ em, lane, file }: OpenCase, { definition }: PublishedItem): Promise<void> {
    const at = this.clock.now().toISOString();
    const { mode, roles } = file.state;
    const { itemCode, homeCity } = definition;
    if (mode === null) throw new TongbanError('internal_error', { reason: 'mode_unknown' });
    const agreed = this.directory.current.agreement(roles.collecting, homeCity, mode, definition, at);
    if (roles.collecting !== homeCity && !agreed) {
      throw new TongbanError('item_not_agreed', { homeCity, itemCode, mode });
    }
    const application = (await loadCollected(em, [lane.lane])).get(lane.lane)?.body.application;
    if (!application) throw new TongbanError('case_erased');
    const request = { mode, applicantType: application.applicant.type, byAgent: application.agent !== undefined };
    const [fault] = itemFaults(definition, request, at);
    if (fault) throw new TongbanError(fault.code, fault.details);
  }
}

const actorOf = ({ user }: CommandContext, role: 'reviewer' | 'supervisor'): Actor => ({ role, id: user.username });
