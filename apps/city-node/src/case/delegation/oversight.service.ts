import type { ActWithReason, Actor, SampleCase } from '#contracts';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';

/** What the home city may do about cases that another city decides: 收回, 抽查, and doubts about a record. */
export class OversightService {
  constructor(private readonly desk: CaseDesk) {}

  /** 收回: from now on the home city decides itself. Throws as CaseDesk.act does. */
  takeBack(context: CommandContext, { caseNo, reason }: ActWithReason): Promise<ActDone> {
    const fact = { type: 'case.taken-back', body: { reason }, actor: actorOf(context) };
    return this.desk.act(context, caseNo, 'take-back', () => [fact]);
  }

  /** 抽查 of what was decided in our name; it changes no decision. Throws as CaseDesk.act does. */
  sample(context: CommandContext, { caseNo, act, finding }: SampleCase): Promise<ActDone> {
    const action = act === 'PASSED' ? 'sample-passed' : 'sample-issue';
    const fact = { type: 'case.sampled', act, body: { finding }, actor: actorOf(context) };
    return this.desk.act(context, caseNo, action, () => [fact]);
  }

  /** 备案异议: doubts about what another city decided by its own power; no veto. Throws as CaseDesk.act does. */
  disputeRecord(context: CommandContext, { caseNo, reason }: ActWithReason): Promise<ActDone> {
    const fact = { type: 'record.disputed', body: { reason }, actor: actorOf(context) };
    return this.desk.act(context, caseNo, 'dispute-record', () => [fact]);
  }

  /** 了结异议. Throws as CaseDesk.act does. */
  settleRecord(context: CommandContext, { caseNo, reason }: ActWithReason): Promise<ActDone> {
    const fact = { type: 'record.settled', body: { reason }, actor: actorOf(context) };
    return this.desk.act(context, caseNo, 'settle-record', () => [fact]);
  }
}

const actorOf = ({ user }: CommandContext): Actor => ({ role: 'reviewer', id: user.username });
