import {
  JWE_TYPES,
  JWS_TYPES,
  linkHeads,
  LINK_GENESIS,
  MAX_BATCH_BYTES,
  MAX_BATCH_EVENTS,
  MerkleTree,
  PROTOCOL_VERSION,
  sha256Hex,
  TongbanError,
  type BatchBody,
  type BatchEntry,
  type BatchStatement,
} from '#contracts';
import type { Clock } from '#runtime';
import { int8s } from '../../db/arrays.js';
import type { Database } from '../../db/database.js';
import { packFrame } from '../../envelope/batch-frame.rules.js';
import { seal, sign } from '../../envelope/suite.js';
import type { DirectoryService } from '../../partners/directory.service.js';

interface Numbered {
  n: number;
  eventId: number;
  sealId: number;
  withData: boolean;
  hash: Buffer;
}

interface NumberedEvent {
  id: number;
  payload: string;
  data: string | null;
  seal_id: number | null;
  leaf: number | null;
  path: Buffer | null;
}

/** Without a tree where the seal came back from a partner. */
interface SealRow {
  tree: MerkleTree | null;
  signature: string;
  leafOf: Map<number, number>;
}

/** One event as it goes into a batch: what was signed, its data for this recipient, and the proof of its seal. */
export interface PackItem {
  hash: Buffer;
  payload: string;
  data: string | null;
  /** Bytes of payload and data, or more. */
  bytes: number;
  signature: string;
  leaf: number;
  path: readonly Buffer[];
}

/** Numbers of one link from `first` on, with what the batch says of the link. */
export interface ToPack {
  partner: string;
  first: number;
  prevHead: Buffer;
  /** After the last one, where it is known already. */
  head?: Buffer;
  settledTo: number;
  outcomesTo: number;
  items: readonly PackItem[];
}

export interface PackedBatch {
  first: number;
  last: number;
  bytes: Buffer;
}

/** Seal trees are asked for again and again while a backlog drains. */
const KEPT_TREES = 64;

/** Stage 3, first half: packs numbers of one link into a signed batch, sealed to the partner. Each sending anew. */
export class BatchPacker {
  private readonly trees = new Map<number, SealRow>();

  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
  ) {}

  /** Packs from number `from` as many as fit, at most up to `upTo`; null where that number does not exist. */
  async pack(partner: string, from: number, upTo: number): Promise<PackedBatch | null> {
    const { numbered, previousHead } = await this.numbers(partner, from, upTo);
    if (numbered.length === 0) return null;
    const [items, [link]] = await Promise.all([
      this.items(numbered),
      this.db.query<{ settled_to: number; outcomes_to: number }>(
        'select settled_to, outcomes_to from link_out where partner = $1',
        [partner],
      ),
    ]);
    const settledTo = link?.settled_to ?? 0;
    const outcomesTo = link?.outcomes_to ?? 0;
    return (await this.packFirst({ partner, first: from, prevHead: previousHead, settledTo, outcomesTo, items })).batch;
  }

  /** Packs all of it, in as many batches as its size needs; touches no database. */
  async packAll(toPack: ToPack): Promise<PackedBatch[]> {
    const packed: PackedBatch[] = [];
    let rest = toPack;
    while (rest.items.length > 0) {
      const { batch, head } = await this.packFirst(rest);
      packed.push(batch);
      rest = { ...rest, first: batch.last + 1, prevHead: head, items: rest.items.slice(batch.last - batch.first + 1) };
    }
    return packed;
  }

  /** As many as one batch takes; `head` after them. */
  private async packFirst(toPack: ToPack): Promise<{ batch: PackedBatch; head: Buffer }> {
    const { partner, first, prevHead, settledTo, outcomesTo, items } = toPack;
    const { entries, seals } = entriesOf(first, items);
    const last = first + entries.length - 1;
    const all = entries.length === items.length ? toPack.head : undefined;
    const hashes = items.slice(0, entries.length).map((item) => item.hash);
    const head = all ?? (linkHeads(prevHead, first, hashes).at(-1) as Buffer);
    const body: BatchBody = { seals, entries };
    const bodyBytes = Buffer.from(JSON.stringify(body));
    const statement: BatchStatement = {
      v: PROTOCOL_VERSION,
      from: this.self,
      to: partner,
      first,
      last,
      prevHead: prevHead.toString('hex'),
      head: head.toString('hex'),
      settledTo,
      outcomesTo,
      directory: this.directory.current.number,
      at: this.clock.now().toISOString(),
      bodyHash: sha256Hex(bodyBytes),
    };
    const signed = await sign(JWS_TYPES.batch, statement, this.directory.signingKey());
    const address = { from: this.self, to: partner, first, last };
    const key = this.directory.sealKeyFor(partner);
    const envelope = await seal(JWE_TYPES.batch, packFrame(signed, bodyBytes), key, address);
    return { batch: { first, last, bytes: Buffer.from(envelope, 'latin1') }, head };
  }

  private async numbers(
    partner: string,
    from: number,
    upTo: number,
  ): Promise<{ numbered: Numbered[]; previousHead: Buffer }> {
    // By `last` alone every batch ever sent would be read: the ones before it are found by their first number.
    const batches = await this.db.query<{
      first: number;
      last: number;
      hashes: Buffer;
      event_ids: number[];
      seal_ids: number[];
      with_data: boolean[];
    }>(
      `select first, last, hashes, event_ids, seal_ids, with_data from link_batch
       where partner = $1 and direction = 'out' and last >= $2 and first <= $3 and first >= coalesce((
         select max(first) from link_batch where partner = $1 and direction = 'out' and first <= $2), 0)
       order by first limit 64`,
      [partner, from, Math.min(upTo, from + MAX_BATCH_EVENTS - 1)],
    );
    const firstBatch = batches[0];
    if (!firstBatch) return { numbered: [], previousHead: LINK_GENESIS };
    const [before] = await this.db.query<{ head: Buffer }>(
      `select head from link_batch where partner = $1 and direction = 'out' and first < $2 order by first desc limit 1`,
      [partner, firstBatch.first],
    );
    let previousHead = before?.head ?? LINK_GENESIS;
    const numbered: Numbered[] = [];
    for (const batch of batches) {
      const hashes = splitHashes(batch.hashes);
      for (const [i, hash] of hashes.entries()) {
        const n = batch.first + i;
        if (n < from) previousHead = linkHeads(previousHead, n, [hash])[0] as Buffer;
        else if (n <= upTo && numbered.length < MAX_BATCH_EVENTS) {
          numbered.push({
            n,
            hash,
            eventId: batch.event_ids[i] as number,
            sealId: batch.seal_ids[i] as number,
            withData: batch.with_data[i] as boolean,
          });
        }
      }
    }
    return { numbered, previousHead };
  }

  private async items(numbered: Numbered[]): Promise<PackItem[]> {
    const [events] = await Promise.all([
      this.db.query<NumberedEvent>(
        'select id, payload, data, seal_id, leaf, path from event where id = any($1::bigint[])',
        [int8s(numbered.map((row) => row.eventId))],
      ),
      this.loadTrees(new Set(numbered.map((row) => row.sealId))),
    ]);
    const byId = new Map(events.map((event) => [event.id, event]));
    return numbered.map((row) => {
      const event = byId.get(row.eventId);
      const round = this.trees.get(row.sealId);
      if (!event || !round) throw new TongbanError('internal_error', { reason: 'event_gone' });
      const data = row.withData ? event.data : null;
      const { hash } = row;
      const bytes = Buffer.byteLength(event.payload) + Buffer.byteLength(data ?? '');
      return {
        hash,
        payload: event.payload,
        data,
        bytes,
        signature: round.signature,
        ...this.proof(round, row, event),
      };
    });
  }

  /** From the tree of the round; where the seal came back from a partner, as the event itself keeps it. */
  private proof(round: SealRow, row: Numbered, event: NumberedEvent): { leaf: number; path: Buffer[] } {
    const leaf = round.leafOf.get(row.eventId);
    if (leaf !== undefined && round.tree) return { leaf, path: round.tree.path(leaf) };
    if (event.seal_id !== row.sealId || event.leaf === null || event.path === null) {
      throw new TongbanError('internal_error', { reason: 'proof_gone' });
    }
    return { leaf: event.leaf, path: splitHashes(event.path) };
  }

  private async loadTrees(wanted: ReadonlySet<number>): Promise<void> {
    const missing = [...wanted].filter((id) => !this.trees.has(id));
    if (missing.length === 0) return;
    const found = await this.db.query<{
      id: number;
      signature: string;
      leaves: Buffer | null;
      event_ids: number[] | null;
    }>('select id, signature, leaves, event_ids from seal where id = any($1)', [missing]);
    for (const id of this.trees.keys()) {
      if (this.trees.size + found.length <= KEPT_TREES) break;
      if (!wanted.has(id)) this.trees.delete(id);
    }
    for (const row of found) {
      this.trees.set(row.id, {
        tree: row.leaves && new MerkleTree(splitHashes(row.leaves)),
        signature: row.signature,
        leafOf: new Map(row.event_ids?.map((id, i) => [id, i])),
      });
    }
  }
}

/** As many entries as fit into one batch, at least one, and the seals they name. */
function entriesOf(first: number, items: readonly PackItem[]): { entries: BatchEntry[]; seals: string[] } {
  const entries: BatchEntry[] = [];
  const seals: string[] = [];
  const sealIndex = new Map<string, number>();
  let total = 0;
  for (const { payload, data, bytes, signature, leaf, path } of items) {
    total += bytes + 1200;
    if (entries.length > 0 && (total > MAX_BATCH_BYTES || entries.length >= MAX_BATCH_EVENTS)) break;
    let index = sealIndex.get(signature);
    if (index === undefined) {
      index = seals.push(signature) - 1;
      sealIndex.set(signature, index);
    }
    const n = first + entries.length;
    entries.push({ n, payload, data, seal: index, leaf, path: path.map((hash) => hash.toString('hex')) });
  }
  return { entries, seals };
}

/** Hashes that lie behind each other, 32 bytes each. */
export function splitHashes(bytes: Buffer): Buffer[] {
  const hashes: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 32) hashes.push(bytes.subarray(at, at + 32));
  return hashes;
}
