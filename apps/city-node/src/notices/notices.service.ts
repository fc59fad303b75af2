import {
  chinaDateOf,
  DOCUMENT_KIND_NAMES,
  parseCaseNo,
  sha256,
  TongbanError,
  type CaseNotice,
  type DocumentRef,
  type NoticeSummary,
  type NoticesView,
  type NoticeView,
  type UserRole,
} from '#contracts';
import { rows, type Database, type Tx } from '../db/database.js';
import type { DirectoryService } from '../partners/directory.service.js';
import type { ItemVersions } from '../service-items/item-versions.js';
import { documentFor, renderDocument } from './document-for.js';
import { documentKindOf } from './notice-kinds.js';
import { factsBefore, noticeSources, readStoredFacts, type StoredFact } from './notice-reads.js';

interface Made {
  readonly ref: Omit<DocumentRef, 'sha256'>;
  readonly page: string | null;
  readonly sha256: string | null;
  readonly agrees: NoticeSummary['agrees'];
}

const AGREES: Readonly<Record<NoticeSummary['agrees'], string>> = {
  YES: '本文书与签名记录中的摘要一致',
  NO: '本文书与签名记录中的摘要不一致，不得作为凭证使用，请联系技术人员核查',
  UNSIGNED: '签发时未登记摘要，本页按现有记录生成，仅供参考',
  UNREADABLE: '本市无权查看或已按保存期限删除所需内容，不能生成',
};

/** 文书: lists and makes the printable documents of a case from its facts; stores none of them. */
export class NoticesService {
  constructor(
    private readonly db: Database,
    private readonly versions: ItemVersions,
    private readonly directory: DirectoryService,
  ) {}

  /** Documents of a case that this role may print, in the order in which they were stated. Throws case_not_found. */
  async list(caseNo: string, role: UserRole): Promise<NoticesView> {
    const made = await this.all(caseNo, role);
    return { caseNo, items: made.map(({ fact, made: one }) => this.summary(fact, one)) };
  }

  /**
   * One document: the numbered one, else the newest of its kind. Throws case_not_found, notice_not_found, or
   * notice_unreadable where its page cannot be made here.
   */
  async one({ caseNo, kind, number }: CaseNotice, role: UserRole): Promise<NoticeView> {
    const found = (await this.all(caseNo, role)).findLast(
      ({ made }) => made.ref.kind === kind && (number === undefined || made.ref.number === number),
    );
    if (!found) throw new TongbanError('notice_not_found', { kind });
    const { fact, made } = found;
    if (made.page === null) throw new TongbanError('notice_unreadable', { kind });
    const hash = made.sha256 ? `（SHA-256 ${made.sha256}）` : '';
    return { caseNo, ...this.summary(fact, made), html: made.page, check: `${AGREES[made.agrees]}${hash}` };
  }

  private all(caseNo: string, role: UserRole): Promise<{ fact: StoredFact; made: Made }[]> {
    return this.db.transaction(async (em) => {
      const [file] = await rows<{ ineffective: string[] }>(
        em,
        "select state->'ineffective' as ineffective from case_file where case_no = $1",
        [caseNo],
      );
      if (!file) throw new TongbanError('case_not_found', { caseNo });
      const facts = await readStoredFacts(em, `case/${caseNo}`);
      const effective = facts.filter(({ hash }) => !file.ineffective.includes(hash));
      const given = effective.filter(({ type, act }) => mayPrint(role, type, act));
      const out: { fact: StoredFact; made: Made }[] = [];
      for (const fact of given) out.push({ fact, made: await this.make(em, caseNo, fact, effective) });
      return out.sort((a, b) => (a.fact.at < b.fact.at ? -1 : 1));
    });
  }

  private async make(em: Tx, caseNo: string, fact: StoredFact, facts: readonly StoredFact[]): Promise<Made> {
    const before = factsBefore(fact, facts);
    const home = parseCaseNo(caseNo)?.home ?? '';
    const nameOf = (city: string): string => this.directory.current.nameOf(city);
    // The fact itself tells the item of a receipt.
    const sources = await noticeSources(em, this.versions, caseNo, home, [...before, fact], nameOf);
    const resting = { ...sources, facts: before };
    if (fact.document) {
      const page = renderDocument(fact, resting, fact.document);
      if (page === null) return { ref: fact.document, page, sha256: fact.document.sha256, agrees: 'UNREADABLE' };
      const agrees = sha256(page).toString('hex') === fact.document.sha256 ? 'YES' : 'NO';
      return { ref: fact.document, page, sha256: fact.document.sha256, agrees };
    }
    const ref = documentFor(fact, resting, { date: chinaDateOf(new Date(fact.at)) });
    if (ref) return { ref, page: renderDocument(fact, resting, ref), sha256: null, agrees: 'UNSIGNED' };
    const kind = documentKindOf(fact.type, fact.act) ?? 'RECEIPT';
    const unread = { kind, number: '', template: 1, date: chinaDateOf(new Date(fact.at)) };
    return { ref: unread, page: null, sha256: null, agrees: 'UNREADABLE' };
  }

  private summary(fact: StoredFact, { ref, sha256: hash, agrees }: Made): NoticeSummary {
    return {
      kind: ref.kind,
      title: DOCUMENT_KIND_NAMES[ref.kind],
      number: ref.number,
      date: ref.date,
      city: fact.author,
      cityName: this.directory.current.nameOf(fact.author),
      factHash: fact.hash,
      sha256: hash,
      agrees,
      words: AGREES[agrees],
    };
  }
}

/** A pickup desk prints the proof of its own act; the decision about a person is none of its business. */
function mayPrint(role: UserRole, type: string, act: string | null): boolean {
  const kind = documentKindOf(type, act);
  return kind !== undefined && (role !== 'pickup' || kind === 'DELIVERY_RECEIPT');
}
