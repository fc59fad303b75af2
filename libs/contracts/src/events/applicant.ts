import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
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
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsInstant } from '../codes/calendar-date.js';
import { IsMobilePhone } from '../codes/mobile-phone.js';
import { IsRegionCode } from '../codes/region-code.js';
import { isResidentId } from '../codes/resident-id.js';
import { isUscc } from '../codes/uscc.js';
import { MAX_MATERIAL_FILES, MaterialFile } from './material-file.js';
import type { ErrorCode } from '../errors/error-catalogue.js';

export const APPLICANT_TYPES = ['NATURAL', 'LEGAL'] as const;
export type ApplicantType = (typeof APPLICANT_TYPES)[number];

/** Certificate types as exchanges between platforms number them: 111 居民身份证, 001 统一社会信用代码, 414 护照 … */
export const CERTIFICATE_TYPES = ['111', '001', '414', '511', '999'] as const;
export type CertificateType = (typeof CERTIFICATE_TYPES)[number];

export class Applicant {
  @IsIn(APPLICANT_TYPES) type!: ApplicantType;
  @IsString() @Length(1, 100) name!: string;
  @IsIn(CERTIFICATE_TYPES) certificateType!: CertificateType;
  @IsString() @Matches(/^[0-9A-Z()-]{5,30}$/) certificateNo!: string;
  @IsMobilePhone() phone!: string;
  @IsOptional() @IsString() @Length(1, 200) address?: string;
}

/** Who came to the window in the applicant's place; the 委托书 is one of the materials. */
export class Agent {
  @IsString() @Length(1, 100) name!: string;
  @IsIn(CERTIFICATE_TYPES) certificateType!: CertificateType;
  @IsString() @Matches(/^[0-9A-Z()-]{5,30}$/) certificateNo!: string;
  @IsMobilePhone() phone!: string;
}

export const IDENTITY_METHODS = ['FACE_AND_CARD', 'CARD_READER', 'DOCUMENT_SEEN'] as const;
export type IdentityMethod = (typeof IDENTITY_METHODS)[number];

/** 人证核验: done by the collecting city, which answers for it. Only a matched check can be recorded. */
export class IdentityCheck {
  @IsIn(IDENTITY_METHODS) method!: IdentityMethod;
  @IsIn(['APPLICANT', 'AGENT']) subject!: 'APPLICANT' | 'AGENT';
  @IsIn(['MATCHED']) result!: 'MATCHED';
}

export const MATERIAL_FORMS = ['PAPER', 'ELECTRONIC', 'E_LICENCE', 'SHARED_DATA'] as const;
export type MaterialForm = (typeof MATERIAL_FORMS)[number];

export class CollectedMaterial {
  @Matches(/^M\d{2}$/) code!: string;
  @IsIn(MATERIAL_FORMS) form!: MaterialForm;
  /** The original was compared with the copy at the window (与原件核对一致). */
  @IsBoolean() originalSeen!: boolean;
  @IsInt() @Min(0) @Max(99) copies!: number;
  @IsOptional() @IsString() @MaxLength(200) note?: string;
  /** 附件: scans and electronic originals, uploaded before; in the order of the pages. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_MATERIAL_FILES)
  @ArrayUnique((f: MaterialFile) => f.id)
  @ValidateNested({ each: true })
  @Type(() => MaterialFile)
  files?: MaterialFile[];
}

export const DELIVERY_KINDS = ['PICKUP', 'ELECTRONIC'] as const;

/** Nobody is sent to a point for an e-licence, but what stands there must be a point all the same: it gets signed. */
const hasPlace = (wish: DeliveryWish, value: unknown): boolean => wish.kind === 'PICKUP' || value !== undefined;

/** How the applicant wants the result: 就近取证 at a point of some city, or an e-licence alone. */
export class DeliveryWish {
  @IsIn(DELIVERY_KINDS) kind!: (typeof DELIVERY_KINDS)[number];
  @ValidateIf(hasPlace) @IsRegionCode() city?: string;
  @ValidateIf(hasPlace) @Matches(/^[A-Za-z0-9-]{1,40}$/) pointId?: string;
}

/** What the window took in. The form's fields are those of the item's version. */
export class Application {
  @ValidateNested() @Type(() => Applicant) applicant!: Applicant;
  @IsOptional() @ValidateNested() @Type(() => Agent) agent?: Agent;
  @ValidateNested() @Type(() => IdentityCheck) identityCheck!: IdentityCheck;
  @IsObject() form!: Record<string, string | number>;
  @IsArray()
  @ArrayMaxSize(40)
  @ArrayUnique((m: CollectedMaterial) => m.code)
  @ValidateNested({ each: true })
  @Type(() => CollectedMaterial)
  materials!: CollectedMaterial[];
  @ValidateNested() @Type(() => DeliveryWish) delivery!: DeliveryWish;
  @IsOptional() @IsString() @MaxLength(500) note?: string;
  /** When the applicant was told what is sent to whom for which purpose (个人信息保护法 17, 23). */
  @IsInstant() noticeGivenAt!: string;
}

/** The check that a certificate number has to pass; null if it passes. */
export function certificateFault(type: CertificateType, no: string, today: string): ErrorCode | null {
  if (type === '111') return isResidentId(no, today) ? null : 'resident_id_invalid';
  if (type === '001') return isUscc(no) ? null : 'uscc_invalid';
  return null;
}
