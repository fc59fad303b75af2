import { TongbanError, type CaseRef, type HandOver, type ReissuePickupCode, type ShelveResult } from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../../db/database.js';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';
import type { LiveCases } from '../live-cases.js';
import { readInstruction, readPointName } from './instruction-read.js';
import type { IssuedBy, PickupCodes } from './pickup-code.js';

const DAY_MS = 24 * 3600_000;
const DEFAULT_SHELF_DAYS = 30;

/** 就近取证: shelving and handing over at a point of this city. */
export class PickupService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly db: Database,
    private readonly codes: PickupCodes,
    private readonly clock: Clock,
    private readonly live: Pick<LiveCases, 'touched'>,
  ) {}

  /** The result is on the shelf; makes the code, which is shown to the desk once. Throws as CaseDesk.act does. */
  async shelve(context: CommandContext, input: ShelveResult): Promise<{ code: string; shelfUntil: string }> {
    const now = this.clock.now();
    const shelfUntil = new Date(now.getTime() + (input.shelfDays ?? DEFAULT_SHELF_DAYS) * DAY_MS);
    await this.desk.act(context, input.caseNo, 'shelve', async ({ em, file }) => {
      await this.codes.issue(em, file.case_no, issuedBy(context), now, shelfUntil);
      return [
        {
          type: 'pickup.ready',
          body: { pointId: file.point_id ?? 'unknown', shelfUntil: shelfUntil.toISOString() },
          actor: { role: 'pickup', id: context.user.username },
        },
      ];
    });
    return this.show(input.caseNo);
  }

  /** 逾期退回: the term on the shelf is over. Throws term_not_over, and as CaseDesk.act does. */
  async unshelve(context: CommandContext, { caseNo }: CaseRef): Promise<ActDone> {
    return this.desk.act(context, caseNo, 'unshelve', async ({ em, file }) => {
      const { shelfUntil } = await this.codes.show(em, caseNo);
      if (this.clock.now() < shelfUntil) throw new TongbanError('term_not_over', { until: shelfUntil.toISOString() });
      return [
        {
          type: 'pickup.lapsed',
          body: { pointId: file.point_id ?? 'unknown' },
          actor: { role: 'pickup', id: context.user.username },
        },
      ];
    });
  }

  /** Hands over against the code and an identity check. Wrong codes are counted even though the act fails. */
  async handOver(context: CommandContext, input: HandOver): Promise<void> {
    const { caseNo } = input;
    const checked = await this.db.transaction(async (em) => {
      if (!(await this.desk.open(em, context, caseNo, 'hand-over'))) return null;
      return this.codes.attempt(em, caseNo, input.pickupCode, async () => {
        const instructed = await readInstruction(em, caseNo);
        // An agent shows an own certificate, which the instruction does not name.
        return input.receivedBy === 'AGENT'
          ? instructed.agentMayCollect === 'YES'
          : instructed.certificateTail === input.certificateTail.toUpperCase();
      });
    });
    // A wrong code is counted, and may have locked it: the shelf shows that.
    if (checked && !(checked.code && checked.certificate)) this.live.touched(caseNo);
    if (checked && !checked.code) throw new TongbanError('pickup_code_wrong', { attemptsLeft: checked.attemptsLeft });
    if (checked && !checked.certificate) {
      throw new TongbanError('identity_mismatch', { attemptsLeft: checked.attemptsLeft });
    }
    await this.desk.act(context, caseNo, 'hand-over', async ({ em, file }) => {
      const pointName = await readPointName(em, this.desk.self, file.point_id);
      return [
        {
          type: 'pickup.done',
          body: {
            pointId: file.point_id ?? 'unknown',
            ...(pointName === undefined ? {} : { pointName }),
            identityMethod: input.identityMethod,
            receivedBy: input.receivedBy,
          },
          actor: { role: 'pickup', id: context.user.username },
        },
      ];
    });
  }

  /** A new code after an identity check, for a lost or locked one. Stays inside this city: it is no fact of the case. */
  async reissue(context: CommandContext, input: ReissuePickupCode): Promise<{ code: string; shelfUntil: string }> {
    const { caseNo } = input;
    await this.db.transaction(async (em) => {
      // Whoever may hand over now may also give out a new code.
      await this.desk.open(em, context, caseNo, 'hand-over');
      const instructed = await readInstruction(em, caseNo);
      if (instructed.certificateTail !== input.certificateTail.toUpperCase())
        throw new TongbanError('identity_mismatch');
      const { shelfUntil } = await this.codes.show(em, caseNo);
      await this.codes.issue(em, caseNo, issuedBy(context), this.clock.now(), shelfUntil);
    });
    this.live.touched(caseNo);
    return this.show(caseNo);
  }

  private async show(caseNo: string): Promise<{ code: string; shelfUntil: string }> {
    const { code, shelfUntil } = await this.db.transaction((em) => this.codes.show(em, caseNo));
    return { code, shelfUntil: shelfUntil.toISOString() };
  }
}

const issuedBy = (context: CommandContext): IssuedBy => ({
  username: context.user.username,
  commandId: context.commandId,
});
