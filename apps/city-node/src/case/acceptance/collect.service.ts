import {
  certificateFault,
  chinaDateOf,
  receiptNoOf,
  TongbanError,
  type Application,
  type Basis,
  type Agreement,
  type CaseCollectedV2,
  type CollectCase,
  type ServiceItemDefinition,
} from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../../db/database.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import type { CatalogueService } from '../../service-items/catalogue.service.js';
import { applicationFaults, itemFaults, wishFaults } from '../../service-items/item-fitness.rules.js';
import type { ActDone } from '../act-groups.js';
import { findCommands } from '../act-reads.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';
import type { CaseFact } from '../case-facts.js';
import { caseLane, caseNoOf, newCaseFile } from '../case-file.js';
import { emptyCase } from '../case-fold.rules.js';
import { modesOf, ruleOfAction } from '../case-status.rules.js';
import type { DelegatedPowers } from '../delegated-powers.js';
import { withNewCaseNo } from '../new-case-no.js';
import { receiptFacts } from '../receipt-facts.js';

/** A part of a joint case: which it belongs to, and what the parts before it brought. */
export type PartOfJoint = Pick<Required<CaseCollectedV2>, 'parent' | 'products'>;

/** What an application is taken in under. */
interface Taken {
  definition: ServiceItemDefinition;
  basis: Basis;
  /** Null where a city takes in for itself: it needs nobody's agreement. */
  agreement: Agreement | null;
  /** Number of the directory that holds the agreement. */
  directory: number;
}

/** 收件: takes an application in, for another city or for the own one, by the steps of its mode. Asks nobody outside, so it works whatever the partner's state. */
export class CollectService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly catalogue: CatalogueService,
    private readonly clock: Clock,
    private readonly delegated: DelegatedPowers,
  ) {}

  /**
   * Takes the application in; done at once and once, also where the same command comes again.
   * Throws the code of the first fault of the application; details name materials and fields, never what is in them.
   */
  async collect(context: CommandContext, input: CollectCase, part?: PartOfJoint): Promise<ActDone> {
    if (context.user.windowId === null) return this.repeatedOr(context, new TongbanError('window_required'));
    let item: Taken;
    try {
      // The parent of a joint case comes with its plan, by a step of its own.
      if (input.mode === 'JOINT') throw new TongbanError('joint_plan_missing', { itemCode: input.itemCode });
      item = await this.check(input);
    } catch (error) {
      // Carried out before an item was withdrawn or a window closed: it stays carried out.
      return this.repeatedOr(context, error);
    }
    try {
      const ends = { home: input.homeCity, collecting: this.desk.self };
      return await withNewCaseNo(ends, this.clock.now(), (caseNo) => this.make(context, caseNo, input, item, part));
    } catch (error) {
      // The same command was carried out meanwhile by the other replica.
      if ((error as { constraint?: string }).constraint !== 'event_command') throw error;
      return this.repeatedOr(context, error);
    }
  }

  /** The case that this very command made before; throws the error where it made none. */
  async repeatedOr(context: CommandContext, error: unknown): Promise<ActDone> {
    const command = context.commandId === null ? null : { id: context.commandId, hash: context.commandHash };
    const done = await this.db.transaction((tx) => findCommands(tx, [{ command }]));
    const lane = done.laneOf(command, null);
    if (lane === null) throw error;
    return { repeated: true, caseNo: caseNoOf(lane) };
  }

  /** Throws the code of the first fault of the application. */
  async check(input: CollectCase): Promise<Taken> {
    const { self } = this.desk;
    const directory = this.directory.current;
    if (!directory.party(input.homeCity)) throw new TongbanError('city_unknown', { city: input.homeCity });
    const { definition, basis } = await this.catalogue.find(input.homeCity, input.itemCode, input.itemVersion);
    const at = this.clock.now().toISOString();
    const own = input.homeCity === self;
    const agreement = own ? null : directory.agreement(self, input.homeCity, input.mode, definition, at);
    if (agreement === undefined) {
      throw new TongbanError('item_not_agreed', {
        homeCity: input.homeCity,
        itemCode: input.itemCode,
        mode: input.mode,
      });
    }
    const { application } = input;
    const request = {
      mode: input.mode,
      applicantType: application.applicant.type,
      byAgent: application.agent !== undefined,
    };
    const fault = [
      ...itemFaults(definition, request, at),
      ...wishFaults(definition, application, input),
      ...applicationFaults(definition, application, input.mode, input.deferAsked),
    ][0];
    if (fault) throw new TongbanError(fault.code, fault.details);
    this.checkPeople(application);
    const { delivery } = application;
    if (delivery.kind === 'PICKUP') {
      const { city, pointId } = delivery as { city: string; pointId: string };
      await this.catalogue.point(city, pointId);
      if (!directory.party(city)) throw new TongbanError('city_unknown', { city });
    }
    // Nobody is asked to bring papers for what could then not be accepted here.
    if (input.mode === 'DELEGATED' && !own)
      await this.delegated.check(input.homeCity, definition.itemCode, 'ACCEPT', at);
    return { definition, basis, agreement, directory: directory.number };
  }

  private checkPeople(application: Application): void {
    const today = chinaDateOf(this.clock.now());
    const { applicant, agent, identityCheck } = application;
    if ((applicant.type === 'LEGAL') !== (applicant.certificateType === '001')) {
      throw new TongbanError('request_invalid', {
        faults: [{ path: 'application.applicant.certificateType', rule: 'isIn' }],
      });
    }
    const fault = certificateFault(applicant.certificateType, applicant.certificateNo, today);
    if (fault) throw new TongbanError(fault, { field: 'applicant.certificateNo' });
    if (agent) {
      const agentFault = certificateFault(agent.certificateType, agent.certificateNo, today);
      if (agentFault) throw new TongbanError(agentFault, { field: 'agent.certificateNo' });
    }
    if (identityCheck.subject === 'AGENT' && !agent) throw new TongbanError('agent_missing');
    // Whoever stands at the window is whose identity is checked.
    if (identityCheck.subject === 'APPLICANT' && agent) {
      throw new TongbanError('identity_mismatch', { reason: 'agent_at_window' });
    }
  }

  private async make(
    context: CommandContext,
    caseNo: string,
    input: CollectCase,
    { definition: item, basis, agreement, directory }: Taken,
    part?: PartOfJoint,
  ): Promise<ActDone> {
    const { self } = this.desk;
    const lane = caseLane(caseNo);
    const body: CaseCollectedV2 = {
      itemCode: item.itemCode,
      itemVersion: item.version,
      itemName: item.name,
      mode: input.mode,
      receiptNo: receiptNoOf(caseNo, 1),
      windowId: context.user.windowId ?? '',
      urgency: input.urgency ?? 'NORMAL',
      application: input.application,
      agreement: agreement && { directory, id: agreement.id },
      // Papers that a city takes in for itself are where they belong.
      papers: agreement?.papers ?? 'SCAN_SUFFICES',
      ...(part ? { parent: part.parent, products: part.products } : {}),
      ...(input.commitment ? { commitment: true } : {}),
      ...(input.deferAsked && input.deferAsked.length > 0 ? { deferAsked: input.deferAsked } : {}),
    };
    const actor = { role: 'clerk', id: context.user.username } as const;
    const collected: CaseFact = {
      type: 'case.collected',
      typeVersion: 2,
      act: input.mode,
      body,
      actor,
      basis,
      assigns: [
        { role: 'collecting', city: self },
        { role: 'home', city: input.homeCity },
      ],
    };
    const facts = [this.desk.documents.with(collected, caseNo, [], item, this.clock.now())];
    // What is decided where it is collected is sent to nobody; what was applied for online waits for no window.
    const isSent = modesOf(ruleOfAction('forward')).includes(input.mode);
    if (isSent && (input.forward !== false || input.mode === 'ONLINE')) {
      facts.push({ type: 'case.submitted', body: { homeCity: input.homeCity }, actor });
      if (input.homeCity === self) {
        const now = this.clock.now();
        const { application } = body;
        facts.push(...receiptFacts({ self, caseNo, submittedAt: now.toISOString(), application, item, basis, now }));
      }
    }
    const file = newCaseFile(lane, emptyCase(lane), self);
    file.collected_at = this.clock.now().toISOString();
    file.urgency = body.urgency;
    return this.desk.begin(context, file, facts, input.draftId);
  }
}
