import {
  JWS_TYPES,
  LINK_GENESIS,
  MAX_OUTCOMES_PER_RECEIPT,
  PROTOCOL_VERSION,
  type Outcome,
  type OutcomeNotice,
  type Receipt,
  type ReceiptState,
} from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Tx } from '../../db/database.js';
import { sign } from '../../envelope/suite.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import type { NumberOutcome } from './apply-run.js';

export interface LinkIn {
  applied_to: number;
  head: Buffer;
  outcomes_revision: number;
  outcomes_acknowledged: number;
  /** Outcomes without a revision: changed since the last receipt. */
  untold: boolean;
}

/** Locks the receiving end of a link, and makes it at the first batch. First lock of every applying transaction. */
export async function lockLinkIn(em: Tx, partner: string): Promise<LinkIn> {
  const known = await lockKnownLinkIn(em, partner);
  if (known) return known;
  em.later('insert into link_in (partner, head) values ($1, $2) on conflict do nothing', [partner, LINK_GENESIS]);
  return (await lockKnownLinkIn(em, partner)) as LinkIn;
}

async function lockKnownLinkIn(em: Tx, partner: string): Promise<LinkIn | undefined> {
  const [link] = await rows<LinkIn>(
    em,
    `select applied_to, head, outcomes_revision, outcomes_acknowledged, exists (select 1 from link_outcome o
       where o.partner = l.partner and o.direction = 'in' and o.revision is null) as untold
     from link_in l where partner = $1 for update`,
    [partner],
  );
  return link;
}

/** Notes outcomes that have to be told: all but plain first-time `applied`. True where there was one. */
export function noteOutcomes(tx: Tx, outcomes: readonly NumberOutcome[], now: Date): boolean {
  // The last word on a number counts: a parked event may be freed within the same batch.
  const last = new Map(outcomes.map((o) => [`${o.partner}/${o.n}`, o]));
  const told = [...last.values()].filter(({ outcome, changed }) => outcome !== 'applied' || changed);
  if (told.length === 0) return false;
  tx.later(
    `with o as (
       select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bytea[], $6::text[])
         as o (partner, n, outcome, reason, event_hash, lane)
     ), changed as (
       update link_outcome l set outcome = o.outcome, reason = o.reason, revision = null, changed_at = $7
       from o where l.partner = o.partner and l.direction = 'in' and l.n = o.n and l.outcome <> o.outcome
     )
     insert into link_outcome (partner, direction, n, outcome, reason, event_hash, lane, changed_at)
     select partner, 'in', n, outcome, reason, event_hash, lane, $7 from o where outcome <> 'applied'
     on conflict do nothing`,
    [
      told.map((o) => o.partner),
      told.map((o) => o.n),
      told.map((o) => o.outcome),
      told.map((o) => o.reason),
      told.map((o) => o.hash),
      told.map((o) => o.lane),
      now,
    ],
  );
  return true;
}

/**
 * Outcomes above what the partner has acknowledged, oldest revision first. Revisions are drawn here, under the lock
 * of the link, so that none can appear below one that was told. Call with link_in locked.
 */
export async function outcomesToTell(
  em: Tx,
  partner: string,
  link: LinkIn,
): Promise<{ outcomesTo: number; outcomes: OutcomeNotice[] }> {
  const fresh = !link.untold
    ? []
    : await rows<{ revision: number }>(
        em,
        `update link_outcome l set revision = $2 + f.i
     from (select n, row_number() over (order by changed_at, n) as i from link_outcome
           where partner = $1 and direction = 'in' and revision is null) f
     where l.partner = $1 and l.direction = 'in' and l.n = f.n returning l.revision`,
        [partner, link.outcomes_revision],
      );
  if (fresh.length > 0) {
    link.outcomes_revision += fresh.length;
    await rows(em, 'update link_in set outcomes_revision = $2 where partner = $1', [partner, link.outcomes_revision]);
  }
  if (link.outcomes_acknowledged >= link.outcomes_revision) {
    return { outcomesTo: link.outcomes_revision, outcomes: [] };
  }
  const untold = await rows<{ n: number; outcome: Outcome; reason: string | null; revision: number }>(
    em,
    `select n, outcome, reason, revision from link_outcome
     where partner = $1 and direction = 'in' and revision > $2 order by revision limit $3`,
    [partner, link.outcomes_acknowledged, MAX_OUTCOMES_PER_RECEIPT],
  );
  const outcomesTo = untold.length === MAX_OUTCOMES_PER_RECEIPT ? untold.at(-1)?.revision : link.outcomes_revision;
  return {
    outcomesTo: outcomesTo ?? link.outcomes_revision,
    outcomes: untold.map(({ n, outcome, reason }) => ({ n, outcome, reason })),
  };
}

/** What a batch told of its sender, and the new numbers that it brought. */
export interface Told {
  clockDifferenceMs: number;
  taken: { first: number; hashes: Buffer } | null;
}

const TAKEN = `with taken as (insert into link_batch (partner, direction, first, last, hashes, head, at)
  values ($1, 'in', $9, $4, $10, $5, $3)) `;

const WRITE = `update link_in set receipt = $2, receipt_at = $3, applied_to = $4, head = $5, outcomes_acknowledged = $6,
  clock_difference_ms = coalesce($7, clock_difference_ms),
  conflict_at = case $8 when 'conflict' then $3 when 'taken' then null else conflict_at end
  where partner = $1`;
const WRITE_TAKEN = `${TAKEN}${WRITE}`;

/** Signs the newest receipt of a link and stores it. Call with link_in locked; publish after the commit. */
export class ReceiptWriter {
  constructor(
    private readonly self: string,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
  ) {}

  /** Also writes back the whole receiving end, with the numbers that were taken. */
  async write(em: Tx, partner: string, link: LinkIn, state: ReceiptState, told?: Told): Promise<string> {
    const { outcomesTo, outcomes } = await outcomesToTell(em, partner, link);
    const now = this.clock.now();
    const receipt: Receipt = {
      v: PROTOCOL_VERSION,
      from: this.self,
      to: partner,
      state,
      upTo: link.applied_to,
      head: link.head.toString('hex'),
      outcomesTo,
      outcomes,
      at: now.toISOString(),
    };
    const signed = await sign(JWS_TYPES.receipt, receipt, this.directory.signingKey());
    const taken = told?.taken;
    em.later(taken ? WRITE_TAKEN : WRITE, [
      partner,
      signed,
      now,
      link.applied_to,
      link.head,
      link.outcomes_acknowledged,
      told?.clockDifferenceMs ?? null,
      state === 'conflict' ? 'conflict' : taken ? 'taken' : 'as it was',
      ...(taken ? [taken.first, taken.hashes] : []),
    ]);
    return signed;
  }
}
