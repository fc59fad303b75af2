import type { Clock } from '#runtime';
import type { PublishedItems } from '../../service-items/published-items.js';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext, OpenCase } from '../case-desk.service.js';
import type { CaseFact } from '../case-facts.js';
import { loadCollected } from '../case-reads.js';
import { receiptFacts } from '../receipt-facts.js';

/** 转递: hands a collected case over to the link. It leaves by itself when the home city can be reached. */
export class ForwardService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly items: PublishedItems,
    private readonly clock: Clock,
  ) {}

  /** Throws as CaseDesk.act does. */
  async forward(context: CommandContext, caseNo: string): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'forward', async (open) => {
      const { home_city: homeCity } = open.file;
      const submitted: CaseFact = {
        type: 'case.submitted',
        body: { homeCity },
        actor: { role: 'clerk', id: context.user.username },
      };
      return homeCity === this.desk.self ? [submitted, ...(await this.received(open))] : [submitted];
    });
  }

  /** A case of our own has no way to go: it is received in the same moment. */
  private async received({ em, lane, file }: OpenCase): Promise<CaseFact[]> {
    const { body, basis } = (await loadCollected(em, [lane.lane])).get(lane.lane) ?? {};
    if (basis) await this.items.load(em, [basis]);
    const now = this.clock.now();
    return receiptFacts({
      self: this.desk.self,
      caseNo: file.case_no,
      submittedAt: now.toISOString(),
      application: body?.application ?? null,
      item: basis ? this.items.of(basis) : undefined,
      basis,
      now,
    });
  }
}
