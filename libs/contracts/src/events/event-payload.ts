import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  Equals,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsInstant } from '../codes/calendar-date.js';
import { IsRegionCode } from '../codes/region-code.js';

export const PROTOCOL_VERSION = 1;
/** Payload and data of one event together; larger ones are refused where they are stated. Files travel apart. */
export const MAX_EVENT_BYTES = 256 * 1024;
export const HASH_PATTERN = /^[0-9a-f]{64}$/;
export const LANE_PATTERN = /^(case\/KY\d{20}[0-9A-HJKMNP-TV-Z]{8}[0-9A-Z]|catalogue\/\d{6}|calendar\/\d{6})$/;

/** Roles a city can have in a case. */
export const CITY_ROLES = ['collecting', 'home', 'pickup', 'lead'] as const;
export type CityRole = (typeof CITY_ROLES)[number];

export const ACTOR_ROLES = ['clerk', 'reviewer', 'pickup', 'supervisor', 'operator', 'rule', 'node'] as const;
export type ActorRole = (typeof ACTOR_ROLES)[number];

/** The newest event of one author in a lane. */
export class LaneHead {
  @IsRegionCode() city!: string;
  @IsInt() @Min(1) @Max(1_000_000_000) seq!: number;
  @Matches(HASH_PATTERN) hash!: string;
}

/** A catalogue version or delegation that a fact rests on: an event of another lane. */
export class Basis {
  @Matches(LANE_PATTERN) lane!: string;
  @IsRegionCode() city!: string;
  @IsInt() @Min(1) @Max(1_000_000_000) seq!: number;
  @Matches(HASH_PATTERN) hash!: string;
}

/** Who acted, by role and an identifier that only the acting city can resolve to a person. */
export class Actor {
  @IsIn(ACTOR_ROLES) role!: ActorRole;
  @Matches(/^[A-Za-z0-9._:-]{1,64}$/) id!: string;
}

/** An event that brings a city into the case says so in its payload, which everyone in the case can read. */
export class Assignment {
  @IsIn(CITY_ROLES) role!: CityRole;
  @IsRegionCode() city!: string;
}

/**
 * The signed part of a fact. Its bytes are canonical JSON, stored and sent as written; data lies beside it under
 * `dataHash` and may be withheld or erased without breaking the chain.
 */
export class EventPayload {
  @Equals(PROTOCOL_VERSION) v!: 1;
  @Length(1, 140) @Matches(/^[\x21-\x7e]+$/) id!: string;
  @Matches(LANE_PATTERN) lane!: string;
  @IsRegionCode() author!: string;
  @IsInt() @Min(1) @Max(1_000_000_000) seq!: number;
  @ValidateIf((e: EventPayload) => e.seq !== 1 || e.prev !== null) @Matches(HASH_PATTERN) prev!: string | null;
  @IsArray() @ArrayMaxSize(16) @ValidateNested({ each: true }) @Type(() => LaneHead) seen!: LaneHead[];
  @ValidateIf((e: EventPayload) => e.basis !== null) @ValidateNested() @Type(() => Basis) basis!: Basis | null;
  @Matches(/^[a-z]+(\.[a-z-]+){1,4}$/) @Length(3, 60) type!: string;
  @IsInt() @Min(1) @Max(1000) typeVersion!: number;
  /** Which of several ends a fact states (approved or rejected), readable by every party of the case. */
  @ValidateIf((e: EventPayload) => e.act !== null) @IsString() @Matches(/^[A-Z_]{2,40}$/) act!: string | null;
  @IsArray() @ArrayMaxSize(8) @ValidateNested({ each: true }) @Type(() => Assignment) assigns!: Assignment[];
  @IsInstant() at!: string;
  @ValidateNested() @Type(() => Actor) actor!: Actor;
  @Matches(HASH_PATTERN) dataHash!: string;
}

/** The data beside a payload: exact bytes with a random salt, so that a hash of few possible values tells nothing. */
export class EventData {
  @Matches(/^[A-Za-z0-9_-]{22}$/) salt!: string;
  @IsObject() body!: Record<string, unknown>;
}
