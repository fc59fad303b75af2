import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';

/** 转递: hands a collected case over to the link. It leaves by itself when the home city can be reached. */
export class ForwardService {
  constructor(private readonly desk: CaseDesk) {}

  /** Throws as CaseDesk.act does. */
  async forward(context: CommandContext, caseNo: string): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'forward', ({ file }) => [
      {
        type: 'case.submitted',
        body: { homeCity: file.home_city },
        actor: { role: 'clerk', id: context.user.username },
      },
    ]);
  }
}
