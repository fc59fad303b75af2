import { IsIn, IsOptional, Matches } from 'class-validator';
import { IsCalendarDate } from '../codes/calendar-date.js';
import { FIGURE_GROUPS, type FigureGroup } from '../codes/figures.js';
import { HANDLING_MODES, type HandlingMode } from '../codes/handling-mode.js';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { IsRegionCode } from '../codes/region-code.js';
import { PageRequest } from './commands.js';

/** Which of the cases that are not over. */
export const OPEN_CASE_STATES = ['OPEN', 'DUE_SOON', 'OVERDUE'] as const;
export type OpenCaseState = (typeof OPEN_CASE_STATES)[number];

/** 监督统计: figures between two days in China, both included, grouped; of all cities that this one may ask. */
export class ListFigures {
  @IsCalendarDate() from!: string;
  @IsCalendarDate() to!: string;
  @IsIn(FIGURE_GROUPS) by!: FigureGroup;
  @IsOptional() @IsRegionCode() collecting?: string;
  @IsOptional() @IsRegionCode() home?: string;
  @IsOptional() @Matches(ITEM_CODE_PATTERN) itemCode?: string;
  @IsOptional() @IsIn(HANDLING_MODES) mode?: HandlingMode;
}

/** The cases behind a figure, of all cities that this one may ask: not over, soonest due first; nobody is named in them. */
export class ListOpenCases extends PageRequest {
  @IsIn(OPEN_CASE_STATES) state!: OpenCaseState;
  @IsOptional() @IsRegionCode() collecting?: string;
  @IsOptional() @IsRegionCode() home?: string;
  @IsOptional() @Matches(ITEM_CODE_PATTERN) itemCode?: string;
  @IsOptional() @IsIn(HANDLING_MODES) mode?: HandlingMode;
}
