import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
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
import { IsCalendarDate, IsInstant } from '../codes/calendar-date.js';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { IsRegionCode } from '../codes/region-code.js';
import { CollectedMaterial } from './applicant.js';
import { MONTH_PATTERN } from './case-facts.js';
import { LaneHead } from './event-payload.js';
import { DocumentRef } from './document-ref.js';

/** Number of a document (文书编号). */
export const DOCUMENT_NO_PATTERN = /^[0-9A-Z-]{6,60}$/;

/** Number that a carrier gives a parcel; it names no person. */
export const TRACKING_NO_PATTERN = /^[0-9A-Za-z-]{5,40}$/;

/** One thing to be mended, on one field or one material (一次性告知 names all of them). */
export class Defect {
  @IsIn(['FIELD', 'MATERIAL']) kind!: 'FIELD' | 'MATERIAL';
  @Matches(/^(M\d{2}|[a-z][A-Za-z0-9]{0,39})$/) code!: string;
  @IsString() @Length(1, 300) problem!: string;
  @IsString() @Length(1, 300) remedy!: string;
  /** In a second round: it could be seen in the first already, which supervision is told of. */
  @IsBoolean() visibleBefore!: boolean;
}

/** correction.requested 补正告知: once, with all defects; the acceptance clock ends with it. */
export class CorrectionRequested {
  @Matches(DOCUMENT_NO_PATTERN) noticeNo!: string;
  /** 1 for the first notice of the case. */
  @IsInt() @Min(1) @Max(9) round!: number;
  /** Last day on which the applicant may mend. */
  @IsCalendarDate() dueOn!: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(60)
  @ValidateNested({ each: true })
  @Type(() => Defect)
  defects!: Defect[];
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DocumentRef) document?: DocumentRef;
}

/** correction.supplied 补正提交: only what changed travels. */
export class CorrectionSupplied {
  @IsObject() form!: Record<string, string | number>;
  @IsArray()
  @ArrayMaxSize(40)
  @ArrayUnique((m: CollectedMaterial) => m.code)
  @ValidateNested({ each: true })
  @Type(() => CollectedMaterial)
  materials!: CollectedMaterial[];
  @IsOptional() @IsString() @MaxLength(500) note?: string;
}

/** deferred.supplied 容缺补交. */
export class DeferredSupplied {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique((m: CollectedMaterial) => m.code)
  @ValidateNested({ each: true })
  @Type(() => CollectedMaterial)
  materials!: CollectedMaterial[];
}

/** papers.sent 纸质寄出 and papers.received 纸质收到: the paper channel beside the data. */
export class PapersMoved {
  @IsInt() @Min(1) @Max(999) sheets!: number;
  @IsOptional() @IsString() @MaxLength(200) note?: string;
}

/** A reason in words, where a fact needs no more. */
export class Reasoned {
  @IsString() @Length(1, 1000) reason!: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DocumentRef) document?: DocumentRef;
}

/** What the silent city had stated when it was asked after the deadline; signed by it as an answer to `case.head`. */
export class SilenceProof {
  @IsRegionCode() city!: string;
  @IsArray() @ArrayMaxSize(16) @ValidateNested({ each: true }) @Type(() => LaneHead) heads!: LaneHead[];
  @IsInstant() asOf!: string;
  /** The signed answer as it came. */
  @IsString() @Length(1, 20_000) answer!: string;
}

/** case.lapsed with act CORRECTION 补正不来办结 or DEFERRED 容缺逾期: rests on the other city's proven silence. */
export class CaseLapsed {
  @IsCalendarDate() dueOn!: string;
  @IsString() @Length(1, 1000) reason!: string;
  /** Absent where the deciding city collects itself: it knows its own silence. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => SilenceProof) silence?: SilenceProof;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DocumentRef) document?: DocumentRef;
}

/** jurisdiction.disputed 管辖异议. */
export class JurisdictionDisputed {
  @IsString() @Length(1, 1000) reason!: string;
  @IsOptional() @IsRegionCode() proposedCity?: string;
}

/** jurisdiction.settled: a person above both has said that the case stays. */
export class JurisdictionSettled {
  @IsString() @Length(1, 1000) reason!: string;
  @IsString() @Length(1, 100) settledBy!: string;
}

/** case.rerouted 转办: the number stays, the new home city takes it in by an item of its own. */
export class CaseRerouted {
  @IsRegionCode() toCity!: string;
  @Matches(ITEM_CODE_PATTERN) itemCode!: string;
  @IsInt() @Min(1) @Max(1_000_000) itemVersion!: number;
  @IsString() @Length(1, 200) itemName!: string;
  @IsString() @Length(1, 1000) reason!: string;
}

/** review.noted: an opinion of 承办 (HANDLE) or 审核 (REVIEW); it stays in the deciding city. */
export class ReviewNoted {
  @IsIn(['AGREE', 'DISAGREE']) opinion!: 'AGREE' | 'DISAGREE';
  @IsString() @Length(1, 2000) words!: string;
}

/** procedure.started 特别程序: the applicant is told in writing how long it takes (行政许可法 45). */
export class ProcedureStarted {
  @Matches(DOCUMENT_NO_PATTERN) noticeNo!: string;
  @IsInt() @Min(1) @Max(250) workingDays!: number;
  @IsString() @Length(1, 1000) reason!: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DocumentRef) document?: DocumentRef;
}

export class ProcedureEnded {
  @IsString() @Length(1, 2000) result!: string;
}

/** case.extended 延期: once, with the approver, the reason and the notice to the applicant (行政许可法 42). */
export class CaseExtended {
  @Matches(DOCUMENT_NO_PATTERN) noticeNo!: string;
  @IsInt() @Min(1) @Max(30) workingDays!: number;
  @IsString() @Length(1, 1000) reason!: string;
  @IsString() @Length(1, 100) approver!: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DocumentRef) document?: DocumentRef;
}

/** A finding: of a commitment that was verified, or of a delegated case that was sampled. */
export class Finding {
  @IsString() @Length(1, 2000) finding!: string;
}

/** case.revoked 撤销: the authority undoes its decision (行政许可法 69). */
export class CaseRevoked {
  @Matches(DOCUMENT_NO_PATTERN) decisionNo!: string;
  @IsString() @Length(1, 2000) reason!: string;
  @IsString() @Length(1, 500) legalGround!: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DocumentRef) document?: DocumentRef;
}

/** execution.notified: one monthly execution of a standing authorisation; a month is executed once. */
export class ExecutionNotified {
  @Matches(MONTH_PATTERN) month!: string;
  @Min(0) @Max(100_000_000) amountYuan!: number;
  @IsOptional() @IsString() @MaxLength(300) note?: string;
}

/** result.posted 改为寄送: a result that came back from a shelf is posted to the applicant. */
export class ResultPosted {
  @IsString() @Length(1, 60) carrier!: string;
  @IsOptional() @Matches(TRACKING_NO_PATTERN) trackingNo?: string;
}

/** pickup.lapsed 逾期未领: the result goes back to the home city. */
export class PickupLapsed {
  @Matches(/^[A-Za-z0-9-]{1,40}$/) pointId!: string;
}
