import { IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { HASH_PATTERN } from '../events/event-payload.js';

/** message.return: one number of the answerer's that the asker's operator gives back, with the reason in words. */
export class MessageReturnQuestion {
  @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) number!: number;
  /** Hash of the event under that number, so that no other one is meant after a restore. */
  @Matches(HASH_PATTERN) eventHash!: string;
  @IsString() @Length(5, 300) reason!: string;
}

/** Taken: it is in the answerer's queue now. */
export class MessageReturnAnswer {
  @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) number!: number;
}
