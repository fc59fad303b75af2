import {
  linkHeads,
  LINK_GENESIS,
  MerkleTree,
  parseCaseNo,
  TongbanError,
  type EventPayload,
  type EvidenceEvent,
  type EvidenceFile,
  type ReceiptProof,
  type SealProof,
} from '#contracts';
import type { Database } from '../db/database.js';
import { splitHashes } from '../exchange/send/batch-packer.js';
import type { DirectoryService } from '../partners/directory.service.js';

interface EventRow {
  id: number;
  author: string;
  seq: number;
  hash: Buffer;
  payload: string;
  data: string | null;
  stored_at: Date;
  seal_id: number | null;
  leaf: number | null;
  path: Buffer | null;
}

/** A batch of ours whose receipt is kept. */
interface ReceiptedBatch {
  partner: string;
  first: number;
  last: number;
  hashes: Buffer;
  event_ids: number[];
  receipt: string;
}

/** Replicas' clocks may differ by this; most events are numbered this soon after they were stated. */
const CLOCKS_MS = 3_600_000;
const SOON_MS = 24 * 3_600_000;

/** Collects the evidence of one case from this city's tables. */
export class EvidenceExport {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly federation: { kid: string; x: string },
  ) {}

  /** Throws case_not_found. */
  async ofCase(caseNo: string, at: Date): Promise<EvidenceFile> {
    const events = await this.db.query<EventRow>(
      `select id, author, seq, hash, payload, data, stored_at, seal_id, leaf, path from event
       where lane = $1 order by author, seq`,
      [`case/${caseNo}`],
    );
    if (events.length === 0) throw new TongbanError('case_not_found', { caseNo });
    const parties = new Set(
      events.flatMap((event) => [
        event.author,
        ...(JSON.parse(event.payload) as EventPayload).assigns.map(({ city }) => city),
      ]),
    );
    parties.delete(this.self);
    const batches = await this.batches(
      events.filter((event) => event.author === this.self),
      [...parties],
    );
    return {
      kind: 'tongban-evidence',
      v: 1,
      caseNo,
      complete: this.isPartyFromTheStart(caseNo),
      exportedBy: this.self,
      exportedAt: at.toISOString(),
      federation: this.federation,
      directories: this.directory.since(0),
      events: await Promise.all(events.map((event) => this.event(event, batches))),
    };
  }

  /** A city that joined later holds no lane from its beginning. */
  private isPartyFromTheStart(caseNo: string): boolean {
    const parts = parseCaseNo(caseNo);
    return parts !== null && [parts.collecting, parts.home].includes(this.self);
  }

  private async event(row: EventRow, batches: readonly ReceiptedBatch[]): Promise<EvidenceEvent> {
    const own = row.author === this.self;
    return {
      author: row.author,
      seq: row.seq,
      hash: row.hash.toString('hex'),
      payload: row.payload,
      data: row.data,
      // What came back from a partner after a restore has its proof as the partner kept it.
      seal: (own ? await this.ownSeal(row) : null) ?? (await this.foreignSeal(row)),
      receipts: await Promise.all(
        batches.filter((batch) => own && batch.event_ids.includes(row.id)).map((batch) => this.receipt(row, batch)),
      ),
    };
  }

  /** Our own proofs are made on demand from the leaves of the round. */
  private async ownSeal(row: EventRow): Promise<SealProof | null> {
    const [seal] = await this.db.query<{ signature: string; leaves: Buffer; event_ids: number[] }>(
      `select signature, leaves, event_ids from seal
       where event_ids is not null and last_event_id >= $1 and first_event_id <= $1 and $1 = any(event_ids)
       -- an order, lest the plan trusts to meet it early and reads every seal
       order by last_event_id limit 1`,
      [row.id],
    );
    if (!seal) return null;
    const leaf = seal.event_ids.indexOf(row.id);
    const tree = new MerkleTree(splitHashes(seal.leaves));
    return { signature: seal.signature, leaf, path: tree.path(leaf).map((hash) => hash.toString('hex')) };
  }

  private async foreignSeal(row: EventRow): Promise<SealProof | null> {
    const [seal] = await this.db.query<{ signature: string }>('select signature from seal where id = $1', [
      row.seal_id,
    ]);
    if (!seal || row.leaf === null || row.path === null) return null;
    return {
      signature: seal.signature,
      leaf: row.leaf,
      path: splitHashes(row.path).map((hash) => hash.toString('hex')),
    };
  }

  /**
   * Receipted batches with any of these events of ours. Batches are many and lie in order of time: first those soon
   * after the events are looked at, and the later ones only where a party's receipt is still missing.
   */
  private async batches(own: readonly EventRow[], parties: readonly string[]): Promise<ReceiptedBatch[]> {
    if (own.length === 0) return [];
    const times = own.map((row) => row.stored_at.getTime());
    const from = new Date(Math.min(...times) - CLOCKS_MS);
    const soon = new Date(Math.max(...times) + SOON_MS);
    const read = (since: Date, until: Date | null): Promise<ReceiptedBatch[]> =>
      this.db.queryPlanned<ReceiptedBatch>(
        `select partner, first, last, hashes, event_ids, receipt from link_batch
         where direction = 'out' and receipt is not null and at >= $1 and ($2::timestamptz is null or at < $2)
           and event_ids && $3::bigint[]`,
        [since, until, own.map((row) => row.id)],
      );
    const found = await read(from, soon);
    const isComplete = parties.every((party) =>
      own.every(({ id }) => found.some((batch) => batch.partner === party && batch.event_ids.includes(id))),
    );
    return isComplete ? found : [...found, ...(await read(soon, null))];
  }

  private async receipt(row: EventRow, batch: ReceiptedBatch): Promise<ReceiptProof> {
    const index = batch.event_ids.indexOf(row.id);
    const hashes = splitHashes(batch.hashes);
    const [before] = await this.db.query<{ head: Buffer }>(
      `select head from link_batch where partner = $1 and direction = 'out' and first < $2 order by first desc limit 1`,
      [batch.partner, batch.first],
    );
    const headBefore = linkHeads(before?.head ?? LINK_GENESIS, batch.first, hashes.slice(0, index)).at(-1);
    const { upTo } = JSON.parse(Buffer.from(batch.receipt.split('.')[1] ?? '', 'base64url').toString()) as {
      upTo: number;
    };
    const later = await this.db.query<{ first: number; hashes: Buffer }>(
      "select first, hashes from link_batch where partner = $1 and direction = 'out' and first > $2 and first <= $3 order by first",
      [batch.partner, batch.last, upTo],
    );
    const following = [...hashes.slice(index + 1), ...later.flatMap((b) => splitHashes(b.hashes))];
    const n = batch.first + index;
    return {
      partner: batch.partner,
      n,
      headBefore: (headBefore ?? before?.head ?? LINK_GENESIS).toString('hex'),
      following: following.slice(0, upTo - n).map((hash) => hash.toString('hex')),
      receipt: batch.receipt,
    };
  }
}
