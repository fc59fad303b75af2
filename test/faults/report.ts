import type { CampaignResult } from './campaign.js';

/** The table nemesis × figures as Markdown; stall and drain in seconds. */
export function tableOf(results: readonly CampaignResult[]): string {
  const head = ['nemesis', 'cases', 'strikes', 'lost', 'doubled', 'refused wrongly', 'longest stall s', 'drain s'];
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  const rows = results.map((r) => [
    r.nemesis,
    String(r.cases),
    String(r.strikes),
    String(r.lost),
    String(r.doubled),
    String(r.refused),
    seconds(r.longestStallMs),
    seconds(r.drainMs),
  ]);
  const sum = (of: (r: CampaignResult) => number): string => String(results.reduce((total, r) => total + of(r), 0));
  rows.push([
    'all',
    sum((r) => r.cases),
    sum((r) => r.strikes),
    sum((r) => r.lost),
    sum((r) => r.doubled),
    sum((r) => r.refused),
    '',
    '',
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
