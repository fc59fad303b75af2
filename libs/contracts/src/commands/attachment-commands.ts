import { IsBase64, IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import {
  ATTACHMENT_CHUNK_BYTES,
  ATTACHMENT_ID_PATTERN,
  FILE_NAME_PATTERN,
  MAX_ATTACHMENT_BYTES,
  MAX_ATTACHMENT_CHUNKS,
} from '../events/material-file.js';
import { CaseRef } from './commands.js';

/** Begins an upload. Size is judged by the service, in words of its own. */
export class CreateUpload {
  @IsString() @Matches(FILE_NAME_PATTERN) name!: string;
  /** In bytes, 0 to 1 GiB here; what is allowed is less. */
  @IsInt() @Min(0) @Max(1024 * 1024 * 1024) size!: number;
  /** What the sender takes it for, as a media type; only compared with the content. */
  @IsOptional() @IsString() @MaxLength(100) type?: string;
}

/** One file of the own city that was uploaded or is being uploaded. */
export class UploadRef {
  @Matches(ATTACHMENT_ID_PATTERN) id!: string;
}

/** One chunk of an upload: whole, but for the last of the file. */
export class SendUpload extends UploadRef {
  @IsInt() @Min(0) @Max(MAX_ATTACHMENT_BYTES) offset!: number;
  /** In base64. */
  @IsString() @Length(4, Math.ceil(ATTACHMENT_CHUNK_BYTES / 3) * 4) @IsBase64() bytes!: string;
}

/** One chunk of an uploaded file, by whoever uploaded it. */
export class ReadUpload extends UploadRef {
  @IsInt() @Min(0) @Max(MAX_ATTACHMENT_CHUNKS - 1) index!: number;
}

/** One file of a case. */
export class ReadAttachment extends CaseRef {
  @Matches(ATTACHMENT_ID_PATTERN) id!: string;
  @IsInt() @Min(0) @Max(MAX_ATTACHMENT_CHUNKS - 1) index!: number;
}
