import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsInstant } from '../codes/calendar-date.js';
import { HANDLING_MODES, type HandlingMode } from '../codes/handling-mode.js';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { IsRegionCode } from '../codes/region-code.js';
import { CITY_ROLES, HASH_PATTERN, PROTOCOL_VERSION, type CityRole } from '../events/event-payload.js';

/** A public key of a city with the time it may be used. */
export class PartyKey {
  @Matches(/^[A-Za-z0-9._-]{4,80}$/) kid!: string;
  @IsIn(['sign', 'seal']) use!: 'sign' | 'seal';
  /** Raw public key, 32 bytes, base64url: Ed25519 for sign, X25519 for seal. */
  @Matches(/^[A-Za-z0-9_-]{43}$/) x!: string;
  @IsInstant() from!: string;
  @IsInstant() until!: string;
  @ValidateIf((k: PartyKey) => k.revokedAt !== null) @IsInstant() revokedAt!: string | null;
}

/** A jurisdiction with one node: city, district, or park with delegated powers. */
export class Party {
  @IsRegionCode() city!: string;
  @IsString() @Length(1, 40) name!: string;
  @IsIn(['PREFECTURE', 'COUNTY', 'PARK']) level!: 'PREFECTURE' | 'COUNTY' | 'PARK';
  @IsArray() @ArrayMaxSize(4) @IsIn(CITY_ROLES, { each: true }) roles!: CityRole[];
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => PartyKey) keys!: PartyKey[];
}

/** What one city collects for another, and how. */
export class Agreement {
  @Matches(/^[A-Z0-9-]{1,40}$/) id!: string;
  @IsRegionCode() collecting!: string;
  @IsRegionCode() home!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(5) @IsIn(HANDLING_MODES, { each: true }) modes!: HandlingMode[];
  /** Item codes of the home city, or null for all that name the collecting city in their scope. */
  @ValidateIf((a: Agreement) => a.items !== null)
  @IsArray()
  @ArrayMaxSize(2000)
  @Matches(ITEM_CODE_PATTERN, { each: true })
  items!: string[] | null;
  @IsIn(['SCAN_SUFFICES', 'ORIGINAL_REQUIRED']) papers!: 'SCAN_SUFFICES' | 'ORIGINAL_REQUIRED';
  /** Which instant counts as the day the application arrived. */
  @IsIn(['COLLECTED', 'RECEIVED']) arrivalCounts!: 'COLLECTED' | 'RECEIVED';
  @IsInstant() from!: string;
  @ValidateIf((a: Agreement) => a.until !== null) @IsInstant() until!: string | null;
}

export class Supervision {
  @IsRegionCode() supervisor!: string;
  @IsArray() @ArrayMaxSize(1000) @IsRegionCode({ each: true }) cities!: string[];
}

/** The signed list of cities. Numbered and chained: an older one, or one that does not continue, is refused. */
export class DirectoryDocument {
  @Equals(PROTOCOL_VERSION) v!: 1;
  @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) number!: number;
  /** SHA-256 of the previous signed document's text; null in the first. */
  @ValidateIf((d: DirectoryDocument) => d.number !== 1 || d.prev !== null) @Matches(HASH_PATTERN) prev!: string | null;
  @IsInstant() issuedAt!: string;
  @IsBoolean() sample!: boolean;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(1000) @ValidateNested({ each: true }) @Type(() => Party) parties!: Party[];
  @IsArray() @ArrayMaxSize(20_000) @ValidateNested({ each: true }) @Type(() => Agreement) agreements!: Agreement[];
  @IsArray() @ArrayMaxSize(1000) @ValidateNested({ each: true }) @Type(() => Supervision) supervision!: Supervision[];
}
