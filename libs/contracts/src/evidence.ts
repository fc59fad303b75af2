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
import { IsInstant } from './codes/calendar-date.js';
import { IsRegionCode } from './codes/region-code.js';
import { HASH_PATTERN } from './events/event-payload.js';

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
