import type { DocumentKind, DocumentRef, HandlingMode, ServiceItemDefinition } from '#contracts';

/** A fact of a case as a document needs it; `body` is its data, null where withheld from us or erased. */
export interface NoticeFact {
  readonly type: string;
  readonly act: string | null;
  readonly author: string;
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** What the city that states or reads a document knows of the case. */
export interface NoticeSources {
  readonly caseNo: string;
  /** Facts that the stated one rests on, oldest first. */
  readonly facts: readonly NoticeFact[];
  /** The published item version that the case stands under; null where this city has no list (a pickup city). */
  readonly item: ServiceItemDefinition | null;
  readonly nameOf: (city: string) => string;
}

/** What a template makes its page from, and nothing else: the same input gives the same bytes at every city. */
export interface NoticeInput {
  readonly caseNo: string;
  readonly kind: DocumentKind;
  readonly ref: Omit<DocumentRef, 'sha256'>;
  readonly fact: NoticeFact & { readonly body: Readonly<Record<string, unknown>> };
  readonly facts: readonly NoticeFact[];
  readonly item: ServiceItemDefinition | null;
  readonly mode: HandlingMode | null;
  readonly nameOf: (city: string) => string;
}

/** Lines of a table with a head, such as the defects of a one-time notice. */
export interface NoticeList {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What stands on a page, as plain text; the page escapes all of it. */
export interface NoticeContent {
  readonly title: string;
  /** The authority in whose name it is given, over the title and under the text. */
  readonly issuer: string;
  /** Who acts for the issuer under a published delegation (行政许可法 24). */
  readonly onBehalf: string | null;
  readonly addressee: string;
  /** Facts of the case in two columns. */
  readonly particulars: readonly (readonly [label: string, value: string])[];
  readonly paragraphs: readonly string[];
  readonly lists: readonly NoticeList[];
  /** 法律依据; null where nothing is decided. */
  readonly ground: string | null;
  /** 救济途径; null where the law asks for none. */
  readonly remedies: string | null;
  /** The seal that belongs beside the date. */
  readonly seal: string;
  /** Places where the recipient signs; empty where nothing is handed over against a signature. */
  readonly signatures: readonly string[];
}

export type NoticeTemplate = (input: NoticeInput) => NoticeContent;
