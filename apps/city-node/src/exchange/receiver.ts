import type { JsMsg } from '@nats-io/jetstream';
import { subjects, TongbanError, type Receipt, type ReceiptState } from '#contracts';
import { mark } from '#runtime';
import { readBatchAddress, type OpenedBatch } from './apply/batch-opener.js';
import type { Applier } from './apply/applier.js';
import { LeaseLost } from './lease.js';
import { RefusedBatches } from './refused-batches.js';
import type { RelayDoors } from './relay-doors.js';
import type { InTurn } from './settle/settler.js';

/** A gap or a repeat is answered at most once a second and partner. */
const ANSWER_AGAIN_MS = 1000;
/**
 * Receipts of this long are settled together, by the newest: a receipt comes just before the answer to the same case, whose
 * transaction must not wait for the link's row, and to settle costs as much as to carry.
 */
const SETTLE_AFTER_MS = 60;
/** The same where many batches wait for theirs: the next ones may not leave before. */
const SETTLE_SOON_MS = 15;
/** Before a batch that could not be applied is looked at again. */
const WAIT_MS = 200;

/** What cannot be read for a reason nobody foresaw is refused all the same: kept, it would stop the link for ever. */
const codedError = (error: unknown): TongbanError =>
  error instanceof TongbanError
    ? error
    : new TongbanError('internal_error', { reason: 'unreadable' }, { cause: error });

interface Settling {
  /** The newest that came and was not looked at. */
  receipt: Uint8Array | null;
  /** Set until nothing is left to settle. */
  timer: NodeJS.Timeout | null;
  /** When that timer ends, in ms of the process's clock; 0 once it has. */
  dueAt: number;
}

/** What the receiver tells the relay. */
export interface ReceiverCalls {
  isLeading: () => boolean;
  /** Many batches wait for a receipt of this partner. */
  isPressed: (partner: string) => boolean;
  /** Other work on the links, between two hops. */
  inTurn: InTurn;
  settled: (partner: string, receipt: Receipt, settledTo: number, conflict: boolean) => void;
}

/** The receiving side of the leading replica: takes batches from the INBOX and receipts from partners. */
export class Receiver {
  private readonly answeredAt = new Map<string, number>();
  /** Newest applied number of each partner, as this replica knows it since it leads. */
  private readonly appliedTo = new Map<string, number>();
  private readonly owedAnswers = new Map<string, { state: ReceiptState; timer: NodeJS.Timeout }>();
  private readonly settling = new Map<string, Settling>();
  private readonly refusals: RefusedBatches;

  constructor(
    private readonly doors: RelayDoors,
    private readonly applier: Applier,
    private readonly calls: ReceiverCalls,
  ) {
    this.refusals = new RefusedBatches(doors.db, doors.clock, doors.log);
  }

  /** One sealed batch from the INBOX. Returns when it is settled what becomes of it; the message is then spent. */
  async arrived(partner: string, message: JsMsg): Promise<void> {
    mark('batch.arrived');
    while (this.calls.isLeading()) {
      if (!this.doors.recovery.mayApply(partner)) {
        await this.wait(message);
        continue;
      }
      try {
        await this.take(partner, message.data);
        this.doors.transport.soon(() => message.ack());
        return;
      } catch (error) {
        // Only transient faults get here: the batch stays ours until it is committed or we no longer lead.
        if (!(error instanceof LeaseLost))
          this.doors.log.warn({ err: error, partner }, 'batch not applied yet; trying again');
        if (error instanceof LeaseLost) break;
        await this.wait(message);
      }
    }
    // The replica that leads now need not wait until this one's time for it is over.
    message.nak();
  }

  /** The batch stays ours; it is not handed out again meanwhile. */
  private async wait(message: JsMsg): Promise<void> {
    message.working();
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }

  /** Tells a partner that we fell back, so that it asks and sends again what we lost. */
  lost(partner: string): void {
    this.answer(partner, 'gap').catch((error: unknown) => {
      this.doors.log.warn({ err: error, partner }, 'partner not told that we fell back; its heartbeat will find it');
    });
  }

  /** Tells a partner what changed of its numbers, where something did; without this its next question would. */
  tell(partner: string): void {
    if (!this.calls.isLeading()) return;
    this.answer(partner, 'ok').catch((error: unknown) => {
      this.doors.log.warn({ err: error, partner }, 'partner not told yet; its next question finds it');
    });
  }

  private async take(partner: string, bytes: Uint8Array): Promise<void> {
    const { opener, metrics, faults, directory } = this.doors;
    let opened: OpenedBatch;
    let last: number;
    try {
      const address = this.readAddress(bytes, partner);
      ({ last } = address);
      if (await this.isRepeat(partner, last)) {
        metrics.received(partner, 'repeat');
        return await this.answer(partner, 'ok');
      }
      opened = await opener.open(address).catch((error: unknown) => {
        throw codedError(error);
      });
    } catch (error) {
      if (!(error instanceof TongbanError) || error.code === 'database_unavailable') throw error;
      metrics.refused(partner, error.code);
      this.refusals.note(partner, error.code);
      const level = error.code === 'internal_error' ? 'error' : 'warn';
      this.doors.log[level](
        { partner, errorCode: error.code, details: error.details, err: error.cause },
        'batch refused',
      );
      if (error.code === 'key_unknown') this.doors.onDirectory(partner, directory.current.number + 1);
      return await this.answer(partner, error.code === 'clock_ahead' ? 'clock_ahead' : 'gap');
    }
    this.doors.onDirectory(partner, opened.statement.directory);
    mark('batch.opened');
    await faults.at('apply.opened', { partner });
    const startedAt = process.hrtime.bigint();
    const result = await this.applier.apply(opened);
    metrics.applied(partner, result.taken, Number(process.hrtime.bigint() - startedAt) / 1e9);
    for (const { outcome, reason } of result.outcomes) if (reason !== null) metrics.outcome(partner, outcome, reason);
    metrics.received(partner, result.state);
    if (result.taken > 0) {
      const lanes = [...new Set(opened.events.map((event) => event.payload?.lane ?? 'unreadable'))];
      const { first, last } = opened.statement;
      const messageId = `${partner}-${first}-${last}`;
      this.doors.log.info({ partner, messageId, events: result.taken, lanes: lanes.slice(0, 20) }, 'batch applied');
    }
    this.sendReceipt(partner, result.receipt);
    await faults.at('apply.receipt-published', { partner });
    for (const other of result.owed) await this.answer(other, 'ok');
    if (result.state === 'ok') this.appliedTo.set(partner, Math.max(this.appliedTo.get(partner) ?? 0, last));
  }

  private readAddress(bytes: Uint8Array, partner: string): ReturnType<typeof readBatchAddress> {
    try {
      return readBatchAddress(bytes, this.doors.self, partner);
    } catch (error) {
      throw codedError(error);
    }
  }

  private async isRepeat(partner: string, last: number): Promise<boolean> {
    // Beyond what we remember it is new; anything else is for the database to say, which may have been restored.
    const known = this.appliedTo.get(partner);
    if (known !== undefined && last > known) return false;
    const [link] = await this.doors.db.query<{ applied_to: number }>(
      'select applied_to from link_in where partner = $1',
      [partner],
    );
    if (link) this.appliedTo.set(partner, link.applied_to);
    return link !== undefined && last <= link.applied_to;
  }

  /**
   * A receipt without new numbers: to a repeat, a gap, a broken batch. At most one a second and partner, so that noise
   * stays noise; one that falls into that second is sent at its end, for nobody else would tell the sender.
   */
  private async answer(partner: string, state: ReceiptState): Promise<void> {
    const waitMs = (this.answeredAt.get(partner) ?? 0) + ANSWER_AGAIN_MS - Date.now();
    if (waitMs > 0) {
      const before = this.owedAnswers.get(partner);
      if (before) before.state = state;
      else this.owedAnswers.set(partner, { state, timer: setTimeout(() => this.answerLate(partner), waitMs) });
      return;
    }
    this.answeredAt.set(partner, Date.now());
    this.sendReceipt(partner, await this.applier.answer(partner, state));
  }

  private answerLate(partner: string): void {
    const owed = this.owedAnswers.get(partner);
    this.owedAnswers.delete(partner);
    if (!owed || !this.calls.isLeading()) return;
    this.answer(partner, owed.state).catch((error: unknown) => {
      this.doors.log.warn({ err: error, partner }, 'late answer not sent; the partner will ask');
    });
  }

  stop(): void {
    for (const { timer } of this.owedAnswers.values()) clearTimeout(timer);
    this.owedAnswers.clear();
    this.refusals.stop();
    for (const { timer } of this.settling.values()) if (timer) clearTimeout(timer);
    this.settling.clear();
    this.appliedTo.clear();
  }

  private sendReceipt(partner: string, signed: string): void {
    mark('receipt.sent');
    this.doors.transport.publish(subjects.receipt(partner, this.doors.self), Buffer.from(signed, 'ascii'));
  }

  /** Only the newest receipt of a partner counts: what came while one was being settled is skipped but the last. */
  receiptArrived(partner: string, bytes: Uint8Array): void {
    if (!this.calls.isLeading()) return;
    const state: Settling = this.settling.get(partner) ?? { receipt: null, timer: null, dueAt: 0 };
    this.settling.set(partner, state);
    state.receipt = bytes;
    mark('receipt.arrived');
    const waitMs = this.calls.isPressed(partner) ? SETTLE_SOON_MS : SETTLE_AFTER_MS;
    const dueAt = performance.now() + waitMs;
    if (state.timer !== null && state.dueAt <= dueAt) return;
    if (state.timer !== null) clearTimeout(state.timer);
    state.dueAt = dueAt;
    state.timer = setTimeout(() => void this.settleNewest(partner, state), waitMs);
  }

  private async settleNewest(partner: string, state: Settling): Promise<void> {
    state.dueAt = 0;
    while (state.receipt) {
      const bytes = state.receipt;
      state.receipt = null;
      try {
        const signed = Buffer.from(bytes).toString('latin1');
        const receipt = await this.doors.settler.read(signed, partner);
        const result = await this.doors.settler.settle(partner, receipt, signed, this.calls.inTurn);
        mark('settle.done');
        this.doors.metrics.receipt(partner, receipt.state);
        this.calls.settled(partner, receipt, result.settledTo, result.conflict);
      } catch (error) {
        // Nothing is wrong with the receipt: whoever leads now asks the partner.
        if (error instanceof LeaseLost) continue;
        const code = error instanceof TongbanError ? error.code : 'internal_error';
        this.doors.metrics.refused(partner, code);
        this.doors.log.warn({ err: error, partner, errorCode: code }, 'receipt refused');
      }
    }
    state.timer = null;
  }
}
