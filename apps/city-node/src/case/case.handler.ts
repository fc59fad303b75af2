import type { EntityManager } from 'typeorm';
import {
  checkShape,
  EventData,
  factRule,
  parseCaseNo,
  TongbanError,
  type CaseCollected,
  type ErrorCode,
  type EventPayload,
  type FactRule,
  type ServiceItemDefinition,
} from '#contracts';
import { rows } from '../db/database.js';
import type { Effects, LaneHandler, LaneSession, PlacedEvent } from '../exchange/apply/lane-handler.js';
import type { Staged } from '../exchange/state/event-writer.js';
import type { Lane } from '../exchange/state/lanes.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { draftOf, precedenceOf } from './case-facts.js';
import {
  caseLane,
  caseNoOf,
  loadCaseFiles,
  newCaseFile,
  saveCaseFiles,
  takeData,
  takeState,
  type CaseFile,
} from './case-file.js';
import { emptyCase, foldCase, isOnTop, step, type CaseState, type FoldFact } from './case-fold.rules.js';

const NODE = { role: 'node', id: 'node' } as const;

/** Takes what other cities state in a case; says who was entitled, and answers a submission with our receipt of it. */
export class CaseHandler implements LaneHandler {
  readonly kind = 'case';

  constructor(
    private readonly self: string,
    private readonly directory: DirectoryService,
    private readonly hashOf: (no: string) => Buffer,
  ) {}

  async open(em: EntityManager, lanes: ReadonlyMap<string, Lane>, now: Date): Promise<LaneSession> {
    const files = await loadCaseFiles(em, [...lanes.keys()].map(caseNoOf));
    const items = await rows<{ seq: number; definition: ServiceItemDefinition }>(
      em,
      'select seq, definition from service_item where home_city = $1',
      [this.self],
    );
    return new CaseSession(
      this.self,
      this.directory,
      this.hashOf,
      lanes,
      files,
      new Map(items.map((i) => [i.seq, i.definition])),
      now,
    );
  }
}

class CaseSession implements LaneSession {
  private readonly touched = new Set<CaseFile>();
  /** Cases in which a fact arrived beside another: their state is folded anew from all facts. */
  private readonly foldAnew = new Set<CaseFile>();

  constructor(
    private readonly self: string,
    private readonly directory: DirectoryService,
    private readonly hashOf: (no: string) => Buffer,
    private readonly lanes: ReadonlyMap<string, Lane>,
    private readonly files: Map<string, CaseFile>,
    private readonly ownItems: ReadonlyMap<number, ServiceItemDefinition>,
    private readonly now: Date,
  ) {}

  private stateOf(lane: string): CaseState {
    return this.files.get(caseNoOf(lane))?.state ?? emptyCase(lane);
  }

  mayJoin({ payload }: PlacedEvent): boolean {
    return (
      payload.type === 'handover.instructed' &&
      // A lane named after no case has no home city: asking for it would throw, and the link would stand still.
      parseCaseNo(caseNoOf(payload.lane)) !== null &&
      payload.author === this.stateOf(payload.lane).roles.home &&
      payload.assigns.some(({ role, city }) => role === 'pickup' && city === this.self)
    );
  }

  mayBegin({ payload }: PlacedEvent): boolean {
    const parts = parseCaseNo(caseNoOf(payload.lane));
    // A number that is none begins nothing, but it must be judged: it would wait for ever.
    return parts === null || (parts.collecting === payload.author && parts.home === this.self);
  }

  judge({ payload, dataText }: PlacedEvent): ErrorCode | null {
    const rule = factRule(payload.type, payload.typeVersion);
    if (!rule || rule.lane !== 'case') return 'fact_unknown';
    if (!parseCaseNo(caseNoOf(payload.lane))) return 'case_no_invalid';
    const state = this.stateOf(payload.lane);
    const owner = rule.owner === 'lane-city' || rule.owner === 'lead' ? null : state.roles[rule.owner];
    if (owner !== payload.author) return 'not_entitled';
    if (!assignsWell(rule, payload, state)) return 'not_entitled';
    if (rule.acts.length === 0 ? payload.act !== null : !rule.acts.includes(payload.act ?? '')) return 'data_invalid';
    return this.judgeData(rule, payload, dataText, state);
  }

  private judgeData(
    rule: FactRule,
    payload: EventPayload,
    dataText: string | null,
    state: CaseState,
  ): ErrorCode | null {
    const pickup = payload.assigns.find(({ role }) => role === 'pickup')?.city ?? state.roles.pickup;
    const weRead = rule.readers.some(
      (role) =>
        (role === 'home' && state.roles.home === this.self) ||
        (role === 'collecting' && state.roles.collecting === this.self) ||
        (role === 'pickup' && pickup === this.self),
    );
    if (dataText === null) return weRead ? 'data_invalid' : null;
    try {
      const { body } = checkShape(EventData, JSON.parse(dataText), 'data_invalid');
      checkShape(rule.data, body, 'data_invalid');
      if (payload.type === 'case.collected' && state.roles.home === this.self) {
        return this.judgeCollected(payload, body as unknown as CaseCollected);
      }
    } catch (error) {
      if (error instanceof TongbanError || error instanceof SyntaxError) return 'data_invalid';
      throw error;
    }
    return null;
  }

  /** A submission for an item that we did not agree to have collected there has no effect here; people see it. */
  private judgeCollected(payload: EventPayload, collected: CaseCollected): ErrorCode | null {
    const item = payload.basis?.city === this.self ? this.ownItems.get(payload.basis.seq) : undefined;
    if (!item || item.itemCode !== collected.itemCode || item.version !== collected.itemVersion) return 'item_unknown';
    const agreed = this.directory.current.agreement(payload.author, this.self, collected.mode, item, payload.at);
    if (!agreed || !item.modes.includes(collected.mode)) return 'item_not_agreed';
    return null;
  }

  apply(event: PlacedEvent): Effects {
    const file = this.take(event.payload, event.hash, event.dataText);
    const { payload } = event;
    const effects: Effects = { drafts: [], precedence: precedenceOf(file), supply: [] };
    const { state } = file;
    const effective = !state.ineffective.includes(event.hash.toString('hex'));
    if (payload.type === 'case.submitted' && effective && state.roles.home === this.self) {
      const fact = { type: 'case.received', body: { submittedAt: payload.at }, actor: NODE };
      effects.drafts.push(draftOf(fact, state, this.self));
    }
    for (const { role, city } of payload.assigns) {
      if (role !== 'pickup' || city === this.self || city === payload.author) continue;
      // The new city has verified our lane up to what the author saw of it; what we wrote since must follow.
      const seen = payload.seen.find((s) => s.city === this.self)?.seq ?? 0;
      effects.supply.push({ recipient: city, aboveSeq: seen });
    }
    return effects;
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
    if (dataText !== null) takeData(file, payload.type, (JSON.parse(dataText) as { body: object }).body, this.hashOf);
    file.changed_at = this.now.toISOString();
    this.touched.add(file);
    return file;
  }

  async save(em: EntityManager): Promise<void> {
    for (const file of this.foldAnew) {
      const lane = caseLane(file.case_no);
      takeState(file, foldCase(lane, await loadFacts(em, lane)), this.self, file.changed_at);
    }
    await saveCaseFiles(em, [...this.touched]);
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
  return payload.assigns.length <= 1 && payload.assigns.every(({ role }) => rule.assigns.includes(role));
}

/** All facts of a case that have effect, for folding. */
export async function loadFacts(em: EntityManager, lane: string): Promise<FoldFact[]> {
  const found = await rows<{ payload: string; hash: Buffer }>(
    em,
    'select payload, hash from event where lane = $1 and kept_reason is null',
    [lane],
  );
  return found.map(({ payload, hash }) => ({
    payload: JSON.parse(payload) as EventPayload,
    hash: hash.toString('hex'),
  }));
}
