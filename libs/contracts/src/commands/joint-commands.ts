import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { ITEM_CODE_PATTERN } from '../codes/item-code.js';
import { IsRegionCode } from '../codes/region-code.js';
import { Application, CollectedMaterial } from '../events/applicant.js';
import { PART_KEY_PATTERN } from '../events/case-facts.js';

/** What the window takes in for one part; the form and the materials are those of the part's own item. */
export class JointPartInput {
  @Matches(PART_KEY_PATTERN) key!: string;
  /** Which city it is, where the plan names several; otherwise the plan's only one. */
  @IsOptional() @IsRegionCode() homeCity?: string;
  @IsObject() form!: Record<string, string | number>;
  @IsArray()
  @ArrayMaxSize(40)
  @ArrayUnique((m: CollectedMaterial) => m.code)
  @ValidateNested({ each: true })
  @Type(() => CollectedMaterial)
  materials!: CollectedMaterial[];
}

/** 联办收件: one application of our own list, with what each part needs. An optional part is left out by not naming it. */
export class CollectJointCase {
  @Matches(ITEM_CODE_PATTERN) itemCode!: string;
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) itemVersion?: number;
  @IsOptional() @IsIn(['NORMAL', 'URGENT']) urgency?: 'NORMAL' | 'URGENT';
  /** The draft that this was typed in; it ends with the collecting. */
  @IsOptional() @Matches(/^[A-Za-z0-9-]{8,64}$/) draftId?: string;
  @ValidateNested() @Type(() => Application) application!: Application;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique((part: JointPartInput) => part.key)
  @ValidateNested({ each: true })
  @Type(() => JointPartInput)
  parts!: JointPartInput[];
}
