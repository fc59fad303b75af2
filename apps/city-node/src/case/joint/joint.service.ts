import {
  receiptNoOf,
  TongbanError,
  type Application,
  type CaseCollectedV2,
  type CollectCase,
  type CollectJointCase,
  type JointOpened,
  type JointPart,
  type PartOf,
  type Product,
} from '#contracts';
import type { Clock } from '#runtime';
import type { CatalogueService, PublishedItem } from '../../service-items/catalogue.service.js';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';
import { caseLane, newCaseFile } from '../case-file.js';
import { emptyCase } from '../case-fold.rules.js';
import { withNewCaseNo } from '../new-case-no.js';
import { chosenParts } from './joint-plan.rules.js';

/** The window's own step, by which the lead city takes in the parts. */
export interface Collecting {
  /** Throws the code of the first fault of the application; gives the item's version where it has none. */
  check(input: CollectCase): Promise<PublishedItem>;
  collect(
    context: CommandContext,
    input: CollectCase,
    part?: { parent: PartOf; products: Product[] },
  ): Promise<ActDone>;
  repeatedOr(context: CommandContext, error: unknown): Promise<ActDone>;
}

/** 联办收件: the parent case of a joint item, taken in by the lead city for itself with the plan of its parts. */
export class JointService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly collecting: Collecting,
    private readonly catalogue: CatalogueService,
    private readonly clock: Clock,
    /** Opens what can be opened now. */
    private readonly begun: (caseNo: string) => Promise<void>,
  ) {}

  /**
   * Checks every part against its own item before anything is taken in, then states the parent with its plan. Throws
   * as collecting does, the part in its details; joint_plan_missing, joint_choice_invalid.
   */
  async collect(context: CommandContext, input: CollectJointCase): Promise<ActDone> {
    let done: ActDone;
    try {
      const checked = await this.check(context, input);
      const ends = { home: this.desk.self, collecting: this.desk.self };
      done = await withNewCaseNo(ends, this.clock.now(), (caseNo) => this.make(context, caseNo, input, checked));
    } catch (error) {
      // Carried out before, whatever has been withdrawn since.
      done = await this.collecting.repeatedOr(context, error);
    }
    if (!done.repeated) await this.begun(done.file.case_no);
    return done;
  }

  private async check(context: CommandContext, input: CollectJointCase): Promise<Checked> {
    if (context.user.windowId === null) throw new TongbanError('window_required');
    const { self } = this.desk;
    const { definition } = await this.catalogue.find(self, input.itemCode, input.itemVersion);
    if (!definition.joint) throw new TongbanError('joint_plan_missing', { itemCode: input.itemCode });
    const { itemCode, version: itemVersion } = definition;
    const own = { homeCity: self, itemCode, itemVersion, mode: 'JOINT', application: input.application } as const;
    const item = await this.collecting.check(own);
    const parts: JointPart[] = [];
    for (const part of chosenParts(definition.joint, input.parts)) {
      try {
        const found = await this.collecting.check(partInput({ ...part }, input.application, input.urgency));
        parts.push({ ...part, itemVersion: found.definition.version });
      } catch (error) {
        if (!(error instanceof TongbanError)) throw error;
        throw new TongbanError(error.code, { ...error.details, part: part.key });
      }
    }
    return { item, plan: { onRefusal: definition.joint.onRefusal, parts } };
  }

  private make(
    context: CommandContext,
    caseNo: string,
    input: CollectJointCase,
    { item, plan }: Checked,
  ): Promise<ActDone> {
    const { self } = this.desk;
    const now = this.clock.now();
    const { definition, basis } = item;
    const body: CaseCollectedV2 = {
      itemCode: definition.itemCode,
      itemVersion: definition.version,
      itemName: definition.name,
      mode: 'JOINT',
      receiptNo: receiptNoOf(caseNo, 1),
      windowId: context.user.windowId ?? '',
      urgency: input.urgency ?? 'NORMAL',
      application: input.application,
      agreement: null,
      papers: 'SCAN_SUFFICES',
    };
    const file = newCaseFile(caseLane(caseNo), emptyCase(caseLane(caseNo)), self);
    file.collected_at = now.toISOString();
    file.urgency = body.urgency;
    const actor = { role: 'clerk', id: context.user.username } as const;
    const assigns = (['collecting', 'home'] as const).map((role) => ({ role, city: self }));
    return this.desk.begin(
      context,
      file,
      [
        { type: 'case.collected', typeVersion: 2, act: 'JOINT', body, actor, basis, assigns },
        { type: 'joint.opened', body: plan, actor },
      ],
      input.draftId,
    );
  }
}

interface Checked {
  item: PublishedItem;
  plan: JointOpened;
}

/** A part as an ordinary application to its city; only what nobody waits for is handed over near by. */
export function partInput(
  part: Omit<JointPart, 'itemVersion'> & { itemVersion?: number },
  application: Application,
  urgency: CollectCase['urgency'],
  isLast = true,
): CollectCase {
  const { homeCity, itemCode, itemVersion, mode, form = {}, materials = [] } = part;
  const { delivery, ...rest } = application;
  return {
    homeCity,
    itemCode,
    mode,
    ...(itemVersion === undefined ? {} : { itemVersion }),
    ...(urgency ? { urgency } : {}),
    application: { ...rest, form, materials, delivery: isLast ? delivery : { kind: 'ELECTRONIC' } },
  };
}
