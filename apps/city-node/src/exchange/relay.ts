import type { JsMsg } from '@nats-io/jetstream';
import { subjects } from '#contracts';
import { Applier } from './apply/applier.js';
import { ReceiptWriter } from './apply/receipts.js';
import { LeaseLost } from './lease.js';
import { LinkScreens, type ShownLink } from './link-screens.js';
import { Pauses } from './pauses.js';
import type { RelayDoors } from './relay-doors.js';
import { Receiver } from './receiver.js';
import { NOTHING_WAITS } from './seal/sealer.js';
import { LinkSender } from './send/link-sender.js';
import { readLinks } from './send/operator-holds.js';
import { Hops } from './state/hops.js';
import { OwnFacts } from './state/own-facts.js';
import { Inbox } from './transport/inbox.js';

/**
 * The exchange's own work on the leading replica: seals and numbers what was stated, sends it, applies what arrives,
 * settles. Woken by commits and arrivals; the poll is the truth, so a lost wake-up costs half a second at most.
 */
export class Relay {
  private readonly links = new Map<string, LinkSender>();
  private inbox: Inbox | undefined;
  private leading = false;
  /** Something waits for a seal or a number, as far as this replica knows. */
  private waiting = true;
  private stopped = false;
  private wakeUp: (() => void) | undefined;
  private woken = false;
  private loop: Promise<void> | undefined;
  private leaseLoop: Promise<void> | undefined;
  private readonly pauses = new Pauses();
  private readonly listening = new Set<string>();
  private readonly screens: LinkScreens;
  readonly receiver: Receiver;
  readonly facts: OwnFacts;
  readonly hops: Hops;
  private readonly applier: Applier;

  constructor(readonly doors: RelayDoors) {
    const { self, db, lease, directory, clock, faults, packer, handlers, log } = doors;
    this.screens = new LinkScreens(db, doors.breakers, clock, { self, transport: doors.transport });
    this.facts = new OwnFacts({
      self,
      lease,
      directory,
      clock,
      faults,
      leads: () => this.leading && lease.held,
      isOpen: (partner) => this.links.get(partner)?.open ?? false,
      sealed: (events) => doors.metrics.sealed(events),
    });
    this.hops = new Hops({
      db,
      facts: this.facts,
      packer,
      faults,
      link: (partner) => this.links.get(partner),
      pending: () => {
        this.waiting = true;
        this.committed();
      },
    });
    const { facts, hops } = this;
    const receipts = new ReceiptWriter(self, directory, clock);
    this.applier = new Applier({ self, db, lease, hops, facts, handlers, receipts, clock, faults, log });
    this.receiver = new Receiver(doors, this.applier, {
      isLeading: () => this.leading && !this.stopped,
      isPressed: (partner) => this.links.get(partner)?.isPressed ?? false,
      inTurn: (work) => hops.inTurn(work),
      settled: (partner, receipt, settledTo, conflict) => this.links.get(partner)?.taken(receipt, settledTo, conflict),
    });
    doors.recovery.onLost = (partner) => this.receiver.lost(partner);
  }

  get isLeading(): boolean {
    return this.leading;
  }

  link(partner: string): LinkSender | undefined {
    return this.links.get(partner);
  }

  /** What screens show of a link; null where another replica leads, or this one has not come to it yet. */
  shownOf(partner: string): ShownLink | null {
    const link = this.facts.fused ? this.links.get(partner) : undefined;
    return link ? this.screens.shownOf(link) : null;
  }

  start(): void {
    this.leaseLoop = this.keepLease();
    this.loop = this.run();
    this.doors.transport.whenConnected(() => {
      this.doors.transport.subscribe(subjects.live(this.doors.self, 'wake'), undefined, () => {
        this.waiting = true;
        this.wake();
      });
      this.wake();
    });
  }

  /** Listens per partner (a hub hides interest wider than the sender's allow-list), also to one that joined later. */
  private listen(): void {
    if (!this.doors.transport.isConnected) return;
    const { self, transport, answerer } = this.doors;
    answerer.listen(this.partners());
    for (const partner of this.partners()) {
      if (this.listening.has(partner)) continue;
      this.listening.add(partner);
      transport.subscribe(subjects.receipt(self, partner), undefined, (message) =>
        this.receiver.receiptArrived(partner, message.data),
      );
    }
  }

  private partners(): string[] {
    return this.doors.directory.current.partnersOf(this.doors.self);
  }

  /** New work was committed here; another replica may be the one that leads. */
  committed(): void {
    this.waiting = true;
    if (this.leading) this.wake();
    else this.doors.transport.publish(subjects.live(this.doors.self, 'wake'), new Uint8Array());
  }

  wake(): void {
    this.woken = true;
    this.wakeUp?.();
  }

  private async keepLease(): Promise<void> {
    const { lease, leaders, leaseMs } = this.doors;
    while (!this.stopped) {
      try {
        const held = this.doors.db.ready && (await lease.keep());
        // A renewal that was under way when we were told to stop must not make us lead again.
        if (this.stopped) return;
        // A database that failed over may have come back older than partners know us: look before leading on it.
        if (this.doors.db.ready) await this.doors.watch.look();
        if (this.stopped) return;
        if (held && !this.leading) this.lead();
        else if (!held && this.leading) await this.stepDown();
      } catch (error) {
        this.doors.log.warn({ err: error }, 'lease cannot be renewed');
        lease.forget();
        if (this.leading) await this.stepDown();
      }
      await this.pauses.pause(leaders.leaseRestMs(leaseMs), (wake) => (leaders.vacant = wake));
    }
  }

  private lead(): void {
    this.doors.log.info('this replica leads the exchange');
    this.leading = true;
    this.doors.recovery.led();
    this.doors.leaders.lead();
    // Another replica may have written the screens' rows since.
    this.screens.forget();
    const { self, transport, log } = this.doors;
    const take = (partner: string, message: JsMsg): Promise<void> => this.receiver.arrived(partner, message);
    this.inbox = new Inbox(self, transport, () => this.partners(), take, log);
    this.inbox.start();
    this.wake();
  }

  private async stepDown(): Promise<void> {
    this.leading = false;
    this.doors.recovery.steppedDown();
    this.doors.leaders.stepDown();
    this.doors.log.warn('this replica no longer leads the exchange');
    const links = [...this.links.values()];
    this.links.clear();
    await Promise.all(links.map((link) => link.stop()));
    await this.inbox?.stop();
    this.receiver.stop();
    this.inbox = undefined;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.woken = false;
      let more = false;
      this.listen();
      if (this.leading && this.doors.db.ready) {
        try {
          more = await this.turn();
        } catch (error) {
          if (!(error instanceof LeaseLost)) this.doors.log.warn({ err: error }, 'relay turn fails; trying again');
        }
      }
      if (!more && !this.woken) await this.pauses.pause(this.doors.pollMs, (wake) => (this.wakeUp = wake));
    }
  }

  private async turn(): Promise<boolean> {
    const { db, sealer, metrics } = this.doors;
    for (const partner of this.partners()) if (!this.links.has(partner)) this.links.set(partner, this.newLink(partner));
    const open = new Set([...this.links.values()].filter((link) => link.open).map((link) => link.partner));
    // Nearly always nothing waits: looking for it holds no case up, a round would.
    const round = (await sealer.waits()) ? await this.hops.inTurn(() => sealer.round(open)) : NOTHING_WAITS;
    if (round.sealed > 0) metrics.sealed(round.sealed);
    this.waiting = round.waiting;
    const { numberedTo, holds } = await readLinks(db);
    if (!this.leading) return false;
    for (const link of this.links.values()) {
      if (await this.doors.holds.take(link, holds.get(link.partner) ?? null)) this.wake();
      link.numberedTo = Math.max(link.numberedTo, numberedTo.get(link.partner) ?? 0);
      link.turn();
    }
    await this.screens.show([...this.links.values()]);
    return round.more;
  }

  /** An operator's word on a link was kept: it counts from now on, not from the next turn. */
  async holdChanged(partner: string): Promise<void> {
    const link = this.links.get(partner);
    if (link) await this.doors.holds.take(link, await this.doors.holds.current(partner));
    this.committed();
  }

  private newLink(partner: string): LinkSender {
    return new LinkSender(partner, {
      ...this.doors,
      agree: (city) => this.doors.recovery.agree(city),
      changed: (link) => this.linkChanged(link),
    });
  }

  /** One link got on or was held: its own turn, and everybody's only where something waits for a number. */
  linkChanged(link: LinkSender): void {
    if ((this.waiting && link.open) || this.screens.differ(link)) this.wake();
    else link.turn();
  }

  /** Lets work in hand end, then gives the lease back. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.pauses.endAll();
    await this.loop;
    await this.leaseLoop;
    const wasLeading = this.leading;
    if (wasLeading) await this.stepDown();
    if (wasLeading && this.doors.db.ready) {
      await this.doors.lease.release().catch((error: unknown) => {
        this.doors.log.warn({ err: error }, 'lease not given back; it ends by itself');
      });
      await this.doors.leaders.handOver();
    }
  }
}
