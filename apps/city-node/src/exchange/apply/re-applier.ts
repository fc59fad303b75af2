import type { EventPayload } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Tx } from '../../db/database.js';
import { insertStaged } from '../state/event-writer.js';
import { ApplyRun } from './apply-run.js';
import type { ArrivedEvent } from './batch-opener.js';
import type { LaneHandlers } from './lane-handler.js';
import { lockLinkIn, noteOutcomes } from './receipts.js';

interface KeptEvent {
  payload: string;
  data: string | null;
  leaf: number;
  path: Buffer;
  signature: string;
}

/** Gives an event another look that was kept without effect: this version may know what an earlier one did not. */
export class ReApplier {
  constructor(
    private readonly self: string,
    private readonly handlers: LaneHandlers,
    private readonly clock: Clock,
  ) {}

  /**
   * Judges one kept event in its place; what follows from it is stated, and the partner is told with the next receipt.
   * True where it has effect now. Call in a transaction of its own; `after` once it is committed.
   */
  async again(
    tx: Tx,
    partner: string,
    n: number,
    kept: { lane: string; hash: Buffer },
  ): Promise<{ applied: boolean; after: () => void }> {
    await lockLinkIn(tx, partner);
    const [event] = await rows<KeptEvent>(
      tx,
      `select e.payload, e.data, e.leaf, e.path, s.signature from event e join seal s on s.id = e.seal_id
       where e.lane = $1 and e.hash = $2 and e.kept_reason is not null and e.leaf is not null`,
      [kept.lane, kept.hash],
    );
    if (!event) return { applied: false, after: () => undefined };
    const now = this.clock.now();
    const run = new ApplyRun(tx, this.self, this.handlers, now);
    await run.open(partner, [arrivedAgain(n, kept.hash, event)]);
    const { outcomes, staged } = run.again(n);
    await insertStaged(tx, this.self, staged, now);
    await run.save();
    noteOutcomes(tx, outcomes, now);
    return { applied: outcomes.every(({ outcome }) => outcome === 'applied'), after: () => run.committed() };
  }
}

function arrivedAgain(n: number, hash: Buffer, event: KeptEvent): ArrivedEvent {
  return {
    n,
    hash,
    payloadText: event.payload,
    payloadBytes: Buffer.from(event.payload),
    dataText: event.data,
    dataBytes: event.data === null ? null : Buffer.from(event.data),
    payload: JSON.parse(event.payload) as EventPayload,
    fault: null,
    sealSignature: event.signature,
    sealRoot: null,
    sealSize: 0,
    sealedAt: null,
    leaf: event.leaf,
    path: event.path,
  };
}
