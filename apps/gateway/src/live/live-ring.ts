/** What a screen may be told: cases that changed, links that did, or to look again because something was missed. */
export type LiveKind = 'cases' | 'links' | 'look';

/** One event as it goes to every screen of a city that may have it. */
export interface LiveEvent {
  readonly kind: LiveKind;
  readonly text: string;
}

/** Events kept for screens that come back; about a minute of a busy morning. */
const ROOM = 128;

/** The last events of one city by number, so that a screen whose line broke is told what it missed, and no more. */
export class LiveRing {
  private readonly events: LiveEvent[] = [];
  private written = 0;

  /** `epoch`: of this process; the numbers of another gateway, or of the one before, say nothing here. */
  constructor(
    private readonly epoch: string,
    private readonly room = ROOM,
  ) {}

  /** The id of the newest event, or of the beginning. */
  get newest(): string {
    return `${this.epoch}-${this.written}`;
  }

  add(kind: LiveKind, data: object): LiveEvent {
    this.written += 1;
    const event = { kind, text: `id: ${this.newest}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n` };
    this.events.push(event);
    if (this.events.length > this.room) this.events.shift();
    return event;
  }

  /** What came after this id; null where that is not known any more, or never was. */
  after(id: string): readonly LiveEvent[] | null {
    const [, epoch, number] = /^([0-9a-z]+)-(\d{1,15})$/.exec(id) ?? [];
    if (epoch !== this.epoch) return null;
    const missed = this.written - Number(number);
    if (missed < 0 || missed > this.events.length) return null;
    return missed === 0 ? [] : this.events.slice(-missed);
  }
}
