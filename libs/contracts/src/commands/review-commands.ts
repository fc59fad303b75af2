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
import { IsCalendarDate } from '../codes/calendar-date.js';
import { IsRegionCode } from '../codes/region-code.js';
import { CollectedMaterial } from '../events/applicant.js';
import { TRACKING_NO_PATTERN } from '../events/review-facts.js';
import { REVIEW_STEPS, SPECIAL_PROCEDURES, type ReviewStep, type SpecialProcedureKind } from '../item-terms.js';
import { CaseRef } from './commands.js';

/** One thing that the applicant has to mend; whether it could be seen before is for the node to say. */
export class DefectFound {
  @IsIn(['FIELD', 'MATERIAL']) kind!: 'FIELD' | 'MATERIAL';
  @Matches(/^(M\d{2}|[a-z][A-Za-z0-9]{0,39})$/) code!: string;
  @IsString() @Length(1, 300) problem!: string;
  @IsString() @Length(1, 300) remedy!: string;
}

/** 补正告知: all defects at once. */
export class RequestCorrection extends CaseRef {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(60)
  @ArrayUnique((defect: DefectFound) => `${defect.kind}/${defect.code}`)
  @ValidateNested({ each: true })
  @Type(() => DefectFound)
  defects!: DefectFound[];
}

/** 提交补正: only what changed or was added. */
export class SupplyCorrection extends CaseRef {
  @IsObject() form!: Record<string, string | number>;
  @IsArray()
  @ArrayMaxSize(40)
  @ArrayUnique((m: CollectedMaterial) => m.code)
  @ValidateNested({ each: true })
  @Type(() => CollectedMaterial)
  materials!: CollectedMaterial[];
  @IsOptional() @IsString() @MaxLength(500) note?: string;
}

/** An act that needs a reason and nothing else. */
export class CaseReason extends CaseRef {
  @IsString() @Length(1, 1000) reason!: string;
}

export class AnswerWithdrawal extends CaseReason {
  @IsIn(['GRANTED', 'DECLINED']) act!: 'GRANTED' | 'DECLINED';
}

/** 撤销. */
export class RevokeCase extends CaseRef {
  @IsString() @Length(1, 2000) reason!: string;
  @IsString() @Length(1, 500) legalGround!: string;
}

/** 容缺受理: which materials may still come, and the last day on which they may. */
export class AcceptConditionally extends CaseRef {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @ArrayUnique() @Matches(/^M\d{2}$/, { each: true }) deferred!: string[];
  @IsCalendarDate() deferDueOn!: string;
  @IsOptional() @IsString() @MaxLength(500) note?: string;
}

/** 补交容缺材料. */
export class SupplyDeferred extends CaseRef {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique((m: CollectedMaterial) => m.code)
  @ValidateNested({ each: true })
  @Type(() => CollectedMaterial)
  materials!: CollectedMaterial[];
}

/** 告知承诺准予. */
export class ApproveOnPromise extends CaseRef {
  @IsString() @Length(1, 2000) reason!: string;
}

/** 承诺核查. */
export class VerifyCommitment extends CaseRef {
  @IsIn(['PASSED', 'FAILED']) act!: 'PASSED' | 'FAILED';
  @IsString() @Length(1, 2000) finding!: string;
}

/** 特别程序: which, for how many working days, and why. */
export class StartProcedure extends CaseRef {
  @IsIn(SPECIAL_PROCEDURES) kind!: SpecialProcedureKind;
  @IsInt() @Min(1) @Max(250) workingDays!: number;
  @IsString() @Length(1, 1000) reason!: string;
}

/** 重新指示交付 of a result that came back from a shelf: to which point. */
export class InstructAgain extends CaseRef {
  @IsRegionCode() city!: string;
  @Matches(/^[A-Za-z0-9-]{1,40}$/) pointId!: string;
}

/** 改为寄送 of a result that came back from a shelf. */
export class PostResult extends CaseRef {
  @IsString() @Length(1, 60) carrier!: string;
  @IsOptional() @Matches(TRACKING_NO_PATTERN) trackingNo?: string;
}

export class EndProcedure extends CaseRef {
  @IsIn(SPECIAL_PROCEDURES) kind!: SpecialProcedureKind;
  @IsString() @Length(1, 2000) result!: string;
}

/** 延期: the head of the authority who approved it is named. */
export class ExtendCase extends CaseReason {
  @IsString() @Length(1, 100) approver!: string;
}

/** 承办、审核意见. */
export class NoteOpinion extends CaseRef {
  @IsIn(REVIEW_STEPS) step!: ReviewStep;
  @IsIn(['AGREE', 'DISAGREE']) opinion!: 'AGREE' | 'DISAGREE';
  @IsString() @Length(1, 2000) words!: string;
}

/** 纸质材料: sheets that were sent, or counted when they came. */
export class MovePapers extends CaseRef {
  @IsInt() @Min(1) @Max(999) sheets!: number;
  @IsOptional() @IsString() @MaxLength(200) note?: string;
}
