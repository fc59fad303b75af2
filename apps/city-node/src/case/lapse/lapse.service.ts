import {
  CaseHeadAnswer,
  TongbanError,
  type CaseLapsed,
  type CaseReason,
  type CorrectionRequested,
  type SilenceProof,
} from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../../db/database.js';
import type { Asker } from '../../exchange/status/asker.js';
import type { Breakers } from '../../partners/breakers.js';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext, OpenCase } from '../case-desk.service.js';
import { caseLane } from '../case-file.js';
import { isOver } from '../due-days.rules.js';
import { applicationOf } from '../open-case-reads.js';

/** Nobody waits longer at a desk; without an answer nothing lapses. */
const ASK_MS = 4000;

type Kind = 'CORRECTION' | 'DEFERRED';
const ACTIONS: Record<Kind, string> = { CORRECTION: 'lapse-correction', DEFERRED: 'lapse-deferral' };

/**
 * 逾期终止: ends a case in which the applicant stayed silent. Silence is never assumed: the collecting city is asked after
 * the last day what it has stated, and its signed answer goes into the fact. A link that is down ends nothing.
 */
export class LapseService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly db: Database,
    private readonly asker: Asker,
    private readonly breakers: Breakers,
    private readonly clock: Clock,
  ) {}

  /** 补正不来办结. Throws term_not_over, waiting_for_link, case_changed_elsewhere, and as CaseDesk.act does. */
  correction(context: CommandContext, input: CaseReason): Promise<ActDone> {
    return this.lapse(context, input, 'CORRECTION');
  }

  /** 容缺材料逾期未补. Throws as `correction` does. */
  deferral(context: CommandContext, input: CaseReason): Promise<ActDone> {
    return this.lapse(context, input, 'DEFERRED');
  }

  private async lapse(context: CommandContext, { caseNo, reason }: CaseReason, kind: Kind): Promise<ActDone> {
    const action = ACTIONS[kind];
    const silence = await this.silence(context, caseNo, kind);
    return this.desk.act(context, caseNo, action, async (open) => {
      const dueOn = await this.termOver(open, kind);
      if (silence) checkNothingNew(open, silence);
      const body: CaseLapsed = { dueOn, reason, ...(silence ? { silence } : {}) };
      return [{ type: 'case.lapsed', act: kind, body, actor: { role: 'reviewer', id: context.user.username } }];
    });
  }

  /** What the collecting city has stated, in its own signed words; null where there is nobody to ask. */
  private async silence(context: CommandContext, caseNo: string, kind: Kind): Promise<SilenceProof | null> {
    const asked = await this.db.transaction(async (em) => {
      const open = await this.desk.open(em, context, caseNo, ACTIONS[kind]);
      return open && { city: open.file.collecting_city, dueOn: await this.termOver(open, kind) };
    });
    // Carried out before, or the silence is our own.
    if (!asked || asked.city === this.desk.self) return null;
    const { city, dueOn } = asked;
    const answered = await this.ask(city, caseNo);
    if (!isOver(dueOn, new Date(answered.body.asOf))) {
      throw new TongbanError('term_not_over', { dueOn, asOf: answered.body.asOf });
    }
    return { city, heads: answered.body.heads, asOf: answered.body.asOf, answer: answered.signed };
  }

  private async ask(city: string, caseNo: string): Promise<{ body: CaseHeadAnswer; signed: string }> {
    try {
      return await this.breakers.attempt(city, () =>
        this.asker.ask(city, 'case.head', { lane: caseLane(caseNo) }, CaseHeadAnswer, ASK_MS),
      );
    } catch (cause) {
      if (!(cause instanceof TongbanError)) throw cause;
      throw new TongbanError('waiting_for_link', { city, because: cause.code }, { cause });
    }
  }

  private async termOver(open: OpenCase, kind: Kind): Promise<string> {
    const { corrections, conditional } = await applicationOf(open);
    const notice = corrections.findLast((step): step is { notice: CorrectionRequested } => 'notice' in step)?.notice;
    const dueOn = kind === 'CORRECTION' ? notice?.dueOn : conditional?.deferDueOn;
    if (dueOn === undefined) throw new TongbanError('internal_error', { reason: 'term_gone' });
    if (!isOver(dueOn, this.clock.now())) throw new TongbanError('term_not_over', { dueOn });
    return dueOn;
  }
}

/** Throws case_changed_elsewhere where the city has stated more, or less, than was applied here. */
function checkNothingNew({ lane }: OpenCase, { city, heads }: SilenceProof): void {
  const there = heads.find((head) => head.city === city);
  const here = lane.heads[city];
  if (there?.seq !== here?.seq || there?.hash !== here?.hash) {
    throw new TongbanError('case_changed_elsewhere', { city });
  }
}
