import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IsInstant } from '../codes/calendar-date.js';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { IsRegionCode } from '../codes/region-code.js';
import { DELEGATED_ACTS, type DelegatedAct } from '../events/catalogue-facts.js';
import { CaseRef } from './commands.js';

/** 发布授权委托; the same id again takes the place of the earlier. */
export class PublishDelegation {
  @Matches(/^[A-Z0-9-]{1,40}$/) id!: string;
  @IsRegionCode() to!: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @Matches(ITEM_CODE_PATTERN, { each: true })
  items!: string[];
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(DELEGATED_ACTS.length)
  @ArrayUnique()
  @IsIn(DELEGATED_ACTS, { each: true })
  acts!: DelegatedAct[];
  @IsInstant() validFrom!: string;
  @IsInstant() validUntil!: string;
  /** Ends it earlier: an instant that lies ahead. */
  @IsOptional() @IsInstant() revokedAt?: string;
  @IsString() @Length(1, 300) legalGround!: string;
  @IsOptional() @IsBoolean() sample?: boolean;
}

export class ListDelegations {
  /** From or to this city. */
  @IsOptional() @IsRegionCode() city?: string;
}

/** An act on a case that needs no more than its reason: 收回, 备案异议, 了结异议. */
export class ActWithReason extends CaseRef {
  @IsString() @Length(1, 1000) reason!: string;
}

/** 抽查 of a case that was decided in our name. */
export class SampleCase extends CaseRef {
  @IsIn(['PASSED', 'ISSUE_FOUND']) act!: 'PASSED' | 'ISSUE_FOUND';
  @IsString() @Length(1, 2000) finding!: string;
}

/** 管辖异议. */
export class DisputeJurisdiction extends CaseRef {
  @IsString() @Length(1, 1000) reason!: string;
  @IsOptional() @IsRegionCode() proposedCity?: string;
}

/** 确认管辖, by who co-ordinates from above. */
export class SettleJurisdiction extends CaseRef {
  @IsString() @Length(1, 1000) reason!: string;
  @IsString() @Length(1, 100) settledBy!: string;
}

/** 转办 to the city that has the power, under an item of its own list. */
export class RerouteCase extends CaseRef {
  @IsRegionCode() toCity!: string;
  @Matches(ITEM_CODE_PATTERN) itemCode!: string;
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) itemVersion?: number;
  @IsString() @Length(1, 1000) reason!: string;
}
