import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsInstant } from './codes/calendar-date.js';
import { HANDLING_MODES, type HandlingMode } from './codes/handling-mode.js';
import { ITEM_CODE_PATTERN } from './codes/item-code.js';
import { IsRegionCode } from './codes/region-code.js';
import {
  CommitmentTerms,
  JointPlan,
  REVIEW_STEPS,
  SPECIAL_PROCEDURES,
  SpecialProcedure,
  StandingTerms,
  type ReviewStep,
} from './item-terms.js';

export const MATERIAL_CODE_PATTERN = /^M\d{2}$/;
export const RULE_ID_PATTERN = /^[A-Z]{2,6}-R[0-9]{2,4}$/;
export const FIELD_CODE_PATTERN = /^[a-z][A-Za-z0-9]{0,39}$/;

export const ITEM_APPLICANT_TYPES = ['NATURAL', 'LEGAL', 'BOTH'] as const;
/** Whom an item serves: 自然人, 法人 or both. An applicant is never BOTH, hence a list of its own. */
export type ItemApplicantType = (typeof ITEM_APPLICANT_TYPES)[number];

export const ITEM_KINDS = ['INSTANT', 'PROMISED'] as const;
/** 即办件, decided on the spot, or 承诺件, decided within the promised limit. */
export type ItemKind = (typeof ITEM_KINDS)[number];

export const ITEM_TYPES = ['PERMIT', 'PAYMENT', 'CONFIRMATION', 'OTHER_POWER', 'PUBLIC_SERVICE'] as const;
/** 事项类型: 行政许可, 行政给付, 行政确认, 其他行政权力, 公共服务. Only the first stands under 行政许可法. */
export type ItemType = (typeof ITEM_TYPES)[number];

export const LIMIT_UNITS = ['WORKING_DAY', 'DAY', 'HOUR'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

export const REQUIRED_MATERIAL_FORMS = ['PAPER', 'ELECTRONIC', 'EITHER'] as const;
/** The form a checklist asks for; EITHER leaves it to the applicant. What was handed in is recorded elsewhere. */
export type RequiredMaterialForm = (typeof REQUIRED_MATERIAL_FORMS)[number];

export const MATERIAL_SOURCES = ['APPLICANT', 'AUTHORITY', 'SHARED_DATA'] as const;
/** Who brings the material: the applicant, an authority, or data shared between authorities (免提交). */
export type MaterialSource = (typeof MATERIAL_SOURCES)[number];

export const FIELD_KINDS = ['TEXT', 'NUMBER', 'DATE', 'CHOICE'] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

export const RESULT_KINDS = ['CERTIFICATE', 'DOCUMENT', 'PAYMENT', 'RECORD'] as const;
export type ResultKind = (typeof RESULT_KINDS)[number];

/** A time limit. Working days are those of the home city's calendar; the day of acceptance is not counted. */
export class TimeLimit {
  @IsInt() @Min(1) @Max(3650) amount!: number;
  @IsIn(LIMIT_UNITS) unit!: LimitUnit;
}

/** One line of the home city's checklist (材料清单); the window collects by this list and by nothing else. */
export class MaterialRequirement {
  @Matches(MATERIAL_CODE_PATTERN) code!: string;
  @IsString() @Length(1, 100) name!: string;
  @IsBoolean() required!: boolean;
  @IsIn(REQUIRED_MATERIAL_FORMS) form!: RequiredMaterialForm;
  /** The clerk must see the original and compare. */
  @IsBoolean() originalRequired!: boolean;
  /** Paper copies that travel to the home city. */
  @IsInt() @Min(0) @Max(20) copies!: number;
  @IsIn(MATERIAL_SOURCES) source!: MaterialSource;
  /** 容缺: the authority may accept without it where it comes later. */
  @IsOptional() @IsBoolean() deferrable?: boolean;
  @IsOptional() @IsString() @Length(1, 300) note?: string;
}

/** One field of the application form. Dates are `YYYY-MM-DD`. */
export class FormField {
  @Matches(FIELD_CODE_PATTERN) code!: string;
  @IsString() @Length(1, 60) label!: string;
  @IsIn(FIELD_KINDS) kind!: FieldKind;
  @IsBoolean() required!: boolean;
  /** For TEXT: most characters allowed. */
  @IsOptional() @IsInt() @Min(1) @Max(2000) maxLength?: number;
  /** For CHOICE: the answers allowed. Bounded so that a full definition stays below the size of an event. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(30)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 40, { each: true })
  choices?: string[];
}

/** One condition of a rule on one field of the form; all that are named must hold. */
export class RuleCondition {
  @Matches(FIELD_CODE_PATTERN) field!: string;
  @IsOptional() @IsNumber() atLeast?: number;
  @IsOptional() @IsNumber() atMost?: number;
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(30)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 40, { each: true })
  oneOf?: string[];
}

export const RULE_ENDS = ['ACCEPTED', 'DECIDED'] as const;

/**
 * 秒批: a rule by which the home city accepts, or accepts and approves, at once and without a person. It is published
 * and signed with the item, and every fact it states names that publication as its basis. A rule never refuses: what
 * it does not cover goes to a person.
 */
export class InstantRule {
  @Matches(RULE_ID_PATTERN) ruleId!: string;
  @IsString() @Length(1, 100) name!: string;
  @IsIn(RULE_ENDS) upTo!: (typeof RULE_ENDS)[number];
  @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => RuleCondition) conditions!: RuleCondition[];
  /** Reason that the decision states. */
  @IsString() @Length(1, 500) decisionReason!: string;
}

/**
 * One version of an item of the home city's list (实施清单). A case keeps the version it was opened under: a later
 * version never changes what an applicant was told.
 */
export class ServiceItemDefinition {
  @Matches(ITEM_CODE_PATTERN) itemCode!: string;
  @IsInt() @Min(1) @Max(1_000_000) version!: number;
  @IsString() @Length(1, 100) name!: string;
  /** The city with the power to decide (属地). */
  @IsRegionCode() homeCity!: string;
  @IsString() @Length(1, 60) department!: string;
  @IsIn(ITEM_APPLICANT_TYPES) applicantType!: ItemApplicantType;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(HANDLING_MODES.length)
  @ArrayUnique()
  @IsIn(HANDLING_MODES, { each: true })
  modes!: HandlingMode[];
  @IsIn(ITEM_KINDS) kind!: ItemKind;
  /** Without it the item's documents claim no permit: they name the item's own list as their ground. */
  @IsOptional() @IsIn(ITEM_TYPES) itemType?: ItemType;
  /** 设定依据 as the authority publishes it. */
  @IsOptional() @IsString() @Length(1, 300) legalBasis?: string;
  @IsObject() @ValidateNested() @Type(() => TimeLimit) legalLimit!: TimeLimit;
  @IsObject() @ValidateNested() @Type(() => TimeLimit) promiseLimit!: TimeLimit;
  /** Working days within which the home authority accepts, refuses or asks for corrections; five by art. 32. */
  @IsInt() @Min(1) @Max(30) acceptWithinWorkingDays: number = 5;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => MaterialRequirement)
  materials!: MaterialRequirement[];
  @IsArray() @ArrayMaxSize(40) @ValidateNested({ each: true }) @Type(() => FormField) fields!: FormField[];
  @IsBoolean() feeCharged!: boolean;
  @IsIn(RESULT_KINDS) resultKind!: ResultKind;
  @IsString() @Length(1, 60) resultName!: string;
  /** 秒批, where the home city has such a rule for this item. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => InstantRule) instantRule?: InstantRule;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => CommitmentTerms) commitment?: CommitmentTerms;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(SPECIAL_PROCEDURES.length)
  @ArrayUnique((one: SpecialProcedure) => one.kind)
  @ValidateNested({ each: true })
  @Type(() => SpecialProcedure)
  specialProcedures?: SpecialProcedure[];
  /** 承办 and 审核 opinions that must stand before 批准; none where the one who decides does it all. */
  @IsOptional() @IsArray() @ArrayUnique() @IsIn(REVIEW_STEPS, { each: true }) reviewSteps?: ReviewStep[];
  /** Nobody may take two of the three review roles in one case. */
  @IsOptional() @IsBoolean() fourEyes?: boolean;
  /** Working days the applicant has for a correction; 15 unless told. */
  @IsOptional() @IsInt() @Min(1) @Max(250) correctionWorkingDays?: number;
  /** Working days of the one extension; 10 unless told (行政许可法 42). */
  @IsOptional() @IsInt() @Min(1) @Max(30) extensionWorkingDays?: number;
  /** Working days for issuing and delivering; 10 unless told (行政许可法 44). */
  @IsOptional() @IsInt() @Min(1) @Max(60) deliverWithinWorkingDays?: number;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => JointPlan) joint?: JointPlan;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => StandingTerms) standing?: StandingTerms;
  /** False where the law asks for the person: an agent is then turned away at the window, not at the home city. */
  @IsBoolean() agentAllowed!: boolean;
  /** 通办范围 as published, such as 长株潭. */
  @IsString() @Length(1, 60) scopeRange!: string;
  /** Regions whose windows may collect for this item (覆盖地区). */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ArrayUnique() @IsRegionCode({ each: true }) scopeAreas!: string[];
  @IsInstant() effectiveAt!: string;
  /** The instant from which nothing more is collected, or null while the item is offered. */
  @ValidateIf((item: ServiceItemDefinition) => item.withdrawnAt !== null)
  @IsInstant()
  withdrawnAt!: string | null;
  /** True for sample values, which must never be shown as an authority's own. */
  @IsBoolean() sample!: boolean;
  @IsOptional() @IsString() @Length(1, 200) sampleNote?: string;
}

/**
 * What is wrong between the fields of a definition whose fields are each well formed: codes, empty when nothing is.
 * A code that concerns one material or field ends in `:` and its code.
 */
export function serviceItemFaults(item: ServiceItemDefinition): string[] {
  const faults: string[] = [];
  const { legalLimit, promiseLimit } = item;
  // Limits of different units compare only with a calendar, so they are left to the eye of the authority.
  if (promiseLimit.unit === legalLimit.unit && promiseLimit.amount > legalLimit.amount) {
    faults.push('promise_exceeds_legal');
  }
  if (item.scopeAreas.includes(item.homeCity)) faults.push('home_city_in_scope');
  if (item.withdrawnAt !== null && item.withdrawnAt <= item.effectiveAt) faults.push('withdrawn_before_effective');
  if (item.sample && !item.sampleNote) faults.push('sample_note_missing');
  for (const code of repeated(item.materials.map((material) => material.code))) {
    faults.push(`material_code_repeated:${code}`);
  }
  for (const code of repeated(item.fields.map((field) => field.code))) faults.push(`field_code_repeated:${code}`);
  for (const material of item.materials) faults.push(...materialFaults(material));
  for (const field of item.fields) faults.push(...fieldFaults(field));
  if (item.instantRule) faults.push(...ruleFaults(item.instantRule, item.fields));
  if (item.joint && !item.modes.includes('JOINT')) faults.push('joint_plan_without_mode');
  if (item.joint) faults.push(...planFaults(item.joint));
  return faults;
}

function materialFaults(material: MaterialRequirement): string[] {
  const onPaper = material.originalRequired || material.copies > 0;
  // A paper line with nothing to hand in, or paper asked for what exists only as data, cannot be met at any window.
  if (material.form === 'PAPER' && !onPaper) return [`material_paper_count_missing:${material.code}`];
  if (material.form === 'ELECTRONIC' && onPaper) return [`material_paper_count_unexpected:${material.code}`];
  return [];
}

function fieldFaults(field: FormField): string[] {
  const faults: string[] = [];
  if (field.kind === 'CHOICE' && !field.choices) faults.push(`field_choices_missing:${field.code}`);
  if (field.kind !== 'CHOICE' && field.choices) faults.push(`field_choices_unexpected:${field.code}`);
  if (field.kind !== 'TEXT' && field.maxLength !== undefined) faults.push(`field_length_unexpected:${field.code}`);
  return faults;
}

function ruleFaults(rule: InstantRule, fields: readonly FormField[]): string[] {
  return rule.conditions.flatMap(({ field: code, atLeast, atMost, oneOf }) => {
    const field = fields.find((one) => one.code === code);
    if (!field) return [`rule_field_unknown:${code}`];
    const bounded = atLeast !== undefined || atMost !== undefined;
    // A condition that can never be judged would approve everything or nothing, silently.
    if (!bounded && !oneOf) return [`rule_condition_empty:${code}`];
    if (bounded && field.kind !== 'NUMBER') return [`rule_condition_kind:${code}`];
    return oneOf && field.kind !== 'CHOICE' ? [`rule_condition_kind:${code}`] : [];
  });
}

/** A part that waits for nothing known, or in the end for itself, would never be opened. */
function planFaults({ parts }: JointPlan): string[] {
  const keys = new Set(parts.map((part) => part.key));
  const unknown = parts.flatMap(({ key, after }) =>
    after.filter((one) => !keys.has(one)).map(() => `joint_part_unknown:${key}`),
  );
  const done = new Set<string>();
  for (let size = -1; size < done.size;) {
    size = done.size;
    for (const { key, after } of parts) if (after.every((one) => done.has(one) || !keys.has(one))) done.add(key);
  }
  return [...unknown, ...parts.filter(({ key }) => !done.has(key)).map(({ key }) => `joint_part_circular:${key}`)];
}

function repeated(codes: readonly string[]): Set<string> {
  return new Set(codes.filter((code, index) => codes.indexOf(code) !== index));
}
