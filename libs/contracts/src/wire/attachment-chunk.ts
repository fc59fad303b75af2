import { ArrayMaxSize, IsArray, IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { IsCaseNo } from '../codes/case-no.js';
import { HASH_PATTERN } from '../events/event-payload.js';
import { ATTACHMENT_CHUNK_BYTES, ATTACHMENT_ID_PATTERN, MAX_ATTACHMENT_CHUNKS } from '../events/material-file.js';

/** Characters of a whole chunk in base64url. */
export const MAX_CHUNK_CHARACTERS = Math.ceil((ATTACHMENT_CHUNK_BYTES * 4) / 3) + 4;

/** attachment.chunk: one chunk of a file that a fact of the case names, asked by a city that reads that fact. */
export class AttachmentChunkQuestion {
  @IsCaseNo() caseNo!: string;
  @Matches(ATTACHMENT_ID_PATTERN) id!: string;
  @IsInt() @Min(0) @Max(MAX_ATTACHMENT_CHUNKS - 1) index!: number;
}

export class AttachmentChunkAnswer {
  @IsInt() @Min(0) @Max(MAX_ATTACHMENT_CHUNKS - 1) index!: number;
  /** Plain bytes, base64url. */
  @IsString() @Length(1, MAX_CHUNK_CHARACTERS) bytes!: string;
  /** From the hash of this chunk to the root that the event names. */
  @IsArray() @ArrayMaxSize(9) @Matches(HASH_PATTERN, { each: true }) path!: string[];
}
