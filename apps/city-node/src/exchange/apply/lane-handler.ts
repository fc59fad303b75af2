import type { ErrorCode, EventPayload } from '#contracts';
import type { Draft, Precedence, Recipient, Staged } from '../state/event-writer.js';
import type { Lane } from '../state/lanes.js';
import type { Tx } from '../../db/database.js';

/** An event in its place in a lane: signed, chained, complete in what it saw. */
export interface PlacedEvent {
  payload: EventPayload;
  hash: Buffer;
  dataText: string | null;
  /** What is in the data, kept by whoever parsed it first. */
  body?: object;
  storedAt: Date;
}

/** What is in the data of an event, parsed once; throws SyntaxError where that is no JSON. For an event with data. */
export function bodyOf(event: PlacedEvent): object {
  return (event.body ??= (JSON.parse(event.dataText ?? 'null') as { body: object }).body);
}

/** What applying an event asks for beyond the handler's own rows. */
export interface Effects {
  /** Facts of our own that follow at once, stated in the applying transaction. */
  drafts: Draft[];
  precedence: Precedence;
  /** A city that joined here needs our own events of this lane above a number. */
  supply: { recipient: string; aboveSeq: number; withData: boolean }[];
}

/** Work of one lane kind over one transaction; all lanes it touches are locked before it judges. */
export interface LaneSession {
  /** Called once the lanes are there, before the first event. */
  ready?(em: Tx): Promise<void>;
  /** True if this event may bring us into the middle of a lane of which we hold nothing. */
  mayJoin(event: PlacedEvent): boolean;
  /** True if the author of this event is who begins this lane, and we are meant to hold it from its beginning. */
  mayBegin(event: PlacedEvent): boolean;
  /** Null to apply; otherwise the code why it is kept without effect. */
  judge(event: PlacedEvent): ErrorCode | null;
  /** Takes an event that was judged in order. */
  apply(event: PlacedEvent): Effects;
  /** Takes a fact of ours that was staged from a draft of `apply`. */
  stated(event: Staged): void;
  /** Writes everything, set-based. */
  save(em: Tx): Promise<void>;
  /** Called after the commit, for what only screens need. */
  committed?(): void;
}

/** What an event of ours that came back from a partner asks for: who else is to have it. */
export interface TakenBack {
  hash: string;
  recipients: Recipient[];
  precedence: Precedence;
}

/** Registered by the modules that know what a lane is about; the exchange itself does not. */
export interface LaneHandler {
  kind: 'case' | 'catalogue' | 'calendar';
  /** Facts of our own may follow from taking this one: what they need is then read along. A hint, no unless told. */
  answers?(payload: EventPayload): boolean;
  /** `arriving`: what will be judged, so that everything it rests on can be read at once. */
  open(em: Tx, lanes: ReadonlyMap<string, Lane>, arriving: readonly EventPayload[], now: Date): Promise<LaneSession>;
  /**
   * Brings lists up to events of our own that a partner gave back; they are stored already, and states nothing. Lanes
   * are locked.
   */
  takeBack(em: Tx, lanes: ReadonlyMap<string, Lane>, events: readonly PlacedEvent[], now: Date): Promise<TakenBack[]>;
}

/** Who handles which kind of lane. */
export class LaneHandlers {
  private readonly byKind = new Map<string, LaneHandler>();

  register(handler: LaneHandler): void {
    this.byKind.set(handler.kind, handler);
  }

  /** The handler of a lane; undefined for kinds this version does not know (their events are kept). */
  of(lane: string): LaneHandler | undefined {
    return this.byKind.get(lane.slice(0, lane.indexOf('/')));
  }
}
