import {
  checkShape,
  EventData,
  factRule,
  parseCaseNo,
  TongbanError,
  type Basis,
  type CaseCollected,
  type CaseRerouted,
  type ErrorCode,
  type EventPayload,
  type FactRule,
} from '#contracts';
import type { Tx } from '../db/database.js';
import type { Effects, LaneHandler, LaneSession, PlacedEvent, TakenBack } from '../exchange/apply/lane-handler.js';
import type { Staged } from '../exchange/state/event-writer.js';
import type { Lane } from '../exchange/state/lanes.js';
import type { DirectoryService } from '../partners/directory.service.js';
import type { PublishedItems } from '../service-items/published-items.js';
import type { PublishedDelegations } from '../service-items/published-delegations.js';
import { COUNTED_LATER } from '../sla/next-due.js';
import { draftOf, precedenceOf, type CaseFact } from './case-facts.js';
import {
  caseLane,
  caseNoOf,
  loadCaseFiles,
  newCaseFile,
  saveCaseFiles,
  takeData,
  takeState,
  type CaseFile,
  type DueOf,
} from './case-file.js';
import { loadCollected, loadFacts, type Collected } from './case-reads.js';
import { mayEverState, ruleOfFact } from './case-status.rules.js';
import { statedBefore, takeCasesBack } from './case-take-back.js';
import { powerFor, restsOnDelegation } from './delegated-acts.rules.js';
import { receiptFacts } from './receipt-facts.js';
import { emptyCase, foldCase, isOnTop, step, type CaseState, type FoldFact } from './case-fold.rules.js';

/** Takes what other cities state in a case; says who was entitled, and answers a submission with our receipt of it. */
export class CaseHandler implements LaneHandler {
  readonly kind = 'case';

  constructor(
    private readonly self: string,
    private readonly directory: DirectoryService,
    private readonly lists: PublishedLists,
    private readonly hashOf: (no: string) => Buffer,
    /** Cases that were changed, after the commit. */
    private readonly changed: (cases: readonly { file: CaseFile; lane: Lane }[]) => void,
    private readonly dueOf: DueOf = () => COUNTED_LATER,
  ) {}

  answers({ type }: EventPayload): boolean {
    return type === 'case.submitted';
  }

  async open(
    em: Tx,
    lanes: ReadonlyMap<string, Lane>,
    arriving: readonly EventPayload[],
    now: Date,
  ): Promise<LaneSession> {
    const files = await loadCaseFiles(em, [...new Set(arriving.map(({ lane }) => caseNoOf(lane)))]);
    const bases = arriving.flatMap(({ basis }) => (basis ? [basis] : []));
    const waiting = [...files.values()].filter((file) => file.status === 'COLLECTED' && file.home_city === this.self);
    const coming = arriving.filter(({ type, assigns }) => type === 'case.rerouted' && assigns[0]?.city === this.self);
    const collected = await loadCollected(em, [
      ...new Set([...waiting.map((file) => caseLane(file.case_no)), ...coming.map(({ lane }) => lane)]),
    ]);
    for (const { basis } of collected.values()) if (basis) bases.push(basis);
    const { self, directory, lists, hashOf, changed, dueOf } = this;
    await lists.items.load(em, bases);
    await lists.delegations.load(em, delegating(arriving));
    const doors = { self, directory, lists, hashOf, changed, dueOf };
    return new CaseSession(doors, lanes, files, collected, now);
  }

  takeBack(em: Tx, lanes: ReadonlyMap<string, Lane>, events: readonly PlacedEvent[], now: Date): Promise<TakenBack[]> {
    return takeCasesBack(em, { self: this.self, hashOf: this.hashOf, loadFacts }, lanes, events, now);
  }
}

/** What cities have published that cases rest on. */
export interface PublishedLists {
  items: PublishedItems;
  delegations: PublishedDelegations;
}

/** Cities in whose name others act in these events. */
const delegating = (arriving: readonly EventPayload[]): string[] =>
  arriving.flatMap(({ type, author, basis }) => (basis && basis.city !== author && powerFor(type) ? [basis.city] : []));

interface SessionDoors {
  self: string;
  directory: DirectoryService;
  lists: PublishedLists;
  hashOf: (no: string) => Buffer;
  changed: (cases: readonly { file: CaseFile; lane: Lane }[]) => void;
  dueOf: DueOf;
}

class CaseSession implements LaneSession {
  private readonly touched = new Set<CaseFile>();
  /** Cases in which a fact arrived beside another: their state is folded anew from all facts. */
  private readonly foldAnew = new Set<CaseFile>();

  private readonly self: string;
  private statedBefore: ReadonlyMap<string, ReadonlySet<string>> = new Map();

  constructor(
    private readonly doors: SessionDoors,
    private readonly lanes: ReadonlyMap<string, Lane>,
    private readonly files: Map<string, CaseFile>,
    private readonly collected: Map<string, Collected>,
    private readonly now: Date,
  ) {
    this.self = doors.self;
  }

  async ready(tx: Tx): Promise<void> {
    this.statedBefore = await statedBefore(tx, this.self, this.lanes, this.files);
  }

  private stateOf(lane: string): CaseState {
    return this.files.get(caseNoOf(lane))?.state ?? emptyCase(lane);
  }

  mayJoin({ payload }: PlacedEvent): boolean {
    const parts = parseCaseNo(caseNoOf(payload.lane));
    return (
      payload.type === 'handover.instructed' &&
      // A lane named after no case has no cities: asking for them would throw, and the link would stand still.
      parts !== null &&
      // Who collected or decides is in the case from its beginning and takes every event of it in turn.
      parts.collecting !== this.self &&
      parts.home !== this.self &&
      // Who instructs is who decides: the home city, or the collecting one on a delegation that the home city has
      // published. Another home city after a 转办 cannot be told from a stranger here.
      (payload.author === parts.home || (payload.author === parts.collecting && payload.basis?.city === parts.home)) &&
      payload.assigns.some(({ role, city }) => role === 'pickup' && city === this.self)
    );
  }

  mayBegin({ payload }: PlacedEvent): boolean {
    const parts = parseCaseNo(caseNoOf(payload.lane));
    // A number that is none begins nothing, but it must be judged: it would wait for ever.
    // A new home city (转办) is given the whole case before it is told that it is its own.
    return parts === null || parts.collecting === payload.author;
  }

  judge({ payload, dataText }: PlacedEvent): ErrorCode | null {
    const rule = factRule(payload.type, payload.typeVersion);
    if (!rule || rule.lane !== 'case') return 'fact_unknown';
    if (!parseCaseNo(caseNoOf(payload.lane))) return 'case_no_invalid';
    const state = this.stateOf(payload.lane);
    if (!mayEverState(rule.owner, state, payload.author)) return 'not_entitled';
    if (payload.actor.role === 'rule' && !this.ruleMayState(payload)) return 'not_entitled';
    if (!this.delegationCovers(payload, state)) return 'not_entitled';
    if (!assignsWell(rule, payload, state)) return 'not_entitled';
    const { act } = payload;
    if (rule.acts.length === 0 ? act !== null : !(act !== '' && rule.acts.includes(act ?? ''))) return 'data_invalid';
    return this.judgeData(rule, payload, dataText, state);
  }

  /** 秒批: a rule states only what its city has published that it may, in the version the fact names as its basis. */
  private ruleMayState({ type, act, author, actor, basis }: EventPayload): boolean {
    if (!ruleOfFact(type, act)?.byRule || basis?.city !== author) return false;
    const rule = this.doors.lists.items.of(basis)?.instantRule;
    return rule?.ruleId === actor.id && (rule.upTo === 'DECIDED' || type === 'case.accepted');
  }

  /** 授权委托: what another city states in the home city's name rests on a delegation in force at that moment. */
  private delegationCovers(payload: EventPayload, state: CaseState): boolean {
    const { type, author, at, basis, lane } = payload;
    const act = powerFor(type);
    // A pickup city has not seen how the case was collected: who instructs without being the home city is delegated.
    const joining = state.mode === null && author !== state.roles.home && author === state.roles.collecting;
    if (act === undefined || !(joining || restsOnDelegation(state, type, author))) return true;
    if (joining && this.directCovers(payload, state)) return true;
    const itemCode = this.files.get(caseNoOf(lane))?.item_code ?? null;
    return this.doors.lists.delegations.covers(state.roles.home, basis, { to: author, itemCode, act, at });
  }

  /** 直接办理: the instruction rests on the home city's own list, which lets the collecting city decide. */
  private directCovers({ author, basis, at }: EventPayload, { roles }: CaseState): boolean {
    const item = basis?.city === roles.home ? this.doors.lists.items.of(basis) : undefined;
    if (!item?.modes.includes('DIRECT')) return false;
    return this.doors.directory.current.agreement(author, roles.home, 'DIRECT', item, at) !== undefined;
  }

  private judgeData(
    rule: FactRule,
    payload: EventPayload,
    dataText: string | null,
    state: CaseState,
  ): ErrorCode | null {
    const pickup = payload.assigns.find(({ role }) => role === 'pickup')?.city ?? state.roles.pickup;
    const home = payload.assigns.find(({ role }) => role === 'home')?.city ?? state.roles.home;
    const weRead = rule.readers.some(
      (role) =>
        (role === 'home' && home === this.self) ||
        (role === 'collecting' && state.roles.collecting === this.self) ||
        (role === 'pickup' && pickup === this.self),
    );
    if (dataText === null) return weRead ? 'data_invalid' : null;
    try {
      const { body } = checkShape(EventData, JSON.parse(dataText), 'data_invalid');
      checkShape(rule.data, body, 'data_invalid');
      // The mode that everybody reads is the one in the application.
      if (payload.type === 'case.collected' && rule.version > 1 && body.mode !== payload.act) return 'data_invalid';
      // What was agreed counts between the two that agreed; who gets a case by 转办 judges it when it arrives.
      if (payload.type === 'case.collected' && parseCaseNo(caseNoOf(payload.lane))?.home === this.self) {
        return this.judgeCollected(payload, body as unknown as CaseCollected);
      }
      if (payload.type === 'case.rerouted') return this.judgeRerouted(payload, body as unknown as CaseRerouted, state);
    } catch (error) {
      if (error instanceof TongbanError || error instanceof SyntaxError) return 'data_invalid';
      throw error;
    }
    return null;
  }

  /** 转办: the city that the case goes to takes it under the item that the fact names, from where it was collected. */
  private judgeRerouted(payload: EventPayload, rerouted: CaseRerouted, { roles, mode }: CaseState): ErrorCode | null {
    const to = payload.assigns[0]?.city;
    if (to !== rerouted.toCity || payload.basis?.city !== to) return 'data_invalid';
    if (to !== this.self) return null;
    const item = this.doors.lists.items.of(payload.basis);
    if (!item || item.itemCode !== rerouted.itemCode || item.version !== rerouted.itemVersion) return 'item_unknown';
    if (roles.collecting === this.self) return null;
    const agreed = mode && this.doors.directory.current.agreement(roles.collecting, this.self, mode, item, payload.at);
    return agreed && item.modes.includes(mode) ? null : 'item_not_agreed';
  }

  /** A submission for an item that we did not agree to have collected there has no effect here; people see it. */
  private judgeCollected(payload: EventPayload, collected: CaseCollected): ErrorCode | null {
    const item = payload.basis?.city === this.self ? this.doors.lists.items.of(payload.basis) : undefined;
    if (!item || item.itemCode !== collected.itemCode || item.version !== collected.itemVersion) return 'item_unknown';
    const agreed = this.doors.directory.current.agreement(payload.author, this.self, collected.mode, item, payload.at);
    if (!agreed || !item.modes.includes(collected.mode)) return 'item_not_agreed';
    return null;
  }

  apply(event: PlacedEvent): Effects {
    const file = this.take(event.payload, event.hash, event.dataText);
    const { payload } = event;
    const effects: Effects = { drafts: [], precedence: precedenceOf(file), supply: [] };
    const { state } = file;
    const effective = !state.ineffective.includes(event.hash.toString('hex'));
    const rerouted = payload.type === 'case.rerouted';
    if ((payload.type === 'case.submitted' || rerouted) && effective && state.roles.home === this.self) {
      const basis = rerouted ? payload.basis : this.collected.get(payload.lane)?.basis;
      const facts = this.receipt(file, payload.at, basis);
      // After a restore our own facts may be back before the submission that they followed from.
      const stated = this.statedBefore.get(payload.lane);
      const due = facts.filter((fact) => !stated?.has(fact.type));
      effects.drafts.push(...due.map((fact) => draftOf(fact, state, this.self)));
    }
    if (rerouted && effective && state.roles.collecting === this.self && state.roles.home !== this.self) {
      // The old home city hands on what it had of us; what it had not seen yet is ours to send.
      const seen = payload.seen.find((s) => s.city === this.self)?.seq ?? 0;
      effects.supply.push({ recipient: state.roles.home, aboveSeq: seen, withData: true });
    }
    for (const { role, city } of payload.assigns) {
      if (role !== 'pickup' || city === this.self || city === payload.author) continue;
      // The new city has verified our lane up to what the author saw of it; what we wrote since must follow.
      const seen = payload.seen.find((s) => s.city === this.self)?.seq ?? 0;
      effects.supply.push({ recipient: city, aboveSeq: seen, withData: false });
    }
    return effects;
  }

  private receipt({ case_no: caseNo }: CaseFile, submittedAt: string, basis: Basis | null | undefined): CaseFact[] {
    const application = this.collected.get(caseLane(caseNo))?.body.application ?? null;
    const item = basis ? this.doors.lists.items.of(basis) : undefined;
    return receiptFacts({ self: this.self, caseNo, submittedAt, application, item, basis, now: this.now });
  }

  stated(event: Staged): void {
    this.take(event.payload, event.hash, event.dataText);
  }

  private take(payload: EventPayload, hash: Buffer, dataText: string | null): CaseFile {
    const caseNo = caseNoOf(payload.lane);
    let file = this.files.get(caseNo);
    if (!file) {
      file = newCaseFile(payload.lane, emptyCase(payload.lane), this.self);
      this.files.set(caseNo, file);
    }
    const fact: FoldFact = { payload, hash: hash.toString('hex') };
    const heads = this.lanes.get(payload.lane)?.heads ?? {};
    if (!isOnTop(fact, heads)) this.foldAnew.add(file);
    takeState(file, step(file.state, fact), this.self, payload.at);
    if (dataText !== null) {
      const { body } = JSON.parse(dataText) as { body: object };
      takeData(file, payload.type, body, this.doors.hashOf);
      if (payload.type === 'case.collected') {
        this.collected.set(payload.lane, { body: body as CaseCollected, basis: payload.basis });
      }
    }
    file.changed_at = this.now.toISOString();
    this.touched.add(file);
    return file;
  }

  async save(em: Tx): Promise<void> {
    for (const file of this.foldAnew) {
      const lane = caseLane(file.case_no);
      takeState(file, foldCase(lane, await loadFacts(em, lane)), this.self, file.changed_at);
    }
    saveCaseFiles(em, [...this.touched], this.doors.dueOf);
  }

  committed(): void {
    const cases = [...this.touched].map((file) => ({ file, lane: this.lanes.get(caseLane(file.case_no)) }));
    this.doors.changed(cases.filter((one): one is { file: CaseFile; lane: Lane } => one.lane !== undefined));
  }
}

function assignsWell(rule: FactRule, payload: EventPayload, state: CaseState): boolean {
  if (payload.type === 'case.collected') {
    const [first, second] = payload.assigns;
    return (
      payload.assigns.length === 2 &&
      first?.role === 'collecting' &&
      first.city === state.roles.collecting &&
      second?.role === 'home' &&
      second.city === state.roles.home
    );
  }
  if (payload.type === 'case.rerouted' && payload.assigns[0]?.city === payload.author) return false;
  if (payload.type === 'case.rerouted' && payload.assigns.length !== 1) return false;
  return payload.assigns.length <= 1 && payload.assigns.every(({ role }) => rule.assigns.includes(role));
}
