import { maskIdNumber, type CaseCollected, type ServiceItemDefinition, type TimeLimit } from '#contracts';
import type { NoticeContent, NoticeFact, NoticeInput } from './notice-input.js';

/** 2026年2月13日 for `2026-02-13`. */
export function dayInWords(date: string): string {
  const [year, month, day] = date.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

const UNITS: Readonly<Record<TimeLimit['unit'], string>> = { WORKING_DAY: '个工作日', DAY: '日', HOUR: '小时' };

/** 20个工作日, 3日, 4小时. */
export const limitInWords = ({ amount, unit }: TimeLimit): string => `${amount}${UNITS[unit]}`;

/** A due day as a page states it; one that no published calendar covers says so. */
export const dueInWords = (dueOn: string, provisional: boolean | undefined): string =>
  dayInWords(dueOn) + (provisional ? '（该年度放假安排尚未公布，此为暂定日期，公布后以重新计算的日期为准）' : '');

/** A text field of a fact's data, empty where it is not there. */
export const textOf = (body: Readonly<Record<string, unknown>>, field: string): string => {
  const value = body[field];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** The newest fact of a type before the stated one, with its data. */
export function lastOf(
  facts: readonly NoticeFact[],
  type: string,
): (NoticeFact & { body: Record<string, unknown> }) | undefined {
  return facts.findLast((fact) => fact.type === type && fact.body !== null) as never;
}

/** The application as collected; throws RangeError where it is not here, which callers check before. */
export function collectedOf({ fact, facts }: Pick<NoticeInput, 'fact' | 'facts'>): CaseCollected {
  const body = fact.type === 'case.collected' ? fact.body : lastOf(facts, 'case.collected')?.body;
  if (!body) throw new RangeError('a document needs the application');
  return body as unknown as CaseCollected;
}

/** The item that a document rests on; throws RangeError as `collectedOf` does. */
export function itemOf({ item }: Pick<NoticeInput, 'item'>): ServiceItemDefinition {
  if (!item) throw new RangeError('a document needs the item');
  return item;
}

/** 行政许可 in law; everything else is worded without it. */
export const isPermit = (item: ServiceItemDefinition): boolean => item.itemType === 'PERMIT';

/**
 * The law for a permit, else the item's own list, which is what a benefit, a registration or a service rests on. An
 * article is named only where it binds.
 */
export function groundFor(item: ServiceItemDefinition, article: string): string {
  const basis = item.legalBasis ? `、${item.legalBasis}` : '';
  if (isPermit(item)) return `《中华人民共和国行政许可法》${article}${basis}`;
  const list = `“${item.name}”事项实施清单（事项编码 ${item.itemCode}，第 ${item.version} 版）`;
  return item.legalBasis ? `${item.legalBasis}，${list}` : list;
}

/** Reconsideration within 60 days (行政复议法 20) or a suit within six months (行政诉讼法 46). */
export function remediesAt(cityName: string): string {
  return (
    `如不服本决定，可以自收到本决定书之日起六十日内依法向${cityName}人民政府申请行政复议，` +
    '也可以自收到本决定书之日起六个月内依法向有管辖权的人民法院提起行政诉讼。'
  );
}

/**
 * Whose document it is: the home authority; in 直接办理 the authority of the city that decides itself; in 授权委托 the
 * home authority with the city that acts for it.
 */
export function issuerOf({ fact, item, mode, nameOf }: NoticeInput): Pick<NoticeContent, 'issuer' | 'onBehalf'> {
  if (!item) return { issuer: nameOf(fact.author), onBehalf: null };
  const { homeCity, department } = item;
  if (fact.author === homeCity) return { issuer: department, onBehalf: null };
  const [home, author] = [nameOf(homeCity), nameOf(fact.author)];
  if (mode !== 'DIRECT') return { issuer: department, onBehalf: author };
  // The same department of the deciding city: departments are named after their city.
  const own = department.startsWith(home) ? author + department.slice(home.length) : `${author}（${department}）`;
  return { issuer: own, onBehalf: null };
}

/** What every document about an application says of it; the number of a certificate is masked on paper as well. */
export function particularsOf(input: NoticeInput): NoticeContent['particulars'] {
  const { application } = collectedOf(input);
  const item = itemOf(input);
  return [
    ['申请人', application.applicant.name],
    ['证件号码', maskIdNumber(application.applicant.certificateNo)],
    ...(application.agent ? ([['代理人', application.agent.name]] as const) : []),
    ['申请事项', item.name],
    ['事项编码', `${item.itemCode}（第 ${item.version} 版）`],
    ['办件编号', input.caseNo],
  ];
}

/** Defaults of a document of the deciding authority, which a template completes. */
export function noticeOf(
  input: NoticeInput,
  own: Pick<NoticeContent, 'title' | 'paragraphs'> & Partial<NoticeContent>,
): NoticeContent {
  const by = issuerOf(input);
  // Member by member: spreading what may override costs more than the rest of a page.
  return {
    title: own.title,
    issuer: own.issuer ?? by.issuer,
    onBehalf: own.onBehalf === undefined ? by.onBehalf : own.onBehalf,
    addressee: own.addressee ?? collectedOf(input).application.applicant.name,
    particulars: own.particulars ?? particularsOf(input),
    paragraphs: own.paragraphs,
    lists: own.lists ?? [],
    ground: own.ground ?? null,
    remedies: own.remedies ?? null,
    seal: own.seal ?? '行政审批专用章',
    signatures: own.signatures ?? [],
  };
}
