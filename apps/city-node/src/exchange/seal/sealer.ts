import {
  JWS_TYPES,
  linkHeads,
  LINK_GENESIS,
  LINK_WINDOW,
  MAX_BATCH_EVENTS,
  MerkleTree,
  PROTOCOL_VERSION,
  type SealStatement,
} from '#contracts';
import type { Clock } from '#runtime';
import { bools, int4s, int8s, texts } from '../../db/arrays.js';
import { rows, type Database, type Tx } from '../../db/database.js';
import { BY_KEY } from '../../db/tx.js';
import { sign } from '../../envelope/suite.js';
import type { NodeFaultPoints } from '../../fault-points.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import type { Lease } from '../lease.js';

/** The sending end of a link that something waits for, under lock. */
interface WaitedLink {
  partner: string;
  numbered_to: number;
  settled_to: number;
  head: Buffer;
  hold_reason: string | null;
}

interface Unsealed {
  id: number;
  hash: Buffer;
}

interface Taken {
  recipient: string;
  event_id: number;
  seal_id: number;
  with_data: boolean;
  hash: Buffer;
}

/** Events under one signature at most; a proof is then at most ten hashes long. */
export const MAX_SEAL_EVENTS = 1024;

export interface SealRound {
  sealed: number;
  /** Numbered per partner in this round. */
  numbered: Map<string, number>;
  /** There may be more to do at once. */
  more: boolean;
  /** Something still waits: for a link to open, for room in a window, for the next round. */
  waiting: boolean;
}

/** A round in which there was nothing to do. */
export const NOTHING_WAITS: SealRound = { sealed: 0, numbered: new Map(), more: false, waiting: false };

/**
 * Stage 2 of the general way: signs what was stated, and numbers it per partner as far as the window has room. Three
 * round trips, however many events and partners there are.
 */
export class Sealer {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly lease: Lease,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
    private readonly faults: NodeFaultPoints,
  ) {}

  /** Whether a round has anything to do, or to leave for later. */
  async waits(): Promise<boolean> {
    return (await this.db.query('select 1 from pending limit 1')).length > 0;
  }

  /** One round in one transaction. `open`: partners whose link is not held; the others' events stay pending. */
  async round(open: ReadonlySet<string>): Promise<SealRound> {
    const round = await this.db.transaction(async (tx) => {
      tx.later(BY_KEY);
      this.lease.guardLater(tx);
      const [events, links] = await Promise.all([this.unsealed(tx), this.lockWaitedLinks(tx, [...open])]);
      if (events.length > 0) await this.seal(tx, events);
      const withRoom = links.filter((link) => link.hold_reason === null && roomOf(link) > 0);
      const [taken, waiting] = await Promise.all([this.take(tx, withRoom), this.somethingWaits(tx)]);
      const numbered = new Map<string, number>();
      for (const link of withRoom) {
        const next = taken.filter(({ recipient }) => recipient === link.partner);
        if (next.length === 0) continue;
        this.number(tx, link, next);
        numbered.set(link.partner, next.length);
      }
      const full = events.length >= MAX_SEAL_EVENTS || [...numbered.values()].some((n) => n >= MAX_BATCH_EVENTS);
      return { sealed: events.length, numbered, more: full, waiting };
    });
    if (round.sealed > 0 || round.numbered.size > 0) await this.faults.at('seal.committed');
    return round;
  }

  private unsealed(tx: Tx): Promise<Unsealed[]> {
    return rows<Unsealed>(
      tx,
      `select e.id, e.hash from event e join
         (select distinct event_id from pending where seal_id is null order by event_id limit $1) p on p.event_id = e.id
       order by e.id`,
      [MAX_SEAL_EVENTS],
    );
  }

  private async lockWaitedLinks(tx: Tx, open: readonly string[]): Promise<WaitedLink[]> {
    if (open.length === 0) return [];
    const partners = texts(open);
    tx.later(
      `insert into link_out (partner, head) select o.partner, $2 from unnest($1::text[]) as o (partner)
       where exists (select 1 from pending p where p.recipient = o.partner)
         and not exists (select 1 from link_out l where l.partner = o.partner)
       order by o.partner on conflict do nothing`,
      [partners, LINK_GENESIS],
    );
    return rows<WaitedLink>(
      tx,
      `select partner, numbered_to, settled_to, head, hold_reason from link_out l where partner = any($1::text[])
         and exists (select 1 from pending p where p.recipient = l.partner)
       order by partner for update`,
      [partners],
    );
  }

  private async seal(tx: Tx, events: readonly Unsealed[]): Promise<void> {
    const hashes = events.map((event) => event.hash);
    const tree = new MerkleTree(hashes);
    const now = this.clock.now();
    const statement: SealStatement = {
      v: PROTOCOL_VERSION,
      city: this.self,
      size: tree.size,
      root: tree.root.toString('hex'),
      at: now.toISOString(),
    };
    const signature = await sign(JWS_TYPES.seal, statement, this.directory.signingKey());
    await this.faults.at('seal.signed');
    const ids = events.map((event) => event.id);
    tx.later(
      `with sealed as (
         insert into seal (city, signature, root, size, sealed_at, leaves, event_ids, first_event_id, last_event_id)
         values ($1, $2, $3, $4, $5, $6, $7::bigint[], $8, $9)
         -- the very same events again (supplied to a city that joined while they were being sealed)
         on conflict (city, root, size) do update set root = excluded.root returning id
       ), nobody_waits as (
         delete from pending where recipient = $1 and event_id = any($7::bigint[])
       )
       update pending set seal_id = (select id from sealed)
       where recipient <> $1 and seal_id is null and event_id = any($7::bigint[])`,
      [this.self, signature, tree.root, tree.size, now, Buffer.concat(hashes), int8s(ids), ids[0], ids.at(-1)],
    );
  }

  /** Takes what gets the next numbers: urgent cases first, then the oldest; events of one case stay in order. */
  private async take(tx: Tx, links: readonly WaitedLink[]): Promise<Taken[]> {
    if (links.length === 0) return [];
    return rows<Taken>(
      tx,
      `with taken as (
         select p.* from unnest($1::text[], $2::int[]) as r (partner, room) cross join lateral (
           select recipient, event_id, seal_id, with_data, urgent, case_since, lane from pending
           where recipient = r.partner and seal_id is not null
           order by urgent desc, case_since, lane, event_id limit r.room) p
       ), gone as (
         delete from pending p using taken t where p.recipient = t.recipient and p.event_id = t.event_id
       )
       select t.recipient, t.event_id, t.seal_id, t.with_data, e.hash from taken t join event e on e.id = t.event_id
       order by t.recipient, t.urgent desc, t.case_since, t.lane, t.event_id`,
      [texts(links.map(({ partner }) => partner)), int4s(links.map(roomOf))],
    );
  }

  private async somethingWaits(tx: Tx): Promise<boolean> {
    const [row] = await rows<{ waits: boolean }>(tx, 'select exists (select 1 from pending) as waits');
    return row?.waits ?? false;
  }

  private number(tx: Tx, link: WaitedLink, next: readonly Taken[]): void {
    const first = link.numbered_to + 1;
    const last = link.numbered_to + next.length;
    const hashes = next.map((row) => row.hash);
    tx.later(
      `with numbered as (update link_out set numbered_to = $3, head = $5 where partner = $1)
       insert into link_batch (partner, direction, first, last, hashes, head, event_ids, seal_ids, with_data, at)
       values ($1, 'out', $2, $3, $4, $5, $6::bigint[], $7::bigint[], $8::boolean[], $9)`,
      [
        link.partner,
        first,
        last,
        Buffer.concat(hashes),
        linkHeads(link.head, first, hashes).at(-1),
        int8s(next.map((row) => row.event_id)),
        int8s(next.map((row) => row.seal_id)),
        bools(next.map((row) => row.with_data)),
        this.clock.now(),
      ],
    );
  }
}

const roomOf = (link: WaitedLink): number =>
  Math.min(LINK_WINDOW - (link.numbered_to - link.settled_to), MAX_BATCH_EVENTS);
