import { IsBoolean, IsIn, IsInt, IsNumber, IsString, Length, Matches, Max, Min } from 'class-validator';
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
