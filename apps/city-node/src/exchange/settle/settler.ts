import type { Logger } from 'pino';
import {
  JWS_TYPES,
  linkHeads,
  LINK_GENESIS,
  readCanonical,
  Receipt,
  TongbanError,
  type OutcomeNotice,
} from '#contracts';
import { mark, type Clock } from '#runtime';
import { rows, type Database, type Tx } from '../../db/database.js';
import { readJws } from '../../envelope/strict-jose.rules.js';
import { verify } from '../../envelope/suite.js';
import type { NodeFaultPoints } from '../../fault-points.js';
import { judgeKey } from '../../partners/directory.rules.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import { splitHashes } from '../send/batch-packer.js';
import type { Lease } from '../lease.js';

export interface LinkOut {
  numbered_to: number;
  settled_to: number;
  outcomes_to: number;
  hold_reason: string | null;
  head: Buffer;
}

/** h(n) of one direction of a link; null where that number does not exist. */
export async function headAt(em: Tx, partner: string, direction: 'out' | 'in', n: number): Promise<Buffer | null> {
  if (n === 0) return LINK_GENESIS;
  const [batch] = await rows<{ first: number; last: number; hashes: Buffer; head: Buffer }>(
    em,
    `select first, last, hashes, head from link_batch
     where partner = $1 and direction = $2 and first <= $3 order by first desc limit 1`,
    [partner, direction, n],
  );
  if (!batch || batch.last < n) return null;
  if (batch.last === n) return batch.head;
  const before = await headAt(em, partner, direction, batch.first - 1);
  if (!before) return null;
  return linkHeads(before, batch.first, splitHashes(batch.hashes).slice(0, n - batch.first + 1)).at(-1) ?? null;
}

/** Runs work on the links when none of those that number is under way. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export interface SettleResult {
  settledTo: number;
  conflict: boolean;
}

/** Stage 5: a receipt moves one watermark. Only the newest of a partner counts; an old one changes nothing. */
export class Settler {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly lease: Lease,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
    private readonly faults: NodeFaultPoints,
    private readonly log: Logger,
  ) {}

  /** Verifies a receipt; throws its code. */
  async read(signed: string, partner: string): Promise<Receipt> {
    const jws = readJws(signed, JWS_TYPES.receipt);
    const key = this.directory.current.key(partner, jws.kid, 'sign');
    judgeKey(key, this.clock.now().toISOString());
    await verify(jws, key);
    const receipt = readCanonical(Receipt, jws.payloadText, 'envelope_malformed');
    if (receipt.from !== partner) throw new TongbanError('wrong_sender', { from: receipt.from });
    if (receipt.to !== this.self) throw new TongbanError('wrong_recipient', { to: receipt.to });
    return receipt;
  }

  /** Settles by a verified receipt, when its turn comes. Receipts only raise the watermark. */
  async settle(partner: string, receipt: Receipt, signed: string, inTurn: InTurn): Promise<SettleResult> {
    await this.faults.at('settle.received', { partner });
    const { upTo, head, outcomesTo, outcomes } = receipt;
    const result = await inTurn(() =>
      this.db.transaction(
        (tx) => {
          mark('settle.turn');
          this.lease.guardLater(tx);
          return this.raise(tx, partner, upTo, head, outcomesTo, outcomes, signed);
        },
        // Lost with the power, it only causes a question. What a partner reports of an event is not asked for again.
        { flushed: outcomes.length > 0 },
      ),
    );
    await this.faults.at('settle.committed', { partner });
    return result;
  }

  /** Also used with the upTo of a fresh, nonce-bound link status (then without a receipt to keep). */
  async raise(
    em: Tx,
    partner: string,
    upTo: number,
    head: string,
    outcomesTo: number,
    outcomes: readonly OutcomeNotice[],
    signed: string | null,
  ): Promise<SettleResult> {
    const [link, ours] = await Promise.all([lockLinkOut(em, partner), headAt(em, partner, 'out', upTo)]);
    if (!link) return { settledTo: 0, conflict: upTo > 0 };
    if (upTo > link.numbered_to || ours?.toString('hex') !== head) {
      // A receipt may be older than our last restore from a backup; only link status can tell, so hold and ask.
      await holdLink(em, partner, upTo > link.numbered_to ? 'partner_ahead' : 'link_conflict', this.clock.now());
      this.log.error({ partner, upTo, numberedTo: link.numbered_to }, 'receipt does not fit our link ledger');
      return { settledTo: link.settled_to, conflict: true };
    }
    const settledTo = Math.max(link.settled_to, upTo);
    if (settledTo > link.settled_to || outcomesTo > link.outcomes_to || signed !== null) {
      em.later(
        `update link_out set settled_to = $2, outcomes_to = greatest(outcomes_to, $3),
           receipt = case when $2 >= settled_to then coalesce($4, receipt) else receipt end,
           receipt_at = case when $4::text is null then receipt_at else $5 end
         where partner = $1`,
        [partner, settledTo, outcomesTo, signed, this.clock.now()],
      );
    }
    if (signed !== null && settledTo > link.settled_to) {
      // By `last` alone every batch ever sent would be read: it begins at the one in which the watermark lies.
      em.later(
        `update link_batch set receipt = $4 where partner = $1 and direction = 'out' and receipt is null
         and last > $2 and last <= $3 and first <= $3 and first >= coalesce((select max(f.first) from link_batch f
           where f.partner = $1 and f.direction = 'out' and f.first <= $2 + 1), 0)`,
        [partner, link.settled_to, settledTo, signed],
      );
    }
    // An old receipt must not bring an old outcome back.
    if (outcomesTo > link.outcomes_to) await this.takeOutcomes(em, partner, outcomes);
    return { settledTo, conflict: false };
  }

  private async takeOutcomes(em: Tx, partner: string, outcomes: readonly OutcomeNotice[]): Promise<void> {
    for (const { n, outcome, reason } of outcomes) {
      const [batch] = await rows<{ first: number; hashes: Buffer; event_ids: number[] }>(
        em,
        `select first, hashes, event_ids from link_batch
         where partner = $1 and direction = 'out' and first <= $2 and last >= $2`,
        [partner, n],
      );
      const hash = batch && splitHashes(batch.hashes)[n - batch.first];
      if (!batch || !hash) continue;
      await rows(
        em,
        `insert into link_outcome (partner, direction, n, outcome, reason, event_hash, lane, revision, changed_at)
         values ($1, 'out', $2, $3, $4, $5, (select lane from event where id = $6), 0, $7)
         on conflict (partner, direction, n) do update set outcome = $3, reason = $4, changed_at = $7`,
        [partner, n, outcome, reason, hash, batch.event_ids[n - batch.first], this.clock.now()],
      );
      this.log.warn({ partner, n, outcome, reason }, 'partner reports an outcome');
    }
  }
}

/** Locks the sending end of a link; undefined where nothing was ever numbered. */
export async function lockLinkOut(em: Tx, partner: string): Promise<LinkOut | undefined> {
  const [link] = await rows<LinkOut>(
    em,
    'select numbered_to, settled_to, outcomes_to, hold_reason, head from link_out where partner = $1 for update',
    [partner],
  );
  return link;
}

/** Holds a link until people or a later link status release it; outlives a restart. */
export async function holdLink(em: Tx, partner: string, reason: string, now: Date): Promise<void> {
  await rows(
    em,
    `update link_out set hold_reason = $2, hold_since = case when hold_reason = $2 then hold_since else $3 end
     where partner = $1`,
    [partner, reason, now],
  );
}
