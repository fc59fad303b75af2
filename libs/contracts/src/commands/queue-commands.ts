import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsCalendarDate } from '../codes/calendar-date.js';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { IsRegionCode } from '../codes/region-code.js';
import { CaseRef } from './commands.js';

const USERNAME = /^[A-Za-z0-9._-]{1,40}$/;
const REVISION = /^[0-9a-f.-]{1,400}$/;
/** Cases of one on-site day at most. */
export const MAX_BATCH_CASES = 100;

/** AB岗: who stands in for whom, both days included, days in China. */
export class SetDeputy {
  @Matches(USERNAME) absent!: string;
  @Matches(USERNAME) deputy!: string;
  @IsCalendarDate() from!: string;
  @IsCalendarDate() until!: string;
}

/** 审批队列 of this city: what nobody has taken, or one's own. */
export class ListReviewQueue {
  @IsIn(['free', 'mine']) of!: 'free' | 'mine';
  @IsOptional() @Matches(ITEM_CODE_PATTERN) itemCode?: string | undefined;
  @IsOptional() @IsRegionCode() collectingCity?: string | undefined;
  /** Cases told at once; 200 unless fewer are asked for. */
  @IsOptional() @IsInt() @Min(1) @Max(200) pageSize?: number | undefined;
  /** `next` of the part before, with the same filters. */
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,160}$/) cursor?: string | undefined;
}

const ACTION = /^[a-z][a-z-]{1,39}$/;

/** 理由库: sentences for one act of the status table, such as `approve`; of one item, or of all. */
export class ListReasons {
  @Matches(ACTION) action!: string;
  @IsOptional() @Matches(ITEM_CODE_PATTERN) itemCode?: string | undefined;
}

export class SaveReason extends ListReasons {
  @IsString() @Length(2, 1000) words!: string;
}

export class ReasonRef {
  @Matches(/^[0-9]{1,18}$/) id!: string;
}

/** Other words for a sentence that one keeps oneself. */
export class ChangeReason extends ReasonRef {
  @IsString() @Length(2, 1000) words!: string;
}

/** One case of a batch, with the revision that the screen showed where it showed one. */
export class BatchCase extends CaseRef {
  @IsOptional() @Matches(REVISION) revision?: string;
}

/** 统一受理: the same act on many cases, each answered by itself. */
export class AcceptBatch {
  /** What the day is called, such as 统一受理 with its place; stands in each acceptance. */
  @IsString() @Length(1, 100) label!: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH_CASES)
  @ArrayUnique((one: BatchCase) => one.caseNo)
  @ValidateNested({ each: true })
  @Type(() => BatchCase)
  cases!: BatchCase[];
}

/** 统一勘验, its beginning: the inspection of each starts, and its clock stands still. */
export class StartInspections extends AcceptBatch {
  @IsInt() @Min(1) @Max(250) workingDays!: number;
  @IsString() @Length(1, 900) reason!: string;
}

/** 统一勘验: ends the inspection of each with the same result. */
export class InspectBatch extends AcceptBatch {
  @IsString() @Length(1, 1800) result!: string;
}

/** One result of a batch, with its number. */
export class BatchResult extends BatchCase {
  @IsString() @Length(1, 100) resultNo!: string;
}

/** 统一发证. */
export class IssueBatch {
  @IsString() @Length(1, 100) label!: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH_CASES)
  @ArrayUnique((one: BatchResult) => one.caseNo)
  @ValidateNested({ each: true })
  @Type(() => BatchResult)
  cases!: BatchResult[];
  @IsOptional() @IsCalendarDate() validUntil?: string;
}
