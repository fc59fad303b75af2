import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsCalendarDate, IsInstant } from '../codes/calendar-date.js';
import { IsCaseNo } from '../codes/case-no.js';
import { HANDLING_MODES, type HandlingMode } from '../codes/handling-mode.js';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { IsRegionCode } from '../codes/region-code.js';
import { Application, IDENTITY_METHODS, type IdentityMethod } from './applicant.js';
import { DocumentRef } from './document-ref.js';

/** Key of one part of a joint case, such as `verify-purchase`. */
export const PART_KEY_PATTERN = /^[a-z][a-z0-9-]{1,39}$/;
/** A month, `YYYY-MM`. */
export const MONTH_PATTERN = /^\d{4}-(0[1-9]|1[0-2])$/;

/** case.collected 收件: the factual take-in at the collecting window; never an acceptance. */
export class CaseCollected {
  @Matches(ITEM_CODE_PATTERN) itemCode!: string;
  @IsInt() @Min(1) @Max(1_000_000) itemVersion!: number;
  @IsString() @Length(1, 200) itemName!: string;
  @IsIn(HANDLING_MODES) mode!: HandlingMode;
  @Matches(/^SJ[0-9A-Z-]{10,40}$/) receiptNo!: string;
  @Matches(/^[A-Za-z0-9-]{1,40}$/) windowId!: string;
  @IsIn(['NORMAL', 'URGENT']) urgency!: 'NORMAL' | 'URGENT';
  @ValidateNested() @Type(() => Application) application!: Application;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DocumentRef) document?: DocumentRef;
}

/** Under which version of the signed list a case was taken in: the directory's number and the agreement in it. */
export class AgreementRef {
  @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) directory!: number;
  @Matches(/^[A-Z0-9-]{1,40}$/) id!: string;
}

/** A sub-case (多地联办) names the case it is a part of; only the lead city knows what that is. */
export class PartOf {
  @IsCaseNo() caseNo!: string;
  @Matches(PART_KEY_PATTERN) part!: string;
}

/** What an earlier part of a joint case brought, handed to a later one (转出凭证、证明). */
export class Product {
  @Matches(PART_KEY_PATTERN) part!: string;
  @IsRegionCode() city!: string;
  @IsString() @Length(1, 200) resultName!: string;
  @IsString() @Length(1, 100) resultNo!: string;
  @ValidateIf((p: Product) => p.validUntil !== null) @IsCalendarDate() validUntil!: string | null;
}

/** case.collected of version 2: the mode stands in `act`, where everyone in the case can read it. */
export class CaseCollectedV2 extends CaseCollected {
  /** Null where a city takes in for itself. */
  @ValidateIf((c: CaseCollectedV2) => c.agreement !== null)
  @IsObject()
  @ValidateNested()
  @Type(() => AgreementRef)
  agreement!: AgreementRef | null;
  @IsIn(['SCAN_SUFFICES', 'ORIGINAL_REQUIRED']) papers!: 'SCAN_SUFFICES' | 'ORIGINAL_REQUIRED';
  /** 告知承诺: the applicant was told conditions and consequences and has signed. */
  @IsOptional() @IsBoolean() commitment?: boolean;
  /** 容缺: materials that the applicant asks to bring later. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ArrayUnique() @Matches(/^M\d{2}$/, { each: true }) deferAsked?: string[];
  @IsOptional() @IsObject() @ValidateNested() @Type(() => PartOf) parent?: PartOf;
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => Product) products?: Product[];
}

/** case.submitted 转递: the collecting city hands the case over to the link. */
export class CaseSubmitted {
  @IsRegionCode() homeCity!: string;
}

/** case.received 签收: stated by the home node in the transaction that applied the submission. */
export class CaseReceived {
  @IsInstant() submittedAt!: string;
}

/** A material that may come later (容缺). */
export class DeferredMaterial {
  @Matches(/^M\d{2}$/) code!: string;
  @IsString() @Length(1, 100) name!: string;
}

/** case.accepted 受理: the legal act that starts the handling clock; with act CONDITIONAL 容缺受理. */
export class CaseAccepted {
  @Matches(/^[0-9A-Z-]{6,60}$/) acceptanceNo!: string;
  @IsOptional() @IsString() @MaxLength(500) note?: string;
  /** 容缺: what is still owed, and the last day on which it may arrive; never later than the promised limit. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => DeferredMaterial)
  deferred?: DeferredMaterial[];
  @IsOptional() @IsCalendarDate() deferDueOn?: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DocumentRef) document?: DocumentRef;
}

/** case.refused with act NOT_ACCEPTED 不予受理 (names the right authority) or NOT_REQUIRED 不受理. */
export class CaseRefused {
  @IsString() @Length(1, 1000) reason!: string;
  @IsString() @Length(1, 500) legalGround!: string;
  @IsOptional() @IsString() @Length(1, 200) competentAuthority?: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DocumentRef) document?: DocumentRef;
}

/** A standing authorisation: executed once a month until it ends or is revoked. */
export class StandingOrder {
  @IsInt() @Min(1) @Max(28) dayOfMonth!: number;
  /** First and last month, `YYYY-MM`. */
  @Matches(MONTH_PATTERN) from!: string;
  @Matches(MONTH_PATTERN) until!: string;
  /** Most that one execution may pay, in yuan; 0 where nothing is paid. */
  @IsNumber() @Min(0) @Max(100_000_000) ceilingYuan!: number;
}

/** case.decided with act APPROVED 准予 REJECTED 不予 (with the way to appeal) or COMMITTED 告知承诺准予. */
export class CaseDecided {
  @Matches(/^[0-9A-Z-]{6,60}$/) decisionNo!: string;
  @IsString() @Length(1, 2000) reason!: string;
  @IsOptional() @IsString() @Length(1, 500) remedies?: string;
  /** COMMITTED 告知承诺: within how many working days the authority verifies what was promised. */
  @IsOptional() @IsInt() @Min(1) @Max(250) verifyWithinWorkingDays?: number;
  /** 委托按月办理: the approval stands, and executions follow by themselves on this day of each month. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => StandingOrder) standing?: StandingOrder;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DocumentRef) document?: DocumentRef;
}

/** result.issued 出证. */
export class ResultIssued {
  @IsString() @Length(1, 200) resultName!: string;
  @IsString() @Length(1, 100) resultNo!: string;
  @IsInstant() issuedAt!: string;
  @ValidateIf((r: ResultIssued) => r.validUntil !== null) @IsCalendarDate() validUntil!: string | null;
}

/** handover.instructed 就近取证: all that the pickup city may read of this case, and no more. */
export class HandoverInstructed {
  @Matches(/^[A-Za-z0-9-]{1,40}$/) pointId!: string;
  @IsString() @Length(1, 200) resultName!: string;
  @IsString() @Length(1, 100) recipientName!: string;
  /** Last four characters of the certificate, enough to compare at the desk. */
  @Matches(/^[0-9A-Z()-]{4}$/) certificateTail!: string;
  @Matches(/^1\d{10}$/) recipientPhone!: string;
  @IsIn(['YES', 'NO']) agentMayCollect!: 'YES' | 'NO';
}

/** pickup.ready: on the shelf of a point; the code stays in the pickup city. */
export class PickupReady {
  @Matches(/^[A-Za-z0-9-]{1,40}$/) pointId!: string;
  @IsInstant() shelfUntil!: string;
}

/** pickup.done 领取: handed over against the code and an identity check. */
export class PickupDone {
  @Matches(/^[A-Za-z0-9-]{1,40}$/) pointId!: string;
  /** Name of the point as its city published it, for those who have no list of its points. */
  @IsOptional() @IsString() @Length(1, 100) pointName?: string;
  @IsIn(IDENTITY_METHODS) identityMethod!: IdentityMethod;
  @IsIn(['APPLICANT', 'AGENT']) receivedBy!: 'APPLICANT' | 'AGENT';
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DocumentRef) document?: DocumentRef;
}
