import type { Msg, Subscription } from '@nats-io/transport-node';
import type { Logger } from 'pino';
import { subjects } from '#contracts';
import { Pauses } from './pauses.js';
import type { NatsTransport } from './transport/nats-transport.js';

/** How often a replica that does not lead asks whether another one does: so long an act may find nobody. */
const ASK_EVERY_MS = 200;
/** A leader that says nothing for so long may be stopped rather than dead; acts no longer rely on it. */
const ANSWER_WITHIN_MS = 1000;

/**
 * Which replica takes people's acts: the one that leads, because only it can seal and number them in the commit that
 * states them. A replica that hears of no leader takes them as well, the general way, so that no window waits for a
 * lease to run out. The city's own nats-server tells at once that nobody answers for a process that is gone.
 */
export class LeaderWatch {
  /** Told whenever this replica begins or ceases to take acts; not before the first look. Resolves when it is so. */
  changed: (takesActs: boolean) => Promise<void> = () => Promise.resolve();
  /** The one that led has given its lease back: it may be taken now. */
  vacant: () => void = () => undefined;
  private leading = false;
  private heard = false;
  /** How often a leader told that it leaves. */
  private handedOver = 0;
  private takesActs: boolean | null = null;
  private answering: Subscription | undefined;
  private hearing: Subscription | undefined;
  private stopped = false;
  private lookNow: (() => void) | undefined;
  private readonly pauses = new Pauses();

  constructor(
    private readonly self: string,
    private readonly replica: string,
    private readonly transport: NatsTransport,
    private readonly log: Logger,
  ) {}

  /** Begins to look once the city's nats-server is reached. */
  start(): void {
    this.transport.whenConnected(() => {
      this.hearing = this.transport.subscribe(subjects.live(this.self, 'vacant'), undefined, (message) => {
        this.takeOver(message).catch((error: unknown) => this.log.warn({ err: error }, 'acts are not taken over yet'));
      });
      void this.watch();
    });
  }

  /** Until the lease is renewed or looked at again, in ms: while no leader is heard of, it is taken as soon as it ran out. */
  leaseRestMs(leaseMs: number): number {
    return this.leading || this.heard ? leaseMs / 3 : Math.min(ASK_EVERY_MS, leaseMs / 3);
  }

  /** This replica leads from now on. */
  lead(): void {
    this.leading = true;
    this.answer();
    this.lookNow?.();
  }

  /** It no longer does; it goes on taking acts until it hears who does. */
  stepDown(): void {
    this.leading = false;
    this.answering?.unsubscribe();
    this.answering = undefined;
    this.lookNow?.();
  }

  /**
   * Tells the other replicas that the lease was given back, and waits until one of them takes acts: ours must not be
   * left before. Returns at once where there is none.
   */
  async handOver(): Promise<void> {
    this.hearing?.unsubscribe();
    try {
      await this.transport.request(subjects.live(this.self, 'vacant'), new Uint8Array(), ANSWER_WITHIN_MS);
    } catch {
      this.log.info('no other replica takes over');
    }
  }

  private async takeOver(message: Msg): Promise<void> {
    this.handedOver += 1;
    this.heard = false;
    this.vacant();
    await this.decide();
    message.respond();
  }

  stop(): void {
    this.stopped = true;
    this.pauses.endAll();
  }

  private async watch(): Promise<void> {
    while (!this.stopped) {
      if (this.leading) this.answer();
      else {
        const before = this.handedOver;
        const heard = await this.otherLeads();
        // What was answered before a leader left says nothing of the time after.
        if (before === this.handedOver) this.heard = heard;
      }
      if (!this.stopped) await this.decide();
      await this.pauses.pause(ASK_EVERY_MS, (wake) => (this.lookNow = wake));
    }
  }

  private async otherLeads(): Promise<boolean> {
    try {
      await this.transport.request(subjects.live(this.self, 'leader'), new Uint8Array(), ANSWER_WITHIN_MS);
      return true;
    } catch {
      // Nobody listens, nobody answers in time, or we are cut off: whatever it is, no leader is heard of.
      return false;
    }
  }

  /** Without a connection this is made up for by the next look. */
  private answer(): void {
    if (this.answering || !this.transport.isConnected) return;
    const name = Buffer.from(this.replica);
    const take = (message: Msg): void => void message.respond(name);
    this.answering = this.transport.subscribe(subjects.live(this.self, 'leader'), undefined, take);
  }

  private async decide(): Promise<void> {
    const takesActs = this.leading || !this.heard;
    if (takesActs === this.takesActs) return;
    this.takesActs = takesActs;
    this.log.info({ takesActs }, takesActs ? 'this replica takes acts' : 'the replica that leads takes acts');
    await this.changed(takesActs);
  }
}
