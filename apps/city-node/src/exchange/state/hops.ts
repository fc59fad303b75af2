import { mark } from '#runtime';
import type { Database, Tx } from '../../db/database.js';
import type { NodeFaultPoints } from '../../fault-points.js';
import { LeaseLost } from '../lease.js';
import type { BatchPacker, PackedBatch } from '../send/batch-packer.js';
import type { LinkSender } from '../send/link-sender.js';
import type { Outgoing, OwnFacts } from './own-facts.js';
import { Turns } from './turns.js';

export interface HopDoors {
  db: Database;
  facts: OwnFacts;
  packer: BatchPacker;
  faults: NodeFaultPoints;
  link: (partner: string) => LinkSender | undefined;
  /** Something waits for the sealer, here or at the replica that leads. */
  pending: () => void;
}

/** Times one hop is begun where the lease is gone when it commits. */
const MOST_TRIES = 4;

/**
 * One hop of a case through this node: a transaction that states facts, and what follows it. On the leading replica
 * hops take turns, their batches are packed while the commit flushes, and leave right after it.
 */
export class Hops {
  private readonly turns = new Turns();

  constructor(private readonly doors: HopDoors) {}

  /**
   * Runs `work` in one transaction and returns its value once that is committed. Throws what `work` or the database
   * does, and LeaseLost where the lease changes hands time and again.
   */
  run<T>(work: (tx: Tx) => Promise<{ value: T; outgoing: Outgoing }>): Promise<T> {
    if (!this.doors.facts.fused) return this.hop(work);
    return this.turns.take(() => this.hopAgain(work));
  }

  private async hopAgain<T>(work: (tx: Tx) => Promise<{ value: T; outgoing: Outgoing }>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.hop(work);
      } catch (error) {
        // The lease ran out before it was renewed, or another replica leads now: what people stated here is stated all
        // the same, on a lease taken anew or the general way.
        if (!(error instanceof LeaseLost) || tries === MOST_TRIES) throw error;
      }
    }
  }

  /** Other work that seals or numbers, after everything that was asked for before it. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.turns.take(work);
  }

  private async hop<T>(work: (tx: Tx) => Promise<{ value: T; outgoing: Outgoing }>): Promise<T> {
    const { db, faults } = this.doors;
    let packed: Promise<[string, number, PackedBatch[]][]> | undefined;
    mark('hop.turn');
    const begun = (tx: Tx): ReturnType<typeof work> => {
      mark('hop.begun');
      return work(tx);
    };
    const { value, outgoing } = await db.transaction(begun, {
      byKey: true,
      committing: (done) => {
        mark('hop.written');
        packed = this.pack(done.outgoing);
        packed.catch(() => undefined);
      },
    });
    mark('hop.committed');
    if (outgoing.stated) await faults.at('state.committed');
    if (outgoing.numbered.length > 0) await faults.at('seal.committed');
    for (const [partner, last, batches] of (await packed) ?? []) {
      const link = this.doors.link(partner);
      if (!link) continue;
      link.numberedTo = Math.max(link.numberedTo, last);
      link.offer(batches);
      link.turn();
    }
    if (outgoing.pending) this.doors.pending();
    return value;
  }

  /** A batch that cannot be packed here is packed from the database when its turn comes. */
  private pack({ numbered }: Outgoing): Promise<[string, number, PackedBatch[]][]> {
    return Promise.all(
      numbered.map(async (numbers): Promise<[string, number, PackedBatch[]]> => [
        numbers.partner,
        numbers.last,
        await this.doors.packer.packAll(numbers).catch(() => []),
      ]),
    );
  }
}
