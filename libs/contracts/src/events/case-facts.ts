import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
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
import { HANDLING_MODES, type HandlingMode } from '../codes/handling-mode.js';
import { IsRegionCode } from '../codes/region-code.js';
import { Application, IDENTITY_METHODS, type IdentityMethod } from './applicant.js';

const ITEM_CODE = /^[A-Z]{2,6}-[A-Z0-9]{2,8}-[0-9]{3,4}$/;

/** case.collected 收件: the factual take-in at the collecting window; never an acceptance. */
export class CaseCollected {
  @Matches(ITEM_CODE) itemCode!: string;
  @IsInt() @Min(1) @Max(1_000_000) itemVersion!: number;
  @IsString() @Length(1, 200) itemName!: string;
  @IsIn(HANDLING_MODES) mode!: HandlingMode;
  @Matches(/^SJ[0-9A-Z-]{10,40}$/) receiptNo!: string;
  @Matches(/^[A-Za-z0-9-]{1,40}$/) windowId!: string;
  @IsIn(['NORMAL', 'URGENT']) urgency!: 'NORMAL' | 'URGENT';
  @ValidateNested() @Type(() => Application) application!: Application;
}

/** case.submitted 转递: the collecting city hands the case over to the link. */
export class CaseSubmitted {
  @IsRegionCode() homeCity!: string;
}

/** case.received 签收: stated by the home node in the transaction that applied the submission. */
export class CaseReceived {
  @IsInstant() submittedAt!: string;
}

/** case.accepted 受理: the legal act of the home city that starts the handling clock. */
export class CaseAccepted {
  @Matches(/^[0-9A-Z-]{6,60}$/) acceptanceNo!: string;
  @IsOptional() @IsString() @MaxLength(500) note?: string;
}

/** case.refused with act NOT_ACCEPTED 不予受理 (names the right authority) or NOT_REQUIRED 不受理. */
export class CaseRefused {
  @IsString() @Length(1, 1000) reason!: string;
  @IsString() @Length(1, 500) legalGround!: string;
  @IsOptional() @IsString() @Length(1, 200) competentAuthority?: string;
}

/** case.decided with act APPROVED 准予 or REJECTED 不予; reasons and the way to appeal belong to a rejection. */
export class CaseDecided {
  @Matches(/^[0-9A-Z-]{6,60}$/) decisionNo!: string;
  @IsString() @Length(1, 2000) reason!: string;
  @IsOptional() @IsString() @Length(1, 500) remedies?: string;
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
  @IsIn(IDENTITY_METHODS) identityMethod!: IdentityMethod;
  @IsIn(['APPLICANT', 'AGENT']) receivedBy!: 'APPLICANT' | 'AGENT';
}
