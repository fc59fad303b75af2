import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
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
  ValidateNested,
} from 'class-validator';
import { IsCaseNo } from '../codes/case-no.js';
import { CASE_STATUSES, type CaseStatus } from '../codes/case-status.js';
import { HANDLING_MODES, type HandlingMode } from '../codes/handling-mode.js';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { IsRegionCode } from '../codes/region-code.js';
import { CollectedMaterial } from './applicant.js';
import { PART_KEY_PATTERN } from './case-facts.js';

export const REFUSAL_RULES = ['ABORT_ALL', 'PARTIAL', 'COMPENSATE'] as const;
/** When one part ends without a result: end the rest, go on with the rest, or undo what was done. */
export type RefusalRule = (typeof REFUSAL_RULES)[number];

/** One part of a joint case with the city that decides it. */
export class JointPart {
  @Matches(PART_KEY_PATTERN) key!: string;
  @IsString() @Length(1, 100) name!: string;
  @IsRegionCode() homeCity!: string;
  @Matches(ITEM_CODE_PATTERN) itemCode!: string;
  @IsInt() @Min(1) @Max(1_000_000) itemVersion!: number;
  @IsIn(HANDLING_MODES) mode!: HandlingMode;
  /** Parts whose result has to be there first. */
  @IsArray() @ArrayMaxSize(20) @ArrayUnique() @Matches(PART_KEY_PATTERN, { each: true }) after!: string[];
  /** What the window took in for it; it waits here until the part is opened. */
  @IsOptional() @IsObject() form?: Record<string, string | number>;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(40)
  @ArrayUnique((m: CollectedMaterial) => m.code)
  @ValidateNested({ each: true })
  @Type(() => CollectedMaterial)
  materials?: CollectedMaterial[];
}

/** joint.opened 多地联办: the plan of the parent case; parts are opened as what they wait for is there. */
export class JointOpened {
  @IsIn(REFUSAL_RULES) onRefusal!: RefusalRule;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique((part: JointPart) => part.key)
  @ValidateNested({ each: true })
  @Type(() => JointPart)
  parts!: JointPart[];
}

export class JointPartOpened {
  @Matches(PART_KEY_PATTERN) key!: string;
  @IsCaseNo() caseNo!: string;
}

export class JointPartClosed {
  @Matches(PART_KEY_PATTERN) key!: string;
  @IsCaseNo() caseNo!: string;
  @IsIn(CASE_STATUSES) status!: CaseStatus;
}

/** joint.closed with act DONE, PARTIAL or ABORTED. */
export class JointClosed {
  @IsString() @MaxLength(500) note!: string;
}
