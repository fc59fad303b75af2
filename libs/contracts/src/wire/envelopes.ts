import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsInstant } from '../codes/calendar-date.js';
import { IsRegionCode } from '../codes/region-code.js';
import { HASH_PATTERN, MAX_EVENT_BYTES, PROTOCOL_VERSION } from '../events/event-payload.js';

/** The one suite of version 1. Mixing suites on a link is refused. */
export const SUITE = {
  sign: 'EdDSA',
  signCurve: 'Ed25519',
  agree: 'ECDH-ES',
  agreeCurve: 'X25519',
  encrypt: 'A256GCM',
} as const;
/** A sealed batch, base64url and all; below the 1 MB that every nats-server carries. */
export const MAX_ENVELOPE_BYTES = 900 * 1024;
export const MAX_BATCH_EVENTS = 256;
/** Plain bytes packed into one batch; a single event of 256 KB always fits. */
export const MAX_BATCH_BYTES = 512 * 1024;
/** Numbers that may be under way to one partner before the sender waits for receipts. */
export const LINK_WINDOW = 4096;
/** A partner's clock may run this far ahead; beyond, nothing is applied and the link holds. */
export const MAX_CLOCK_AHEAD_MS = 15 * 60_000;
/** Questions and answers live this long. */
export const QUESTION_LIFE_MS = 30_000;

export const JWS_TYPES = {
  seal: 'tongban-seal+jws',
  batch: 'tongban-batch+jws',
  receipt: 'tongban-receipt+jws',
  question: 'tongban-question+jws',
  answer: 'tongban-answer+jws',
  directory: 'tongban-directory+jws',
  statement: 'tongban-statement+jws',
} as const;
export const JWE_TYPES = {
  batch: 'tongban-batch+jwe',
  question: 'tongban-question+jwe',
  answer: 'tongban-answer+jwe',
} as const;

const SAFE = Number.MAX_SAFE_INTEGER;

/** One signature per sealing round: a Merkle root over the eventHashes of the round. */
export class SealStatement {
  @Equals(PROTOCOL_VERSION) v!: 1;
  @IsRegionCode() city!: string;
  @IsInt() @Min(1) @Max(65_536) size!: number;
  @Matches(HASH_PATTERN) root!: string;
  @IsInstant() at!: string;
}

/** The signed head of a batch; the body travels beside it under `bodyHash`. */
export class BatchStatement {
  @Equals(PROTOCOL_VERSION) v!: 1;
  @IsRegionCode() from!: string;
  @IsRegionCode() to!: string;
  @IsInt() @Min(1) @Max(SAFE) first!: number;
  @IsInt() @Min(1) @Max(SAFE) last!: number;
  /** h(first−1) and h(last). */
  @Matches(HASH_PATTERN) prevHead!: string;
  @Matches(HASH_PATTERN) head!: string;
  @IsInt() @Min(0) @Max(SAFE) settledTo!: number;
  /** Newest revision of outcomes that the sender has taken from this receiver's receipts. */
  @IsInt() @Min(0) @Max(SAFE) outcomesTo!: number;
  /** Number of the city directory the sender uses. */
  @IsInt() @Min(1) @Max(SAFE) directory!: number;
  @IsInstant() at!: string;
  @Matches(HASH_PATTERN) bodyHash!: string;
}

/** One numbered event in a batch, with the proof that its author sealed it. */
export class BatchEntry {
  @IsInt() @Min(1) @Max(SAFE) n!: number;
  @IsString() @Length(2, MAX_EVENT_BYTES) payload!: string;
  /** Exact data text, or null where it is withheld from this recipient or was erased. */
  @ValidateIf((e: BatchEntry) => e.data !== null) @IsString() @Length(2, MAX_EVENT_BYTES) data!: string | null;
  /** Index into the batch's seals, index of the leaf in that seal, path to its root. */
  @IsInt() @Min(0) @Max(MAX_BATCH_EVENTS) seal!: number;
  @IsInt() @Min(0) @Max(65_536) leaf!: number;
  @IsArray() @ArrayMaxSize(17) @Matches(HASH_PATTERN, { each: true }) path!: string[];
}

export class BatchBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH_EVENTS)
  @IsString({ each: true })
  @MaxLength(1024, { each: true })
  seals!: string[];
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH_EVENTS)
  @ValidateNested({ each: true })
  @Type(() => BatchEntry)
  entries!: BatchEntry[];
}

export const OUTCOMES = ['applied', 'kept', 'parked', 'broken'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What became of one number at the receiver, where that is not plainly `applied`, or has changed since. */
export class OutcomeNotice {
  @IsInt() @Min(1) @Max(SAFE) n!: number;
  @IsIn(OUTCOMES) outcome!: Outcome;
  @ValidateIf((o: OutcomeNotice) => o.reason !== null) @Matches(/^[a-z_]{3,40}$/) reason!: string | null;
}

export const RECEIPT_STATES = ['ok', 'gap', 'conflict', 'clock_ahead'] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];
export const MAX_OUTCOMES_PER_RECEIPT = 500;

/** Signed and cumulative: everything up to `upTo` is committed at the receiver. It has no legal meaning. */
export class Receipt {
  @Equals(PROTOCOL_VERSION) v!: 1;
  @IsRegionCode() from!: string;
  @IsRegionCode() to!: string;
  @IsIn(RECEIPT_STATES) state!: ReceiptState;
  @IsInt() @Min(0) @Max(SAFE) upTo!: number;
  @Matches(HASH_PATTERN) head!: string;
  /** Newest revision of outcomes that this receipt includes. */
  @IsInt() @Min(0) @Max(SAFE) outcomesTo!: number;
  @IsArray()
  @ArrayMaxSize(MAX_OUTCOMES_PER_RECEIPT)
  @ValidateNested({ each: true })
  @Type(() => OutcomeNotice)
  outcomes!: OutcomeNotice[];
  @IsInstant() at!: string;
}

/** A question between nodes; sealed, signed, bound to both cities and a nonce. */
export class Question {
  @Equals(PROTOCOL_VERSION) v!: 1;
  @Matches(/^[a-z]+\.[a-z]+$/) question!: string;
  @IsRegionCode() from!: string;
  @IsRegionCode() to!: string;
  @Matches(/^[A-Za-z0-9_-]{22}$/) nonce!: string;
  @IsInstant() at!: string;
  @IsObject() body!: Record<string, unknown>;
}

/** The answer repeats nonce and hash of the question, so an old answer fits no new question. */
export class Answer {
  @Equals(PROTOCOL_VERSION) v!: 1;
  @Matches(/^[a-z]+\.[a-z]+$/) question!: string;
  @IsRegionCode() from!: string;
  @IsRegionCode() to!: string;
  @Matches(/^[A-Za-z0-9_-]{22}$/) nonce!: string;
  @Matches(HASH_PATTERN) questionHash!: string;
  @IsInstant() at!: string;
  @IsOptional() @IsString() @Matches(/^[a-z_]{3,40}$/) error?: string;
  @IsObject() body!: Record<string, unknown>;
}
