import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { IsCalendarDate } from '../codes/calendar-date.js';
import { IsRegionCode } from '../codes/region-code.js';
import { CLOCK_KINDS, type ClockKind } from '../codes/responsibility.js';

export const CARD_GROUNDS = ['CLOCK', 'SECOND_CORRECTION', 'DEEMED_ACCEPTED', 'CARD_UNANSWERED'] as const;
export type CardGround = (typeof CARD_GROUNDS)[number];

/** supervision.carded 电子监察: act WARNING 预警, YELLOW 黄牌, RED 红牌, stated by the city that holds the leg. */
export class SupervisionCarded {
  @IsRegionCode() city!: string;
  @IsIn(CARD_GROUNDS) ground!: CardGround;
  @IsOptional() @IsIn(CLOCK_KINDS) clock?: ClockKind;
  @IsOptional() @IsCalendarDate() dueOn?: string;
  @IsInt() @Min(0) @Max(10_000) overdueWorkingDays!: number;
  @Matches(/^[A-Za-z0-9-]{1,40}$/) cardId!: string;
}

/** supervision.replied, .appealed, .cancelled: an answer to one card. */
export class CardAnswered {
  @Matches(/^[A-Za-z0-9-]{1,40}$/) cardId!: string;
  @IsString() @Length(1, 1000) words!: string;
}
