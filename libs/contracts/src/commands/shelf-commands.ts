import { IsIn, IsOptional, Matches } from 'class-validator';
import { IsCaseNo } from '../codes/case-no.js';
import { SHELF_STATES, type ShelfState } from '../codes/shelf.js';
import { PageRequest } from './commands.js';

/** 待领架: what is at the points of this city, or at one of them. */
export class ListShelf extends PageRequest {
  @IsOptional() @IsIn(SHELF_STATES) state?: ShelfState;
  @IsOptional() @Matches(/^[A-Za-z0-9-]{1,40}$/) pointId?: string;
}

/** 凭码查找: by the code alone, or, where the case is known, against this case and its own lock. */
export class FindByPickupCode {
  @Matches(/^\d{6}$/) pickupCode!: string;
  @IsOptional() @IsCaseNo() caseNo?: string;
}
