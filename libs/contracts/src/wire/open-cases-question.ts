import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsInstant } from '../codes/calendar-date.js';
import { IsCaseNo } from '../codes/case-no.js';
import { CASE_STATUSES, type CaseStatus } from '../codes/case-status.js';
import { HANDLING_MODES, type HandlingMode } from '../codes/handling-mode.js';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { IsRegionCode } from '../codes/region-code.js';
import { CLOCK_KINDS, HOLDERS, type ClockKind, type Holder } from '../codes/responsibility.js';
import { OPEN_CASE_STATES, type OpenCaseState } from '../commands/figure-commands.js';
import { MAX_FIGURE_ROWS, OpenCounts } from './figures-question.js';

/** Most cases of one answer: the most urgent ones; how many there are stands in the counts. */
export const MAX_OPEN_CASES = 500;

/** supervision.cases: the cases behind a figure that are not over, of the pairs of cities that the asker may see. */
export class OpenCasesQuestion {
  @IsIn(OPEN_CASE_STATES) state!: OpenCaseState;
  @IsOptional() @IsRegionCode() collecting?: string;
  @IsOptional() @IsRegionCode() home?: string;
  @IsOptional() @Matches(ITEM_CODE_PATTERN) itemCode?: string;
  @IsOptional() @IsIn(HANDLING_MODES) mode?: HandlingMode;
}

/** A case as it is told to another city: how it stands, and nobody's name. */
export class OpenCase {
  @IsCaseNo() caseNo!: string;
  @IsRegionCode() collecting!: string;
  @IsRegionCode() home!: string;
  @ValidateIf((c: OpenCase) => c.itemName !== null) @IsString() @Length(1, 100) itemName!: string | null;
  @ValidateIf((c: OpenCase) => c.mode !== null) @IsIn(HANDLING_MODES) mode!: HandlingMode | null;
  @IsIn(CASE_STATUSES) status!: CaseStatus;
  @ValidateIf((c: OpenCase) => c.holder !== null) @IsIn(HOLDERS) holder!: Holder | null;
  @ValidateIf((c: OpenCase) => c.dueKind !== null) @IsIn(CLOCK_KINDS) dueKind!: ClockKind | null;
  /** Instant at which the term that is over first is over. */
  @ValidateIf((c: OpenCase) => c.dueAt !== null) @IsInstant() dueAt!: string | null;
  @ValidateIf((c: OpenCase) => c.collectedAt !== null) @IsInstant() collectedAt!: string | null;
}

export class OpenCasesAnswer {
  /** Soonest due first, at most `MAX_OPEN_CASES`. */
  @IsArray() @ArrayMaxSize(MAX_OPEN_CASES) @ValidateNested({ each: true }) @Type(() => OpenCase) cases!: OpenCase[];
  /** Counts of all of them, by pair. */
  @IsArray()
  @ArrayMaxSize(MAX_FIGURE_ROWS)
  @ValidateNested({ each: true })
  @Type(() => OpenCounts)
  pairs!: OpenCounts[];
  @IsInstant() asOf!: string;
}
