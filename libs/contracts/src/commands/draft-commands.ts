import { IsBoolean, IsIn, IsInt, IsString, Length, Matches, Max, MaxLength, Min } from 'class-validator';

const DRAFT_ID = /^[A-Za-z0-9-]{8,64}$/;
/** Characters of one draft at most; a long application with all its parts has some ten thousand. */
export const MAX_DRAFT_CHARACTERS = 200_000;
/** Lines of one export at most; whoever needs more narrows the list. */
export const MAX_EXPORT_ROWS = 50_000;
/** Drafts that one person keeps at a time. */
export const MAX_DRAFTS = 50;

/** 草稿: one of the caller's own. The id is made by whoever begins it. */
export class DraftRef {
  @Matches(DRAFT_ID) draftId!: string;
}

/** What was typed so far, as the page writes it for itself. */
export class SaveDraft extends DraftRef {
  /** Version that this text continues; 0 begins a draft. */
  @IsInt() @Min(0) @Max(1_000_000) version!: number;
  /** Which page it belongs to, such as `collect`. */
  @Matches(/^[a-z][a-z-]{1,39}$/) kind!: string;
  /** Line by which its officer knows it again in the list. */
  @IsString() @Length(1, 100) label!: string;
  @IsString() @MaxLength(MAX_DRAFT_CHARACTERS) content!: string;
}

/** 导出登记: what of the cases leaves as a file, masked as on the screen. */
export class RecordExport {
  @IsIn(['csv', 'xlsx']) format!: 'csv' | 'xlsx';
  /** The filters as JSON, without what names a person. */
  @IsString() @MaxLength(1000) filters!: string;
  /** Whether a person was searched for. */
  @IsBoolean() person!: boolean;
}

/** 常用视图: a list as its filters stand in the address of the page, under a name. */
export class SaveView {
  @IsString() @Length(1, 40) name!: string;
  /** Filters, order and columns; numbers of certificates have no place in it. */
  @Matches(/^[A-Za-z0-9=&_.,%-]{0,600}$/) address!: string;
}

export class ViewRef {
  @IsString() @Length(1, 40) name!: string;
}
