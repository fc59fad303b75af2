import type { Logger } from 'pino';
import { linkHeads, type ReceiptState } from '#contracts';
import type { Clock } from '#runtime';
import { isTransient, rows, type Database, type Tx } from '../../db/database.js';
import type { NodeFaultPoints } from '../../fault-points.js';
import { LeaseLost, type Lease } from '../lease.js';
import { ApplyRun, type Keeps, type NumberOutcome } from './apply-run.js';
import type { ArrivedEvent, OpenedBatch } from './batch-opener.js';
import type { LaneHandlers } from './lane-handler.js';
import { lockLinkIn, noteOutcomes, type ReceiptWriter } from './receipts.js';

export interface ApplyResult {
  state: ReceiptState;
  receipt: string;
  /** New numbers that were committed. */
  taken: number;
  outcomes: NumberOutcome[];
  /** Partners whose parked events changed their outcome: they are owed a receipt too. */
  owed: Set<string>;
}

/** Stage 4: one transaction per batch, in order; the receipt is signed inside it and published after the commit. */
export class Applier {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly lease: Lease,
    private readonly handlers: LaneHandlers,
    private readonly receipts: ReceiptWriter,
    private readonly clock: Clock,
    private readonly faults: NodeFaultPoints,
    private readonly log: Logger,
  ) {}

  /** Applies an opened batch. Throws only on transient faults and a lost lease: then the same batch comes again. */
  async apply(batch: OpenedBatch): Promise<ApplyResult> {
    const result = await this.db.transaction(async (em) => {
      await this.lease.guard(em);
      const done = await this.inTransaction(em, batch);
      await this.faults.at('apply.before-commit', { partner: batch.statement.from });
      return done;
    });
    await this.faults.at('apply.committed', { partner: batch.statement.from });
    return result;
  }

  /** Answers without applying: a repeat, a gap, a broken batch, a clock far ahead. */
  answer(partner: string, state: ReceiptState): Promise<string> {
    return this.db.transaction(async (em) => {
      await this.lease.guard(em);
      const link = await lockLinkIn(em, partner);
      return this.receipts.write(em, partner, link, state);
    });
  }

  private async inTransaction(em: Tx, { statement, events }: OpenedBatch): Promise<ApplyResult> {
    const partner = statement.from;
    const link = await lockLinkIn(em, partner);
    const now = this.clock.now();
    const differenceMs = Date.parse(statement.at) - now.getTime();
    link.outcomes_acknowledged = Math.min(
      Math.max(link.outcomes_acknowledged, statement.outcomesTo),
      link.outcomes_revision,
    );
    await rows(em, 'update link_in set outcomes_acknowledged = $2, clock_difference_ms = $3 where partner = $1', [
      partner,
      link.outcomes_acknowledged,
      Math.max(Math.min(differenceMs, 2_000_000_000), -2_000_000_000),
    ]);
    const answer = async (state: ReceiptState): Promise<ApplyResult> => ({
      state,
      receipt: await this.receipts.write(em, partner, link, state),
      taken: 0,
      outcomes: [],
      owed: new Set(),
    });
    if (statement.first > link.applied_to + 1) return answer('gap');
    const fresh = events.filter((event) => event.n > link.applied_to);
    if (fresh.length === 0) {
      const differs = statement.last === link.applied_to && statement.head !== link.head.toString('hex');
      return differs ? this.conflict(em, partner, answer) : answer('ok');
    }
    const hashes = fresh.map((event) => event.hash);
    const head = linkHeads(link.head, link.applied_to + 1, hashes).at(-1) as Buffer;
    // Same numbers, another history: one side was restored or lies. Nothing is applied until people have looked.
    if (head.toString('hex') !== statement.head) return this.conflict(em, partner, answer);

    const outcomes = await this.place(em, partner, fresh, now);
    await rows(
      em,
      `insert into link_batch (partner, direction, first, last, hashes, head, at) values ($1, 'in', $2, $3, $4, $5, $6)`,
      [partner, link.applied_to + 1, statement.last, Buffer.concat(hashes), head, now],
    );
    link.applied_to = statement.last;
    link.head = head;
    await rows(em, 'update link_in set applied_to = $2, head = $3, conflict_at = null where partner = $1', [
      partner,
      link.applied_to,
      head,
    ]);
    await noteOutcomes(em, outcomes, now);
    const owed = new Set(outcomes.map((o) => o.partner).filter((other) => other !== partner));
    return {
      state: 'ok',
      receipt: await this.receipts.write(em, partner, link, 'ok'),
      taken: fresh.length,
      outcomes,
      owed,
    };
  }

  private async conflict(
    em: Tx,
    partner: string,
    answer: (state: ReceiptState) => Promise<ApplyResult>,
  ): Promise<ApplyResult> {
    this.log.error({ partner }, 'link heads differ');
    await rows(em, 'update link_in set conflict_at = $2 where partner = $1', [partner, this.clock.now()]);
    return answer('conflict');
  }

  /** The whole batch at once; where that fails for a reason of its content, event by event, keeping the culprit. */
  private async place(em: Tx, partner: string, events: readonly ArrivedEvent[], now: Date): Promise<NumberOutcome[]> {
    const attempt = (some: readonly ArrivedEvent[], keeps: Keeps): Promise<NumberOutcome[]> =>
      em.savepoint(() => new ApplyRun(em, this.self, this.handlers, now, keeps).run(partner, some));
    try {
      return await attempt(events, 'none');
    } catch (error) {
      this.giveUpIfTransient(error);
      this.log.error({ err: error, partner, events: events.length }, 'batch fails; trying event by event');
    }
    const outcomes: NumberOutcome[] = [];
    for (const event of events) outcomes.push(...(await this.placeOne(event, partner, attempt)));
    return outcomes;
  }

  /** One event: as it is, then without handling what it frees, at last kept itself. Throws where even that fails. */
  private async placeOne(
    event: ArrivedEvent,
    partner: string,
    attempt: (some: readonly ArrivedEvent[], keeps: Keeps) => Promise<NumberOutcome[]>,
  ): Promise<NumberOutcome[]> {
    for (const keeps of ['none', 'freed'] as const) {
      try {
        return await attempt([event], keeps);
      } catch (error) {
        this.giveUpIfTransient(error);
        this.log.error(
          { err: error, partner, n: event.n, lane: event.payload?.lane, keeps },
          'handling an event fails',
        );
      }
    }
    return attempt([event], 'all');
  }

  private giveUpIfTransient(error: unknown): void {
    if (error instanceof LeaseLost || isTransient(error)) throw error;
  }
}
