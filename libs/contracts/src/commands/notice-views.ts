import type { DocumentKind } from '../events/document-ref.js';

/** One printable document of a case (文书). */
export interface NoticeSummary {
  kind: DocumentKind;
  title: string;
  /** Empty where the page cannot be made and the fact does not tell it. */
  number: string;
  /** The day on the page, `YYYY-MM-DD`. */
  date: string;
  city: string;
  cityName: string;
  /** Hash of the signed event that the document states. */
  factHash: string;
  /** What the signed fact says of the page; null where it says nothing. */
  sha256: string | null;
  agrees: 'YES' | 'NO' | 'UNSIGNED' | 'UNREADABLE';
  words: string;
}

export interface NoticesView {
  caseNo: string;
  items: NoticeSummary[];
}

export interface NoticeView extends NoticeSummary {
  caseNo: string;
  /** The page as hashed: self-contained HTML. */
  html: string;
  /** What is shown under the page about its agreement with the signed fact. */
  check: string;
}
