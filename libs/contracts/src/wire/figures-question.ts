import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { ValidateIf, ValidateNested } from 'class-validator';
import { IsCalendarDate, IsInstant } from '../codes/calendar-date.js';
import { FIGURE_GROUPS, MEASURE_PATTERN, type FigureGroup } from '../codes/figures.js';
import { HANDLING_MODES, type HandlingMode } from '../codes/handling-mode.js';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { IsRegionCode } from '../codes/region-code.js';

const SAFE = Number.MAX_SAFE_INTEGER;
/** Most rows, and most counts, of one answer; what is left is asked for behind `next`. */
export const MAX_FIGURE_ROWS = 1000;
export const MAX_FIGURE_COUNTS = 8000;

/** supervision.figures: counts of the pairs of cities that the asker may see, between two days, both included. */
export class FiguresQuestion {
  @IsCalendarDate() from!: string;
  @IsCalendarDate() to!: string;
  @IsIn(FIGURE_GROUPS) by!: FigureGroup;
  @IsOptional() @IsRegionCode() collecting?: string;
  @IsOptional() @IsRegionCode() home?: string;
  @IsOptional() @Matches(ITEM_CODE_PATTERN) itemCode?: string;
  @IsOptional() @IsIn(HANDLING_MODES) mode?: HandlingMode;
  /** `next` of the answer before, with the same question. */
  @IsOptional() @IsString() @Length(1, 120) after?: string;
}

/** Counts of one pair of cities in one group; the key is the day, month, item, mode or window, empty for a whole pair. */
export class PairFigures {
  @IsRegionCode() collecting!: string;
  @IsRegionCode() home!: string;
  @IsString() @Length(0, 60) key!: string;
  @IsArray() @ArrayMaxSize(MAX_FIGURE_COUNTS) @Matches(MEASURE_PATTERN, { each: true }) measures!: string[];
  /** In the order of the measures. */
  @IsArray()
  @ArrayMaxSize(MAX_FIGURE_COUNTS)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(SAFE, { each: true })
  counts!: number[];
}

/** Cases of one pair of cities that are not over at this moment. */
export class OpenCounts {
  @IsRegionCode() collecting!: string;
  @IsRegionCode() home!: string;
  @IsInt() @Min(0) @Max(SAFE) open!: number;
  /** Due today or on the next working day. */
  @IsInt() @Min(0) @Max(SAFE) dueSoon!: number;
  @IsInt() @Min(0) @Max(SAFE) overdue!: number;
}

export class FiguresAnswer {
  @IsArray()
  @ArrayMaxSize(MAX_FIGURE_ROWS)
  @ValidateNested({ each: true })
  @Type(() => PairFigures)
  rows!: PairFigures[];
  /** In the first answer alone. */
  @IsArray()
  @ArrayMaxSize(MAX_FIGURE_ROWS)
  @ValidateNested({ each: true })
  @Type(() => OpenCounts)
  open!: OpenCounts[];
  /** Events that are not counted yet. */
  @IsInt() @Min(0) @Max(SAFE) behind!: number;
  @IsInstant() asOf!: string;
  @ValidateIf((a: FiguresAnswer) => a.next !== null) @IsString() @Length(1, 120) next!: string | null;
}
