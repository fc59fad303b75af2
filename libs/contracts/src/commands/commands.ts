import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsLatitude,
  IsLongitude,
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
import { IsCaseNo } from '../codes/case-no.js';
import { CASE_STATUSES, STATUS_GROUP_NAMES, type CaseStatus, type StatusGroup } from '../codes/case-status.js';
import { HANDLING_MODES, type HandlingMode } from '../codes/handling-mode.js';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { IsRegionCode } from '../codes/region-code.js';
import { DOCUMENT_KINDS, DOCUMENT_NUMBER_PATTERN, type DocumentKind } from '../events/document-ref.js';
import {
  Application,
  APPLICANT_TYPES,
  IDENTITY_METHODS,
  type ApplicantType,
  type IdentityMethod,
} from '../events/applicant.js';
import { OFFICE_TIME } from '../events/calendar-facts.js';

export class SignIn {
  @Matches(/^[A-Za-z0-9._-]{1,40}$/) username!: string;
  @IsString() @Length(1, 200) password!: string;
}

/** 统一身份认证登录: what the provider said, in answer to the nonce of `beginProviderSignIn`. */
export class SignInByProvider {
  /** A signed JWT (OpenID Connect id token); the node verifies it by itself. */
  @IsString() @Length(20, 16_000) idToken!: string;
}

export class NoInput {}

export class PageRequest {
  @IsOptional() @IsInt() @Min(1) @Max(100_000) page?: number;
  @IsOptional() @IsInt() @Min(1) @Max(200) pageSize?: number;
}

export class ListItems extends PageRequest {
  @IsOptional() @IsRegionCode() homeCity?: string;
  /** Part of the item's name or code. */
  @IsOptional() @IsString() @MaxLength(60) query?: string;
}

export class GetItem {
  @IsRegionCode() homeCity!: string;
  @Matches(ITEM_CODE_PATTERN) itemCode!: string;
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) version?: number;
}

/** 可办性检查 before papers are taken. */
export class PrecheckItem {
  @IsRegionCode() homeCity!: string;
  @Matches(ITEM_CODE_PATTERN) itemCode!: string;
  @IsIn(HANDLING_MODES) mode!: HandlingMode;
  @IsIn(APPLICANT_TYPES) applicantType!: ApplicantType;
  @IsOptional() @IsBoolean() byAgent?: boolean;
  @IsArray() @ArrayMaxSize(40) @ArrayUnique() @Matches(/^M\d{2}$/, { each: true }) materials!: string[];
}

/** 收件. With `forward` (the default) the case leaves by itself at once; without it waits for `case.forward`. */
export class CollectCase {
  @IsRegionCode() homeCity!: string;
  @Matches(ITEM_CODE_PATTERN) itemCode!: string;
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) itemVersion?: number;
  @IsIn(HANDLING_MODES) mode!: HandlingMode;
  @IsOptional() @IsIn(['NORMAL', 'URGENT']) urgency?: 'NORMAL' | 'URGENT';
  @IsOptional() @IsBoolean() forward?: boolean;
  /** 告知承诺: the applicant was told conditions and consequences and has signed. */
  @IsOptional() @IsBoolean() commitment?: boolean;
  /** 容缺: materials that the applicant asks to bring later. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ArrayUnique() @Matches(/^M\d{2}$/, { each: true }) deferAsked?: string[];
  /** The draft that this was typed in; it ends with the collecting. */
  @IsOptional() @Matches(/^[A-Za-z0-9-]{8,64}$/) draftId?: string;
  @ValidateNested() @Type(() => Application) application!: Application;
}

export class CaseRef {
  @IsCaseNo() caseNo!: string;
}

/** 文书: one printable document of a case; without a number the newest of its kind. */
export class CaseNotice extends CaseRef {
  @IsIn(DOCUMENT_KINDS) kind!: DocumentKind;
  @IsOptional() @Matches(DOCUMENT_NUMBER_PATTERN) number?: string;
}

export class AcceptCase extends CaseRef {
  @IsOptional() @IsString() @MaxLength(500) note?: string;
}

export class RefuseCase extends CaseRef {
  @IsIn(['NOT_ACCEPTED', 'NOT_REQUIRED']) act!: 'NOT_ACCEPTED' | 'NOT_REQUIRED';
  @IsString() @Length(1, 1000) reason!: string;
  @IsString() @Length(1, 500) legalGround!: string;
  /** Required with NOT_ACCEPTED: the authority must be named (行政许可法 32(2)). */
  @IsOptional() @IsString() @Length(1, 200) competentAuthority?: string;
}

export class DecideCase extends CaseRef {
  @IsIn(['APPROVED', 'REJECTED']) act!: 'APPROVED' | 'REJECTED';
  @IsString() @Length(1, 2000) reason!: string;
  /** Required with REJECTED: how to ask for reconsideration or sue (行政许可法 38). */
  @IsOptional() @IsString() @Length(1, 500) remedies?: string;
}

export class IssueResult extends CaseRef {
  @IsString() @Length(1, 100) resultNo!: string;
  @IsOptional() @IsCalendarDate() validUntil?: string;
}

export class ShelveResult extends CaseRef {
  /** Working time on the shelf is counted from now; 1–90 calendar days. */
  @IsOptional() @IsInt() @Min(1) @Max(90) shelfDays?: number;
}

export class HandOver extends CaseRef {
  @Matches(/^\d{6}$/) pickupCode!: string;
  @IsIn(IDENTITY_METHODS) identityMethod!: IdentityMethod;
  @IsIn(['APPLICANT', 'AGENT']) receivedBy!: 'APPLICANT' | 'AGENT';
  /** Last four characters of the certificate shown at the desk. */
  @Matches(/^[0-9A-Z()-]{4}$/) certificateTail!: string;
}

export class ReissuePickupCode extends CaseRef {
  @IsIn(IDENTITY_METHODS) identityMethod!: IdentityMethod;
  @Matches(/^[0-9A-Z()-]{4}$/) certificateTail!: string;
}

/** Whose cases a list holds: my own, those of my window, those of my unit. */
export const LIST_SCOPES = ['mine', 'window', 'unit'] as const;
export type ListScope = (typeof LIST_SCOPES)[number];

export class ListCases extends PageRequest {
  /** Of a window or unit that the caller does not have, the list is empty. */
  @IsOptional() @IsIn(LIST_SCOPES) scope?: ListScope;
  @IsOptional() @IsIn(CASE_STATUSES) status?: CaseStatus;
  /** Several statuses at once, where none is named. */
  @IsOptional() @IsIn(STATUS_GROUP_NAMES) group?: StatusGroup;
  @IsOptional() @IsIn(['collecting', 'home', 'pickup']) role?: 'collecting' | 'home' | 'pickup';
  /** 领办: my own, or those that nobody has taken from the queue. */
  @IsOptional() @IsIn(['me', 'none']) claimed?: 'me' | 'none';
  @IsOptional() @IsRegionCode() partner?: string;
  @IsOptional() @Matches(ITEM_CODE_PATTERN) itemCode?: string;
  @IsOptional() @IsIn(HANDLING_MODES) mode?: HandlingMode;
  /** Such a list has the first term to end first. */
  @IsOptional() @IsIn(['OVERDUE', 'DUE_SOON', 'RUNNING']) due?: 'OVERDUE' | 'DUE_SOON' | 'RUNNING';
  /** 电子监察: the gravest card that is open or under appeal. */
  @IsOptional() @IsIn(['ANY', 'WARNING', 'YELLOW', 'RED']) card?: 'ANY' | 'WARNING' | 'YELLOW' | 'RED';
  /** Days of collecting in China, both included. */
  @IsOptional() @IsCalendarDate() collectedFrom?: string;
  @IsOptional() @IsCalendarDate() collectedUntil?: string;
  @IsOptional() @IsCaseNo() caseNo?: string;
  /** Beginning of a case number: both cities and the month, or more. */
  @IsOptional() @Matches(/^KY\d{18}[0-9A-Z]{0,11}$/) caseNoPrefix?: string;
  /** `next` of the page before, with the same filters; reaches any depth, page numbers only the first 10,000 cases. */
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,120}$/) cursor?: string;
}

/** 按人查找: what names a person is searched in a body, never in an address. */
export class SearchCases extends ListCases {
  /** Exact certificate number; searched by keyed hash, never stored in the clear. */
  @IsOptional() @Matches(/^[0-9A-Z()-]{5,30}$/) certificateNo?: string;
  /** Name of the applicant; only masked names are kept, so others with the same mask are found as well. */
  @IsOptional() @IsString() @Length(1, 100) applicantName?: string;
}

export class ListPickupPoints extends PageRequest {
  @IsOptional() @IsRegionCode() city?: string;
  @IsOptional() @IsLatitude() lat?: number;
  @IsOptional() @IsLongitude() lon?: number;
}

export class PartnerRef {
  @IsRegionCode() partner!: string;
}

/** 确认不再等待: work goes on without a partner that will not come back; the reason is kept. */
export class ReleasePartner extends PartnerRef {
  @IsString() @Length(5, 500) reason!: string;
}

export class ListMessages extends PageRequest {
  @IsOptional() @IsRegionCode() partner?: string;
  @IsOptional() @IsIn(['kept', 'parked', 'broken']) outcome?: 'kept' | 'parked' | 'broken';
}

export class ListCalendar {
  @IsOptional() @IsRegionCode() city?: string;
  @IsOptional() @IsInt() @Min(2000) @Max(2199) year?: number;
}

/** 导入工作日历: one whole year by its notice; it replaces the year as it was known before. */
export class ImportCalendar {
  @IsInt() @Min(2000) @Max(2199) year!: number;
  /** False while the notice is not published: what touches the year stays provisional. */
  @IsBoolean() final!: boolean;
  @IsArray() @ArrayMaxSize(120) @ArrayUnique() @IsCalendarDate({ each: true }) daysOff!: string[];
  @IsArray() @ArrayMaxSize(60) @ArrayUnique() @IsCalendarDate({ each: true }) workedDays!: string[];
  @IsArray() @ArrayMaxSize(60) @ArrayUnique() @IsCalendarDate({ each: true }) extraDaysOff!: string[];
  @Matches(OFFICE_TIME) officeFrom!: string;
  @Matches(OFFICE_TIME) officeTo!: string;
  /** The notice that the days are taken from. */
  @IsString() @Length(1, 200) source!: string;
  @IsOptional() @IsBoolean() sample?: boolean;
  @IsOptional() @IsString() @Length(1, 200) sampleNote?: string;
}
