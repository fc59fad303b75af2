import { MAX_BATCH_BYTES, subjects, TongbanError, type Receipt } from '#contracts';
import { mark } from '#runtime';
import { HeldWithoutCounting } from '../../partners/breakers.js';
import { LeaseLost } from '../lease.js';
import type { LinkAgreement } from '../status/link-status.js';
import type { PackedBatch } from './batch-packer.js';
import type { HoldReason } from './hold-reason.js';
import type { LinkSenderDoors } from './link-sender-doors.js';
import type { OperatorHold } from './operator-holds.js';

/** Batches under way to one partner at once: many small ones, few large ones. */
const MAX_IN_FLIGHT = 16;
const MAX_BYTES_IN_FLIGHT = 4 * MAX_BATCH_BYTES;
const PUBLISH_TIMEOUT_MS = 3000;
/** At most one rewind a second: a stream of gap answers must not become a stream of repeats. */
const AGREE_AGAIN_MS = 1000;

interface Waiter {
  last: number;
  done: (settled: boolean) => void;
}

/**
 * Stage 3 for one partner, on the leading replica: held until link status agrees, then sends numbered batches and
 * waits for receipts. After any doubt it asks link status first and re-sends only what the partner does not have.
 */
export class LinkSender {
  agreed = false;
  holdReason: HoldReason | null = 'starting';
  /** Nothing new leaves while an operator holds the link; what is under way is waited for, link status goes on. */
  operatorHold: OperatorHold | null = null;
  contactAt: Date | null = null;
  version: string | null = null;
  /** Newest number given to this partner, as far as this replica has heard. */
  numberedTo = 0;
  private sentTo = 0;
  private settledTo = 0;
  private inFlight = 0;
  private bytesInFlight = 0;
  private agreeing: Promise<void> | undefined;
  private nextAgreeAt = 0;
  private lastTrafficAt = Date.now();
  private readonly waiters = new Set<Waiter>();
  private attempts = 0;
  /** One batch is packed at a time, because the next begins where it ends. */
  private packing: symbol | null = null;
  private stopped = false;
  private readonly tasks = new Set<Promise<void>>();

  constructor(
    readonly partner: string,
    private readonly doors: LinkSenderDoors,
  ) {}

  /** Numbers may be given and sent. */
  get open(): boolean {
    return this.agreed && this.operatorHold === null && this.doors.breakers.state(this.partner) !== 'open';
  }

  /** Why nothing is sent, as screens tell it. */
  get shownReason(): HoldReason | null {
    return this.operatorHold === null ? this.holdReason : 'operator_hold';
  }

  /** Called at every turn of the relay, and when something of this link changed. */
  turn(): void {
    if (this.stopped) return;
    const breaker = this.doors.breakers.state(this.partner);
    const idle = this.inFlight === 0 && Date.now() - this.lastTrafficAt > this.doors.heartbeatMs;
    // A question of a desk may have opened the breaker while the link agreed: its probe is a link status as well.
    if (!this.agreed || breaker === 'half-open' || idle) this.tryAgree();
    // An agreement under way decides from which number to go on.
    else if (breaker === 'closed' && !this.agreeing) this.pump();
  }

  private tryAgree(): void {
    // While open nothing is asked: the breaker's own probe time has to come first.
    if (this.agreeing || this.inFlight > 0 || Date.now() < this.nextAgreeAt) return;
    if (this.doors.breakers.state(this.partner) === 'open') return;
    this.agreeing = this.agree().finally(() => (this.agreeing = undefined));
    this.keep(this.agreeing);
  }

  private async agree(): Promise<void> {
    const { breakers, log } = this.doors;
    this.nextAgreeAt = Date.now() + AGREE_AGAIN_MS;
    this.lastTrafficAt = Date.now();
    try {
      const agreement = await breakers.attempt(this.partner, () => this.ask());
      this.contactAt = this.doors.clock.now();
      this.version = agreement.version;
      this.doors.onDirectory(this.partner, agreement.directory);
      if (agreement.settledTo === null) {
        this.nextAgreeAt = Date.now() + this.doors.heldAgainMs;
        this.hold(agreement.holdReason ?? 'link_conflict');
        return;
      }
      this.settledTo = agreement.settledTo;
      this.sentTo = agreement.settledTo;
      if (!this.agreed || this.holdReason !== null)
        log.info({ partner: this.partner, from: this.sentTo }, 'link agrees');
      this.agreed = true;
      this.holdReason = null;
      this.doors.changed(this);
    } catch (error) {
      this.failed(error);
    }
  }

  /** Link status; a fault of our own database or lease must not be counted against the partner. */
  private async ask(): Promise<LinkAgreement> {
    try {
      return await this.doors.agree(this.partner);
    } catch (error) {
      const ours =
        error instanceof LeaseLost || (error instanceof TongbanError && error.code === 'database_unavailable');
      if (ours) throw new HeldWithoutCounting('local');
      if (error instanceof TongbanError && error.code === 'clock_ahead') throw new HeldWithoutCounting('clock_ahead');
      throw error;
    }
  }

  /**
   * Sends batches that were packed from memory while their numbers were committed, if they are just what comes next;
   * otherwise they are packed again from the database when their turn comes. Call after the commit.
   */
  offer(batches: readonly PackedBatch[]): void {
    for (const batch of batches) {
      const next = this.open && !this.stopped && !this.agreeing && this.packing === null;
      if (!next || !this.hasRoom || batch.first !== this.sentTo + 1) break;
      if (this.doors.breakers.state(this.partner) !== 'closed') break;
      this.sentTo = batch.last;
      this.start(() => this.publish(batch, () => undefined));
    }
  }

  /** So many batches wait for their receipts that the next ones may soon have to wait. */
  get isPressed(): boolean {
    return this.inFlight >= MAX_IN_FLIGHT / 2 || this.bytesInFlight >= MAX_BYTES_IN_FLIGHT / 2;
  }

  private get hasRoom(): boolean {
    return this.inFlight < MAX_IN_FLIGHT && this.bytesInFlight < MAX_BYTES_IN_FLIGHT;
  }

  private pump(): void {
    while (this.open && this.hasRoom && this.sentTo < this.numberedTo && this.packing === null) {
      const turn = Symbol('packing');
      this.packing = turn;
      const packed = (): void => {
        if (this.packing === turn) this.packing = null;
      };
      this.start(() => this.packAndPublish(this.numberedTo, packed).finally(packed));
    }
  }

  private start(work: () => Promise<void>): void {
    this.inFlight += 1;
    const sending = work()
      .catch((error: unknown) => this.failed(error))
      .finally(() => {
        this.inFlight -= 1;
        this.doors.changed(this);
      });
    this.keep(sending);
  }

  private async packAndPublish(upTo: number, published: () => void): Promise<void> {
    const batch = await this.doors.packer.pack(this.partner, this.sentTo + 1, upTo);
    if (!batch) throw new HeldWithoutCounting('local');
    await this.publish(batch, published);
  }

  private async publish(batch: PackedBatch, published: () => void): Promise<void> {
    const { length } = batch.bytes;
    this.bytesInFlight += length;
    try {
      await this.doors.faults.at('send.packed', { partner: this.partner });
      await this.doors.breakers.attempt(this.partner, () => this.attempt(batch, published));
    } finally {
      this.bytesInFlight -= length;
    }
  }

  private async attempt({ first, last, bytes }: PackedBatch, published: () => void): Promise<void> {
    const { faults, transport, self } = this.doors;
    this.attempts += 1;
    const id = `${self}-${this.partner}-${first}-${last}-${this.attempts}-${process.pid}-${Date.now()}`;
    await transport.publishBatch(subjects.link(this.partner, self), bytes, id, PUBLISH_TIMEOUT_MS);
    mark('batch.acked');
    this.lastTrafficAt = Date.now();
    this.sentTo = Math.max(this.sentTo, last);
    // The next batch is packed while this one waits for its receipt.
    published();
    this.doors.changed(this);
    await faults.at('send.published', { partner: this.partner });
    await this.receipted(last);
  }

  /** An attempt is a batch published and receipted in time; a late receipt with a fresh status is slow, not a failure. */
  private async receipted(last: number): Promise<void> {
    if (await this.waitFor(last)) return;
    let before = -1;
    for (let looks = 0; looks < 3; looks += 1) {
      const agreement = await this.ask();
      if (agreement.settledTo === null) throw new HeldWithoutCounting('link_conflict');
      this.progress(agreement.settledTo);
      if (agreement.settledTo >= last) return;
      // It gets on: leave it its time instead of sending the same again.
      if (agreement.settledTo > before) looks = 0;
      before = agreement.settledTo;
      if (await this.waitFor(last)) return;
    }
    throw new HeldWithoutCounting('slow');
  }

  private waitFor(last: number): Promise<boolean> {
    if (this.settledTo >= last) return Promise.resolve(true);
    if (!this.agreed) return Promise.reject(new HeldWithoutCounting('slow'));
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        last,
        done: (settled) => {
          clearTimeout(timer);
          this.waiters.delete(waiter);
          if (settled) resolve(true);
          else reject(new HeldWithoutCounting('slow'));
        },
      };
      const timer = setTimeout(() => {
        this.waiters.delete(waiter);
        resolve(false);
      }, this.doors.receiptWaitMs);
      this.waiters.add(waiter);
    });
  }

  private progress(settledTo: number): void {
    this.settledTo = Math.max(this.settledTo, settledTo);
    for (const waiter of [...this.waiters]) if (waiter.last <= this.settledTo) waiter.done(true);
  }

  /** A verified receipt was settled. */
  taken(receipt: Receipt, settledTo: number, conflict: boolean): void {
    this.contactAt = this.doors.clock.now();
    this.lastTrafficAt = Date.now();
    this.progress(settledTo);
    if (conflict || receipt.state === 'conflict') this.doubt('link_conflict', this.doors.heldAgainMs);
    else if (receipt.state === 'clock_ahead') this.doubt('clock_ahead', this.doors.heldAgainMs);
    else if (receipt.state === 'gap' && receipt.upTo < this.sentTo) this.doubt('slow', AGREE_AGAIN_MS);
    this.doors.changed(this);
  }

  /** Holds without counting, until link status has been asked again. */
  private doubt(reason: HoldReason, againMs: number): void {
    this.nextAgreeAt = Math.max(this.nextAgreeAt, Date.now() + againMs);
    this.agreed = false;
    this.holdReason = reason;
    for (const waiter of [...this.waiters]) waiter.done(false);
  }

  private failed(error: unknown): void {
    const held = error instanceof HeldWithoutCounting;
    if (!held && this.holdReason !== 'unreachable') {
      this.doors.log.warn({ err: error, partner: this.partner }, 'link attempt failed; held until it agrees again');
    }
    const reason: HoldReason = held ? error.reason : 'unreachable';
    this.doubt(reason, reason === 'clock_ahead' ? this.doors.heldAgainMs : AGREE_AGAIN_MS);
    this.doors.changed(this);
  }

  private hold(reason: HoldReason): void {
    this.agreed = false;
    this.holdReason = reason;
    this.doors.changed(this);
  }

  private keep(task: Promise<void>): void {
    this.tasks.add(task);
    void task.finally(() => this.tasks.delete(task));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const waiter of [...this.waiters]) waiter.done(false);
    await Promise.allSettled([...this.tasks]);
  }
}
