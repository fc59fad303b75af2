import { join } from 'node:path';
import { projectDir } from '../../deploy/local/local-folder.js';
import { machineAndVersions, markdownTable, putSection } from '../support/report-file.js';

/** One table of a part, with the sentences around it; cells are text already. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes?: readonly string[];
}

/** What one part found. */
export interface PartReport {
  /** Heading in docs/benchmarks.md; a later run of the same part replaces it. */
  readonly heading: string;
  readonly command: string;
  readonly tables: readonly Table[];
}

const file = join(projectDir, 'docs', 'benchmarks.md');

/** The table as lines for a screen, columns aligned. */
export function tableLines({ title, head, rows, notes = [] }: Table): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => (row[i] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd();
  return ['', title, ...all.map(line), ...notes];
}

/** Puts the report into docs/benchmarks.md, in place of the same part's last one. */
export async function writeReport({ heading, command, tables }: PartReport): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const lines = [`## ${heading}`, '', `\`${command}\`, ${today}, ${await machineAndVersions()}.`, ''];
  for (const { title, head, rows, notes = [] } of tables) {
    lines.push(`**${title}**`, '', markdownTable(head, rows), '');
    for (const note of notes) lines.push(note, '');
  }
  await putSection(file, heading, lines.join('\n'));
}

/** A figure with as many digits as say something. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  return size >= 100 ? String(Math.round(value)) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
}
