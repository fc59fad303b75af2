import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { HASH_PATTERN, MAX_EVENT_BYTES } from '../events/event-payload.js';
import { MAX_BATCH_EVENTS } from './envelopes.js';

const SAFE = Number.MAX_SAFE_INTEGER;

/** Bytes of entries in one answer to link.fetch; signed and sealed it then stays far below what one message carries. */
export const MAX_FETCH_BYTES = 256 * 1024;
/** An entry above this many bytes is told without its data, because no message could carry it. */
export const MAX_FETCH_ENTRY_BYTES = 480 * 1024;

/** link.fetch: a city that was restored from a backup asks for the events of its own numbers, from `from` on. */
export class LinkFetchQuestion {
  @IsInt() @Min(1) @Max(SAFE) from!: number;
  /** The asker's own head at `from − 1`. */
  @Matches(HASH_PATTERN) head!: string;
  /** Newest revision of outcomes that the asker still knows; newer ones are told again. */
  @IsInt() @Min(0) @Max(SAFE) outcomesTo!: number;
}

/** One number of the asker as the answerer holds it. */
export class FetchedEntry {
  @IsInt() @Min(1) @Max(SAFE) n!: number;
  @Matches(HASH_PATTERN) hash!: string;
  /** Null where the answerer does not hold the event itself. */
  @ValidateIf((e: FetchedEntry) => e.payload !== null) @IsString() @Length(2, MAX_EVENT_BYTES) payload!: string | null;
  /** Null where the answerer never had it. */
  @ValidateIf((e: FetchedEntry) => e.data !== null) @IsString() @Length(2, MAX_EVENT_BYTES) data!: string | null;
  /** Index into `seals`, index of the leaf in that seal, path to its root. */
  @IsInt() @Min(0) @Max(MAX_BATCH_EVENTS) seal!: number;
  @IsInt() @Min(0) @Max(65_536) leaf!: number;
  @IsArray() @ArrayMaxSize(17) @Matches(HASH_PATTERN, { each: true }) path!: string[];
}

export class LinkFetchAnswer {
  /** What the answerer has committed of the asker's numbers, and the head there. */
  @IsInt() @Min(0) @Max(SAFE) upTo!: number;
  @Matches(HASH_PATTERN) head!: string;
  /** Batches of the asker that lie in the answerer's INBOX and are not applied yet: `upTo` may still grow by itself. */
  @IsInt() @Min(0) @Max(SAFE) waiting!: number;
  /** What the answerer has numbered for the asker. */
  @IsInt() @Min(0) @Max(SAFE) sentTo!: number;
  @IsArray()
  @ArrayMaxSize(MAX_BATCH_EVENTS)
  @IsString({ each: true })
  @MaxLength(1024, { each: true })
  seals!: string[];
  /** From `from` on without gaps; as many as fit. Empty where nothing is there. */
  @IsArray()
  @ArrayMaxSize(MAX_BATCH_EVENTS)
  @ValidateNested({ each: true })
  @Type(() => FetchedEntry)
  entries!: FetchedEntry[];
  /** The newest receipt that the answerer signed for the asker, which may have lost it; null before the first. */
  @ValidateIf((a: LinkFetchAnswer) => a.receipt !== null) @IsString() @MaxLength(200_000) receipt!: string | null;
}
