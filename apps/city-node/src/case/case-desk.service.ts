import { CASE_STATUS_NAMES, TongbanError, type UserRole } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../db/database.js';
import type { RestoreWatch } from '../exchange/recovery/restore-watch.js';
import { insertStaged, stage, type Staged } from '../exchange/state/event-writer.js';
import { lockLane, revisionOf, saveLanes, type Lane } from '../exchange/state/lanes.js';
import type { NodeFaultPoints } from '../fault-points.js';
import { draftOf, precedenceOf, type CaseFact } from './case-facts.js';
import { caseLane, loadCaseFiles, saveCaseFiles, takeData, takeState, type CaseFile } from './case-file.js';
import { otherParties, step } from './case-fold.rules.js';
import { ruleOfAction, whyNot } from './case-status.rules.js';

/** Who acts, with what the screen showed. */
export interface CommandContext {
  user: { username: string; displayName: string; role: UserRole; windowId: string | null };
  /** Idempotency: the id of the command, unique per user, and the hash of what it asks. */
  commandId: string | null;
  commandHash: Buffer;
  ifMatch: string | null;
  requestId: string;
}

/** A case under lock, for one act. */
export interface OpenCase {
  em: Tx;
  lane: Lane;
  file: CaseFile;
}

/** What all desks share: lock, repeat, revision, status table, staging, writing. One transaction per act. */
export class CaseDesk {
  constructor(
    readonly self: string,
    private readonly db: Database,
    private readonly watch: RestoreWatch,
    private readonly clock: Clock,
    private readonly faults: NodeFaultPoints,
    private readonly hashOf: (no: string) => Buffer,
    private readonly committed: () => void,
  ) {}

  /**
   * Does one act on an existing case. `facts` makes the facts from the locked case; the first is judged by the status
   * table as `action`. Repeating the same command does nothing again. Returns false for such a repeat.
   * Throws case_not_found, case_changed, case_frozen, not_our_part, action_not_allowed, partner_ahead,
   * recovery_pending, link_starting.
   */
  async act(
    context: CommandContext,
    caseNo: string,
    action: string,
    facts: (open: OpenCase) => Promise<CaseFact[]> | CaseFact[],
  ): Promise<boolean> {
    const acted = await this.db.transaction(async (em) => {
      const open = await this.open(em, context, caseNo, action);
      if (!open) return false;
      // A partner that holds more of ours than we do: a new fact of ours would fork the lane it has.
      await this.watch.check(em, otherParties(open.file.state, this.self));
      await this.state(open, await facts(open), context);
      return true;
    });
    if (acted) await this.afterCommit();
    return acted;
  }

  /**
   * Locks a case for an act that may be done now; null where this very command was carried out before.
   * Throws case_not_found, idempotency_key_reused, case_changed, case_frozen, not_our_part, action_not_allowed.
   */
  async open(em: Tx, context: CommandContext, caseNo: string, action: string): Promise<OpenCase | null> {
    const lane = await lockLane(em, caseLane(caseNo));
    const file = (await loadCaseFiles(em, [caseNo])).get(caseNo);
    if (!lane || !file) throw new TongbanError('case_not_found', { caseNo });
    if (await this.isRepeat(em, context, lane.lane)) return null;
    await this.checkRevision(em, context, lane);
    this.checkAllowed(file, lane, action, context.user.role);
    return { em, lane, file };
  }

  /** Stages and writes facts of a locked case; also used for a case that is just being made. */
  async state({ em, lane, file }: OpenCase, facts: readonly CaseFact[], context: CommandContext): Promise<Staged[]> {
    const now = this.clock.now();
    const staged = facts.map((fact, i) => {
      const draft = draftOf(fact, file.state, this.self);
      if (i === 0 && context.commandId !== null) {
        draft.command = { id: context.commandId, hash: context.commandHash };
      }
      const event = stage(this.self, lane, draft, precedenceOf(file), now);
      takeState(
        file,
        step(file.state, { payload: event.payload, hash: event.hash.toString('hex') }),
        this.self,
        event.payload.at,
      );
      takeData(file, event.payload.type, event.body, this.hashOf);
      return event;
    });
    await insertStaged(em, this.self, staged, now);
    await saveCaseFiles(em, [file]);
    await saveLanes(em, [lane]);
    return staged;
  }

  async afterCommit(): Promise<void> {
    await this.faults.at('state.committed');
    this.committed();
  }

  /** True if this very command was carried out before; throws idempotency_key_reused where it asked something else. */
  private async isRepeat(em: Tx, context: CommandContext, lane: string | null): Promise<boolean> {
    return (await this.laneOfCommand(em, context, lane)) !== null;
  }

  /** The lane in which this command was carried out before; null if it was not. */
  async laneOfCommand(em: Tx, context: CommandContext, lane: string | null): Promise<string | null> {
    if (context.commandId === null) return null;
    const [done] = await rows<{ lane: string; command_hash: Buffer }>(
      em,
      'select lane, command_hash from event where command_id = $1',
      [context.commandId],
    );
    if (!done) return null;
    if (!done.command_hash.equals(context.commandHash) || (lane !== null && done.lane !== lane)) {
      throw new TongbanError('idempotency_key_reused');
    }
    return done.lane;
  }

  private async checkRevision(em: Tx, context: CommandContext, lane: Lane): Promise<void> {
    if (context.ifMatch === null || context.ifMatch === revisionOf(lane.heads)) return;
    const seen = new Map(
      context.ifMatch.split('.').map((part) => {
        const [city, seq] = part.split('-');
        return [city, Number(seq)];
      }),
    );
    const news = await rows<{ author: string; seq: number; type: string; at: Date }>(
      em,
      'select author, seq, type, at from event where lane = $1 order by id',
      [lane.lane],
    );
    throw new TongbanError('case_changed', {
      revision: revisionOf(lane.heads),
      news: news
        .filter((event) => event.seq > (seen.get(event.author) ?? 0))
        .map(({ author, type, at }) => ({ city: author, type, at: at.toISOString() })),
    });
  }

  private checkAllowed(file: CaseFile, lane: Lane, action: string, userRole: UserRole): void {
    const rule = ruleOfAction(action);
    const reason = whyNot(rule, file.status, file.our_roles, userRole);
    if (!file.our_roles.includes(rule.cityRole)) throw new TongbanError('not_our_part', { action, reason });
    if (lane.frozen.length > 0) throw new TongbanError('case_frozen', { cities: lane.frozen });
    if (reason !== null) {
      throw new TongbanError('action_not_allowed', {
        action,
        status: file.status,
        statusZh: CASE_STATUS_NAMES[file.status],
        reason,
      });
    }
  }
}
