import type { FiguresView } from '#contracts';
import { figureSheet, type SheetCell } from './figure-sheet.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (value: SheetCell): string => String(value ?? '–').replace(/[&<>"]/g, (one) => ESCAPES[one] as string);
const STYLE = `@page{size:A4 landscape;margin:14mm}body{font:11px/1.5 "Noto Sans CJK SC","PingFang SC",SimHei,sans-serif;color:#111}
h1{font-size:18px;text-align:center;margin:0 0 4px}h2{font-size:13px;margin:14px 0 4px}p{margin:2px 0}
table{width:100%;border-collapse:collapse}th,td{border:1px solid #777;padding:2px 5px;text-align:right}
th{background:#eee;text-align:center}td:first-child,.name{text-align:left}tr{break-inside:avoid}`;

/** 监督统计报告 of a time as a page for the printer: how it stands in words, the table, the holders, whose figures. */
export function figureReport(view: FiguresView): string {
  const { total, sources, from, to, sample } = view;
  const { heads, lines } = figureSheet(view);
  const volume = (kind: string): number => total.volumes.find((one) => one.kind === kind)?.count ?? 0;
  const share = total.onTimeShare === null ? '无办结' : `${(total.onTimeShare * 100).toFixed(1)} %`;
  const words = `本期收件 ${volume('collected')} 件，作出决定 ${volume('decided')} 件（其中不予许可 ${volume('rejected')} 件），交付 ${volume('handed-over')} 件，其他终结 ${volume('ended')} 件；承诺时限按时率 ${share}。`;
  const holders = total.holders.map(({ holderZh, count, medianSeconds, p95Seconds }) =>
    line([holderZh, count, hours(medianSeconds), hours(p95Seconds)], 'td'),
  );
  const whose = sources.map(({ cityName, words: told }) => `<p>${safe(cityName)}：${safe(told)}</p>`).join('');
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>监督统计报告</title><style>${STYLE}</style></head><body>
<h1>跨城通办监督统计报告</h1><p style="text-align:center">${from} 至 ${to}${sample ? '（示例数据）' : ''}</p>
<p>${safe(words)}</p><h2>统计表</h2><table><thead>${line(heads, 'th')}</thead><tbody>${lines.map((one) => line(one, 'td')).join('')}</tbody></table>
<h2>各环节每次停留用时（小时）</h2><table><thead>${line(['环节', '次数', '中位', 'P95'], 'th')}</thead><tbody>${holders.join('')}</tbody></table>
<h2>数据来源</h2>${whose}<p>数字均由办件记录统计，不含个人信息；用时为自然时间，误差不超过 2.5 %。</p></body></html>`;
}

const line = (cells: readonly SheetCell[], tag: 'th' | 'td'): string =>
  `<tr>${cells.map((cell) => `<${tag}>${safe(cell)}</${tag}>`).join('')}</tr>`;
const hours = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds / 360) / 10);
