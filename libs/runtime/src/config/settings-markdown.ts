import { bounds } from './setting-value.js';
import type { Setting } from './settings-table.js';

/** Renders a settings table as a Markdown table, in the table's own order, for the operations document. */
export function settingsMarkdown(table: readonly Setting[]): string {
  const rows = table.map((setting) =>
    [`\`${setting.name}\``, setting.kind, setting.required ? 'yes' : 'no', defaultOf(setting), limitsOf(setting)]
      .concat(setting.description)
      .map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' '))
      .join(' | '),
  );
  return ['| Name | Kind | Required | Default | Limits | Meaning |', '| --- | --- | --- | --- | --- | --- |']
    .concat(rows.map((row) => `| ${row} |`))
    .join('\n')
    .concat('\n');
}

function defaultOf(setting: Setting): string {
  if (setting.kind === 'secret' || setting.default === undefined) return '–';
  const value = setting.default;
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function limitsOf(setting: Setting): string {
  if (setting.kind === 'json') return '–';
  const limits: string[] = [];
  if (setting.min !== undefined || setting.max !== undefined) {
    const range = bounds(setting.min ?? Number.MIN_SAFE_INTEGER, setting.max ?? Number.MAX_SAFE_INTEGER);
    limits.push(setting.kind === 'int' ? range : `${range} characters`);
  }
  if ('choices' in setting && setting.choices) limits.push(setting.choices.join(', '));
  if ('pattern' in setting && setting.pattern) limits.push(`\`${setting.pattern.source}\``);
  return limits.length > 0 ? limits.join('; ') : '–';
}
