import type { FiguresView, FigureView } from '#contracts';

/** One cell of a table: text, a number, or nothing. */
export type SheetCell = string | number | null;

const GROUP_HEADS = {
  all: [],
  day: ['日期'],
  month: ['月份'],
  pair: ['收件地', '属地'],
  item: ['事项编码', '事项'],
  mode: ['办理方式'],
  desk: ['收件地', '窗口'],
} as const satisfies Record<FiguresView['by'], readonly string[]>;

/** A table of figures with its head, a line for each group and a last one for all: for a file, and for a page. */
export function figureSheet({ by, rows, total }: FiguresView): { heads: string[]; lines: SheetCell[][] } {
  const groups = GROUP_HEADS[by];
  const heads = [
    ...groups,
    ...total.volumes.map(({ kindZh }) => kindZh),
    ...['承诺时限内', '承诺超期', '按时率', '办结中位用时（小时）', '办结 P95 用时（小时）', '预警', '黄牌', '红牌'],
  ];
  const all = groups.map((_, i) => (i === 0 ? '合计' : null));
  return {
    heads,
    lines: [...rows.map((row) => [...groupCells(by, row), ...counts(row)]), [...all, ...counts(total)]],
  };
}

function groupCells(by: FiguresView['by'], row: FigureView): SheetCell[] {
  switch (by) {
    case 'pair':
      return [row.collectingName, row.homeName];
    case 'item':
      return [row.itemCode, row.itemName];
    case 'mode':
      return [row.modeZh];
    case 'desk':
      return [row.collectingName, row.windowId];
    case 'day':
    case 'month':
      return [row.period];
    case 'all':
      return [];
  }
}

function counts(row: FigureView): SheetCell[] {
  const promise = row.clocks.find(({ kind }) => kind === 'promise');
  const cards = (level: string): number =>
    row.cards.filter((one) => one.level === level).reduce((sum, { count }) => sum + count, 0);
  return [
    ...row.volumes.map(({ count }) => count),
    promise?.met ?? 0,
    promise?.missed ?? 0,
    row.onTimeShare === null ? null : `${(row.onTimeShare * 100).toFixed(1)} %`,
    hours(row.handling.medianSeconds),
    hours(row.handling.p95Seconds),
    cards('WARNING'),
    cards('YELLOW'),
    cards('RED'),
  ];
}

const hours = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds / 360) / 10);
