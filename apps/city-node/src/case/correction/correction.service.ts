import { TongbanError, type CorrectionRequested, type RequestCorrection, type SupplyCorrection } from '#contracts';
import type { Clock } from '#runtime';
import { applicationFaults } from '../../service-items/item-fitness.rules.js';
import type { Calendars } from '../../sla/calendars.js';
import type { ActDone } from '../act-groups.js';
import { applicationAfter } from '../application-after.rules.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';
import { authorityOf } from '../case-status.rules.js';
import { documentNo } from '../document-no.rules.js';
import { lastDayOf } from '../due-days.rules.js';
import { applicationOf, type CaseItems } from '../open-case-reads.js';
import { leftOut, markVisible, unknownDefects } from './correction.rules.js';

/** Working days for mending where the item tells none. */
const DEFAULT_WORKING_DAYS = 15;

/** 补正: one notice with all defects, and the supplement to it, of which only what changed travels. */
export class CorrectionService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly items: CaseItems,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  /** 补正告知. Throws defect_unknown, and as CaseDesk.act does. */
  async request(context: CommandContext, input: RequestCorrection): Promise<ActDone> {
    return this.desk.act(context, input.caseNo, 'request-correction', async (open) => {
      const { file } = open;
      const item = await this.items.of(open);
      const unknown = unknownDefects(item, input.defects);
      if (unknown.length > 0) throw new TongbanError('defect_unknown', { defects: unknown.map(named) });
      const round = (file.state.corrections ?? 0) + 1;
      const before = round > 1 ? (await applicationOf(open)).corrections : [];
      const now = this.clock.now();
      const body: CorrectionRequested = {
        noticeNo: documentNo('BZ', authorityOf(file.state), file.case_no, now, round),
        round,
        dueOn: lastDayOf(this.calendars.of(file.home_city), now, item.correctionWorkingDays ?? DEFAULT_WORKING_DAYS),
        defects: markVisible(input.defects, before),
      };
      return [{ type: 'correction.requested', body, actor: { role: 'reviewer', id: context.user.username } }];
    });
  }

  /**
   * 提交补正: all that the notice names, and nothing that makes the application worse. Throws correction_incomplete and
   * the codes of collecting.
   */
  async supply(context: CommandContext, input: SupplyCorrection): Promise<ActDone> {
    return this.desk.act(context, input.caseNo, 'supply-correction', async (open) => {
      const { form, materials, note } = input;
      const [item, read] = await Promise.all([this.items.of(open), applicationOf(open)]);
      const notice = read.corrections.findLast((step) => 'notice' in step);
      const missing = notice ? leftOut(notice.notice.defects, input) : [];
      if (missing.length > 0) throw new TongbanError('correction_incomplete', { defects: missing.map(named) });
      const after = applicationAfter(read.application, [{ form, materials }]);
      const fault = applicationFaults(item, after, read.collected.mode, read.collected.deferAsked)[0];
      if (fault) throw new TongbanError(fault.code, fault.details);
      const body = { form, materials, ...(note ? { note } : {}) };
      return [{ type: 'correction.supplied', body, actor: { role: 'clerk', id: context.user.username } }];
    });
  }
}

const named = ({ kind, code }: { kind: string; code: string }): { kind: string; code: string } => ({ kind, code });
