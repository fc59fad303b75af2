import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { IsInstant } from '../codes/calendar-date.js';
import { IsRegionCode } from '../codes/region-code.js';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { PageRequest, PartnerRef } from './commands.js';

/** What an operator can do about one message; `SETTLE` says that nothing more is to be done. */
export const MESSAGE_ACTS = ['RESEND', 'REAPPLY', 'RETURN', 'SETTLE'] as const;
export type MessageAct = (typeof MESSAGE_ACTS)[number];

export const MESSAGE_STATES = ['OPEN', 'WAITING', 'SETTLED'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** 消息处置: refused and stuck messages as a queue, newest first; those that are settled only where asked for. */
export class ListQueue extends PageRequest {
  @IsOptional() @IsRegionCode() partner?: string;
  @IsOptional() @IsIn(MESSAGE_STATES) state?: MessageState;
}

/** One act on one message, with its reason; both are kept. */
export class ActOnMessage {
  @IsRegionCode() partner!: string;
  @IsIn(['in', 'out']) direction!: 'in' | 'out';
  @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) number!: number;
  @IsIn(MESSAGE_ACTS) act!: MessageAct;
  /** Goes to the partner as it stands where the message is returned: no personal data. */
  @IsString() @Length(5, 300) reason!: string;
}

/** All published versions of one item. */
export class ItemRef {
  @IsRegionCode() homeCity!: string;
  @Matches(ITEM_CODE_PATTERN) itemCode!: string;
}

/** 暂停转递: nothing leaves for this partner until then, at most seven days ahead; clerks read the reason. */
export class HoldPartner extends PartnerRef {
  @IsString() @Length(5, 100) reason!: string;
  @IsInstant() until!: string;
}
