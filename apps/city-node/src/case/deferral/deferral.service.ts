import {
  chinaDateOf,
  TongbanError,
  type AcceptConditionally,
  type DeferredMaterial,
  type ServiceItemDefinition,
  type SupplyDeferred,
} from '#contracts';
import type { Clock } from '#runtime';
import { applicationFaults } from '../../service-items/item-fitness.rules.js';
import type { Calendars } from '../../sla/calendars.js';
import type { ActDone } from '../act-groups.js';
import { applicationAfter } from '../application-after.rules.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';
import { authorityOf } from '../case-status.rules.js';
import { documentNo } from '../document-no.rules.js';
import { limitDayOf } from '../due-days.rules.js';
import { applicationOf, type CaseItems } from '../open-case-reads.js';
import { checkPapers } from '../papers-required.rules.js';
import { notDeferrable, owedFaults, stillMissing } from './deferral.rules.js';

/** 容缺受理: accepted without secondary materials that are promised for a day, and their coming. */
export class DeferralService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly items: CaseItems,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  /**
   * 容缺受理. Throws material_not_deferrable, material_missing, defer_date_invalid, papers_missing, and as CaseDesk.act
   * does.
   */
  async accept(context: CommandContext, input: AcceptConditionally): Promise<ActDone> {
    return this.desk.act(context, input.caseNo, 'accept-conditionally', async (open) => {
      checkPapers(open.file);
      const [item, { application }] = await Promise.all([this.items.of(open), applicationOf(open)]);
      const not = notDeferrable(item, application, input.deferred);
      if (not.length > 0) throw new TongbanError('material_not_deferrable', { materials: named(item, not) });
      const missing = stillMissing(item, application, input.deferred);
      if (missing.length > 0) throw new TongbanError('material_missing', { materials: missing });
      const now = this.clock.now();
      const earliest = chinaDateOf(now);
      const latest = limitDayOf(this.calendars.of(open.file.home_city), now, item.promiseLimit);
      if (input.deferDueOn < earliest || input.deferDueOn > latest) {
        throw new TongbanError('defer_date_invalid', { earliest, latest });
      }
      const body = {
        acceptanceNo: documentNo('SL', authorityOf(open.file.state), open.file.case_no, now),
        ...(input.note ? { note: input.note } : {}),
        deferred: named(item, input.deferred),
        deferDueOn: input.deferDueOn,
      };
      return [
        { type: 'case.accepted', act: 'CONDITIONAL', body, actor: { role: 'reviewer', id: context.user.username } },
      ];
    });
  }

  /** 补交, all of it at once. Throws material_not_owed, original_required, and as CaseDesk.act does. */
  async supply(context: CommandContext, { caseNo, materials }: SupplyDeferred): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'supply-deferred', async (open) => {
      const [item, read] = await Promise.all([this.items.of(open), applicationOf(open)]);
      const { missing, extra } = owedFaults(
        read.conditional?.deferred ?? [],
        materials.map(({ code }) => code),
      );
      if (missing.length > 0 || extra.length > 0) {
        throw new TongbanError('material_not_owed', { missing: named(item, missing), extra: named(item, extra) });
      }
      const after = applicationAfter(read.application, [{ materials }]);
      const fault = applicationFaults(item, after, read.collected.mode)[0];
      if (fault) throw new TongbanError(fault.code, fault.details);
      return [{ type: 'deferred.supplied', body: { materials }, actor: { role: 'clerk', id: context.user.username } }];
    });
  }
}

const named = (item: ServiceItemDefinition, codes: readonly string[]): DeferredMaterial[] =>
  codes.map((code) => ({ code, name: item.materials.find((m) => m.code === code)?.name ?? code }));
