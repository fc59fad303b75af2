import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { ITEM_CODE_PATTERN } from './codes/item-code.js';
import { IsRegionCode } from './codes/region-code.js';

export const SPECIAL_PROCEDURES = ['HEARING', 'INSPECTION', 'TEST', 'EXPERT_REVIEW', 'PUBLIC_NOTICE'] as const;
export type SpecialProcedureKind = (typeof SPECIAL_PROCEDURES)[number];
export const SPECIAL_PROCEDURE_NAMES: Readonly<Record<SpecialProcedureKind, string>> = {
  HEARING: '听证',
  INSPECTION: '现场勘验',
  TEST: '检验检测',
  EXPERT_REVIEW: '专家评审',
  PUBLIC_NOTICE: '公示',
};

/** A special procedure (特别程序) that the item declares; any other would stop the clock without ground. */
export class SpecialProcedure {
  @IsIn(SPECIAL_PROCEDURES) kind!: SpecialProcedureKind;
  @IsInt() @Min(1) @Max(250) maxWorkingDays!: number;
}

/** 告知承诺: what the applicant promises and within how many working days the authority verifies it. */
export class CommitmentTerms {
  @IsInt() @Min(1) @Max(250) verifyWithinWorkingDays!: number;
  @IsString() @Length(1, 1000) conditions!: string;
  @IsString() @Length(1, 1000) consequences!: string;
}

export const REVIEW_STEPS = ['HANDLE', 'REVIEW'] as const;
export type ReviewStep = (typeof REVIEW_STEPS)[number];

/** Who may decide one part of a joint item, with that city's own item for it. */
export class JointCandidate {
  @IsRegionCode() homeCity!: string;
  @Matches(ITEM_CODE_PATTERN) itemCode!: string;
}

/** One part of a joint item; with several candidates the application says which city it is. */
export class JointPlanPart {
  @Matches(/^[a-z][a-z0-9-]{1,39}$/) key!: string;
  @IsString() @Length(1, 100) name!: string;
  @IsIn(['ONLINE', 'PROXY_COLLECT']) mode!: 'ONLINE' | 'PROXY_COLLECT';
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(60)
  @ArrayUnique((one: JointCandidate) => one.homeCity)
  @ValidateNested({ each: true })
  @Type(() => JointCandidate)
  candidates!: JointCandidate[];
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(/^[a-z][a-z0-9-]{1,39}$/, { each: true })
  after!: string[];
  /** The applicant may leave it out (一件事 of many matters). */
  @IsBoolean() optional!: boolean;
}

/** 多地联办: the parts of a joint item and what one refusal means for the rest. */
export class JointPlan {
  @IsIn(['ABORT_ALL', 'PARTIAL', 'COMPENSATE']) onRefusal!: 'ABORT_ALL' | 'PARTIAL' | 'COMPENSATE';
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique((part: JointPlanPart) => part.key)
  @ValidateNested({ each: true })
  @Type(() => JointPlanPart)
  parts!: JointPlanPart[];
}

/** 委托按月办理: the item may be approved as a standing authorisation with monthly executions. */
export class StandingTerms {
  @IsInt() @Min(1) @Max(600) maxMonths!: number;
  @IsBoolean() payment!: boolean;
}
