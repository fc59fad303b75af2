import { chinaDateOf, parseCaseNo, type ServiceItemDefinition } from '#contracts';
import { documentFor } from '../notices/document-for.js';
import type { NoticeFact } from '../notices/notice-input.js';
import { documentKindOf } from '../notices/notice-kinds.js';
import { noticeSources, readPageFacts } from '../notices/notice-reads.js';
import type { ItemVersions } from '../service-items/item-versions.js';
import type { WorkCalendar } from '../sla/working-calendar.rules.js';
import { chinaDayAt, dayText } from '../sla/china-day.rules.js';
import type { OpenCase } from './act-groups.js';
import type { CaseFact } from './case-facts.js';

/** A fact in the shape that documents read. */
export const noticeFact = (
  author: string,
  { type, act, body }: Pick<CaseFact, 'type' | 'act' | 'body'>,
): NoticeFact => ({
  type,
  act: act ?? null,
  author,
  body: body as NoticeFact['body'],
});

/** 文书: puts the document of a fact, by number and hash, into the fact that is about to be stated. */
export class CaseDocuments {
  constructor(
    private readonly self: string,
    private readonly nameOf: (city: string) => string,
    private readonly calendarOf: (city: string) => WorkCalendar,
    private readonly versions: ItemVersions,
  ) {}

  /** With what is in memory: `before` are the facts it rests on, oldest first; the fact as it is where it has none. */
  with(
    fact: CaseFact,
    caseNo: string,
    before: readonly NoticeFact[],
    item: ServiceItemDefinition | null,
    now: Date,
  ): CaseFact {
    const told = noticeFact(this.self, fact);
    const sources = { caseNo, facts: before, item, nameOf: this.nameOf };
    const stated = { date: chinaDateOf(now), ...this.due(fact, item, now), ...(item ? {} : { sample: false }) };
    const document = documentFor(told, sources, stated);
    return document === null ? fact : { ...fact, body: { ...fact.body, document } };
  }

  /** The same for a fact of a stored case, after these others; what it rests on is read unless the group has. */
  async ofStored(open: OpenCase, staged: readonly NoticeFact[], fact: CaseFact, now: Date): Promise<CaseFact> {
    const { em, file, lane } = open;
    if (documentKindOf(fact.type, fact.act ?? null) === undefined) return fact;
    const stored = open.told ?? (await readPageFacts(em, [lane.lane])).get(lane.lane) ?? [];
    const before = [...stored.filter(({ hash }) => !file.state.ineffective.includes(hash)), ...staged];
    const own = noticeFact(this.self, fact);
    // A collecting is its own beginning: the item it names is the one the page is about.
    const told = fact.type === 'case.collected' ? [...before, own] : before;
    const firstHome = parseCaseNo(file.case_no)?.home ?? file.home_city;
    const { item } = await noticeSources(em, this.versions, file.case_no, firstHome, told, this.nameOf);
    return this.with(fact, file.case_no, before, item, now);
  }

  /** 承诺办结: the last day of the promised limit, by the calendar of the city that decides. */
  private due(
    { type }: CaseFact,
    item: ServiceItemDefinition | null,
    now: Date,
  ): { dueOn?: string; provisional?: boolean } {
    if (type !== 'case.accepted' || item?.promiseLimit.unit !== 'WORKING_DAY') return {};
    const calendar = this.calendarOf(item.homeCity);
    const today = chinaDayAt(now.getTime());
    const last = calendar.addWorkingDays(today, item.promiseLimit.amount);
    return { dueOn: dayText(last), ...(calendar.isProvisional(today, last) ? { provisional: true } : {}) };
  }
}
