import { createHash } from 'node:crypto';
import { linkHeads, LINK_GENESIS, sha256, type EventPayload, type LaneHead } from '#contracts';
import { createLogger, FakeClock, FaultPoints } from '#runtime';
import type { Database, Tx } from '../../apps/city-node/src/db/database.js';
import { Applier } from '../../apps/city-node/src/exchange/apply/applier.js';
import type { ArrivedEvent, OpenedBatch } from '../../apps/city-node/src/exchange/apply/batch-opener.js';
import type { LaneHandlers } from '../../apps/city-node/src/exchange/apply/lane-handler.js';
import type { LinkIn, ReceiptWriter } from '../../apps/city-node/src/exchange/apply/receipts.js';
import type { Lease } from '../../apps/city-node/src/exchange/lease.js';
import { Hops, type HopDoors } from '../../apps/city-node/src/exchange/state/hops.js';
import { OwnFacts, type OwnFactsDoors } from '../../apps/city-node/src/exchange/state/own-facts.js';
import { FAULT_POINTS } from '../../apps/city-node/src/fault-points.js';

/** The instant at which everything here happens. */
export const ARRIVED_AT = '2026-11-20T01:00:00.000Z';

/** An event as a batch that was opened brings it, without its number. */
export type Opened = Omit<ArrivedEvent, 'n'>;

/** Batches of one partner to `to`, opened and numbered as its link would. */
export class Partner {
  private head = LINK_GENESIS;
  private n = 0;

  constructor(
    readonly city: string,
    private readonly to: string,
  ) {}

  batch(...events: Opened[]): OpenedBatch {
    const [first, prevHead] = [this.n + 1, this.head];
    const heads = linkHeads(
      prevHead,
      first,
      events.map((event) => event.hash),
    );
    this.head = heads.at(-1) as Buffer;
    this.n += events.length;
    return {
      statement: {
        v: 1,
        from: this.city,
        to: this.to,
        first,
        last: this.n,
        prevHead: prevHead.toString('hex'),
        head: this.head.toString('hex'),
        settledTo: 0,
        outcomesTo: 0,
        directory: 1,
        at: ARRIVED_AT,
        bodyHash: '0'.repeat(64),
      },
      events: events.map((event, i) => ({ ...event, n: first + i })),
    };
  }
}

/** The first event of an author in a lane, under a seal of its own; the seal's signature is none. */
export function openedEvent(
  lane: string,
  author: string,
  change: Partial<EventPayload> = {},
  dataText = '{}',
): Opened & { payload: EventPayload } {
  const payload: EventPayload = {
    v: 1,
    id: `${lane}/${author}`,
    lane,
    author,
    seq: 1,
    prev: null,
    seen: [],
    basis: null,
    type: 'case.submitted',
    typeVersion: 1,
    act: null,
    assigns: [],
    at: ARRIVED_AT,
    actor: { role: 'node', id: 'node' },
    dataHash: sha256(dataText).toString('hex'),
    ...change,
  };
  const payloadText = JSON.stringify(payload);
  const hash = createHash('sha256')
    .update(Buffer.from([0]))
    .update(payloadText)
    .digest();
  const seal = { v: 1, city: author, size: 1, root: hash.toString('hex'), at: ARRIVED_AT };
  const sealSignature = `e30.${Buffer.from(JSON.stringify(seal)).toString('base64url')}.AA`;
  return {
    hash,
    payloadText,
    dataText,
    payloadBytes: Buffer.from(payloadText),
    dataBytes: Buffer.from(dataText),
    payload,
    fault: null,
    sealSignature,
    sealRoot: hash,
    sealSize: 1,
    sealedAt: ARRIVED_AT,
    leaf: 0,
    path: Buffer.alloc(0),
  };
}

/** The place of an event as others name it. */
export const headOf = ({ payload, hash }: Opened): LaneHead => ({
  city: payload?.author ?? '',
  seq: payload?.seq ?? 0,
  hash: hash.toString('hex'),
});

/** Applies opened batches to a real database, for tests that are not about who leads or how a receipt is signed. */
export function applierOn(db: Database, self: string, handlers: LaneHandlers): Applier {
  const lease = { guardLater: () => undefined } as unknown as Lease;
  const receipts = {
    write: (tx: Tx, partner: string, link: LinkIn) => {
      tx.later('update link_in set applied_to = $2, head = $3 where partner = $1', [
        partner,
        link.applied_to,
        link.head,
      ]);
      return Promise.resolve('receipt');
    },
  } as unknown as ReceiptWriter;
  const log = createLogger({ level: 'silent', name: 'test' });
  const [clock, faults] = [new FakeClock(ARRIVED_AT), new FaultPoints(FAULT_POINTS)];
  const facts = new OwnFacts({ self, leads: () => false } as unknown as OwnFactsDoors);
  const hops = new Hops({ db, facts, faults, pending: () => undefined } as unknown as HopDoors);
  return new Applier({ self, db, lease, hops, facts, handlers, receipts, clock, faults, log });
}

/** What became of each number of a batch, such as `430100 3 parked lane_missing`. */
export async function outcomesOf(applier: Applier, batch: OpenedBatch): Promise<string[]> {
  const { outcomes } = await applier.apply(batch);
  return outcomes.map((o) => `${o.partner} ${o.n} ${o.outcome} ${o.reason ?? ''}`.trim());
}
