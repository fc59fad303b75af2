import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { IsCalendarDate } from '../codes/calendar-date.js';
import { HASH_PATTERN } from './event-payload.js';

/** 文书: the kinds of documents that an applicant is given, in the order of a case's life. */
export const DOCUMENT_KINDS = [
  'RECEIPT',
  'CORRECTION_NOTICE',
  'ACCEPTANCE_NOTICE',
  'CONDITIONAL_ACCEPTANCE_NOTICE',
  'NON_ACCEPTANCE_DECISION',
  'NOT_REQUIRED_NOTICE',
  'PROCEDURE_NOTICE',
  'EXTENSION_NOTICE',
  'RETURN_NOTICE',
  'LAPSE_NOTICE',
  'WITHDRAWAL_CONFIRMATION',
  'WITHDRAWAL_REFUSAL',
  'APPROVAL_DECISION',
  'REJECTION_DECISION',
  'REVOCATION_DECISION',
  'DELIVERY_RECEIPT',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The name of each document as it stands at its head; a permit's decision is headed 行政许可 instead of 办理. */
export const DOCUMENT_KIND_NAMES: Readonly<Record<DocumentKind, string>> = {
  RECEIPT: '收件凭证',
  CORRECTION_NOTICE: '补正告知书',
  ACCEPTANCE_NOTICE: '受理通知书',
  CONDITIONAL_ACCEPTANCE_NOTICE: '容缺受理通知书',
  NON_ACCEPTANCE_DECISION: '不予受理决定书',
  NOT_REQUIRED_NOTICE: '不受理告知书',
  PROCEDURE_NOTICE: '特别程序告知书',
  EXTENSION_NOTICE: '延期告知书',
  RETURN_NOTICE: '退件通知书',
  LAPSE_NOTICE: '终止办理告知书',
  WITHDRAWAL_CONFIRMATION: '撤回确认书',
  WITHDRAWAL_REFUSAL: '不予撤回告知书',
  APPROVAL_DECISION: '准予办理决定书',
  REJECTION_DECISION: '不予办理决定书',
  REVOCATION_DECISION: '撤销决定书',
  DELIVERY_RECEIPT: '送达回证',
};

/** Number of a document (文书编号). */
export const DOCUMENT_NUMBER_PATTERN = /^[0-9A-Z-]{6,60}$/;

/**
 * The document that states a fact, inside the fact's data: whoever holds the data can make the page again by the
 * template of that version and compare. What the facts before it do not tell (its date, a due day counted by a
 * calendar) stands here, so that a calendar published later changes no page.
 */
export class DocumentRef {
  @IsIn(DOCUMENT_KINDS) kind!: DocumentKind;
  @Matches(DOCUMENT_NUMBER_PATTERN) number!: string;
  @IsInt() @Min(1) @Max(1000) template!: number;
  /** The day on the page, in China. */
  @IsCalendarDate() date!: string;
  /** Last day of the limit that the page names. */
  @IsOptional() @IsCalendarDate() dueOn?: string;
  /** The due day crosses a year whose holidays are not published yet. */
  @IsOptional() @IsBoolean() provisional?: boolean;
  /** The page carries the mark of sample data. */
  @IsOptional() @IsBoolean() sample?: boolean;
  /** SHA-256 of the page's UTF-8 bytes. */
  @Matches(HASH_PATTERN) sha256!: string;
}
