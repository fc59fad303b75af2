import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsBoolean,
  IsInt,
  IsString,
  Length,
  Matches,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  HASH_PATTERN,
  IsInstant,
  IsRegionCode,
  linkHeads,
  LINK_GENESIS,
  MerkleTree,
  parseCaseNo,
  TongbanError,
} from '#contracts';
import type { Database } from '../db/database.js';
import { splitHashes } from '../exchange/send/batch-packer.js';
import type { DirectoryService } from '../partners/directory.service.js';

/** Proof that an event's author sealed it: stands alone. */
export class SealProof {
  @IsString() @Length(1, 2048) signature!: string;
  @IsInt() @Min(0) leaf!: number;
  @IsArray() @ArrayMaxSize(64) @Matches(HASH_PATTERN, { each: true }) path!: string[];
}

/** Proof that a partner's database had committed an event of ours: its signed receipt and the hashes leading there. */
export class ReceiptProof {
  @IsRegionCode() partner!: string;
  @IsInt() @Min(1) n!: number;
  /** h(n−1). */
  @Matches(HASH_PATTERN) headBefore!: string;
  /** eventHashes of n+1 … upTo of the receipt. */
  @IsArray() @Matches(HASH_PATTERN, { each: true }) following!: string[];
  @IsString() receipt!: string;
}

export class EvidenceEvent {
  @IsRegionCode() author!: string;
  @IsInt() @Min(1) seq!: number;
  @Matches(HASH_PATTERN) hash!: string;
  @IsString() payload!: string;
  /** Exact data, or null where it is withheld or was erased: the chain still verifies. */
  @ValidateIf((e: EvidenceEvent) => e.data !== null) @IsString() data!: string | null;
  @ValidateIf((e: EvidenceEvent) => e.seal !== null) @ValidateNested() @Type(() => SealProof) seal!: SealProof | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReceiptProof) receipts!: ReceiptProof[];
}

/** The federation's public key as a file names it; only the fingerprint that the reader knows makes it one. */
export class FederationName {
  @IsString() kid!: string;
  @Matches(/^[A-Za-z0-9_-]{43}$/) x!: string;
}

/** Everything needed to verify one case offline, years later. */
export class EvidenceFile {
  @Equals('tongban-evidence') kind!: 'tongban-evidence';
  @Equals(1) v!: 1;
  @IsString() caseNo!: string;
  /** True: all lanes from their first event. False: single events, each of which still verifies by itself. */
  @IsBoolean() complete!: boolean;
  @IsRegionCode() exportedBy!: string;
  @IsInstant() exportedAt!: string;
  @ValidateNested() @Type(() => FederationName) federation!: FederationName;
  @IsArray() @ArrayMinSize(1) @IsString({ each: true }) directories!: string[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => EvidenceEvent) events!: EvidenceEvent[];
}

interface EventRow {
  id: number;
  author: string;
  seq: number;
  hash: Buffer;
  payload: string;
  data: string | null;
  seal_id: number | null;
  leaf: number | null;
  path: Buffer | null;
}

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
      `select id, author, seq, hash, payload, data, seal_id, leaf, path from event where lane = $1 order by author, seq`,
      [`case/${caseNo}`],
    );
    if (events.length === 0) throw new TongbanError('case_not_found', { caseNo });
    return {
      kind: 'tongban-evidence',
      v: 1,
      caseNo,
      complete: this.isPartyFromTheStart(caseNo),
      exportedBy: this.self,
      exportedAt: at.toISOString(),
      federation: this.federation,
      directories: this.directory.since(0),
      events: await Promise.all(events.map((event) => this.event(event))),
    };
  }

  /** A city that joined later holds no lane from its beginning. */
  private isPartyFromTheStart(caseNo: string): boolean {
    const parts = parseCaseNo(caseNo);
    return parts !== null && [parts.collecting, parts.home].includes(this.self);
  }

  private async event(row: EventRow): Promise<EvidenceEvent> {
    const own = row.author === this.self;
    return {
      author: row.author,
      seq: row.seq,
      hash: row.hash.toString('hex'),
      payload: row.payload,
      data: row.data,
      // What came back from a partner after a restore has its proof as the partner kept it.
      seal: (own ? await this.ownSeal(row) : null) ?? (await this.foreignSeal(row)),
      receipts: own ? await this.receipts(row) : [],
    };
  }

  /** Our own proofs are made on demand from the leaves of the round. */
  private async ownSeal(row: EventRow): Promise<SealProof | null> {
    const [seal] = await this.db.query<{ signature: string; leaves: Buffer; event_ids: number[] }>(
      `select signature, leaves, event_ids from seal
       where event_ids is not null and last_event_id >= $1 and first_event_id <= $1 and $1 = any(event_ids) limit 1`,
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

  private async receipts(row: EventRow): Promise<ReceiptProof[]> {
    const batches = await this.db.query<{
      partner: string;
      first: number;
      last: number;
      hashes: Buffer;
      event_ids: number[];
      receipt: string;
    }>(
      `select partner, first, last, hashes, event_ids, receipt from link_batch
       where direction = 'out' and receipt is not null and event_ids @> array[$1::bigint]`,
      [row.id],
    );
    return Promise.all(batches.map((batch) => this.receipt(row, batch)));
  }

  private async receipt(
    row: EventRow,
    batch: { partner: string; first: number; last: number; hashes: Buffer; event_ids: number[]; receipt: string },
  ): Promise<ReceiptProof> {
    const index = batch.event_ids.indexOf(row.id);
    const hashes = splitHashes(batch.hashes);
    const [before] = await this.db.query<{ head: Buffer }>(
      "select head from link_batch where partner = $1 and direction = 'out' and last = $2",
      [batch.partner, batch.first - 1],
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
