import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { IsCalendarDate } from '../codes/calendar-date.js';
import { IsRegionCode } from '../codes/region-code.js';
import { CLOCK_KINDS, type ClockKind } from '../codes/responsibility.js';
import { CARD_GROUNDS, type CardGround } from '../codes/supervision.js';

/** A card by its clock, the start of it and the level: the same card can never be given twice in a case. */
export const CARD_ID_PATTERN = /^[A-Za-z0-9-]{1,40}$/;

/** supervision.carded 电子监察: act WARNING 预警, YELLOW 黄牌, RED 红牌, stated by the city that holds the leg. */
export class SupervisionCarded {
  @IsRegionCode() city!: string;
  @IsIn(CARD_GROUNDS) ground!: CardGround;
  @IsOptional() @IsIn(CLOCK_KINDS) clock?: ClockKind;
  @IsOptional() @IsCalendarDate() dueOn?: string;
  @IsInt() @Min(0) @Max(10_000) overdueWorkingDays!: number;
  @Matches(CARD_ID_PATTERN) cardId!: string;
}

/** supervision.replied, .appealed, .cancelled: an answer to one card. */
export class CardAnswered {
  @Matches(CARD_ID_PATTERN) cardId!: string;
  @IsString() @Length(1, 1000) words!: string;
}
