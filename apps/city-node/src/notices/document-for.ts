import type { DocumentRef, HandlingMode } from '#contracts';
import type { NoticeFact, NoticeInput, NoticeSources } from './notice-input.js';
import { documentKindOf, NOTICE_KINDS } from './notice-kinds.js';
import { noticePage, pageHash, pageText, type NoticePage } from './notice-page.js';
import { lastOf } from './notice-words.js';

/** What only the stating city knows of a document's page; the rest follows from the facts. */
export interface StatedWith {
  /** The day in China on which it is stated, `YYYY-MM-DD`. */
  readonly date: string;
  /** Last day of the limit that begins or changes with the fact, where clocks are at hand. */
  readonly dueOn?: string;
  readonly provisional?: boolean;
  /** A pickup city has no item to ask: whether its point is one of the sample data. */
  readonly sample?: boolean;
}

/**
 * The document of a fact about to be stated, to be put into the fact's data as `document`; null for facts without
 * one, and where this city may not read what the page needs. Pure: no clock, no database.
 */
export function documentFor(fact: NoticeFact, sources: NoticeSources, stated: StatedWith): DocumentRef | null {
  const kind = documentKindOf(fact.type, fact.act);
  if (!kind || fact.body === null) return null;
  const { numberField, prefix, templates } = NOTICE_KINDS[kind];
  const ownNo = numberField === null ? undefined : fact.body[numberField];
  const day = stated.date.replaceAll('-', '');
  // A case may have more than one of a kind on one day; each has a number of its own.
  const before = sources.facts.filter(({ type, act }) => documentKindOf(type, act) === kind).length;
  const again = before > 0 ? `-${before + 1}` : '';
  const sample = sources.item?.sample ?? stated.sample ?? false;
  const ref: Omit<DocumentRef, 'sha256'> = {
    kind,
    number: typeof ownNo === 'string' ? ownNo : `${prefix}${fact.author}-${day}-${sources.caseNo.slice(-9)}${again}`,
    template: templates.length,
    date: stated.date,
    ...(stated.dueOn ? { dueOn: stated.dueOn } : {}),
    ...(stated.dueOn && stated.provisional ? { provisional: true } : {}),
    ...(sample ? { sample: true } : {}),
  };
  const page = pageOf(fact, sources, ref);
  return page === null ? null : { ...ref, sha256: pageHash(page) };
}

/**
 * The page of a document, the same bytes wherever and whenever it is made; null where what it needs is withheld from
 * this city or erased, or made by a template that this version does not have.
 */
export function renderDocument(
  fact: NoticeFact,
  sources: NoticeSources,
  ref: Omit<DocumentRef, 'sha256'>,
): string | null {
  const page = pageOf(fact, sources, ref);
  return page && pageText(page);
}

function pageOf(fact: NoticeFact, sources: NoticeSources, ref: Omit<DocumentRef, 'sha256'>): NoticePage | null {
  const template = NOTICE_KINDS[ref.kind].templates[ref.template - 1];
  const { facts, item, caseNo, nameOf } = sources;
  if (!template || fact.body === null) return null;
  const collected = fact.type === 'case.collected' ? fact.body : lastOf(facts, 'case.collected')?.body;
  const readable =
    ref.kind === 'DELIVERY_RECEIPT'
      ? lastOf(facts, 'handover.instructed') !== undefined
      : collected !== undefined && item !== null;
  if (!readable) return null;
  const mode = (collected?.mode ?? null) as HandlingMode | null;
  const input: NoticeInput = {
    caseNo,
    kind: ref.kind,
    ref,
    fact: { ...fact, body: fact.body },
    facts,
    item: ref.kind === 'DELIVERY_RECEIPT' ? null : item,
    mode,
    nameOf,
  };
  return noticePage(template(input), caseNo, ref);
}
