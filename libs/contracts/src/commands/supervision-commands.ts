import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { IsCaseNo } from '../codes/case-no.js';
import { IsRegionCode } from '../codes/region-code.js';
import {
  CARD_LEGS,
  CARD_LEVELS,
  CARD_STATES,
  type CardLeg,
  type CardLevel,
  type CardState,
} from '../codes/supervision.js';
import { CARD_ID_PATTERN } from '../events/supervision-facts.js';
import { CaseRef, PageRequest } from './commands.js';

/** 电子监察: cards of all cases of this city, newest first. */
export class ListCards extends PageRequest {
  @IsOptional() @IsIn(CARD_LEVELS) level?: CardLevel;
  @IsOptional() @IsIn(CARD_LEGS) leg?: CardLeg;
  /** The carded city. */
  @IsOptional() @IsRegionCode() city?: string;
  @IsOptional() @IsIn(CARD_STATES) state?: CardState;
  @IsOptional() @IsCaseNo() caseNo?: string;
}

/** 监察回复, 申诉 or 撤销 of one card. */
export class AnswerCard extends CaseRef {
  @Matches(CARD_ID_PATTERN) cardId!: string;
  @IsString() @Length(1, 1000) words!: string;
}

/** 监察阈值 of one leg of this city. */
export class SetThresholds {
  @IsIn(CARD_LEGS) leg!: CardLeg;
  /** 预警 when so few working days are left after today; */
  @IsInt() @Min(0) @Max(30) warnDaysLeft!: number;
  /** or when so much of the term is used, in percent. */
  @IsInt() @Min(1) @Max(100) warnUsedPercent!: number;
  /** A yellow card that is not answered within so many working days becomes a red one. */
  @IsInt() @Min(1) @Max(30) replyWithinWorkingDays!: number;
}
