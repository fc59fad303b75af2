import type { Actor, InstructAgain, PickupPoint, PostResult } from '#contracts';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';
import { instruction } from '../handover-instruction.js';
import { applicationOf, type CaseItems } from '../open-case-reads.js';

/** Says whether there is such a point; throws pickup_point_unknown. */
export interface PickupPoints {
  point(city: string, pointId: string): Promise<PickupPoint>;
}

/** 逾期未领: what came back from a shelf goes to another point, or is posted. */
export class RedeliveryService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly items: CaseItems,
    private readonly points: PickupPoints,
  ) {}

  /** 重新指示交付. Throws pickup_point_unknown, and as CaseDesk.act does. */
  async instruct(context: CommandContext, { caseNo, city, pointId }: InstructAgain): Promise<ActDone> {
    await this.points.point(city, pointId);
    return this.desk.act(context, caseNo, 'instruct-again', async (open) => {
      const [{ collected }, { resultName }] = await Promise.all([applicationOf(open), this.items.of(open)]);
      const fact = instruction(collected.application, resultName, { city, pointId }, actorOf(context));
      return [{ ...fact, act: 'AGAIN' }];
    });
  }

  /** 改为寄送. Throws as CaseDesk.act does. */
  post(context: CommandContext, { caseNo, carrier, trackingNo }: PostResult): Promise<ActDone> {
    const body = { carrier, ...(trackingNo ? { trackingNo } : {}) };
    return this.desk.act(context, caseNo, 'post', () => [{ type: 'result.posted', body, actor: actorOf(context) }]);
  }
}

const actorOf = ({ user }: CommandContext): Actor => ({ role: 'reviewer', id: user.username });
