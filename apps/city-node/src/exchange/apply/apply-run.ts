import { sha256Hex, type ErrorCode, type EventPayload, type Outcome } from '#contracts';
import { rows, type Tx } from '../../db/database.js';
import { insertPending, stage, type PendingRow, type Staged } from '../state/event-writer.js';
import { dropEmptyLanes, lockKnownLanes, lockLanes, saveLanes, type Lane } from '../state/lanes.js';
import { arrivalOf, parkedFor, StoredHashes, type Arrival } from './arrivals.js';
import type { ArrivedEvent } from './batch-opener.js';
import type { Effects, LaneHandlers, LaneSession, PlacedEvent } from './lane-handler.js';
import { storeBroken, storeForeign, storeParked, type StoredArrival } from './apply-store.js';
import { extend, place } from './placement.rules.js';

/** What judging a batch came to. */
export interface RunResult {
  outcomes: NumberOutcome[];
  /** Facts of our own that follow from it, to be inserted before `save`. */
  staged: Staged[];
}

/** What became of one number. */
export interface NumberOutcome {
  partner: string;
  n: number;
  hash: Buffer;
  outcome: Outcome;
  reason: ErrorCode | null;
  lane: string | null;
  /** It was told otherwise before: it had been parked. */
  changed: boolean;
}

/**
 * What is kept as `internal_error` without being handled, because handling failed before: nothing, what was parked and
 * is freed now (it may be another partner's, whose fault must not stop this link), or the event in hand as well.
 */
export type Keeps = 'none' | 'freed' | 'all';

/**
 * Places and applies events inside one transaction, all set-based: everything is read at once, judged in memory in
 * order of number, and written at once. Used once per batch, and event by event when a batch fails.
 */
export class ApplyRun {
  private readonly lanes = new Map<string, Lane>();
  private readonly sessions = new Map<string, LaneSession>();
  private hashes = new StoredHashes();
  /** Events that wait for others: parked earlier (null), or in this run. Each growth gives them another look. */
  private readonly waiting = new Map<Arrival, { reason: string; waitsLane: string } | null>();
  private readonly stored: StoredArrival[] = [];
  private readonly staged: Staged[] = [];
  private readonly supplies: (Effects['supply'][number] & { lane: string; effects: Effects })[] = [];
  private readonly freed: number[] = [];
  private readonly refuse: { arrival: Arrival | ArrivedEvent; partner: string; reason: ErrorCode }[] = [];
  private readonly outcomes: NumberOutcome[] = [];
  private readonly arrivals = new Map<number, Arrival>();
  /** Events kept before that have effect now. */
  private readonly effectiveNow: Arrival[] = [];

  constructor(
    private readonly em: Tx,
    private readonly self: string,
    private readonly handlers: LaneHandlers,
    private readonly now: Date,
    private readonly keeps: Keeps = 'none',
    /** Nobody else writes lanes now: one that is not there yet is inserted at the end, without being made first. */
    private readonly alone = false,
  ) {}

  /** Reads all that the events and what they may free need; nothing is judged yet. One flight where nothing is parked. */
  async open(partner: string, events: readonly ArrivedEvent[]): Promise<void> {
    for (const event of events) {
      if (event.payload && event.fault === null) {
        this.arrivals.set(event.n, arrivalOf(partner, event as ArrivedEvent & { payload: EventPayload }));
      }
    }
    const arrivals = [...this.arrivals.values()];
    const names = new Set(arrivals.map((arrival) => arrival.payload.lane));
    const [parked] = await Promise.all([parkedFor(this.em, names), this.read(names, arrivals)]);
    if (parked.length === 0) return;
    for (const arrival of parked) {
      this.waiting.set(arrival, null);
      names.add(arrival.payload.lane);
    }
    await this.read(names, [...arrivals, ...parked]);
  }

  private async read(names: ReadonlySet<string>, arrivals: readonly Arrival[]): Promise<void> {
    const arriving = arrivals.map((arrival) => arrival.payload);
    const handlers = new Set([...names].map((name) => this.handlers.of(name)));
    const lock = this.alone ? lockKnownLanes : lockLanes;
    const [lanes, hashes] = await Promise.all([
      lock(this.em, names),
      StoredHashes.load(this.em, arrivals),
      ...[...handlers].map(async (handler) => {
        if (!handler) return;
        const own = arriving.filter((payload) => this.handlers.of(payload.lane) === handler);
        this.sessions.set(handler.kind, await handler.open(this.em, this.lanes, own, this.now));
      }),
    ]);
    this.hashes = hashes;
    for (const [name, lane] of lanes) this.lanes.set(name, lane);
    for (const session of this.sessions.values()) await session.ready?.(this.em);
  }

  /** Judges these events (all of them opened) in order of number, and writes what follows but for our own facts. */
  run(partner: string, events: readonly ArrivedEvent[]): RunResult {
    for (const event of events) {
      const arrival = this.arrivals.get(event.n);
      if (arrival) this.take(arrival, this.keeps === 'all');
      else this.broken(event, partner, event.fault ?? 'payload_invalid');
    }
    return { outcomes: this.outcomes, staged: this.staged };
  }

  /**
   * Judges an event (opened) once more that has its place in its lane and was kept without effect, as after an upgrade.
   * Nothing but its effect changes.
   */
  again(n: number): RunResult {
    const arrival = this.arrivals.get(n);
    if (!arrival) return { outcomes: [], staged: [] };
    const { payload, hash, dataText } = arrival;
    const session = this.sessionOf(payload.lane);
    const placed: PlacedEvent = { payload, hash, dataText, storedAt: this.now };
    const reason = this.judge(placed, arrival.dataBytes, session);
    const { partner } = arrival;
    const outcome: Outcome = reason === null ? 'applied' : 'kept';
    this.outcomes.push({ partner, n, hash, outcome, reason, lane: payload.lane, changed: true });
    if (reason === null && session) {
      this.effectiveNow.push(arrival);
      this.effect(placed, this.lanes.get(payload.lane) as Lane, session);
    }
    return { outcomes: this.outcomes, staged: this.staged };
  }

  private effect(placed: PlacedEvent, lane: Lane, session: LaneSession): void {
    const effects = session.apply(placed);
    for (const draft of effects.drafts) {
      const event = stage(this.self, lane, draft, effects.precedence, this.now);
      this.staged.push(event);
      session.stated(event);
    }
    for (const supply of effects.supply) this.supplies.push({ lane: lane.lane, ...supply, effects });
  }

  private sessionOf(lane: string): LaneSession | undefined {
    const handler = this.handlers.of(lane);
    return handler && this.sessions.get(handler.kind);
  }

  private take(arrival: Arrival, keepAll: boolean): void {
    const { payload } = arrival;
    const lane = this.lanes.get(payload.lane) as Lane;
    const session = this.sessionOf(payload.lane);
    const placed: PlacedEvent = {
      payload,
      hash: arrival.hash,
      dataText: arrival.dataText,
      storedAt: this.now,
    };
    const hash = arrival.hash.toString('hex');
    const placement = place(this.self, lane, payload, hash, this.hashes.at, {
      mayJoin: () => session?.mayJoin(placed) ?? false,
      // Of a lane kind that we do not know we keep everything.
      mayBegin: () => session?.mayBegin(placed) ?? true,
    });
    switch (placement.kind) {
      case 'repeat':
        this.settle(arrival, 'applied', null);
        return;
      case 'parked':
        if (arrival.parkedId === null) {
          if (!this.waiting.has(arrival)) this.outcome(arrival, 'parked', placement.reason);
          this.waiting.set(arrival, { reason: placement.reason, waitsLane: placement.waitsLane });
        }
        return;
      case 'broken':
        if (placement.freeze && !lane.frozen.includes(payload.author)) {
          lane.frozen.push(payload.author);
          lane.changed = true;
        }
        this.broken(arrival, arrival.partner, placement.reason);
        return;
      case 'extends':
        this.extendBy(arrival, placed, lane, session, keepAll);
    }
  }

  private extendBy(
    arrival: Arrival,
    placed: PlacedEvent,
    lane: Lane,
    session: LaneSession | undefined,
    keepAll: boolean,
  ): void {
    const { payload } = arrival;
    const reason = keepAll ? 'internal_error' : this.judge(placed, arrival.dataBytes, session);
    const hash = arrival.hash.toString('hex');
    extend(this.self, lane, payload, hash);
    this.hashes.add(payload.lane, payload.author, payload.seq, hash);
    this.stored.push({ arrival, keptReason: reason });
    this.settle(arrival, reason === null ? 'applied' : 'kept', reason);
    if (reason === null && session) this.effect(placed, lane, session);
    // Whatever waited for this lane gets another look, in the order in which it was parked.
    for (const waiting of [...this.waiting.keys()]) {
      if (this.waiting.has(waiting)) this.take(waiting, this.keeps !== 'none');
    }
  }

  private judge(
    placed: PlacedEvent,
    dataBytes: Buffer | null | undefined,
    session: LaneSession | undefined,
  ): ErrorCode | null {
    if (!session) return 'fact_unknown';
    if (placed.dataText !== null && sha256Hex(dataBytes ?? placed.dataText) !== placed.payload.dataHash) {
      return 'data_invalid';
    }
    return session.judge(placed);
  }

  private broken(event: Arrival | ArrivedEvent, partner: string, reason: ErrorCode): void {
    this.refuse.push({ arrival: event, partner, reason });
    this.outcome('parkedId' in event ? event : { ...event, partner }, 'broken', reason);
    this.unpark(event);
  }

  private settle(arrival: Arrival, outcome: Outcome, reason: ErrorCode | null): void {
    this.outcome(arrival, outcome, reason);
    this.unpark(arrival);
  }

  private unpark(event: Arrival | ArrivedEvent): void {
    if (!('parkedId' in event)) return;
    this.waiting.delete(event);
    if (event.parkedId !== null) this.freed.push(event.parkedId);
  }

  private outcome(
    at: Arrival | { partner: string; n: number; hash: Buffer; payload: EventPayload | null },
    outcome: Outcome,
    reason: ErrorCode | null,
  ): void {
    const { partner, n, hash } = at;
    const changed = 'parkedId' in at && at.parkedId !== null;
    this.outcomes.push({ partner, n, hash, outcome, reason, lane: at.payload?.lane ?? null, changed });
  }

  /** Writes everything but our own facts, which come before it. */
  async save(): Promise<void> {
    storeForeign(this.em, this.stored, this.now);
    // Before the sessions: a case that is folded anew reads what has effect.
    for (const { hash, payload } of this.effectiveNow) {
      const place = [payload.lane, payload.author, payload.seq, hash];
      await rows(
        this.em,
        'update event set kept_reason = null where lane = $1 and author = $2 and seq = $3 and hash = $4',
        place,
      );
    }
    await this.saveSupplies();
    for (const session of this.sessions.values()) await session.save(this.em);
    saveLanes(this.em, this.lanes.values());
    if (!this.alone) dropEmptyLanes(this.em, this.lanes.values());
    if (this.freed.length > 0) await rows(this.em, 'delete from parked_event where id = any($1)', [this.freed]);
    for (const [arrival, wait] of this.waiting) {
      if (wait) await storeParked(this.em, arrival, wait.reason, wait.waitsLane, this.now);
    }
    for (const refused of this.refuse) await storeBroken(this.em, refused, this.now);
  }

  /** Call after the commit. */
  committed(): void {
    for (const session of this.sessions.values()) session.committed?.();
  }

  /** A city that joined knows our lane up to what the joining event saw; the rest of ours goes to it now. */
  private async saveSupplies(): Promise<void> {
    for (const { lane, recipient, aboveSeq, withData, effects } of this.supplies) {
      const own = await rows<{ id: number }>(
        this.em,
        'select id from event where lane = $1 and author = $2 and seq > $3 order by seq',
        [lane, this.self, aboveSeq],
      );
      const pending: PendingRow[] = own.map((event) => ({
        eventId: event.id,
        lane,
        recipient,
        withData,
        ...effects.precedence,
      }));
      insertPending(this.em, pending, 'look');
    }
  }
}
