import {
  MAX_EXPORT_ROWS,
  type CardLevel,
  type CaseSummary,
  type CityView,
  type DueView,
  type WorkList,
} from '#contracts';

const PAGE_SIZE = 200;

const HEADING = [
  '办件编号',
  '事项编码',
  '事项名称',
  '申请人（脱敏）',
  '状态',
  '目前在',
  '期限',
  '期限状态',
  '监察牌',
  '收件地',
  '属地',
  '领取地',
  '收件时间',
  '最近变化',
];
const DUE: Readonly<Record<DueView['dueState'], string>> = {
  NONE: '',
  RUNNING: '计时中',
  DUE_SOON: '即将到期',
  OVERDUE: '已超期',
  PAUSED: '暂停计时',
  COUNTING: '计算中',
};
const CARDS: Readonly<Record<CardLevel, string>> = { WARNING: '预警', YELLOW: '黄牌', RED: '红牌' };
const minute = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** Asks for one page of the list. */
export type AskPage = (part: { cursor?: string; pageSize: number }) => Promise<WorkList>;

/** The list from its first page to its end, a page in memory at a time. */
export async function* caseRows(
  first: WorkList,
  askPage: AskPage,
  cities: readonly CityView[],
): AsyncGenerator<readonly string[]> {
  const names = new Map(cities.map(({ city, name }) => [city, name]));
  yield HEADING;
  let told = 0;
  for (let page = first; ;) {
    for (const one of page.items.slice(0, MAX_EXPORT_ROWS - told)) yield cellsOf(one, names);
    told += page.items.length;
    if (page.next === null || told >= MAX_EXPORT_ROWS) return;
    page = await askPage({ cursor: page.next, pageSize: PAGE_SIZE });
  }
}

/** How the first page is asked for. */
export const FIRST_PAGE = { pageSize: PAGE_SIZE } as const;

function cellsOf(one: CaseSummary, names: ReadonlyMap<string, string>): string[] {
  const city = (code: string | null): string => (code === null ? '' : (names.get(code) ?? code));
  return [
    one.caseNo,
    one.itemCode ?? '',
    one.itemName ?? '',
    one.applicantMasked ?? '',
    one.statusZh,
    one.holderZh ?? '',
    one.dueOn ?? '',
    DUE[one.dueState],
    one.card ? CARDS[one.card] : '',
    city(one.collectingCity),
    city(one.homeCity),
    city(one.pickupCity),
    minute.format(new Date(one.collectedAt)),
    minute.format(new Date(one.changedAt)),
  ];
}
