import { statusNameIn, TongbanError, type UserRole } from '#contracts';
import type { Clock } from '#runtime';
import type { CaseFiles } from '../attachments/case-files.js';
import { rows, type Tx } from '../db/database.js';
import { endDraft } from '../drafts/drafts.service.js';
import { stage, timeOfNext, type Staged } from '../exchange/state/event-writer.js';
import { lockLane, revisionOf, type Lane } from '../exchange/state/lanes.js';
import type { ActDone, ActGroups, MayState, OpenCase } from './act-groups.js';
import { findCommands } from './act-reads.js';
import type { NoticeFact } from '../notices/notice-input.js';
import { documentKindOf } from '../notices/notice-kinds.js';
import { noticeFact, type CaseDocuments } from './case-documents.js';
import { checkClaim } from './claims.js';
import { draftOf, precedenceOf, type CaseFact } from './case-facts.js';
import { caseLane, loadCaseFiles, takeCard, takeData, takeOfficer, takeState, type CaseFile } from './case-file.js';
import { otherParties, step } from './case-fold.rules.js';
import { handOn } from './hand-on.js';
import { isOwner, ruleOfAction, whyNot } from './case-status.rules.js';
import type { DelegatedPowers } from './delegated-powers.js';

export type { OpenCase } from './act-groups.js';

/** Who acts, with what the screen showed. */
export interface CommandContext {
  user: { username: string; displayName: string; role: UserRole; windowId: string | null };
  /** Idempotency: the id of the command, unique per user, and the hash of what it asks. */
  commandId: string | null;
  commandHash: Buffer;
  ifMatch: string | null;
  requestId: string;
}

/** What all desks share: lock, repeat, revision, status table, staging, writing. */
export class CaseDesk {
  constructor(
    readonly self: string,
    private readonly groups: ActGroups,
    private readonly clock: Clock,
    private readonly hashOf: (no: string) => Buffer,
    private readonly delegated: DelegatedPowers,
    readonly documents: CaseDocuments,
    private readonly files: CaseFiles,
  ) {}

  /**
   * Does one act on an existing case, in one transaction with whatever else is waiting. `facts` makes the facts from
   * the locked case; the first is judged by the status table as `action`. Repeating the same command does nothing
   * again. Throws case_not_found, idempotency_key_reused, case_changed, case_frozen, not_our_part, action_not_allowed,
   * partner_ahead, recovery_pending, link_starting, delegation_missing, claimed_by_other, and those of CaseFiles.claim.
   */
  act(
    context: CommandContext,
    caseNo: string,
    action: string,
    facts: (open: OpenCase) => Promise<CaseFact[]> | CaseFact[],
  ): Promise<ActDone> {
    const carryOut = async (open: OpenCase, mayState: MayState): Promise<Staged[]> => {
      await this.checkRevision(open.em, context, open.lane);
      this.checkAllowed(open.file, open.lane, action, context.user.role);
      await checkClaim(open.em, open.file, context.user, this.clock.now());
      // A partner that holds more of ours than we do: a new fact of ours would fork the lane it has.
      mayState(otherParties(open.file.state, this.self));
      return this.state(open, await facts(open), context);
    };
    const rule = ruleOfAction(action);
    const onPaper = documentKindOf(rule.fact, rule.act) !== undefined;
    return this.groups.carryOut({ caseNo, command: commandOf(context), begins: null, onPaper, carryOut });
  }

  /** Makes a case with its first facts, and ends the draft it was typed in; a repeated command gives the case that it made before. */
  begin(context: CommandContext, file: CaseFile, facts: readonly CaseFact[], draftId?: string): Promise<ActDone> {
    // A new lane cannot fork, whatever a partner holds.
    const carryOut = async (open: OpenCase): Promise<Staged[]> => {
      const staged = await this.state(open, facts, context);
      if (draftId !== undefined) endDraft(open.em, context.user.username, draftId, this.clock.now());
      return staged;
    };
    return this.groups.carryOut({
      caseNo: file.case_no,
      command: commandOf(context),
      begins: file,
      onPaper: true,
      carryOut,
    });
  }

  /**
   * Locks a case for something that is no fact and may be done only where this action may; null where this very
   * command was carried out before. Throws as `act` does.
   */
  async open(em: Tx, context: CommandContext, caseNo: string, action: string): Promise<OpenCase | null> {
    const lane = await lockLane(em, caseLane(caseNo));
    const file = (await loadCaseFiles(em, [caseNo])).get(caseNo);
    if (!lane || !file) throw new TongbanError('case_not_found', { caseNo });
    const command = commandOf(context);
    if ((await findCommands(em, [{ command }])).laneOf(command, lane.lane) !== null) return null;
    await this.checkRevision(em, context, lane);
    this.checkAllowed(file, lane, action, context.user.role);
    await checkClaim(em, file, context.user, this.clock.now());
    return { em, lane, file, told: null };
  }

  /** States facts of a locked case in memory; one stated in another city's name carries the delegation it rests on. */
  private async state(open: OpenCase, facts: readonly CaseFact[], context: CommandContext): Promise<Staged[]> {
    const { em, lane, file } = open;
    const now = this.clock.now();
    const staged: Staged[] = [];
    const told: NoticeFact[] = [];
    const ties: (() => void)[] = [];
    for (const [i, asked] of facts.entries()) {
      // What was made with its document in memory has it already.
      const fact = 'document' in asked.body ? asked : await this.documents.ofStored(open, told, asked, now);
      told.push(noticeFact(this.self, fact));
      const tie = await this.files.claim(em, file.case_no, fact.type, fact.body);
      if (tie) ties.push(tie);
      const rests = await this.delegated.basisFor(em, file, fact.type, timeOfNext(this.self, lane, now));
      const draft = draftOf(rests ? { ...fact, basis: rests } : fact, file.state, this.self);
      const command = commandOf(context);
      if (i === 0 && command) draft.command = command;
      const event = stage(this.self, lane, draft, precedenceOf(file), now);
      const folded = step(file.state, { payload: event.payload, hash: event.hash.toString('hex') });
      takeState(file, folded, this.self, event.payload.at);
      takeData(file, event.payload.type, event.body, this.hashOf);
      takeCard(file, event.payload, event.body);
      takeOfficer(file, event.payload);
      await handOn(open, fact, staged);
      staged.push(event);
    }
    // Nothing can be refused any more: an act that fails leaves no file tied to it.
    for (const tie of ties) tie();
    return staged;
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
    const reason = whyNot(rule, file.state, this.self, userRole);
    if (!isOwner(rule, file.state, this.self)) throw new TongbanError('not_our_part', { action, reason });
    if (lane.frozen.length > 0) throw new TongbanError('case_frozen', { cities: lane.frozen });
    if (reason !== null) {
      throw new TongbanError('action_not_allowed', {
        action,
        status: file.status,
        statusZh: statusNameIn(file.status, file.state.mode),
        reason,
      });
    }
  }
}

const commandOf = ({ commandId, commandHash }: CommandContext): { id: string; hash: Buffer } | null =>
  commandId === null ? null : { id: commandId, hash: commandHash };
