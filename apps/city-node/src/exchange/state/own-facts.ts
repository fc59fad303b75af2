import { JWS_TYPES, linkHeads, LINK_WINDOW, MerkleTree, PROTOCOL_VERSION, type SealStatement } from '#contracts';
import type { Clock } from '#runtime';
import { bools, int8s } from '../../db/arrays.js';
import type { Tx } from '../../db/database.js';
import { sign } from '../../envelope/suite.js';
import type { NodeFaultPoints } from '../../fault-points.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import type { Lease } from '../lease.js';
import type { PackItem } from '../send/batch-packer.js';
import {
  insertEvents,
  insertPending,
  pendingRows,
  type DrawnIds,
  type PendingRow,
  type Staged,
} from './event-writer.js';
import type { OutLink } from './out-links.js';

/** Numbers given to one partner in a transaction, with all that packing them needs. */
export interface Numbered {
  partner: string;
  first: number;
  last: number;
  prevHead: Buffer;
  /** After the last one. */
  head: Buffer;
  settledTo: number;
  outcomesTo: number;
  items: PackItem[];
}

export interface Outgoing {
  /** Facts were written. */
  stated: boolean;
  numbered: Numbered[];
  /** Something waits for the sealer. */
  pending: boolean;
}

/** What a transaction leaves that stated nothing. */
export const NOTHING_STATED: Outgoing = { stated: false, numbered: [], pending: false };

/** Inserts a seal whose ten columns are parameters from this one on. */
const insertSeal = (from: number): string =>
  `insert into seal (id, city, signature, root, size, sealed_at, leaves, event_ids, first_event_id, last_event_id)
   overriding system value values (${Array.from({ length: 10 }, (_, i) => `$${from + i}${i === 7 ? '::bigint[]' : ''}`).join(', ')})`;

const numbers = (before: string): string =>
  `with ${before} numbered as (update link_out set numbered_to = $3, head = $5 where partner = $1)
   insert into link_batch (partner, direction, first, last, hashes, head, event_ids, seal_ids, with_data, at)
   values ($1, 'out', $2, $3, $4, $5, $6::bigint[], $7::bigint[], $8::boolean[], $9)`;
// Put together once: a text made anew at each call would be looked up by all its letters.
const SEAL = insertSeal(1);
const NUMBER = numbers('');
const SEAL_AND_NUMBER = numbers(`seal as (${insertSeal(10)}),`);

export interface OwnFactsDoors {
  self: string;
  lease: Lease;
  directory: DirectoryService;
  clock: Clock;
  faults: NodeFaultPoints;
  /** This replica leads, and may seal and number. */
  leads: () => boolean;
  /** The partner's link agrees and its breaker is not open. */
  isOpen: (partner: string) => boolean;
  /** Events were sealed here. */
  sealed: (events: number) => void;
}

/**
 * Stages 1 and 2 in one transaction, on the leading replica: what is stated is sealed and numbered at once. Whatever
 * cannot be numbered now (window full, link held, older events waiting, another replica leads) goes the general way
 * over `pending`.
 */
export class OwnFacts {
  constructor(private readonly doors: OwnFactsDoors) {}

  get fused(): boolean {
    return this.doors.leads();
  }

  /** Partners among these whose numbers may be given here and now. */
  open(partners: Iterable<string>): string[] {
    return this.fused ? [...new Set(partners)].filter((partner) => this.doors.isOpen(partner)) : [];
  }

  /**
   * First statement of a transaction that may seal: fails it where another replica has taken the lease. The answer goes
   * into `write`: a replica that comes to lead in between was not guarded.
   */
  guard(tx: Tx): boolean {
    const { fused } = this;
    if (fused) this.doors.lease.guardLater(tx);
    return fused;
  }

  /**
   * Writes staged events, and where the transaction was guarded their seal, their numbers, and pending rows for the
   * rest. `links`: sending ends under lock.
   */
  async write(
    tx: Tx,
    staged: readonly Staged[],
    ids: DrawnIds,
    links: ReadonlyMap<string, OutLink>,
    guarded: boolean,
    now: Date,
  ): Promise<Outgoing> {
    if (staged.length === 0) return NOTHING_STATED;
    const { self } = this.doors;
    if (!guarded) {
      insertEvents(tx, self, staged, ids.events, now);
      insertPending(
        tx,
        staged.flatMap((event, i) => pendingRows(self, event, ids.events[i] as number)),
      );
      return { stated: true, numbered: [], pending: true };
    }
    insertEvents(tx, self, staged, ids.events, now);
    const { tree, signature } = await this.seal(staged);
    const seal = this.sealRow(staged, ids, tree, signature, now);
    this.doors.sealed(staged.length);
    const items = staged.map((event, i): PackItem => ({
      hash: event.hash,
      payload: event.payloadText,
      data: event.dataText,
      bytes: event.payloadBytes.length + event.dataBytes.length,
      signature,
      leaf: i,
      path: tree.path(i),
    }));
    return this.number(tx, staged, items, ids, seal, links, now);
  }

  private async seal(staged: readonly Staged[]): Promise<{ tree: MerkleTree; signature: string }> {
    const tree = new MerkleTree(staged.map((event) => event.hash));
    const statement: SealStatement = {
      v: PROTOCOL_VERSION,
      city: this.doors.self,
      size: tree.size,
      root: tree.root.toString('hex'),
      at: this.doors.clock.now().toISOString(),
    };
    const signature = await sign(JWS_TYPES.seal, statement, this.doors.directory.signingKey());
    await this.doors.faults.at('seal.signed');
    return { tree, signature };
  }

  private sealRow(staged: readonly Staged[], ids: DrawnIds, tree: MerkleTree, signature: string, now: Date): unknown[] {
    const events = ids.events.slice(0, staged.length);
    return [
      ids.seal,
      this.doors.self,
      signature,
      tree.root,
      tree.size,
      now,
      Buffer.concat(staged.map((event) => event.hash)),
      int8s(events),
      events[0],
      events.at(-1),
    ];
  }

  private number(
    tx: Tx,
    staged: readonly Staged[],
    items: readonly PackItem[],
    ids: DrawnIds,
    sealRow: readonly unknown[],
    links: ReadonlyMap<string, OutLink>,
    now: Date,
  ): Outgoing {
    let sealWritten = false;
    const numbered: Numbered[] = [];
    const waiting: PendingRow[] = [];
    for (const partner of new Set(staged.flatMap((event) => event.recipients.map(({ city }) => city)))) {
      const mine = staged.flatMap((event, i) => {
        const recipient = event.recipients.find(({ city }) => city === partner);
        return recipient ? [{ event, i, withData: recipient.withData }] : [];
      });
      const link = links.get(partner);
      const room = link ? LINK_WINDOW - (link.numbered_to - link.settled_to) : 0;
      if (!link || link.hold_reason !== null || link.backlog || room < mine.length || !this.doors.isOpen(partner)) {
        for (const { event, i, withData } of mine) {
          const eventId = ids.events[i] as number;
          waiting.push({ eventId, lane: event.lane, recipient: partner, withData, ...event.precedence });
        }
        continue;
      }
      const first = link.numbered_to + 1;
      const last = link.numbered_to + mine.length;
      const hashes = mine.map(({ event }) => event.hash);
      const head = linkHeads(link.head, first, hashes).at(-1) as Buffer;
      // The seal goes along with the first numbers.
      tx.later(sealWritten ? NUMBER : SEAL_AND_NUMBER, [
        partner,
        first,
        last,
        Buffer.concat(hashes),
        head,
        int8s(mine.map(({ i }) => ids.events[i] as number)),
        int8s(mine.map(() => ids.seal)),
        bools(mine.map(({ withData }) => withData)),
        now,
        ...(sealWritten ? [] : sealRow),
      ]);
      sealWritten = true;
      numbered.push({
        partner,
        first,
        last,
        prevHead: link.head,
        head,
        settledTo: link.settled_to,
        outcomesTo: link.outcomes_to,
        items: mine.map(({ i, withData }) => {
          const item = items[i] as PackItem;
          return withData ? item : { ...item, data: null, bytes: staged[i]?.payloadBytes.length ?? item.bytes };
        }),
      });
    }
    if (!sealWritten) tx.later(SEAL, sealRow);
    insertPending(tx, waiting, ids.seal);
    // What waits for a link that is held goes on when the link does, not now.
    return { stated: true, numbered, pending: waiting.some(({ recipient }) => this.doors.isOpen(recipient)) };
  }
}
