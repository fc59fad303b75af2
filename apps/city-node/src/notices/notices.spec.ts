import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkShape, DOCUMENT_KINDS, DocumentRef, sha256, type DocumentKind } from '#contracts';
import { collectedFact, fact, NOTICE_SAMPLES, sampleItem, sourcesOf } from '../../../../test/support/notice-samples.js';
import { CHANGSHA, XIANGTAN } from '../../../../test/support/three-cities.js';
import { documentFor, renderDocument } from './document-for.js';
import { documentKindOf, NOTICE_KINDS, PAGE_FACTS } from './notice-kinds.js';
import { escaped } from './notice-page.js';

const DATE = '2026-11-23';
const PERMIT = sampleItem('CS-SC-005', { itemType: 'PERMIT' });

function made(kind: DocumentKind, sources = sourcesOf(kind), stated = NOTICE_SAMPLES[kind][0]) {
  const ref = documentFor(stated, sources, { date: DATE, sample: true, ...NOTICE_SAMPLES[kind][2] });
  if (!ref) throw new Error(`no ${kind}`);
  return { ref, page: renderDocument(stated, sources, ref) ?? '' };
}
const text = (page: string): string => page.replace(/<style>.*<\/style>/s, '').replace(/<[^>]+>/g, ' ');

describe.each(DOCUMENT_KINDS)('%s', (kind) => {
  it('is named in its fact by number and hash, and made again byte for byte', () => {
    const { ref, page } = made(kind);
    expect(checkShape(DocumentRef, ref, 'data_invalid')).toEqual(ref);
    expect(ref).toMatchObject({ kind, template: NOTICE_KINDS[kind].templates.length, date: DATE, sample: true });
    expect(sha256(page).toString('hex')).toBe(ref.sha256);
    // The fact as it was stated carries the reference itself, which changes no page.
    const [stated] = NOTICE_SAMPLES[kind];
    expect(renderDocument({ ...stated, body: { ...stated.body, document: ref } }, sourcesOf(kind), ref)).toBe(page);
  });

  it('stands alone on paper: number, date, a place for the seal, the sample mark, nothing from outside', () => {
    const { ref, page } = made(kind);
    const words = text(page);
    for (const part of [`编号：${ref.number}`, '2026年11月23日', '印章位', '示例数据', '办件编号', '欧阳示例']) {
      expect(words).toContain(part);
    }
    expect(page).not.toMatch(/<script|<link|<img|src=|href=|url\(|@import|https?:/i);
    expect(words).not.toMatch(/undefined|null|NaN|\[object/);
    // The whole number of a certificate stands on no paper.
    expect(page).not.toContain('430302198802151018');
  });

  it('is the same page from those facts alone that are read for it', () => {
    const more = [
      'case.received',
      'case.rerouted',
      'correction.supplied',
      'review.noted',
      'papers.sent',
      'result.issued',
    ];
    const sources = sourcesOf(kind);
    const others = Object.values(NOTICE_SAMPLES).flatMap(([stated, before]) => [...before, stated]);
    const facts = [...others, ...more.map((type) => fact(type, null, CHANGSHA, {})), ...sources.facts];
    const read = facts.filter(({ type }) => PAGE_FACTS.includes(type));
    expect(read.length).toBeLessThan(facts.length);
    expect(made(kind, { ...sources, facts: read }).ref).toEqual(made(kind, { ...sources, facts }).ref);
  });

  it('says what was hashed: another word gives another hash', () => {
    const [stated] = NOTICE_SAMPLES[kind];
    const sources = sourcesOf(kind);
    const item = sources.item && { ...sources.item, name: `${sources.item.name}（改）` };
    const facts = sources.facts.map((one) => ({ ...one, body: { ...one.body, recipientName: '司马示例' } }));
    const { ref } = made(kind);
    expect(made(kind, { ...sources, item, facts }, stated).ref.sha256).not.toBe(ref.sha256);
  });
});

describe('what the law asks of documents', () => {
  const page = (kind: DocumentKind, item = PERMIT): string => text(made(kind, sourcesOf(kind, item)).page);

  it('an acceptance and a refusal to accept are in writing with seal, date and article', () => {
    expect(page('ACCEPTANCE_NOTICE')).toMatch(/第三十二条第一款第五项/);
    expect(page('NON_ACCEPTANCE_DECISION')).toMatch(/第三十二条第一款第二项/);
    expect(page('NON_ACCEPTANCE_DECISION')).toMatch(/请向有权机关申请：株洲市医疗保障局/);
  });

  it('a rejection and every decision against the applicant name reasons and remedies', () => {
    for (const kind of ['REJECTION_DECISION', 'NON_ACCEPTANCE_DECISION', 'REVOCATION_DECISION'] as const) {
      expect(page(kind)).toMatch(/理由：.+救济途径.+行政复议.+六个月.*人民法院/s);
    }
    expect(page('REJECTION_DECISION')).toMatch(/第三十八条第二款/);
  });

  it('a notice of correction lists every defect with its name and remedy, and a late one is marked', () => {
    const words = page('CORRECTION_NOTICE', sampleItem('CS-YB-001'));
    for (const part of ['共3项', '医疗费用发票原件', '出院小结或诊断证明', '收款银行账号', '由就诊医院补盖']) {
      expect(words).toContain(part);
    }
    const [stated] = NOTICE_SAMPLES.CORRECTION_NOTICE;
    const defects = (stated.body?.defects as object[]).map((one) => ({ ...one, visibleBefore: true }));
    const second = { ...stated, body: { ...stated.body, round: 2, defects } };
    const late = text(made('CORRECTION_NOTICE', sourcesOf('CORRECTION_NOTICE'), second).page);
    expect(late).toMatch(/第2次/);
    expect(late).toMatch(/1※.*已报监督机构|已报监督机构.*1※/s);
  });

  it('a receipt says that it accepts nothing, and a return that it decides nothing', () => {
    expect(page('RECEIPT')).toContain('不是受理决定');
    expect(page('RETURN_NOTICE')).toContain('退件不是不予受理或者不予办理的决定');
  });

  it('an item that is no permit is never decided as one, nor under the law of permits', () => {
    for (const kind of DOCUMENT_KINDS) {
      expect(page(kind, sampleItem('CS-YB-001'))).not.toMatch(/行政许可/);
    }
    expect(page('APPROVAL_DECISION')).toContain('准予行政许可决定书');
    expect(page('APPROVAL_DECISION', sampleItem('CS-YB-001'))).toContain('准予办理决定书');
  });

  it('a due day beyond the published calendars is called provisional', () => {
    expect(page('EXTENSION_NOTICE')).toMatch(/2027年1月5日（该年度放假安排尚未公布/);
    expect(page('ACCEPTANCE_NOTICE')).not.toMatch(/尚未公布/);
  });
});

describe('in whose name', () => {
  const acceptedAt = (author: string, mode: string): string => {
    const stated = fact('case.accepted', null, author, { acceptanceNo: 'SL430300-20261123-01234567Z' });
    const sources = { ...sourcesOf('ACCEPTANCE_NOTICE'), facts: [collectedFact(mode)] };
    return text(made('ACCEPTANCE_NOTICE', sources, stated).page);
  };

  it('the home authority decides, by itself or through the city it has entrusted', () => {
    expect(acceptedAt(CHANGSHA, 'PROXY_COLLECT')).not.toContain('受托办理');
    expect(acceptedAt(XIANGTAN, 'DELEGATED')).toMatch(/长沙市医疗保障局.*（受托办理：湘潭市）/s);
  });

  it('in 直接办理 the authority of the deciding city itself', () => {
    const words = acceptedAt(XIANGTAN, 'DIRECT');
    expect(words).toContain('湘潭市医疗保障局');
    expect(words).not.toContain('受托办理');
  });
});

describe('a page that cannot be made', () => {
  it('is none, where the application is withheld or erased, or the template is of a later version', () => {
    const sources = sourcesOf('ACCEPTANCE_NOTICE');
    const [stated] = NOTICE_SAMPLES.ACCEPTANCE_NOTICE;
    const { ref } = made('ACCEPTANCE_NOTICE');
    const erased = { ...sources, facts: [{ ...collectedFact(), body: null }] };
    expect(renderDocument(stated, erased, ref)).toBeNull();
    expect(documentFor(stated, erased, { date: DATE })).toBeNull();
    expect(renderDocument(stated, { ...sources, item: null }, ref)).toBeNull();
    expect(renderDocument(stated, sources, { ...ref, template: 99 })).toBeNull();
    expect(documentFor(fact('case.received', null, CHANGSHA, {}), sources, { date: DATE })).toBeNull();
    expect(documentKindOf('constructor', null)).toBeUndefined();
  });

  it('a second one of a kind on the same day has a number of its own', () => {
    const [stated] = NOTICE_SAMPLES.WITHDRAWAL_REFUSAL;
    const sources = sourcesOf('WITHDRAWAL_REFUSAL');
    const first = made('WITHDRAWAL_REFUSAL').ref.number;
    const second = made('WITHDRAWAL_REFUSAL', { ...sources, facts: [...sources.facts, stated] }).ref.number;
    expect(second).toBe(`${first}-2`);
  });
});

describe('words of people on a page', () => {
  it('are never markup and never turn the reading direction, whatever they are', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=1>', '</style>', '\u202e</p>', '&lt;'),
    );
    fc.assert(
      fc.property(nasty, (reason) => {
        const stated = fact('case.decided', 'REJECTED', CHANGSHA, { decisionNo: 'JD430100-20261207-X', reason });
        const { page } = made('REJECTION_DECISION', sourcesOf('REJECTION_DECISION'), stated);
        const plain = made('REJECTION_DECISION', undefined, { ...stated, body: { ...stated.body, reason: '' } }).page;
        expect(page.replace(`理由：${escaped(reason)}`, '理由：')).toBe(plain);
        expect(escaped(reason)).not.toMatch(/[<>"'\u202a-\u202e]/);
      }),
    );
  });
});
