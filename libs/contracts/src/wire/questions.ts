import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsInstant } from '../codes/calendar-date.js';
import { HANDLING_MODES, type HandlingMode } from '../codes/handling-mode.js';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { HASH_PATTERN, LANE_PATTERN, LaneHead } from '../events/event-payload.js';
import { MAX_OUTCOMES_PER_RECEIPT, OutcomeNotice } from './envelopes.js';

const SAFE = Number.MAX_SAFE_INTEGER;

export const QUESTIONS = [
  'link.status',
  'link.heads',
  'link.fetch',
  'item.precheck',
  'case.head',
  'directory.since',
  'attachment.chunk',
  'supervision.figures',
  'supervision.cases',
  'message.return',
] as const;
export type QuestionName = (typeof QUESTIONS)[number];

/** link.status: what the asker has sent and settled; answered with what the other side holds of both directions. */
export class LinkStatusQuestion {
  @IsInt() @Min(0) @Max(SAFE) sentTo!: number;
  @IsInt() @Min(0) @Max(SAFE) settledTo!: number;
  @IsInt() @Min(0) @Max(SAFE) outcomesTo!: number;
  @IsInt() @Min(1) @Max(SAFE) directory!: number;
}

export class LinkStatusAnswer {
  /** What the answerer has committed of the asker's numbers, and the head there. */
  @IsInt() @Min(0) @Max(SAFE) upTo!: number;
  @Matches(HASH_PATTERN) head!: string;
  /** What the answerer has numbered for the asker, and the head there. */
  @IsInt() @Min(0) @Max(SAFE) sentTo!: number;
  @Matches(HASH_PATTERN) sentHead!: string;
  @IsInt() @Min(0) @Max(SAFE) outcomesTo!: number;
  @IsArray()
  @ArrayMaxSize(MAX_OUTCOMES_PER_RECEIPT)
  @ValidateNested({ each: true })
  @Type(() => OutcomeNotice)
  outcomes!: OutcomeNotice[];
  @IsInt() @Min(1) @Max(SAFE) directory!: number;
  @IsString() @Matches(/^[\w.+-]{1,40}$/) version!: string;
}

/** link.heads: the heads the answerer holds of the asker's numbers, for halving down to a first difference. */
export class LinkHeadsQuestion {
  @IsArray()
  @ArrayMaxSize(64)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(SAFE, { each: true })
  numbers!: number[];
}

export class LinkHeadsAnswer {
  /** Same order as asked; null where not there yet. */
  @IsArray() @ArrayMaxSize(64) heads!: (string | null)[];
}

/** item.precheck 可办性检查. */
export class ItemPrecheckQuestion {
  @Matches(ITEM_CODE_PATTERN) itemCode!: string;
  @IsInt() @Min(1) @Max(1_000_000) itemVersion!: number;
  @IsIn(HANDLING_MODES) mode!: HandlingMode;
  @IsIn(['NATURAL', 'LEGAL']) applicantType!: 'NATURAL' | 'LEGAL';
  @IsBoolean() byAgent!: boolean;
  @IsArray() @ArrayMaxSize(40) @Matches(/^M\d{2}$/, { each: true }) materials!: string[];
}

export class ItemPrecheckAnswer {
  @IsBoolean() taken!: boolean;
  /** Codes why not taken. */
  @IsArray() @ArrayMaxSize(20) @Matches(/^[a-z_]{3,40}$/, { each: true }) reasons!: string[];
  @IsArray() @ArrayMaxSize(40) @Matches(/^M\d{2}$/, { each: true }) missingMaterials!: string[];
  /** The version in force at the home city; null where it has no such item. */
  @ValidateIf((a: ItemPrecheckAnswer) => a.currentVersion !== null)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  currentVersion!: number | null;
  /** Cases of this item that wait for acceptance there. */
  @IsInt() @Min(0) @Max(SAFE) queueLength!: number;
}

/** case.head: the heads of all lanes of a case the answerer has applied. */
export class CaseHeadQuestion {
  @Matches(LANE_PATTERN) lane!: string;
}

export class CaseHeadAnswer {
  @IsArray() @ArrayMaxSize(16) @ValidateNested({ each: true }) @Type(() => LaneHead) heads!: LaneHead[];
  @IsInstant() asOf!: string;
}

/** directory.since: signed directories newer than the one the asker has, oldest first. */
export class DirectorySinceQuestion {
  @IsInt() @Min(0) @Max(SAFE) number!: number;
}

export class DirectorySinceAnswer {
  @IsArray() @ArrayMaxSize(20) @IsString({ each: true }) directories!: string[];
}
