import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { linkHeads, LINK_GENESIS, sha256, type EventPayload, type LaneHead } from '#contracts';
import { createLogger, FakeClock, FaultPoints } from '#runtime';
import { createTestDatabase } from '../../../../../test/support/postgres.js';
import { Database, type Tx } from '../../db/database.js';
import { FAULT_POINTS } from '../../fault-points.js';
import type { Lease } from '../lease.js';
import { Applier } from './applier.js';
import type { ArrivedEvent, OpenedBatch } from './batch-opener.js';
import { LaneHandlers, type LaneSession, type PlacedEvent } from './lane-handler.js';
import { Hops, type HopDoors } from '../state/hops.js';
import { OwnFacts, type OwnFactsDoors } from '../state/own-facts.js';
import type { LinkIn, ReceiptWriter } from './receipts.js';

const [SELF, HOME, COLLECTING] = ['430200', '430100', '430300'] as const;
const NOW = '2026-11-20T01:00:00.000Z';
const log = createLogger({ level: 'silent', name: 'test' });

/** Handles every event, and fails on those whose type says so. */
class SampleSession implements LaneSession {
  mayJoin = (): boolean => false;
  mayBegin = (): boolean => true;
  judge = (): null => null;
  apply({ payload }: PlacedEvent): ReturnType<LaneSession['apply']> {
    if (payload.type === 'case.unhandled') throw new Error('the handler fails');
    return { drafts: [], precedence: { urgent: false, since: new Date(NOW) }, supply: [] };
  }
  stated = (): void => undefined;
  save = (): Promise<void> => Promise.resolve();
}

/** Batches of one partner, opened and numbered as its link would. */
class Partner {
  private head = LINK_GENESIS;
  private n = 0;

  constructor(readonly city: string) {}

  batch(...events: Omit<ArrivedEvent, 'n'>[]): OpenedBatch {
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
        to: SELF,
        first,
        last: this.n,
        prevHead: prevHead.toString('hex'),
        head: this.head.toString('hex'),
        settledTo: 0,
        outcomesTo: 0,
        directory: 1,
        at: NOW,
        bodyHash: '0'.repeat(64),
      },
      events: events.map((event, i) => ({ ...event, n: first + i })),
    };
  }
}

function event(
  lane: string,
  author: string,
  change: Partial<EventPayload> = {},
  dataText = '{}',
): Omit<ArrivedEvent, 'n'> {
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
    at: NOW,
    actor: { role: 'node', id: 'node' },
    dataHash: sha256(dataText).toString('hex'),
    ...change,
  };
  const payloadText = JSON.stringify(payload);
  const hash = createHash('sha256')
    .update(Buffer.from([0]))
    .update(payloadText)
    .digest();
  const seal = { v: 1, city: author, size: 1, root: hash.toString('hex'), at: NOW };
  const sealSignature = `e30.${Buffer.from(JSON.stringify(seal)).toString('base64url')}.AA`;
  return {
    hash,
    payloadText,
    dataText,
    payload,
    fault: null,
    sealSignature,
    sealRoot: hash,
    sealSize: 1,
    sealedAt: NOW,
    leaf: 0,
    path: Buffer.alloc(0),
  };
}
const headOf = (one: Omit<ArrivedEvent, 'n'>): LaneHead => ({
  city: one.payload?.author ?? '',
  seq: one.payload?.seq ?? 0,
  hash: one.hash.toString('hex'),
});

describe('applying batches', () => {
  let db: Database;
  let applier: Applier;
  const home = new Partner(HOME);
  const collecting = new Partner(COLLECTING);

  beforeAll(async () => {
    db = new Database({ url: await createTestDatabase('applier'), poolSize: 3, applicationName: 'test' }, log);
    db.start();
    await db.started();
    const handlers = new LaneHandlers();
    handlers.register({
      kind: 'case',
      open: () => Promise.resolve(new SampleSession()),
      takeBack: () => Promise.resolve([]),
    });
    // Neither who leads nor how a receipt is signed matters to what is placed.
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
    const [clock, faults] = [new FakeClock(NOW), new FaultPoints(FAULT_POINTS)];
    const facts = new OwnFacts({ self: SELF, leads: () => false } as unknown as OwnFactsDoors);
    const hops = new Hops({ db, facts, faults, pending: () => undefined } as unknown as HopDoors);
    applier = new Applier({ self: SELF, db, lease, hops, facts, handlers, receipts, clock, faults, log });
  });
  afterAll(() => db.stop());

  const outcomes = async (batch: OpenedBatch): Promise<string[]> =>
    (await applier.apply(batch)).outcomes.map((o) => `${o.partner} ${o.n} ${o.outcome} ${o.reason ?? ''}`.trim());

  it('keeps an event whose handler fails and goes on with the next', async () => {
    const batch = home.batch(event('case/sample-1', HOME, { type: 'case.unhandled' }), event('case/sample-2', HOME));
    expect(await outcomes(batch)).toEqual([`${HOME} 1 kept internal_error`, `${HOME} 2 applied`]);
  });

  it('never stops one partner for an event of another that waited and cannot be handled', async () => {
    const first = event('case/sample-3', COLLECTING);
    const waits = event('case/sample-3', HOME, { type: 'case.unhandled', seen: [headOf(first)] });
    expect(await outcomes(home.batch(waits))).toEqual([`${HOME} 3 parked lane_missing`]);
    expect(await outcomes(collecting.batch(first))).toEqual([
      `${COLLECTING} 1 applied`,
      `${HOME} 3 kept internal_error`,
    ]);
    expect(await outcomes(collecting.batch(event('case/sample-4', COLLECTING)))).toEqual([`${COLLECTING} 2 applied`]);
  });

  it('takes data with a zero byte, which no database can store, as data that was not sent', async () => {
    const seen = [headOf(event('case/sample-6', COLLECTING))];
    const batch = home.batch(
      event('case/sample-5', HOME, {}, '{"salt":"\0"}'),
      event('case/sample-6', HOME, { seen }, '{"salt":"\0"}'),
    );
    expect(await outcomes(batch)).toEqual([`${HOME} 4 applied`, `${HOME} 5 parked lane_missing`]);
    expect(await db.query('select data from event where lane = $1', ['case/sample-5'])).toEqual([{ data: null }]);
  });
});
