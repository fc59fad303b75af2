import type { Logger } from 'pino';
import { linkHeads, type ReceiptState } from '#contracts';
import { mark, type Clock } from '#runtime';
import { isTransient, type Database, type Tx } from '../../db/database.js';
import type { NodeFaultPoints } from '../../fault-points.js';
import { LeaseLost, type Lease } from '../lease.js';
import { ApplyRun, type Keeps, type NumberOutcome } from './apply-run.js';
import type { ArrivedEvent, OpenedBatch } from './batch-opener.js';
import type { LaneHandlers } from './lane-handler.js';
import { drawIds, insertStaged } from '../state/event-writer.js';
import type { Hops } from '../state/hops.js';
import { drawForLinks, lockOutLinks, NOTHING_DRAWN } from '../state/out-links.js';
import { NOTHING_STATED, type Outgoing, type OwnFacts } from '../state/own-facts.js';
import { lockLinkIn, noteOutcomes, type LinkIn, type ReceiptWriter, type Told } from './receipts.js';

export interface ApplyResult {
  state: ReceiptState;
  receipt: string;
  /** New numbers that were committed. */
  taken: number;
  outcomes: NumberOutcome[];
  /** Partners whose parked events changed their outcome: they are owed a receipt too. */
  owed: Set<string>;
}

export interface ApplierDoors {
  self: string;
  db: Database;
  lease: Lease;
  hops: Hops;
  facts: OwnFacts;
  handlers: LaneHandlers;
  receipts: ReceiptWriter;
  clock: Clock;
  faults: NodeFaultPoints;
  log: Logger;
}

/** Facts of our own that one submitted case may bring at once: received, accepted, decided. */
const OWN_PER_EVENT = 3;

/** Stage 4: one transaction per batch, in order; the receipt is signed inside it and published after the commit. */
export class Applier {
  constructor(private readonly doors: ApplierDoors) {}

  /**
   * Applies an opened batch, what follows from it sealed and numbered in the same transaction; where that fails for a
   * reason of its content, once more event by event. Throws only on transient faults and a lost lease: then the same
   * batch comes again.
   */
  async apply(batch: OpenedBatch): Promise<ApplyResult> {
    const { hops, faults, log } = this.doors;
    const partner = batch.statement.from;
    const runs: ApplyRun[] = [];
    let result: ApplyResult;
    try {
      result = await hops.run((tx) => this.atOnce(tx, batch, runs));
    } catch (error) {
      giveUpIfTransient(error);
      log.error({ err: error, partner, events: batch.events.length }, 'batch fails; trying event by event');
      runs.length = 0;
      result = await this.doors.db.transaction((tx) => this.oneByOne(tx, batch, runs));
    }
    for (const run of runs) run.committed();
    await faults.at('apply.committed', { partner });
    return result;
  }

  /** Answers without applying: a repeat, a gap, a broken batch, a clock far ahead. */
  answer(partner: string, state: ReceiptState): Promise<string> {
    return this.doors.db.transaction(async (tx) => {
      this.doors.lease.guardLater(tx);
      const link = await lockLinkIn(tx, partner);
      return this.doors.receipts.write(tx, partner, link, state);
    });
  }

  /** The whole batch in two flights: everything is read, then everything is written. */
  private async atOnce(
    tx: Tx,
    batch: OpenedBatch,
    runs: ApplyRun[],
  ): Promise<{ value: ApplyResult; outgoing: Outgoing }> {
    const { self, lease, facts, handlers, clock } = this.doors;
    const { statement, events } = batch;
    const partner = statement.from;
    const now = clock.now();
    lease.guardLater(tx);
    const { fused } = facts;
    const run = new ApplyRun(tx, self, handlers, now, 'none', true);
    runs.splice(0, Infinity, run);
    const answered = events.filter(({ payload }) => payload && handlers.of(payload.lane)?.answers?.(payload)).length;
    const [link, , ahead] = await Promise.all([
      lockLinkIn(tx, partner),
      run.open(partner, events),
      answered === 0 ? NOTHING_DRAWN : drawForLinks(tx, answered * OWN_PER_EVENT, facts.open([partner])),
    ]);
    mark('hop.read');
    const judged = this.look(link, batch);
    let outgoing: Outgoing = NOTHING_STATED;
    const value = await this.conclude(tx, batch, link, judged, now, async (fresh) => {
      const { outcomes, staged } = run.run(partner, fresh);
      const others = facts.open(staged.flatMap((event) => event.recipients.map(({ city }) => city)));
      const links = new Map(ahead.links);
      const missing = others.filter((other) => !links.has(other));
      for (const [other, out] of await lockOutLinks(tx, missing)) links.set(other, out);
      const enough = staged.length <= ahead.ids.events.length ? ahead.ids : await drawIds(tx, staged.length);
      outgoing = await facts.write(tx, staged, enough, links, fused, now);
      await run.save();
      // While the receipt is being signed.
      tx.begin();
      return outcomes;
    });
    return { value, outgoing };
  }

  /** The same with every event under a savepoint of its own; what follows goes the general way. */
  private async oneByOne(tx: Tx, batch: OpenedBatch, runs: ApplyRun[]): Promise<ApplyResult> {
    this.doors.lease.guardLater(tx);
    const link = await lockLinkIn(tx, batch.statement.from);
    const now = this.doors.clock.now();
    return this.conclude(tx, batch, link, this.look(link, batch), now, async (fresh) => {
      const outcomes: NumberOutcome[] = [];
      for (const event of fresh) outcomes.push(...(await this.placeOne(tx, event, batch.statement.from, now, runs)));
      return outcomes;
    });
  }

  /** What the numbers of a batch mean to this receiving end. */
  private look(link: LinkIn, { statement, events }: OpenedBatch): Judged {
    if (statement.first > link.applied_to + 1) return { state: 'gap', fresh: [], head: link.head };
    const fresh = events.filter((event) => event.n > link.applied_to);
    if (fresh.length === 0) {
      const differs = statement.last === link.applied_to && statement.head !== link.head.toString('hex');
      return { state: differs ? 'conflict' : 'ok', fresh, head: link.head };
    }
    // Reading the batch has led these very hashes from the one head to the other.
    if (fresh.length === events.length && link.head.toString('hex') === statement.prevHead) {
      return { state: 'ok', fresh, head: Buffer.from(statement.head, 'hex') };
    }
    const hashes = fresh.map((event) => event.hash);
    const head = linkHeads(link.head, link.applied_to + 1, hashes).at(-1) as Buffer;
    // Same numbers, another history: one side was restored or lies. Nothing is applied until people have looked.
    if (head.toString('hex') !== statement.head) return { state: 'conflict', fresh: [], head: link.head };
    return { state: 'ok', fresh, head };
  }

  private async conclude(
    tx: Tx,
    { statement }: OpenedBatch,
    link: LinkIn,
    { state, fresh, head }: Judged,
    now: Date,
    place: (fresh: readonly ArrivedEvent[]) => Promise<NumberOutcome[]>,
  ): Promise<ApplyResult> {
    const partner = statement.from;
    const difference = Date.parse(statement.at) - now.getTime();
    const clockDifferenceMs = Math.max(Math.min(difference, 2_000_000_000), -2_000_000_000);
    const acknowledged = Math.max(link.outcomes_acknowledged, statement.outcomesTo);
    link.outcomes_acknowledged = Math.min(acknowledged, link.outcomes_revision);
    if (state === 'conflict') this.doors.log.error({ partner }, 'link heads differ');
    const outcomes = fresh.length > 0 ? await place(fresh) : [];
    let taken: Told['taken'] = null;
    if (fresh.length > 0) {
      taken = { first: link.applied_to + 1, hashes: Buffer.concat(fresh.map((event) => event.hash)) };
      link.applied_to = statement.last;
      link.head = head;
      if (noteOutcomes(tx, outcomes, now)) link.untold = true;
    }
    const told = { clockDifferenceMs, taken };
    const receipt = await this.doors.receipts.write(tx, partner, link, state, told);
    await this.doors.faults.at('apply.before-commit', { partner });
    const owed = new Set(outcomes.map((o) => o.partner).filter((other) => other !== partner));
    return { state, receipt, taken: fresh.length, outcomes, owed };
  }

  /** One event: as it is, then without handling what it frees, at last kept itself. Throws where even that fails. */
  private async placeOne(
    tx: Tx,
    event: ArrivedEvent,
    partner: string,
    now: Date,
    runs: ApplyRun[],
  ): Promise<NumberOutcome[]> {
    const { self, handlers, log } = this.doors;
    const attempt = (keeps: Keeps): Promise<NumberOutcome[]> =>
      tx.savepoint(async () => {
        const run = new ApplyRun(tx, self, handlers, now, keeps);
        await run.open(partner, [event]);
        const { outcomes, staged } = run.run(partner, [event]);
        await insertStaged(tx, self, staged, now);
        await run.save();
        runs.push(run);
        return outcomes;
      });
    for (const keeps of ['none', 'freed'] as const) {
      try {
        return await attempt(keeps);
      } catch (error) {
        giveUpIfTransient(error);
        log.error({ err: error, partner, n: event.n, lane: event.payload?.lane, keeps }, 'handling an event fails');
      }
    }
    return attempt('all');
  }
}

interface Judged {
  state: ReceiptState;
  /** Events with new numbers, to be placed. */
  fresh: readonly ArrivedEvent[];
  /** The link's head after them. */
  head: Buffer;
}

function giveUpIfTransient(error: unknown): void {
  if (error instanceof LeaseLost || isTransient(error)) throw error;
}
