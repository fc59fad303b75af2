import {
  JWS_TYPES,
  linkHeads,
  LINK_WINDOW,
  MAX_BATCH_EVENTS,
  MerkleTree,
  PROTOCOL_VERSION,
  type SealStatement,
} from '#contracts';
import type { Clock } from '#runtime';
import { BY_KEY } from '../../db/tx.js';
import { rows, type Database, type Tx } from '../../db/database.js';
import { sign } from '../../envelope/suite.js';
import type { NodeFaultPoints } from '../../fault-points.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import type { Lease } from '../lease.js';

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

/** Stage 2: signs what was stated, and numbers it per partner as far as the window has room. */
export class Sealer {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly lease: Lease,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
    private readonly faults: NodeFaultPoints,
  ) {}

  /** One round in one transaction. `open`: partners whose link is not held; the others' events stay pending. */
  round(open: ReadonlySet<string>): Promise<SealRound> {
    return this.db
      .transaction(async (em) => {
        em.later(BY_KEY);
        await this.lease.guard(em);
        const sealed = await this.seal(em);
        const numbered = new Map<string, number>();
        let full = false;
        for (const partner of await this.partnersWithWork(em, open)) {
          const count = await this.number(em, partner);
          if (count > 0) numbered.set(partner, count);
          if (count >= MAX_BATCH_EVENTS) full = true;
        }
        const left = await rows(em, 'select 1 from pending limit 1');
        return { sealed, numbered, more: sealed >= MAX_SEAL_EVENTS || full, waiting: left.length > 0 };
      })
      .then(async (round) => {
        if (round.sealed > 0 || round.numbered.size > 0) await this.faults.at('seal.committed');
        return round;
      });
  }

  private async seal(em: Tx): Promise<number> {
    const events = await rows<{ id: number; hash: Buffer }>(
      em,
      `select e.id, e.hash from event e join
         (select distinct event_id from pending where seal_id is null order by event_id limit $1) p on p.event_id = e.id
       order by e.id`,
      [MAX_SEAL_EVENTS],
    );
    if (events.length === 0) return 0;
    const tree = new MerkleTree(events.map((event) => event.hash));
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
    const [seal] = await rows<{ id: number }>(
      em,
      `insert into seal (city, signature, root, size, sealed_at, leaves, event_ids, first_event_id, last_event_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       -- the very same events again (supplied to a city that joined while they were being sealed)
       on conflict (city, root, size) do update set root = excluded.root returning id`,
      [
        this.self,
        signature,
        tree.root,
        tree.size,
        now,
        Buffer.concat(events.map((event) => event.hash)),
        ids,
        ids[0],
        ids.at(-1),
      ],
    );
    await rows(em, 'update pending set seal_id = $1 where seal_id is null and event_id = any($2)', [seal?.id, ids]);
    // Nobody waits for these any more.
    await rows(em, 'delete from pending where recipient = $1 and event_id = any($2)', [this.self, ids]);
    return events.length;
  }

  private async partnersWithWork(em: Tx, open: ReadonlySet<string>): Promise<string[]> {
    if (open.size === 0) return [];
    const found = await rows<{ recipient: string }>(
      em,
      `select partner as recipient from unnest($1::text[]) as o (partner)
       where exists (select 1 from pending p where p.recipient = o.partner and p.seal_id is not null)`,
      [[...open]],
    );
    return found.map((row) => row.recipient);
  }

  /** Gives the next numbers of one link: urgent cases first, then the oldest; events of one case stay in order. */
  private async number(em: Tx, partner: string): Promise<number> {
    await rows(em, 'insert into link_out (partner, head) values ($1, $2) on conflict do nothing', [
      partner,
      Buffer.alloc(32),
    ]);
    const [link] = await rows<{ numbered_to: number; settled_to: number; head: Buffer; hold_reason: string | null }>(
      em,
      'select numbered_to, settled_to, head, hold_reason from link_out where partner = $1 for update',
      [partner],
    );
    if (!link || link.hold_reason !== null) return 0;
    const room = Math.min(LINK_WINDOW - (link.numbered_to - link.settled_to), MAX_BATCH_EVENTS);
    if (room <= 0) return 0;
    const next = await rows<{ event_id: number; seal_id: number; with_data: boolean; hash: Buffer }>(
      em,
      `with taken as (
         select p.event_id, p.seal_id, p.with_data, p.urgent, p.case_since, p.lane from pending p
         where p.recipient = $1 and p.seal_id is not null
         order by p.urgent desc, p.case_since, p.lane, p.event_id limit $2
       ), gone as (delete from pending p using taken t where p.recipient = $1 and p.event_id = t.event_id)
       select t.event_id, t.seal_id, t.with_data, e.hash from taken t join event e on e.id = t.event_id
       order by t.urgent desc, t.case_since, t.lane, t.event_id`,
      [partner, room],
    );
    if (next.length === 0) return 0;
    const first = link.numbered_to + 1;
    const last = link.numbered_to + next.length;
    const hashes = next.map((row) => row.hash);
    const head = linkHeads(link.head, first, hashes).at(-1);
    await rows(
      em,
      `insert into link_batch (partner, direction, first, last, hashes, head, event_ids, seal_ids, with_data, at)
       values ($1, 'out', $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        partner,
        first,
        last,
        Buffer.concat(hashes),
        head,
        next.map((row) => row.event_id),
        next.map((row) => row.seal_id),
        next.map((row) => row.with_data),
        this.clock.now(),
      ],
    );
    await rows(em, 'update link_out set numbered_to = $2, head = $3 where partner = $1', [partner, last, head]);
    return next.length;
  }
}
