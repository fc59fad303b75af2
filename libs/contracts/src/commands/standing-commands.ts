import { IsInt, IsNumber, IsString, Length, Matches, Max, Min } from 'class-validator';
import { MONTH_PATTERN } from '../events/case-facts.js';
import { CaseRef } from './commands.js';

/** 准予委托: one approval under which the home city executes month by month. */
export class ApproveStanding extends CaseRef {
  @IsString() @Length(1, 2000) reason!: string;
  /** Day on which each month is executed; the first one lies ahead. */
  @IsInt() @Min(1) @Max(28) dayOfMonth!: number;
  @Matches(MONTH_PATTERN) from!: string;
  @Matches(MONTH_PATTERN) until!: string;
  /** Paid each month, in yuan; 0 where nothing is paid. */
  @IsNumber() @Min(0) @Max(100_000_000) ceilingYuan!: number;
}
