import {
  filesOfFact,
  parseCaseNo,
  type Basis,
  type CaseCollected,
  type ErrorCode,
  type EventPayload,
} from '#contracts';
import { readsFact, type ArrivedFiles, type CaseFiles } from '../attachments/case-files.js';
import type { Tx } from '../db/database.js';
import {
  bodyOf,
  type Effects,
  type LaneHandler,
  type LaneSession,
  type PlacedEvent,
  type TakenBack,
} from '../exchange/apply/lane-handler.js';
import type { Staged } from '../exchange/state/event-writer.js';
import type { Lane } from '../exchange/state/lanes.js';
import type { DirectoryService } from '../partners/directory.service.js';
import type { PublishedLists } from '../service-items/published-lists.js';
import { COUNTED_LATER } from '../sla/next-due.js';
import { CaseJudge } from './case-judge.js';
import { noticeFact, type CaseDocuments } from './case-documents.js';
import { draftOf, precedenceOf, type CaseFact } from './case-facts.js';
import {
  caseLane,
  caseNoOf,
  loadCaseFiles,
  newCaseFile,
  saveCaseFiles,
  takeCard,
  takeData,
  takeOfficer,
  takeState,
  type CaseFile,
  type DueOf,
} from './case-file.js';
import { loadCollected, loadFacts, type Collected } from './case-reads.js';
import { statedBefore, takeCasesBack } from './case-take-back.js';
import { powerFor } from './delegated-acts.rules.js';
import { loadTerms, termGiven, type TermGiven } from './lapse-terms.js';
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
    private readonly documents: CaseDocuments,
    private readonly dueOf: DueOf = () => COUNTED_LATER,
    private readonly filesOfCases: Pick<CaseFiles, 'arrived'> = NO_FILES,
  ) {}

  answers({ type }: EventPayload): boolean {
    return type === 'case.submitted' || type === 'case.rerouted';
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
    const { self, directory, lists, hashOf, changed, documents, dueOf, filesOfCases } = this;
    await lists.items.load(em, bases);
    await lists.delegations.load(em, delegating(arriving));
    const doors = { self, directory, lists, hashOf, changed, documents, dueOf, filesOfCases };
    return new CaseSession(doors, lanes, files, collected, await loadTerms(em, arriving), now);
  }

  takeBack(em: Tx, lanes: ReadonlyMap<string, Lane>, events: readonly PlacedEvent[], now: Date): Promise<TakenBack[]> {
    return takeCasesBack(em, { self: this.self, hashOf: this.hashOf, loadFacts }, lanes, events, now);
  }
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
  documents: CaseDocuments;
  dueOf: DueOf;
  filesOfCases: Pick<CaseFiles, 'arrived'>;
}

/** For cases whose files nobody looks after. */
const NO_FILES = { arrived: (): void => undefined };

class CaseSession implements LaneSession {
  private readonly touched = new Set<CaseFile>();
  /** Cases in which a fact arrived beside another: their state is folded anew from all facts. */
  private readonly foldAnew = new Set<CaseFile>();
  private readonly arrivedFiles: ArrivedFiles[] = [];

  private readonly self: string;
  private readonly judging: CaseJudge;
  private statedBefore: ReadonlyMap<string, ReadonlySet<string>> = new Map();

  constructor(
    private readonly doors: SessionDoors,
    private readonly lanes: ReadonlyMap<string, Lane>,
    private readonly files: Map<string, CaseFile>,
    private readonly collected: Map<string, Collected>,
    private readonly terms: Map<string, TermGiven[]>,
    private readonly now: Date,
  ) {
    this.self = doors.self;
    this.judging = new CaseJudge(doors.self, doors.directory, doors.lists);
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

  judge(event: PlacedEvent): ErrorCode | null {
    const { lane } = event.payload;
    const itemCode = this.files.get(caseNoOf(lane))?.item_code ?? null;
    return this.judging.judge(event, () => this.stateOf(lane), itemCode, this.terms.get(lane) ?? []);
  }

  apply(event: PlacedEvent): Effects {
    const file = this.take(event.payload, event.hash, event.dataText === null ? null : bodyOf(event));
    const { payload } = event;
    this.takeFiles(file, event);
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

  /** Files are fetched by a city that reads the fact naming them; whatever data it was sent besides. */
  private takeFiles({ case_no: caseNo, our_roles: roles }: CaseFile, { payload, dataText }: PlacedEvent): void {
    // Nearly no fact names files: what does not speak of any is not read once more.
    if (dataText === null || !dataText.includes('"files":')) return;
    // Without a role yet: a case that is handed on to us (转办), and comes event by event.
    if (roles.length > 0 && !readsFact(payload.type, roles)) return;
    const { body } = JSON.parse(dataText) as { body: object };
    const files = filesOfFact(payload.type, body).map((named) => named.file);
    if (files.length > 0) this.arrivedFiles.push({ caseNo, holder: payload.author, fact: payload.type, files });
  }

  private receipt({ case_no: caseNo }: CaseFile, submittedAt: string, basis: Basis | null | undefined): CaseFact[] {
    const application = this.collected.get(caseLane(caseNo))?.body.application ?? null;
    const item = basis ? this.doors.lists.items.of(basis) : undefined;
    const withDocument = (fact: CaseFact, earlier: readonly CaseFact[]): CaseFact => {
      const body = this.collected.get(caseLane(caseNo))?.body;
      const begun = parseCaseNo(caseNo)?.collecting ?? '';
      const taken = body ? [noticeFact(begun, { type: 'case.collected', act: body.mode, body })] : [];
      const before = [...taken, ...earlier.map((one) => noticeFact(this.self, one))];
      return this.doors.documents.with(fact, caseNo, before, item ?? null, this.now);
    };
    return receiptFacts({
      self: this.self,
      caseNo,
      submittedAt,
      application,
      item,
      basis,
      now: this.now,
      withDocument,
    });
  }

  stated(event: Staged): void {
    this.take(event.payload, event.hash, event.body);
  }

  private take(payload: EventPayload, hash: Buffer, body: object | null): CaseFile {
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
    const term = termGiven(payload, body);
    if (term) this.terms.set(payload.lane, [...(this.terms.get(payload.lane) ?? []), term]);
    if (body !== null) {
      takeData(file, payload.type, body, this.doors.hashOf);
      takeCard(file, payload, body);
      takeOfficer(file, payload);
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
    this.doors.filesOfCases.arrived(em, this.arrivedFiles, this.now);
  }

  committed(): void {
    const cases = [...this.touched].map((file) => ({ file, lane: this.lanes.get(caseLane(file.case_no)) }));
    this.doors.changed(cases.filter((one): one is { file: CaseFile; lane: Lane } => one.lane !== undefined));
  }
}
