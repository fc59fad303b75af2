import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { USER_ROLES, type UserRole } from '../codes/permissions.js';
import { PageRequest } from './commands.js';

const USERNAME = /^[A-Za-z0-9._-]{1,40}$/;
const PLACE_ID = /^[A-Za-z0-9-]{1,20}$/;
const NAME = /^[^\p{Cc}<>]{1,60}$/u;
/** Lines of one import at most. */
export const MAX_IMPORT_ROWS = 500;

/** 人员: how somebody at the provider of sign-ins is called there. */
const SUBJECT = /^[\x21-\x7e]{1,200}$/;

export class ListPeople extends PageRequest {
  /** Part of the username or of the name. */
  @IsOptional() @IsString() @Length(1, 40) query?: string;
  @IsOptional() @IsIn(USER_ROLES) role?: UserRole;
  @IsOptional() @Matches(PLACE_ID) windowId?: string;
  @IsOptional() @Matches(PLACE_ID) unitId?: string;
  @IsOptional() @IsIn(['enabled', 'disabled']) state?: 'enabled' | 'disabled';
}

export class PersonRef {
  @Matches(USERNAME) username!: string;
}

/** The whole of what is set of a person: what is left out is none. */
export class SavePerson extends PersonRef {
  @Matches(NAME) displayName!: string;
  @IsIn(USER_ROLES) role!: UserRole;
  @IsOptional() @Matches(PLACE_ID) windowId?: string;
  @IsOptional() @Matches(PLACE_ID) unitId?: string;
  /** Under which the provider of sign-ins (OpenID Connect) knows this person. */
  @IsOptional() @Matches(SUBJECT) subject?: string;
  /** True: signs in through that provider alone; a password there was ends. Left out, the password stays as it is. */
  @IsOptional() @IsBoolean() passwordless?: boolean;
}

export class DisablePerson extends PersonRef {
  @IsString() @Length(1, 200) reason!: string;
}

/** 批量导入: lines of 用户名, 姓名, 岗位, 窗口编号, 部门编号, 统一身份标识, 无口令, with a heading. */
export class ImportPeople {
  @IsString() @Length(1, 200_000) csv!: string;
  /** True: nothing is changed, only told. */
  @IsBoolean() dryRun!: boolean;
}

export class PlaceRef {
  @Matches(PLACE_ID) id!: string;
}

/** 大厅. */
export class SaveHall extends PlaceRef {
  @Matches(NAME) name!: string;
  @IsOptional() @IsBoolean() disabled?: boolean;
}

export const WINDOW_KINDS = ['DEDICATED', 'INTEGRATED', 'PICKUP'] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];

/** 窗口. */
export class SaveWindow extends SaveHall {
  @Matches(PLACE_ID) hallId!: string;
  @IsIn(WINDOW_KINDS) kind!: WindowKind;
  @IsOptional() @Matches(PLACE_ID) unitId?: string;
}

/** 部门: with the name by which items name who decides them, its list has the cases of those items. */
export class SaveUnit extends SaveHall {
  @IsOptional() @Matches(NAME) department?: string;
}

export class ListAdministrationRecords extends PageRequest {
  /** Of whom or what: a username, or the id of a hall, window or unit. */
  @IsOptional() @Matches(USERNAME) subject?: string;
}

/** 修改口令: one's own. */
export class ChangePassword {
  @IsString() @Length(1, 200) current!: string;
  @IsString() @Length(1, 200) next!: string;
}
