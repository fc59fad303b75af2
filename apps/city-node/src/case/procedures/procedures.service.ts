import {
  SPECIAL_PROCEDURE_NAMES,
  TongbanError,
  type EndProcedure,
  type ExtendCase,
  type SpecialProcedureKind,
  type StartProcedure,
} from '#contracts';
import type { Clock } from '#runtime';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';
import { authorityOf } from '../case-status.rules.js';
import { documentNo } from '../document-no.rules.js';
import { ownActors, type CaseItems } from '../open-case-reads.js';

/** 行政许可法第四十二条: ten working days where the item tells nothing else. */
const DEFAULT_EXTENSION = 10;

const ACTIONS: Record<SpecialProcedureKind, string> = {
  HEARING: 'hearing',
  INSPECTION: 'inspection',
  TEST: 'test',
  EXPERT_REVIEW: 'expert-review',
  PUBLIC_NOTICE: 'public-notice',
};

/** 特别程序, which stop the clock, and 延期, which moves its end. */
export class ProceduresService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly items: CaseItems,
    private readonly clock: Clock,
  ) {}

  /** Only what the item declares, and no longer. Throws procedure_not_declared, procedure_too_long, as CaseDesk.act does. */
  async start(context: CommandContext, { caseNo, kind, workingDays, reason }: StartProcedure): Promise<ActDone> {
    return this.desk.act(context, caseNo, `start-${ACTIONS[kind]}`, async (open) => {
      const { specialProcedures = [], name } = await this.items.of(open);
      const declared = specialProcedures.find((one) => one.kind === kind);
      const zh = SPECIAL_PROCEDURE_NAMES[kind];
      if (!declared) {
        const others = specialProcedures.map((one) => SPECIAL_PROCEDURE_NAMES[one.kind]).join('、');
        const reasonZh = `“${name}”的事项清单${others ? `只载明${others}` : '没有载明任何特别程序'}，不能启动${zh}`;
        throw new TongbanError('procedure_not_declared', { kind, reason: reasonZh });
      }
      const { maxWorkingDays } = declared;
      if (workingDays > maxWorkingDays) {
        throw new TongbanError('procedure_too_long', {
          kind,
          maxWorkingDays,
          reason: `${zh}最长${maxWorkingDays}个工作日`,
        });
      }
      const nth = (await ownActors(open, 'procedure.started')).length + 1;
      return [
        {
          type: 'procedure.started',
          act: kind,
          body: {
            noticeNo: documentNo('TB', authorityOf(open.file.state), caseNo, this.clock.now(), nth),
            workingDays,
            reason,
          },
          actor: { role: 'reviewer', id: context.user.username },
        },
      ];
    });
  }

  /** Throws as CaseDesk.act does. */
  async end(context: CommandContext, { caseNo, kind, result }: EndProcedure): Promise<ActDone> {
    return this.desk.act(context, caseNo, `end-${ACTIONS[kind]}`, () => [
      { type: 'procedure.ended', act: kind, body: { result }, actor: { role: 'reviewer', id: context.user.username } },
    ]);
  }

  /** 延期, once, by as much as the item says. Throws as CaseDesk.act does. */
  async extend(context: CommandContext, { caseNo, reason, approver }: ExtendCase): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'extend', async (open) => {
      const { extensionWorkingDays } = await this.items.of(open);
      return [
        {
          type: 'case.extended',
          body: {
            noticeNo: documentNo('YQ', authorityOf(open.file.state), caseNo, this.clock.now()),
            workingDays: extensionWorkingDays ?? DEFAULT_EXTENSION,
            reason,
            approver,
          },
          actor: { role: 'reviewer', id: context.user.username },
        },
      ];
    });
  }
}
