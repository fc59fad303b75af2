import type { MovePapers } from '#contracts';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';

/** 纸质材料: the paper channel beside the data, each end saying for itself what it sent or counted. */
export class PapersService {
  constructor(private readonly desk: CaseDesk) {}

  /** Throws as CaseDesk.act does. */
  async send(context: CommandContext, { caseNo, ...body }: MovePapers): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'send-papers', () => [
      { type: 'papers.sent', body, actor: { role: 'clerk', id: context.user.username } },
    ]);
  }

  /** Throws as CaseDesk.act does. */
  async receive(context: CommandContext, { caseNo, ...body }: MovePapers): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'receive-papers', () => [
      { type: 'papers.received', body, actor: { role: 'reviewer', id: context.user.username } },
    ]);
  }
}
