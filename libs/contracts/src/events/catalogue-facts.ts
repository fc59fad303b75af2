import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { IsInstant } from '../codes/calendar-date.js';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { IsRegionCode } from '../codes/region-code.js';

export const PICKUP_POINT_KINDS = ['HALL', 'STATION', 'KIOSK', 'BANK_OUTLET', 'POST_OFFICE'] as const;
export type PickupPointKind = (typeof PICKUP_POINT_KINDS)[number];

/** pickup.point.published: where results can be handed over; published by the city the point stands in. */
export class PickupPoint {
  @Matches(/^[A-Za-z0-9-]{1,40}$/) id!: string;
  @IsRegionCode() city!: string;
  @IsString() @Length(1, 100) name!: string;
  @IsIn(PICKUP_POINT_KINDS) kind!: PickupPointKind;
  @IsString() @Length(1, 200) address!: string;
  @IsNumber() @Min(-90) @Max(90) lat!: number;
  @IsNumber() @Min(-180) @Max(180) lon!: number;
  @IsString() @Length(1, 100) hours!: string;
  @IsBoolean() open24h!: boolean;
  @IsInt() @Min(0) @Max(100_000) capacity!: number;
}

export const DELEGATED_ACTS = ['ACCEPT', 'DECIDE', 'ISSUE'] as const;
export type DelegatedAct = (typeof DELEGATED_ACTS)[number];

/**
 * delegation.published 授权委托: what another city may do in the name of this one, for which items and how long. A later
 * one with the same id takes the place of the earlier; every act names the one it rests on and is judged by its term.
 */
export class Delegation {
  @Matches(/^[A-Z0-9-]{1,40}$/) id!: string;
  @IsRegionCode() from!: string;
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
  /** The instant from which nothing more may be done under it; always later than its publication. */
  @ValidateIf((d: Delegation) => d.revokedAt !== null) @IsInstant() revokedAt!: string | null;
  @IsString() @Length(1, 300) legalGround!: string;
  @IsBoolean() sample!: boolean;
}

/** What is wrong between the fields of a delegation published at an instant: codes, empty where nothing is. */
export function delegationFaults({ from, to, validFrom, validUntil, revokedAt }: Delegation, at: string): string[] {
  const faults: string[] = [];
  if (from === to) faults.push('delegated_to_itself');
  if (validUntil <= validFrom) faults.push('term_reversed');
  // Backwards it would undo what was right when it was done.
  if (revokedAt !== null && revokedAt <= at) faults.push('revoked_not_later');
  return faults;
}

/** True if a delegation covers an act on an item at an instant. */
export function delegationCovers(d: Delegation, to: string, itemCode: string, act: DelegatedAct, at: string): boolean {
  const inTerm = d.validFrom <= at && at < d.validUntil && (d.revokedAt === null || at < d.revokedAt);
  return inTerm && d.to === to && d.items.includes(itemCode) && d.acts.includes(act);
}
